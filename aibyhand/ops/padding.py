"""Zeros around an image: on all of its sides, or on some."""

from collections.abc import Sequence

import numpy as np

from aibyhand.core import Matrix
from aibyhand.core.cells import Cells
from aibyhand.core.expression import at_or_zero, cols, i, j, rows, setting
from aibyhand.core.fits import anything_fits
from aibyhand.core.matrix import apply
from aibyhand.core.op import Op, Place, Settings
from aibyhand.core.table import enter


def _inside(m: Sequence[Cells], s: Settings, i: int, j: int) -> str:
    row_, column = i - s["padding"], j - s["padding"]
    inside = 0 <= row_ < m[0].rows and 0 <= column < m[0].columns
    return m[0].cell(row_, column) if inside else "0"


BORDER = enter(
    Op(
        "border",
        rows=rows(0) + 2 * setting("padding"),
        columns=cols(0) + 2 * setting("padding"),
        cell=at_or_zero(0, i - setting("padding"), j - setting("padding")),
        arranges=True,
        compute=lambda a, padding: np.pad(a, padding),
        tex=r"\mathrm{{pad}}_{{{padding}}}({0})",
        words="{0} with a border of zeros, {padding} wide, on every side",
        numpy="np.pad({0}, {padding})",
        torch="torch.nn.functional.pad({0}, [{padding}] * 4)",
        fits=anything_fits,
        place=Place.ALONE,
        formula=_inside,
    )
)


def border(image: Matrix, padding: int) -> Matrix:
    """The image with so many rows and columns of zeros on every side (zero padding)."""
    if padding < 1:
        raise ValueError(f"border: padding {padding}: needs to be at least 1")
    return apply(BORDER, image, padding=padding)


def _inside_sides(m: Sequence[Cells], s: Settings, i: int, j: int) -> str:
    row, column = i - s["top"], j - s["left"]
    inside = 0 <= row < m[0].rows and 0 <= column < m[0].columns
    return m[0].cell(row, column) if inside else "0"


BORDER_SIDES = enter(
    Op(
        "border_sides",
        rows=rows(0) + setting("top") + setting("bottom"),
        columns=cols(0) + setting("left") + setting("right"),
        cell=at_or_zero(0, i - setting("top"), j - setting("left")),
        arranges=True,
        compute=lambda a, top, left, bottom, right: np.pad(a, ((top, bottom), (left, right))),
        tex=r"\mathrm{{pad}}_{{{top},{left},{bottom},{right}}}({0})",
        words="{0} with rows and columns of zeros: {top} above, {left} on the left, {bottom} below "
        "and {right} on the right",
        numpy="np.pad({0}, (({top}, {bottom}), ({left}, {right})))",
        torch="torch.nn.functional.pad({0}, [{left}, {right}, {top}, {bottom}])",
        fits=anything_fits,
        place=Place.ALONE,
        formula=_inside_sides,
    )
)


def border_sides(
    image: Matrix, *, top: int = 0, left: int = 0, bottom: int = 0, right: int = 0
) -> Matrix:
    """The image with so many rows and columns of zeros on each of its sides."""
    if min(top, left, bottom, right) < 0:
        raise ValueError(f"border_sides: {top}, {left}, {bottom}, {right}: none may be below 0")
    return apply(BORDER_SIDES, image, top=top, left=left, bottom=bottom, right=right)
