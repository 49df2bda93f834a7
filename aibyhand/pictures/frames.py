"""The frames of a video as small images: every pixel a cell with its number."""

from dataclasses import dataclass

import numpy as np

from aibyhand.core import Matrix, Role
from aibyhand.core.numbers import number
from aibyhand.core.role import GRID, INK
from aibyhand.draw.cells import data
from aibyhand.draw.drawing import Drawing, frame
from aibyhand.draw.sizes import CELL
from aibyhand.draw.writing import text
from aibyhand.pictures.picture import Picture, listed


@dataclass(frozen=True)
class Frames(Picture):
    """A video: every column of the matrix is one frame, its pixels written row by row."""

    title: str
    matrix: Matrix
    height: int
    width: int

    @property
    def words(self) -> str:
        """The picture, read aloud."""
        parts = []
        for j in range(self.matrix.shape[1]):
            pixels = self.matrix.values[:, j].reshape(self.height, self.width)
            rows = "; ".join(listed(line, 0) for line in pixels)
            parts.append(f"frame {j + 1}: {rows}")
        return f"{self.title}. {'. '.join(parts)}."

    def drawing(self) -> Drawing:
        """The frames of a video as small images: every pixel a cell with its number."""
        parts = []
        count = self.matrix.shape[1]
        high = float(np.abs(self.matrix.values).max()) or 1.0
        for j in range(count):
            x0 = j * (self.width + 1) * CELL
            parts.append(f"<g{data(self.matrix, 1, j)}>")
            pixels = self.matrix.values[:, j].reshape(self.height, self.width)
            for (r, c), value in np.ndenumerate(pixels):
                x, y = x0 + c * CELL, 24 + r * CELL
                shade = Role.INPUT.look.fill
                opacity = 0.25 + 0.75 * abs(float(value)) / high
                parts.append(
                    f'<rect x="{x}" y="{y}" width="{CELL}" height="{CELL}" fill="#ffffff"/>'
                    f'<rect x="{x}" y="{y}" width="{CELL}" height="{CELL}" fill="{shade}" '
                    f'fill-opacity="{opacity:.2f}" stroke="{GRID}"/>'
                )
                shown = number(float(value), self.matrix.digits)
                parts.append(text(shown, x + CELL / 2, y + CELL / 2 + 5, 15, INK))
            parts.append("</g>")
            edge = Role.INPUT.look.frame
            parts.append(
                f'<rect x="{x0}" y="24" width="{self.width * CELL}" height="{self.height * CELL}" '
                f'fill="none" stroke="{edge}" stroke-width="2"/>'
            )
            parts.append(text(f"frame {j + 1}", x0 + self.width * CELL / 2, 15, 13))
        return frame(
            "".join(parts),
            count * (self.width + 1) * CELL - CELL,
            24 + self.height * CELL,
            self.words,
        )

    def to_fill_in(self) -> "Frames | None":
        """The same, if its numbers were given."""
        return None if self.matrix.made else self
