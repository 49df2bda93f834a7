"""Operations along columns and rows: sums, means, softmax, lengths, the largest number."""

from collections.abc import Sequence

import numpy as np

from aibyhand.core.cells import Cells
from aibyhand.core.expression import (
    at,
    call,
    cols,
    i,
    j,
    k,
    l,
    place_of_largest,
    rows,
    shown,
    total,
)
from aibyhand.core.expression import largest as most
from aibyhand.core.fits import anything_fits
from aibyhand.core.matrix import Matrix, apply
from aibyhand.core.numbers import Array
from aibyhand.core.op import Op, Operand, Place, Settings
from aibyhand.core.table import enter

SUM_COLUMNS = enter(
    Op(
        "sum_columns",
        rows=1,
        columns=cols(0),
        cell=total(k, rows(0), at(0, k, j)),
        compute=lambda e: e.sum(axis=0, keepdims=True),
        tex=r"\mathbf{{1}}^\top\,{0}",
        words="every column of {0} added up",
        numpy="{0}.sum(axis=0, keepdims=True)",
        torch="{0}.sum(dim=0, keepdim=True)",
        fits=anything_fits,
        formula=lambda m, s, i, j: f"SUM({m[0].column(j)})",
    )
)


def sum_columns(e: Matrix) -> Matrix:
    """One sum for each column: a row."""
    return apply(SUM_COLUMNS, e)


COLUMN_MEANS = enter(
    Op(
        "column_means",
        rows=1,
        columns=cols(0),
        cell=(total(k, rows(0), at(0, k, j)) / rows(0)),
        compute=lambda a: a.mean(axis=0, keepdims=True),
        tex=r"\operatorname{{means}}({0})",
        words="the mean of every column of {0}",
        numpy="{0}.mean(axis=0, keepdims=True)",
        torch="{0}.mean(dim=0, keepdim=True)",
        fits=anything_fits,
        formula=lambda m, s, i, j: f"SUM({m[0].column(j)})/{m[0].rows}",
    )
)


def column_means(a: Matrix) -> Matrix:
    """One mean for each column: a row."""
    return apply(COLUMN_MEANS, a)


MEAN_SQUARES = enter(
    Op(
        "mean_squares",
        rows=1,
        columns=cols(0),
        cell=(total(k, rows(0), at(0, k, j) ** 2) / rows(0)),
        compute=lambda a: (a * a).mean(axis=0, keepdims=True),
        tex=r"\operatorname{{means}}({0}^2)",
        words="the mean of the squares in every column of {0}",
        numpy="({0} * {0}).mean(axis=0, keepdims=True)",
        torch="({0} * {0}).mean(dim=0, keepdim=True)",
        fits=anything_fits,
        formula=lambda m, s, i, j: f"SUMPRODUCT({m[0].column(j)},{m[0].column(j)})/{m[0].rows}",
    )
)


def mean_squares(d: Matrix) -> Matrix:
    """The mean square of each column: of distances from a mean, this is the variance."""
    return apply(MEAN_SQUARES, d)


MEAN_OF_COLUMNS = enter(
    Op(
        "mean_of_columns",
        rows=rows(0),
        columns=1,
        cell=(total(k, cols(0), at(0, i, k)) / cols(0)),
        compute=lambda a: a.mean(axis=1, keepdims=True),
        tex=r"\operatorname{{mean}}({0})",
        words="the mean of the columns of {0}",
        numpy="{0}.mean(axis=1, keepdims=True)",
        torch="{0}.mean(dim=1, keepdim=True)",
        fits=anything_fits,
        formula=lambda m, s, i, j: f"SUM({m[0].row(i)})/{m[0].columns}",
    )
)


def mean_of_columns(a: Matrix) -> Matrix:
    """All columns of a matrix averaged into one."""
    return apply(MEAN_OF_COLUMNS, a)


TOPS = enter(
    Op(
        "tops",
        rows=1,
        columns=cols(0),
        cell=most(k, rows(0), at(0, k, j)),
        compute=lambda a: a.max(axis=0, keepdims=True),
        tex=r"\operatorname{{tops}}({0})",
        words="the largest number of every column of {0}",
        numpy="{0}.max(axis=0, keepdims=True)",
        torch="{0}.amax(dim=0, keepdim=True)",
        fits=anything_fits,
        formula=lambda m, s, i, j: f"MAX({m[0].column(j)})",
    )
)


def tops(a: Matrix) -> Matrix:
    """The largest number of each column: a row."""
    return apply(TOPS, a)


def _softmax(z: Array) -> Array:
    powers = np.exp(z - z.max(axis=0, keepdims=True))
    return np.asarray(powers / powers.sum(axis=0, keepdims=True))


