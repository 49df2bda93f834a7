"""Operations on images: enlarge, write every image as a row of pixels, and fold it back."""

from collections.abc import Sequence
from functools import cache

import numpy as np

from aibyhand.core import Matrix
from aibyhand.core.cells import Cells
from aibyhand.core.expression import at, cols, i, j, rows, setting
from aibyhand.core.fits import anything_fits, same_size
from aibyhand.core.matrix import apply
from aibyhand.core.numbers import Array
from aibyhand.core.op import Op, Operand, Place, Settings
from aibyhand.core.table import enter


def _times_kernel(image: Array, kernel: Array) -> Array:
    return np.asarray(np.kron(image, kernel), dtype=float)


def _meeting(kernel: tuple[int, int], i: int, j: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """The pixel that cell (i, j) was made of, and the weight that it was multiplied by."""
    (down, i), (across, j) = divmod(i, kernel[0]), divmod(j, kernel[1])
    return (down, across), (i, j)


def _enlarged_formula(operands: Sequence[Cells], settings: Settings, i: int, j: int) -> str:
    image, kernel = operands
    pixel, weight = _meeting((kernel.rows, kernel.columns), i, j)
    return f"{image.cell(*pixel)}*{kernel.cell(*weight)}"


ENLARGE = enter(
    Op(
        "enlarge",
        rows=rows(0) * rows(1),
        columns=cols(0) * cols(1),
        cell=(at(0, i // rows(1), j // cols(1)) * at(1, i % rows(1), j % cols(1))),
        compute=_times_kernel,
        tex=r"{0} \otimes {1}",
        words="every number of {0} replaced by the whole of {1}, multiplied by that number",
        numpy="np.kron({0}, {1})",
        torch="torch.kron({0}, {1})",
        fits=anything_fits,
        signs=("\N{CIRCLED TIMES}",),
        dropped=lambda image, kernel: _times_kernel(image, np.ones_like(kernel)),
        formula=_enlarged_formula,
    )
)


def enlarge(image: Matrix, kernel: Matrix) -> Matrix:
    """Every pixel becomes pixel times kernel: the Kronecker product.

    It is a transposed convolution whose stride is the size of its kernel, so that nothing overlaps.
    """
    return apply(ENLARGE, image, kernel)


def _pixel_of_channel(operands: Sequence[Cells], settings: Settings, i: int, j: int) -> str:
    return operands[i].cell(*divmod(j, operands[i].columns))


@cache
def _channels(count: int) -> Op:
    """Enter the stack of so many channels into the table."""
    names = [f"{{{k}}}" for k in range(count)]
    flat = ", ".join(f"{name}.ravel()" for name in names)
    return enter(
        Op(
            f"{count} channels",
            rows=count,
            columns=rows(0) * cols(0),
            cell=at(i, j // cols(0), j % cols(0)),
            arranges=True,
            compute=lambda *images: np.stack([image.ravel() for image in images]),
            tex="[" + r";\,".join(rf"\mathrm{{{{row}}}}({name})" for name in names) + "]",
            words=f"{' and '.join(names)}, each written as one row, pixel after pixel",
            numpy=f"np.stack([{flat}])",
            torch=f"torch.stack([{flat}])",
            fits=same_size,
            place=Place.ALONE,
            formula=_pixel_of_channel,
        )
    )


def channels(*images: Matrix) -> Matrix:
    """Images of one size as a stack of channels: a row for each image, a column for each pixel."""
    return apply(_channels(len(images)), *images)


def _cut_evenly(operands: Sequence[Operand], settings: Settings) -> str | None:
    pixels, columns = operands[0].values, settings["columns"]
    if pixels.shape[0] == 1 and columns >= 1 and pixels.size % columns == 0:
        return None
    return f"{operands[0].printed} needs to be one row that can be cut into pieces of {columns}"


AS_IMAGE = enter(
    Op(
        "as_image",
        rows=cols(0) // setting("columns"),
        columns=setting("columns"),
        cell=at(0, 0, i * setting("columns") + j),
        arranges=True,
        compute=lambda pixels, columns: pixels.reshape(-1, columns),
        tex=r"\mathrm{{image}}_{{{columns}}}({0})",
        words="{0} cut into rows of {columns} pixels",
        numpy="{0}.reshape(-1, {columns})",
        torch="{0}.reshape(-1, {columns})",
        fits=_cut_evenly,
        place=Place.ALONE,
        formula=lambda m, s, i, j: m[0].cell(0, i * s["columns"] + j),
    )
)


def as_image(pixels: Matrix, columns: int) -> Matrix:
    """One row of pixels cut into the rows of an image with so many columns."""
    return apply(AS_IMAGE, pixels, columns=columns)


def _has_channel(operands: Sequence[Operand], settings: Settings) -> str | None:
    (count, pixels), which = operands[0].values.shape, settings["which"]
    if not 1 <= which <= count:
        return f"there is no channel {which} in {operands[0].printed}, which has {count}"
    if settings["columns"] < 1 or pixels % settings["columns"]:
        return f"{operands[0].printed} can't be cut into pieces of {settings['columns']}"
    return None


CHANNEL = enter(
    Op(
        "channel",
        rows=cols(0) // setting("columns"),
        columns=setting("columns"),
        cell=at(0, setting("which") - 1, i * setting("columns") + j),
        arranges=True,
        compute=lambda a, which, columns: a[which - 1].reshape(-1, columns),
        tex=r"\mathrm{{table}}_{{{columns}}}({0}[{which},\,{{:}}])",
        words="row {which} of {0}, cut into rows of {columns}",
        numpy="{0}[{which} - 1].reshape(-1, {columns})",
        torch="{0}[{which} - 1].reshape(-1, {columns})",
        fits=_has_channel,
        place=Place.ALONE,
        formula=lambda m, s, i, j: m[0].cell(s["which"] - 1, i * s["columns"] + j),
    )
)


def channel(a: Matrix, which: int, columns: int) -> Matrix:
    """One channel of a stack, counted from 1, as an image or a table with so many columns."""
    return apply(CHANNEL, a, which=which, columns=columns)
