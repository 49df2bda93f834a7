"""Operations on windows: how many places a kernel finds on an image."""

from collections.abc import Sequence

import numpy as np

from aibyhand.core.cells import Cells
from aibyhand.core.matrix import Matrix, apply, row
from aibyhand.core.numbers import Array
from aibyhand.core.op import Op, Operand, Place, Settings, Worked
from aibyhand.ops.fits import anything_fits


def _places(axis: int, word: str, direction: str) -> Op:
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

    def worked(operands: Sequence[Operand], settings: Settings, i: int, j: int) -> Worked:
        n, k = (operand.values.shape[axis] for operand in operands)
        stride, padding = settings["stride"], settings["padding"]
        written = rf"\lfloor ({n} + 2 \cdot {padding} - {k}) / {stride} \rfloor + 1"
        return Worked(written, ())

    def formula(operands: Sequence[Cells], settings: Settings, i: int, j: int) -> str:
        image, kernel = (f"{word.upper()}({operand.all})" for operand in operands)
        return f"INT(({image}+{2 * settings['padding']}-{kernel})/{settings['stride']})+1"

    size = f".shape[{axis}]"
    whole = rf"({{0}}{size} + 2 * {{padding}} - {{1}}{size}) // {{stride}} + 1"
    return row(
        Op(
            f"places_{direction}",
            compute=count,
            tex=rf"\lfloor (\operatorname{{{{{word}}}}}({{0}}) + 2 \cdot {{padding}} - "
            rf"\operatorname{{{{{word}}}}}({{1}})) / {{stride}} \rfloor + 1",
            words=f"the number of places {direction}: the {word} of {{0}}, plus twice the padding "
            f"{{padding}}, minus the {word} of {{1}}, divided by the stride {{stride}} and rounded "
            "down, plus 1",
            numpy=f"np.array([[{whole}]])",
            torch=f"torch.tensor([[{whole}]], dtype={{0}}.dtype)",
            fits=fits,
            worked=worked,
            place=Place.ALONE,
            formula=formula,
        )
    )


PLACES_DOWN = _places(0, "rows", "down")
PLACES_ACROSS = _places(1, "columns", "across")


def places_down(image: Matrix, kernel: Matrix, *, stride: int = 1, padding: int = 0) -> Matrix:
    """How many places a kernel finds down an image: the rows of the output."""
    return apply(PLACES_DOWN, image, kernel, stride=stride, padding=padding)


def places_across(image: Matrix, kernel: Matrix, *, stride: int = 1, padding: int = 0) -> Matrix:
    """How many places a kernel finds across an image: the columns of the output."""
    return apply(PLACES_ACROSS, image, kernel, stride=stride, padding=padding)


def _inside(m: Sequence[Cells], s: Settings, i: int, j: int) -> str:
    row_, column = i - s["padding"], j - s["padding"]
    inside = 0 <= row_ < m[0].rows and 0 <= column < m[0].columns
    return m[0].cell(row_, column) if inside else "0"


BORDER = row(
    Op(
        "border",
        compute=lambda a, padding: np.pad(a, padding),
        tex=r"\mathrm{{pad}}_{{{padding}}}({0})",
        words="{0} with {padding} rows and columns of zeros on every side",
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
