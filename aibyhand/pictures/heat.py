"""A table as shades: the larger a number, the darker its cell. The first row is the lowest one."""

from dataclasses import dataclass

import numpy as np

from aibyhand.core import Matrix
from aibyhand.core.numbers import number
from aibyhand.core.op import Axis
from aibyhand.core.role import CURVES, FAINT, GRID, INK
from aibyhand.draw.drawing import Drawing, frame
from aibyhand.draw.sizes import DIGITS
from aibyhand.draw.writing import text
from aibyhand.pictures.picture import Picture, listed

WIDE, HIGH = 64.0, 44.0  # of a cell; where there are many, they are smaller
LARGEST = 640.0, 480.0  # of the whole table
READABLE = 30.0  # cells narrower than this have no number
LEFT, TOP = 64.0, 18.0  # room for the labels of the rows, and above the table


@dataclass(frozen=True)
class Heat(Picture):
    """Sizes of numbers as shades, between none for zero and the full one for the largest."""

    title: str
    matrix: Matrix
    across: str  # what the columns count
    up: str  # what the rows count

    @property
    def words(self) -> str:
        """The picture, read aloud: its rows from below."""
        rows = [
            f"{_label(self.matrix.rows, i)}: {listed(row, self.matrix.digits)}"
            for i, row in enumerate(self.matrix.values)
        ]
        return f"{self.title}, {self.up} over {self.across}. {'; '.join(rows)}."

    def drawing(self) -> Drawing:
        """Draw it."""
        rows, columns = self.matrix.shape
        wide, high = min(WIDE, LARGEST[0] / columns), min(HIGH, LARGEST[1] / rows)
        most = float(np.abs(self.matrix.values).max()) or 1.0
        parts = [text(self.up, 0, 12, 13, more=' text-anchor="start"')]
        for (i, j), value in np.ndenumerate(self.matrix.values):
            x, y = LEFT + j * wide, TOP + (rows - 1 - i) * high
            box = f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}"'
            share = abs(float(value)) / most
            # Even the full shade is light enough for the ink of its number.
            parts.append(f'{box} fill="#ffffff"/>{box} fill="{CURVES[0]}" '
                         f'fill-opacity="{0.45 * share:.2f}" stroke="{GRID}"/>')  # fmt: skip
            if wide >= READABLE and high >= READABLE:
                shown = number(float(value), self.matrix.digits)
                ink = INK if share else FAINT
                middle = round(x + wide / 2, 1), round(y + high / 2 + 5, 1)
                parts.append(text(shown, *middle, min(DIGITS, 1.6 * wide / len(shown)), ink))
        foot = TOP + rows * high
        parts += [
            text(_label(self.matrix.rows, i), LEFT - 8, foot - (i + 0.5) * high + 4, 13,
                 more=' text-anchor="end"')
            for i in _some(rows, high)
        ]  # fmt: skip
        parts += [
            text(_label(self.matrix.columns, j), LEFT + (j + 0.5) * wide, foot + 16, 13)
            for j in _some(columns, wide)
        ]
        parts.append(text(self.across, LEFT + columns * wide / 2, foot + 36, 13))
        return frame("".join(parts), LEFT + columns * wide + 8, foot + 44, self.words)


def _label(axis: Axis | None, index: int) -> str:
    return (axis or Axis("")).label(index)


def _some(count: int, room: float) -> range:
    """Which labels are written: all of them, or as many as there is room for."""
    return range(0, count, max(1, int(-(-READABLE // room))))
