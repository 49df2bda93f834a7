"""How long columns are, how far apart, and how near: what is far away counts little."""

from collections.abc import Sequence

import numpy as np

from aibyhand.core import Matrix
from aibyhand.core.cells import Cells
from aibyhand.core.expression import at, beside, call, cols, i, j, k, rows, total, x
from aibyhand.core.fits import agree, anything_fits
from aibyhand.core.matrix import apply
from aibyhand.core.op import Op, Place, Settings
from aibyhand.core.table import cellwise, enter
from aibyhand.ops.shares import has_lengths

_squares = total(k, rows(0), at(0, k, j) ** 2)

LENGTHS = enter(
    Op(
        "lengths",
        rows=1,
        columns=cols(0),
        cell=call("sqrt", _squares),
        compute=lambda a: (a * a).sum(axis=0, keepdims=True) ** 0.5,
        tex=r"|{0}|",
        words="the length of every column of {0}: the square root of the sum of its squares",
        numpy="np.linalg.norm({0}, axis=0, keepdims=True)",
        torch="torch.linalg.norm({0}, dim=0, keepdim=True)",
        fits=has_lengths,
        formula=lambda m, s, i, j: f"SQRT(SUMPRODUCT({m[0].column(j)},{m[0].column(j)}))",
    )
)


def lengths(a: Matrix) -> Matrix:
    """The length of every column, as a row. A column of zeros is refused: it points nowhere."""
    return apply(LENGTHS, a)


HALF_SQUARED_LENGTHS = enter(
    Op(
        "half_squared_lengths",
        rows=1,
        columns=cols(0),
        cell=_squares / 2,
        compute=lambda a: (a * a).sum(axis=0, keepdims=True) / 2,
        tex=r"|{0}|^2 / 2",
        words="half of the squared length of every column of {0}",
        numpy="({0} * {0}).sum(axis=0, keepdims=True) / 2",
        torch="({0} * {0}).sum(dim=0, keepdim=True) / 2",
        fits=anything_fits,
        formula=lambda m, s, i, j: f"SUMPRODUCT({m[0].column(j)},{m[0].column(j)})/2",
    )
)


def half_squared_lengths(a: Matrix) -> Matrix:
    """Half of the sum of squares of every column, as a row."""
    return apply(HALF_SQUARED_LENGTHS, a)


def _squared_distance(m: Sequence[Cells], settings: Settings, i: int, j: int) -> str:
    apart = f"{m[0].column(i)}-{m[1].column(j)}"
    return f"SUMPRODUCT({apart},{apart})"


SQUARED_DISTANCES = enter(
    Op(
        "squared_distances",
        rows=cols(0),
        columns=cols(1),
        cell=total(k, rows(0), (at(0, k, i) - at(1, k, j)) ** 2),
        compute=lambda a, b: ((a[:, :, None] - b[:, None, :]) ** 2).sum(axis=0),
        tex=r"\mathrm{{dist}}({0},\,{1})^2",
        words="the squared distances of the columns of {0} from those of {1}: a row for every "
        "column of {0}",
        numpy="(({0}[:, :, None] - {1}[:, None, :]) ** 2).sum(axis=0)",
        torch="(({0}[:, :, None] - {1}[:, None, :]) ** 2).sum(dim=0)",
        fits=lambda m, s: agree(m[0], 0, m[1], 0),
        place=Place.ALONE,
        formula=_squared_distance,
    )
)


def squared_distances(a: Matrix, b: Matrix) -> Matrix:
    """How far every column of ``a`` is from every column of ``b``, squared: columns × columns."""
    return apply(SQUARED_DISTANCES, a, b)


def _distance_to_all(m: Sequence[Cells], settings: Settings, i: int, j: int) -> str:
    which, place = (0, j) if j < m[0].columns else (1, j - m[0].columns)
    apart = f"{m[0].column(i)}-{m[which].column(place)}"
    return f"SUMPRODUCT({apart},{apart})"


_TO_ALL = "(({{0}}[:, :, None] - {np}.hstack([{{0}}, {{1}}])[:, None, :]) ** 2).sum({axis}=0)"

DISTANCES_TO_ALL = enter(
    Op(
        "squared_distances_to_all",
        rows=cols(0),
        columns=cols(0) + cols(1),
        cell=total(k, rows(0), (at(0, k, i) - beside(k, j)) ** 2),
        compute=lambda a, b: ((a[:, :, None] - np.hstack([a, b])[:, None, :]) ** 2).sum(axis=0),
        tex=r"\mathrm{{dist}}({0},\,[{0}\,|\,{1}])^2",
        words="the squared distances of the columns of {0} from each other, and beside them from "
        "those of {1}: a row for every column of {0}",
        numpy=_TO_ALL.format(np="np", axis="axis"),
        torch=_TO_ALL.format(np="torch", axis="dim"),
        fits=lambda m, s: agree(m[0], 0, m[1], 0),
        place=Place.ALONE,
        formula=_distance_to_all,
    )
)


def squared_distances_to_all(a: Matrix, b: Matrix) -> Matrix:
    """How far every column of ``a`` is from all of ``a``, and beside it from all of ``b``."""
    return apply(DISTANCES_TO_ALL, a, b)


HALVED = enter(cellwise("halved", 2 ** (-x(0)), r"2^{{-{0}}}", "two to the power of minus {0}"))


def halved(d: Matrix) -> Matrix:
    """A one that is halved so many times: 2⁻ᵈ, which is 1 at 0, 1/2 at 1 and 1/4 at 2."""
    return apply(HALVED, d)
