"""How many places a window finds in an image: the size of what comes out."""

from collections.abc import Callable, Sequence

import numpy as np

from aibyhand.core import Matrix
from aibyhand.core.cells import Cells
from aibyhand.core.expression import Expression, call, cols, rows, setting
from aibyhand.core.matrix import apply
from aibyhand.core.numbers import Array
from aibyhand.core.op import Op, Operand, Place, Settings
from aibyhand.core.table import enter


def _places(axis: int, along: Callable[[int], Expression], word: str, direction: str) -> Op:
    """A row for the size of an output along one axis: ⌊(n + 2p − k) / s⌋ + 1."""

    def count(image: Array, kernel: Array, stride: int, padding: int) -> Array:
        free = image.shape[axis] + 2 * padding - kernel.shape[axis]
        return np.array([[float(free // stride + 1)]])

    def fits(operands: Sequence[Operand], settings: Settings) -> str | None:
        image, kernel = operands
        if kernel.values.shape[axis] <= image.values.shape[axis] + 2 * settings["padding"]:
            return None
        border = f" with padding {settings['padding']}" if settings["padding"] else ""
        return (
            f"the {kernel.values.shape[axis]} {word} of {kernel.printed} are more than "
            f"the {image.values.shape[axis]} {word} of {image.printed}{border}"
        )

    def formula(operands: Sequence[Cells], settings: Settings, i: int, j: int) -> str:
        image, kernel = (f"{word.upper()}({operand.all})" for operand in operands)
        return f"INT(({image}+{2 * settings['padding']}-{kernel})/{settings['stride']})+1"

    size = f".shape[{axis}]"
    whole = rf"({{0}}{size} + 2 * {{padding}} - {{1}}{size}) // {{stride}} + 1"
    return enter(
        Op(
            f"places_{direction}",
            rows=1,
            columns=1,
            cell=(
                call("floor", (along(0) + 2 * setting("padding") - along(1)) / setting("stride"))
                + 1
            ),
            compute=count,
            tex=rf"\lfloor (\operatorname{{{{{word}}}}}({{0}}) + 2 \cdot {{padding}} - "
            rf"\operatorname{{{{{word}}}}}({{1}})) / {{stride}} \rfloor + 1",
            words=f"the number of places {direction}: the {word} of {{0}}, plus twice the padding "
            f"{{padding}}, minus the {word} of {{1}}, divided by the stride {{stride}} and rounded "
            "down, plus 1",
            numpy=f"np.array([[{whole}]])",
            torch=f"torch.tensor([[{whole}]], dtype={{0}}.dtype)",
            fits=fits,
            place=Place.ALONE,
            formula=formula,
        )
    )


PLACES_DOWN = _places(0, rows, "rows", "down")


PLACES_ACROSS = _places(1, cols, "columns", "across")


def places_down(image: Matrix, kernel: Matrix, *, stride: int = 1, padding: int = 0) -> Matrix:
    """How many places a kernel finds down an image: the rows of the output."""
    return apply(PLACES_DOWN, image, kernel, stride=stride, padding=padding)


def places_across(image: Matrix, kernel: Matrix, *, stride: int = 1, padding: int = 0) -> Matrix:
    """How many places a kernel finds across an image: the columns of the output."""
    return apply(PLACES_ACROSS, image, kernel, stride=stride, padding=padding)
