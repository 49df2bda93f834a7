"""Operations on images: pool, enlarge, write every image as a row of pixels, and fold it back."""

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np

from aibyhand.core import Matrix
from aibyhand.core.cells import Cells
from aibyhand.core.expression import Expression, at, cols, i, j, k, l, rows, setting
from aibyhand.core.expression import largest as most
from aibyhand.core.fits import anything_fits, same_size
from aibyhand.core.matrix import apply
from aibyhand.core.numbers import Array
from aibyhand.core.op import Op, Operand, Place, Settings
from aibyhand.core.table import enter


def _largest(image: Array, size: int, stride: int) -> Array:
    windows = np.lib.stride_tricks.sliding_window_view(image, (size, size))
    return np.asarray(windows[::stride, ::stride].max(axis=(2, 3)))


def _corners(image: Array, size: int, stride: int) -> Array:
    """The number in the upper left corner of every window, whatever the others are."""
    rows, columns = (count - size + 1 for count in image.shape)
    return image[:rows:stride, :columns:stride]


def _window_fits(operands: Sequence[Operand], settings: Settings) -> str | None:
    image, size = operands[0], settings["size"]
    if size <= min(image.values.shape):
        return None
    return f"a window of {size}\N{MULTIPLICATION SIGN}{size} is larger than {image.printed}"


def _largest_formula(operands: Sequence[Cells], settings: Settings, i: int, j: int) -> str:
    size, stride = settings["size"], settings["stride"]
    return f"MAX({operands[0].part(i * stride, j * stride, size, size)})"


def _windows(count: Callable[[int], Expression]) -> Expression:
    """How many windows there are along one axis."""
    return (count(0) - setting("size")) // setting("stride") + 1


_pixel_of_window = at(0, i * setting("stride") + k, j * setting("stride") + l)
_largest_cell = most(k, setting("size"), most(l, setting("size"), _pixel_of_window))

MAX_POOL = enter(
    Op(
        "max_pool",
        rows=_windows(rows),
        columns=_windows(cols),
        cell=_largest_cell,
        compute=_largest,
        tex=r"\mathrm{{maxpool}}_{{{size},{stride}}}({0})",
        words="the largest number in every {size} by {size} window of {0}, moved by {stride}",
        numpy="np.lib.stride_tricks.sliding_window_view({0}, ({size}, {size}))"
        "[::{stride}, ::{stride}].max(axis=(2, 3))",
        torch="torch.nn.functional.max_pool2d({0}[None, None], {size}, {stride})[0, 0]",
        fits=_window_fits,
        dropped=_corners,
        formula=_largest_formula,
    )
)


def max_pool(image: Matrix, size: int, stride: int | None = None) -> Matrix:
    """The largest number of every window; the windows touch unless ``stride`` says otherwise.

    A window that would stick out of the image is left out.
    """
    stride = size if stride is None else stride
    if size < 1 or stride < 1:
        raise ValueError(f"max_pool: size {size} and stride {stride}: each needs to be at least 1")
    return apply(MAX_POOL, image, size=size, stride=stride)


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
