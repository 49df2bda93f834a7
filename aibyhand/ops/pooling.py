"""Pooling: one number for every window of an image, its largest or its mean."""

from collections.abc import Callable, Sequence

import numpy as np

from aibyhand.core import Matrix
from aibyhand.core.cells import Cells
from aibyhand.core.expression import (
    Expression,
    at,
    call,
    cols,
    i,
    j,
    k,
    l,
    rows,
    setting,
    total,
    whole,
)
from aibyhand.core.expression import largest as most
from aibyhand.core.matrix import apply
from aibyhand.core.numbers import Array
from aibyhand.core.op import Op, Operand, Place, Settings
from aibyhand.core.table import enter


def seen(image: Array, size: int, stride: int) -> Array:
    """Every window of an image: four axes, of which the last two are those of a window."""
    return np.lib.stride_tricks.sliding_window_view(image, (size, size))[::stride, ::stride]


def _largest(image: Array, size: int, stride: int) -> Array:
    return np.asarray(seen(image, size, stride).max(axis=(2, 3)))


def _corners(image: Array, size: int, stride: int) -> Array:
    """The number in the upper left corner of every window, whatever the others are."""
    rows, columns = (count - size + 1 for count in image.shape)
    return image[:rows:stride, :columns:stride]


def window_fits(operands: Sequence[Operand], settings: Settings) -> str | None:
    image, size = operands[0], settings["size"]
    if size <= min(image.values.shape):
        return None
    return f"a window of {size}\N{MULTIPLICATION SIGN}{size} is larger than {image.printed}"


def _largest_formula(operands: Sequence[Cells], settings: Settings, i: int, j: int) -> str:
    size, stride = settings["size"], settings["stride"]
    return f"MAX({operands[0].part(i * stride, j * stride, size, size)})"


def windows(count: Callable[[int], Expression]) -> Expression:
    """How many windows there are along one axis."""
    return (count(0) - setting("size")) // setting("stride") + 1


_pixel = at(0, i * setting("stride") + k, j * setting("stride") + l)
_largest_cell = most(k, setting("size"), most(l, setting("size"), _pixel))

MAX_POOL = enter(
    Op(
        "max_pool",
        rows=windows(rows),
        columns=windows(cols),
        cell=_largest_cell,
        compute=_largest,
        tex=r"\mathrm{{maxpool}}_{{{size},{stride}}}({0})",
        words="the largest number in every {size} by {size} window of {0}, moved by {stride}",
        numpy="np.lib.stride_tricks.sliding_window_view({0}, ({size}, {size}))"
        "[::{stride}, ::{stride}].max(axis=(2, 3))",
        torch="torch.nn.functional.max_pool2d({0}[None, None], {size}, {stride})[0, 0]",
        fits=window_fits,
        dropped=_corners,
        formula=_largest_formula,
    )
)


def pooled(op: Op, image: Matrix, size: int, stride: int | None) -> Matrix:
    """The windows touch unless a stride says otherwise."""
    stride = size if stride is None else stride
    if size < 1 or stride < 1:
        raise ValueError(f"{op.name}: size {size} and stride {stride}: each needs to be at least 1")
    return apply(op, image, size=size, stride=stride)


def max_pool(image: Matrix, size: int, stride: int | None = None) -> Matrix:
    """The largest number of every window; the windows touch unless ``stride`` says otherwise.

    A window that would stick out of the image is left out.
    """
    return pooled(MAX_POOL, image, size, stride)


# Every window of an image, as NumPy writes it.
SEEN = (
    "np.lib.stride_tricks.sliding_window_view({0}, ({{size}}, {{size}}))"
    "[::{{stride}}, ::{{stride}}]"
)
of_window = setting("size") * setting("size")


def _mean_formula(operands: Sequence[Cells], settings: Settings, i: int, j: int) -> str:
    size, stride = settings["size"], settings["stride"]
    return f"SUM({operands[0].part(i * stride, j * stride, size, size)})/{size * size}"


MEAN_POOL = enter(
    Op(
        "mean_pool",
        rows=windows(rows),
        columns=windows(cols),
        cell=total(k, setting("size"), total(l, setting("size"), _pixel)) / whole(of_window),
        compute=lambda image, size, stride: seen(image, size, stride).mean(axis=(2, 3)),
        tex=r"\mathrm{{meanpool}}_{{{size},{stride}}}({0})",
        words="the mean of every {size} by {size} window of {0}, moved by {stride}",
        numpy=SEEN.format("{0}") + ".mean(axis=(2, 3))",
        torch="torch.nn.functional.avg_pool2d({0}[None, None], {size}, {stride})[0, 0]",
        fits=window_fits,
        dropped=_corners,
        formula=_mean_formula,
    )
)


def mean_pool(image: Matrix, size: int, stride: int | None = None) -> Matrix:
    """The mean of every window; the windows are those of ``max_pool``."""
    return pooled(MEAN_POOL, image, size, stride)


def _counted_along(axis: int, along: Callable[[int], Expression], word: str, way: str) -> Op:
    """A row for the number of windows along one axis: ⌊(n − k) / s⌋ + 1."""
    whole_line = f"({{0}}.shape[{axis}] - {{size}}) // {{stride}} + 1"
    return enter(
        Op(
            f"windows_{way}",
            rows=1,
            columns=1,
            cell=call("floor", (along(0) - setting("size")) / setting("stride")) + 1,
            compute=lambda image, size, stride: np.array(
                [[float((image.shape[axis] - size) // stride + 1)]]
            ),
            tex=rf"\lfloor (\operatorname{{{{{word}}}}}({{0}}) - {{size}}) / {{stride}} "
            r"\rfloor + 1",
            words=f"the number of windows {way}: the {word} of {{0}}, minus the size {{size}} of "
            "the window, divided by the stride {stride} and rounded down, plus 1",
            numpy=f"np.array([[{whole_line}]])",
            torch=f"torch.tensor([[{whole_line}]], dtype={{0}}.dtype)",
            fits=window_fits,
            place=Place.ALONE,
            formula=lambda m, s, i, j: (
                f"INT(({word.upper()}({m[0].all})-{s['size']})/{s['stride']})+1"
            ),
        )
    )


WINDOWS_DOWN = _counted_along(0, rows, "rows", "down")


WINDOWS_ACROSS = _counted_along(1, cols, "columns", "across")


def windows_down(image: Matrix, size: int, stride: int | None = None) -> Matrix:
    """How many windows fit under each other: the rows of what is pooled."""
    return pooled(WINDOWS_DOWN, image, size, stride)


def windows_across(image: Matrix, size: int, stride: int | None = None) -> Matrix:
    """How many windows fit beside each other: the columns of what is pooled."""
    return pooled(WINDOWS_ACROSS, image, size, stride)
