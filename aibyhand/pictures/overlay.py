"""A mask on its image as SVG: a frame around what is inside, and a mark in the corner of a pixel.

Neither the frame nor the mark needs a colour to be seen.
"""

from dataclasses import dataclass

import numpy as np

from aibyhand.core import Matrix
from aibyhand.core.numbers import number
from aibyhand.core.role import ACCENT, GRID, INK
from aibyhand.draw.cells import data
from aibyhand.draw.drawing import Drawing, frame
from aibyhand.draw.sizes import CELL, DIGITS
from aibyhand.draw.writing import maths, text
from aibyhand.pictures.picture import Picture

HIGHEST = 600.0  # of the whole image; where there are many pixels, they are smaller
READABLE = 24.0  # pixels smaller than this have no number
HEAD = 26.0  # room for the name


@dataclass(frozen=True)
class Overlay(Picture):
    """An image with a mask of zeros and ones on it. Raises ValueError for one that doesn't fit."""

    title: str
    image: Matrix
    mask: Matrix

    def __post_init__(self) -> None:
        fits = self.image.shape == self.mask.shape
        if not fits or not np.isin(self.mask.values, (0, 1)).all():
            raise ValueError(f"{self.title}: the mask needs a zero or a one for every pixel")

    @property
    def words(self) -> str:
        """The picture, read aloud."""
        rows = [
            f"row {i + 1}: "
            + ", ".join(
                number(float(pixel), self.image.digits) + (" in the mask" if inside else "")
                for pixel, inside in zip(pixels, insides, strict=True)
            )
            for i, (pixels, insides) in enumerate(
                zip(self.image.values, self.mask.values, strict=True)
            )
        ]
        return f"{self.title}. {'; '.join(rows)}."

    def drawing(self) -> Drawing:
        """Draw it."""
        rows, columns = self.image.shape
        side = min(float(CELL), HIGHEST / max(rows, columns))
        high = float(np.abs(self.image.values).max()) or 1.0
        parts = [maths(self.image.tex, 1, HEAD - 8, 17, columns * side), f"<g{data(self.image)}>"]
        marks = []
        for (i, j), value in np.ndenumerate(self.image.values):
            x, y = j * side, HEAD + i * side
            strength = 0.15 + 0.85 * abs(float(value)) / high
            parts.append(_pixel(x, y, side, self.image.role.look.fill, strength))
            if self.mask.values[i, j]:
                marks.append(mark(x, y, side))
            if side >= READABLE:
                shown = number(float(value), self.image.digits)
                size = min(DIGITS, 1.5 * side / max(2, len(shown)))
                parts.append(
                    text(shown, round(x + side / 2, 1), round(y + side / 2 + 5, 1), size, INK)
                )
        legend = _legend(self, HEAD + rows * side + 14)
        width = max(columns * side, CELL + 100.0)
        inside = "".join([*parts, "</g>", *marks, _border(self, side), legend])
        return frame(inside, width, HEAD + rows * side + 14 + CELL / 2, self.words)


def _pixel(x: float, y: float, side: float, fill: str, strength: float) -> str:
    box = f'<rect x="{x:.1f}" y="{y:.1f}" width="{side:.1f}" height="{side:.1f}"'
    return (
        f'{box} fill="#ffffff"/>{box} fill="{fill}" fill-opacity="{strength:.2f}" stroke="{GRID}"/>'
    )


def mark(x: float, y: float, side: float) -> str:
    """The upper right corner of a pixel, filled."""
    ear = 0.32 * side
    corner = f"M{x + side - ear:.1f} {y:.1f}h{ear:.1f}v{ear:.1f}z"
    return f'<path d="{corner}" fill="{ACCENT}"/>'


def _border(drawn: Overlay, side: float) -> str:
    """The edges of the image, thin; and those between inside and outside, thick."""
    rows, columns = drawn.image.shape
    mask = np.pad(drawn.mask.values, 1)
    lines = []
    for i in range(rows + 1):
        for j in range(columns + 1):
            x, y = j * side, HEAD + i * side
            if j < columns and mask[i, j + 1] != mask[i + 1, j + 1]:
                lines.append(f"M{x:.1f} {y:.1f}h{side:.1f}")
            if i < rows and mask[i + 1, j] != mask[i + 1, j + 1]:
                lines.append(f"M{x:.1f} {y:.1f}v{side:.1f}")
    whole = f'width="{columns * side:.1f}" height="{rows * side:.1f}" fill="none"'
    edge = drawn.image.role.look.frame
    return (
        f'<rect x="0" y="{HEAD:g}" {whole} stroke="{edge}" stroke-width="1.6"/>'
        f'<path d="{"".join(lines)}" stroke="{ACCENT}" stroke-width="4" '
        'stroke-linecap="square" fill="none"/>'
    )


def _legend(drawn: Overlay, y: float) -> str:
    """A small pixel with frame and mark, and what they mean."""
    side = CELL / 2
    box = f'x="2" y="{y:.1f}" width="{side:.1f}" height="{side:.1f}"'
    return (
        f'<rect {box} fill="#ffffff" stroke="{ACCENT}" stroke-width="3"/>'
        + mark(2, y, side)
        + maths(f"{drawn.mask.tex} = 1", side + 12, y + 15, 15, 90)
    )
