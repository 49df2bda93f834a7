"""Operations with windows: a kernel slides over an image."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from aibyhand.core import Matrix
from aibyhand.core.cells import Cells
from aibyhand.core.expression import (
    Expression,
    at,
    at_or_zero,
    cols,
    i,
    j,
    k,
    l,
    rows,
    setting,
    total,
)
from aibyhand.core.matrix import apply
from aibyhand.core.numbers import Array
from aibyhand.core.op import Op, Operand, Settings
from aibyhand.core.table import enter


def padded(image: Array, padding: int) -> Array:
    """The image with a border of zeros."""
    return np.pad(image, padding)


def _overlaps(image: Array, kernel: Array, stride: int, padding: int) -> Array:
    windows = np.lib.stride_tricks.sliding_window_view(padded(image, padding), kernel.shape)
    return np.asarray(np.einsum("ijkl,kl->ij", windows[::stride, ::stride], kernel))


def _slide(image: Array, kernel: Array, bias: Array, stride: int, padding: int) -> Array:
    return np.asarray(_overlaps(image, kernel, stride, padding) + bias)


def _window_fits(operands: Sequence[Operand], settings: Settings) -> str | None:
    image, kernel, *bias = operands
    border = 2 * settings["padding"]
    high, wide = image.values.shape[0] + border, image.values.shape[1] + border
    if bias and bias[0].values.size != 1:
        return f"{bias[0].printed} needs to be one number"
    if kernel.values.shape[0] > high or kernel.values.shape[1] > wide:
        return f"{kernel.printed} is larger than {image.printed}"
    return None


def _window_formula(operands: Sequence[Cells], settings: Settings, i: int, j: int) -> str:
    """The part of the image that the kernel meets; the zeros around the image add nothing."""
    image, kernel, *bias = operands
    y, x = (at * settings["stride"] - settings["padding"] for at in (i, j))
    top, left = max(0, -y), max(0, -x)
    rows = min(kernel.rows, image.rows - y) - top
    columns = min(kernel.columns, image.columns - x) - left
    if rows <= 0 or columns <= 0:
        return bias[0].cell(0, 0) if bias else "0"
    window = image.part(y + top, x + left, rows, columns)
    weights = replace(
        kernel, top=kernel.top + top, left=kernel.left + left, rows=rows, columns=columns
    )
    overlap = f"SUMPRODUCT({window},{weights.all})"
    return f"{overlap}+{bias[0].cell(0, 0)}" if bias else overlap


def _places_along(count: Callable[[int], Expression]) -> Expression:
    """How many places a kernel finds along one axis: ⌊(n + 2·padding − k) / stride⌋ + 1."""
    return (count(0) + 2 * setting("padding") - count(1)) // setting("stride") + 1


_overlap = total(
    k, rows(1), total(
        l, cols(1), at_or_zero(
            0, i * setting("stride") + k - setting("padding"),
            j * setting("stride") + l - setting("padding"),
        ) * at(1, k, l),
    ),
)  # fmt: skip
_WORDS = (
    "{1} slides over {0} with stride {stride} and padding {padding}; "
    "at every place multiply cell by cell"
)
_NUMPY = (
    "np.einsum('ijkl,kl->ij', np.lib.stride_tricks.sliding_window_view("
    "np.pad({0}, {padding}), {1}.shape)[::{stride}, ::{stride}], {1})"
)
_TORCH = (
    "torch.nn.functional.conv2d({0}[None, None], {1}[None, None], "
    "stride={stride}, padding={padding})[0, 0]"
)

CORRELATE = enter(
    Op(
        "correlate",
        rows=_places_along(rows),
        columns=_places_along(cols),
        cell=_overlap,
        compute=_overlaps,
        tex=r"{0} \star {1}",
        words=_WORDS + " and add up",
        numpy=_NUMPY,
        torch=_TORCH,
        fits=_window_fits,
        signs=("★",),
        formula=_window_formula,
    )
)


CONVOLVE = enter(
    Op(
        "convolve",
        rows=_places_along(rows),
        columns=_places_along(cols),
        cell=_overlap + at(2, 0, 0),
        compute=_slide,
        tex=r"{0} \star {1} + {2}",
        words=_WORDS + ", add up, and add {2}",
        numpy=_NUMPY + " + {2}",
        torch=_TORCH + " + {2}",
        fits=_window_fits,
        signs=("★", "+"),
        dropped=lambda image, kernel, bias, stride, padding: _slide(
            image, kernel, 0 * bias, stride, padding
        ),
        formula=_window_formula,
    )
)


def convolve(
    image: Matrix, kernel: Matrix, bias: Matrix, *, stride: int = 1, padding: int = 0
) -> Matrix:
    """Slide a kernel over an image (cross-correlation: the kernel is not turned over).

    An image of n rows and a kernel of k give ⌊(n + 2·padding − k) / stride⌋ + 1 rows.
    """
    if stride < 1 or padding < 0:
        raise ValueError(f"convolve: stride {stride} and padding {padding}: needs ≥ 1 and ≥ 0")
    return apply(CONVOLVE, image, kernel, bias, stride=stride, padding=padding)


def correlate(image: Matrix, kernel: Matrix) -> Matrix:
    """Slide a kernel over one channel of an image; the bias is added once, behind all channels.

    Sizes as for ``convolve``, with a stride of 1 and no padding.
    """
    return apply(CORRELATE, image, kernel, stride=1, padding=0)
