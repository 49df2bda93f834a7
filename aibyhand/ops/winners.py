"""The pixel that was the largest of its window, and the way back to it."""

from collections.abc import Sequence

import numpy as np

from aibyhand.core import Matrix
from aibyhand.core.cells import Cells
from aibyhand.core.expression import (
    Expression,
    at,
    bracket,
    cols,
    i,
    j,
    k,
    l,
    place_of_largest,
    rows,
    setting,
    total,
    whole,
)
from aibyhand.core.matrix import apply
from aibyhand.core.numbers import Array
from aibyhand.core.op import Op, Operand, Place, Settings
from aibyhand.core.table import enter
from aibyhand.ops.pooling import SEEN, of_window, pooled, seen, window_fits, windows


def _numbers(image: Array) -> Array:
    """Every pixel's number: counted from 0, row by row."""
    return np.arange(float(image.size)).reshape(image.shape)


def _where(image: Array, size: int, stride: int) -> Array:
    view, names = (seen(a, size, stride) for a in (image, _numbers(image)))
    high, wide = view.shape[:2]
    first = view.reshape(high * wide, -1).argmax(axis=1)
    return np.asarray(
        names.reshape(high * wide, -1)[np.arange(high * wide), first].reshape(high, wide)
    )


def _where_formula(operands: Sequence[Cells], settings: Settings, i: int, j: int) -> str:
    """The first cell of the window that holds its largest number, asked one after the other."""
    image, size = operands[0], settings["size"]
    top, left = i * settings["stride"], j * settings["stride"]
    cells = [(top + y, left + x) for y in range(size) for x in range(size)]
    most = f"MAX({image.part(top, left, size, size)})"
    last = cells.pop()
    asked = "".join(f"IF({image.cell(y, x)}={most},{y * image.columns + x}," for y, x in cells)
    return f"{asked}{last[0] * image.columns + last[1]}{')' * len(cells)}"


def _in_window(place: Expression) -> tuple[Expression, Expression]:
    """The pixel with this place in the window of cell (i, j)."""
    down = i * setting("stride") + place // setting("size")
    return down, j * setting("stride") + place % setting("size")


_first = place_of_largest(k, of_window, at(0, *_in_window(k)))
_down, _across = _in_window(_first)

WHERE_LARGEST = enter(
    Op(
        "where_largest",
        rows=windows(rows),
        columns=windows(cols),
        cell=whole(_down) * cols(0) + whole(_across),
        compute=_where,
        tex=r"\mathrm{{argmaxpool}}_{{{size},{stride}}}({0})",
        words="for every {size} by {size} window of {0}, moved by {stride}, the number of its "
        "largest pixel, the first one of equals; pixels are counted from 0, row by row",
        numpy="np.take_along_axis("
        + SEEN.format("np.arange({0}.size).reshape({0}.shape)")
        + ".reshape(-1, {size} ** 2), "
        + SEEN.format("{0}")
        + ".reshape(-1, {size} ** 2).argmax(axis=1)[:, None], axis=1)"
        ".reshape(-1, ({0}.shape[1] - {size}) // {stride} + 1)",
        torch="torch.nn.functional.max_pool2d({0}[None, None], {size}, {stride}, "
        "return_indices=True)[1][0, 0].to({0}.dtype)",
        fits=window_fits,
        place=Place.ALONE,
        formula=_where_formula,
    )
)


def where_largest(image: Matrix, size: int, stride: int | None = None) -> Matrix:
    """Which pixel was the largest of every window, the first one of equals.

    Pixels are counted from 0, row by row, as PyTorch and ONNX count them.
    """
    return pooled(WHERE_LARGEST, image, size, stride)


def _names_pixels(operands: Sequence[Operand], settings: Settings) -> str | None:
    numbers, where, image = operands
    if numbers.values.shape != where.values.shape:
        return f"{numbers.printed} needs one number for each of {where.printed}"
    if np.isin(where.values, np.arange(image.values.size)).all():
        return None
    return f"{where.printed} names a pixel that {image.printed} doesn't have"


BACK_TO_PIXELS = enter(
    Op(
        "back_to_pixels",
        rows=rows(2),
        columns=cols(2),
        cell=total(
            k, rows(0), total(
                l, cols(0), at(0, k, l) * bracket(at(1, k, l).equals(whole(i * cols(2) + j)))
            ),
        ),
        compute=lambda numbers, where, image: np.bincount(
            where.astype(int).ravel(), numbers.ravel(), image.size
        ).reshape(image.shape),
        tex=r"\mathrm{{scatter}}_{{{1}}}({0};\,{2})",
        words="every number of {0} added to the pixel of {2} that {1} names; zero elsewhere",
        numpy="np.bincount({1}.astype(int).ravel(), {0}.ravel(), {2}.size).reshape({2}.shape)",
        torch="torch.zeros_like({2}).flatten()"
        ".index_add(0, {1}.long().flatten(), {0}.flatten()).reshape({2}.shape)",
        fits=_names_pixels,
        place=Place.ALONE,
        formula=lambda m, s, i, j: (
            f"SUMPRODUCT(({m[1].all}={i * m[2].columns + j})*{m[0].all})"
        ),
    )
)  # fmt: skip


def back_to_pixels(numbers: Matrix, where: Matrix, image: Matrix) -> Matrix:
    """Every number goes back to the pixel that won its window; what meets there is added up."""
    return apply(BACK_TO_PIXELS, numbers, where, image)