def _softmax_formula(operands: Sequence[Cells], settings: Settings, i: int, j: int) -> str:
    """As it is computed: the largest score taken off first, so that no power overflows."""
    scores, here = operands[0].column(j), operands[0].cell(i, j)
    return f"EXP({here}-MAX({scores}))/SUMPRODUCT(EXP({scores}-MAX({scores})))"


_POWERS = "{np}.exp({{0}} - {{0}}.{max})"
_SHIFTED = f"{_POWERS} / {_POWERS}.sum(axis=0)".format(np="np", max="max(axis=0)")
_top = most(k, rows(0), at(0, k, j))

SOFTMAX = enter(
    Op(
        "softmax",
        rows=rows(0),
        columns=cols(0),
        cell=shown(
            call("power_of_e", at(0, i, j)) / total(k, rows(0), call("power_of_e", at(0, k, j))),
            call("exp", at(0, i, j) - _top) / total(l, rows(0), call("exp", at(0, l, j) - _top)),
        ),
        compute=_softmax,
        tex=r"\mathrm{{softmax}}({0})",
        words="the softmax of every column of {0}",
        numpy=_SHIFTED,
        torch="torch.softmax({0}, dim=0)",
        fits=anything_fits,
        dropped=lambda z: z,
        formula=_softmax_formula,
    )
)


def softmax(z: Matrix) -> Matrix:
    """Every column raised to powers of e and divided by its sum: each column sums to 1."""
    return apply(SOFTMAX, z)


def _has_lengths(operands: Sequence[Operand], settings: Settings) -> str | None:
    """Every column has a length: it isn't zero, and its squares can be stored."""
    a = operands[0]
    for column, top in enumerate(np.abs(a.values).max(axis=0)):
        if top == 0:
            return f"column {column + 1} of {a.printed} has the length 0: it points nowhere"
        if not 1e-150 < top < 1e150:
            size = "large" if top > 1 else "small"
            return f"the squares in column {column + 1} of {a.printed} are too {size} to be stored"
    return None


OVER_LENGTH = enter(
    Op(
        "over_length",
        rows=rows(0),
        columns=cols(0),
        cell=(at(0, i, j) / call("sqrt", total(k, rows(0), at(0, k, j) ** 2))),
        compute=lambda a: a / np.sqrt((a * a).sum(axis=0, keepdims=True)),
        tex="{0} / |{0}|",
        words="every column of {0} divided by its length",
        numpy="{0} / np.linalg.norm({0}, axis=0)",
        torch="{0} / torch.linalg.norm({0}, dim=0)",
        fits=_has_lengths,
        dropped=lambda a: a,
        formula=lambda m, s, i, j: (
            f"{m[0].cell(i, j)}/SQRT(SUMPRODUCT({m[0].column(j)},{m[0].column(j)}))"
        ),
    )
)


def over_length(a: Matrix) -> Matrix:
    """Every column divided by its length, so that only its direction is left."""
    return apply(OVER_LENGTH, a)


LIKELIEST = enter(
    Op(
        "likeliest",
        rows=1,
        columns=cols(0),
        cell=place_of_largest(k, rows(0), at(0, k, j)),
        compute=lambda scores: scores.argmax(axis=0, keepdims=True),
        tex=r"\operatorname{{argmax}}({0})",
        words="in every column of {0} the row of the largest number, counted from 0, "
        "the first one of equals",
        numpy="{0}.argmax(axis=0, keepdims=True)",
        torch="{0}.argmax(dim=0, keepdim=True).to({0}.dtype)",
        fits=anything_fits,
        place=Place.ALONE,
        formula=lambda m, s, i, j: f"MATCH(MAX({m[0].column(j)}),{m[0].column(j)},0)-1",
    )
)


def likeliest(scores: Matrix) -> Matrix:
    """The greedy pick: in every column the row of the largest score, by its number from 0."""
    return apply(LIKELIEST, scores)


LARGEST = enter(
    Op(
        "largest",
        rows=1,
        columns=1,
        cell=most(k, rows(0), most(l, cols(0), call("abs", at(0, k, l)))),
        compute=lambda a: np.abs(a).max(keepdims=True),
        tex=r"\max |{0}|",
        words="the largest number in {0}, whatever its sign",
        numpy="np.abs({0}).max(keepdims=True)",
        torch="{0}.abs().max().reshape(1, 1)",
        fits=anything_fits,
        place=Place.ALONE,
        formula=lambda m, s, i, j: f"MAX(MAX({m[0].all}),-MIN({m[0].all}))",
    )
)


def largest(a: Matrix) -> Matrix:
    """The largest number of a matrix, whatever its sign: how far off an error goes."""
    return apply(LARGEST, a)
