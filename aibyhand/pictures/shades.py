"""Tables side by side as shades: a cell is the stronger, the larger its number is.

Above and below zero have a colour each, and whatever is below zero has a bar at its foot besides.
"""

from dataclasses import dataclass

import numpy as np

from aibyhand.core import Matrix
from aibyhand.core.numbers import Array, number
from aibyhand.core.role import CURVES, GRID, INK
from aibyhand.draw.cells import data
from aibyhand.draw.drawing import Drawing, frame
from aibyhand.draw.writing import maths, text
from aibyhand.pictures.picture import Picture, listed

SIDE = 44.0  # of a cell
HIGHEST = 420.0  # of a table; where it has many cells, they are smaller
READABLE = 28.0  # cells smaller than this have no number
HEAD, GAP = 26.0, 26.0  # room for a name, between two tables
STRONGEST = 0.5  # of a colour, so that the digits on it can be read


@dataclass(frozen=True)
class Shades(Picture):
    """Tables side by side on one scale: a matrix, or each of its rows cut ``width`` columns wide.

    Raises ValueError for rows that can't be cut so.
    """

    title: str
    matrices: tuple[Matrix, ...]
    width: int = 0

    def __post_init__(self) -> None:
        if self.width and any(m.shape[1] % self.width for m in self.matrices):
            raise ValueError(f"{self.title}: needs rows that can be cut into {self.width} columns")

    def tables(self, matrix: Matrix) -> list[Array]:
        """The tables of a matrix: the whole of it, or one for each row."""
        if not self.width:
            return [matrix.values]
        return [row.reshape(-1, self.width) for row in matrix.values]

    @property
    def words(self) -> str:
        """The picture, read aloud."""
        said = []
        for m in self.matrices:
            for k, table in enumerate(self.tables(m), 1):
                which = f"{m.printed}, row {k}" if self.width else m.printed
                said.append(f"{which}: {'; '.join(listed(row, m.digits) for row in table)}")
        return f"{self.title}. {'. '.join(said)}."

    def drawing(self) -> Drawing:
        """Draw it: every matrix is one group, whose texts are its cells in order."""
        tables = [table for m in self.matrices for table in self.tables(m)]
        side = min(SIDE, HIGHEST / max(max(table.shape) for table in tables))
        high = max(float(np.abs(table).max()) for table in tables) or 1.0
        x, y, width, parts = 0.0, HEAD, 0.0, []
        for m in self.matrices:
            names, cells = [], []
            for k, table in enumerate(self.tables(m), 1):
                room = table.shape[1] * side
                name = rf"{m.tex}[{k},\,{{:}}]" if self.width else m.tex
                names.append(maths(name, x + room / 2, y - 9, 16, room + GAP, "middle"))
                cells.append(_cells(m, table, (x, y), side, high))
                x += room + GAP
            parts += [*names, f"<g{data(m)}>", *cells, "</g>"]
            width = max(width, x - GAP)
        tall = y + max(len(table) for table in tables) * side
        return frame("".join(parts), width + 2, tall + 2, self.words)

    def to_fill_in(self) -> "Shades | None":
        """The same, if its numbers were given."""
        return None if any(m.made for m in self.matrices) else self


def _cells(m: Matrix, table: Array, corner: tuple[float, float], side: float, high: float) -> str:
    """Every cell of one table; one below zero has a bar at its foot."""
    parts = []
    for (i, j), value in np.ndenumerate(table):
        x, y = corner[0] + j * side, corner[1] + i * side
        below = value < 0
        strength = STRONGEST * abs(float(value)) / high
        box = f'<rect x="{x:.1f}" y="{y:.1f}" width="{side:.1f}" height="{side:.1f}"'
        parts.append(f'{box} fill="#ffffff"/>')
        fill = CURVES[1 if below else 0]
        parts.append(f'{box} fill="{fill}" fill-opacity="{strength:.2f}" stroke="{GRID}"/>')
        if below:
            parts.append(_bar(x, y + side, side))
        if side >= READABLE:
            shown = number(float(value), m.digits)
            size = min(15.0, 1.5 * side / max(2, len(shown)))
            parts.append(text(shown, round(x + side / 2, 1), round(y + side / 2 + 5, 1), size, INK))
    return "".join(parts)


def _bar(x: float, foot: float, side: float) -> str:
    """The mark of a number below zero, which is seen without its colour."""
    return (
        f'<rect x="{x + 0.2 * side:.1f}" y="{foot - 0.12 * side:.1f}" width="{0.6 * side:.1f}" '
        f'height="{0.06 * side:.1f}" fill="{CURVES[1]}"/>'
    )
