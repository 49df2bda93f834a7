"""Columns of two numbers as SVG: arrows and dots in a plane, one unit for both axes."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

import numpy as np

from aibyhand.core import Matrix
from aibyhand.core.role import CURVES
from aibyhand.draw.arrows import Point, coloured_arrow
from aibyhand.draw.axes import axes_around
from aibyhand.draw.drawing import Drawing, frame
from aibyhand.draw.writing import text
from aibyhand.pictures.picture import Picture, listed

LETTER = 8.0  # the width of a letter in a label
LINE = 14.0  # from one label to the next below it


@dataclass(frozen=True)
class Plane(Picture):
    """Columns of two numbers in the plane: arrows from the origin, and dots, each with its label.

    ``points`` are the arrows; a matrix of two rows is as many arrows as it has columns. Raises
    ValueError for a matrix that has not two rows, and for a wrong number of labels.
    """

    title: str
    points: tuple[Matrix, ...]
    labels: tuple[str, ...]
    dots: tuple[Matrix, ...] = ()
    dot_labels: tuple[str, ...] = ()
    grows: bool = False  # a later one holds all of this one

    def __post_init__(self) -> None:
        for kind, matrices, labels in (
            ("point", self.points, self.labels),
            ("dot", self.dots, self.dot_labels),
        ):
            if any(matrix.shape[0] != 2 for matrix in matrices):
                raise ValueError(f"{self.title}: every {kind} needs to be a column of two numbers")
            if sum(matrix.shape[1] for matrix in matrices) != len(labels):
                raise ValueError(f"{self.title}: every {kind} needs one label")

    @property
    def words(self) -> str:
        """The picture, read aloud."""
        parts = [self._said(self.points, self.labels)]
        if self.dots:
            parts.append(f"Dots: {self._said(self.dots, self.dot_labels)}")
        return f"{self.title}. {'. '.join(parts)}."

    @staticmethod
    def _said(matrices: tuple[Matrix, ...], labels: tuple[str, ...]) -> str:
        columns = [(m, column) for m in matrices for column in m.values.T]
        return "; ".join(
            f"{label} at {listed(column, m.digits)}"
            for (m, column), label in zip(columns, labels, strict=True)
        )

    def drawing(self) -> Drawing:
        """The arrows, every one with its label beyond its tip, and the dots on top of them."""
        arrows, dots = columns_of(self.points), columns_of(self.dots)
        axes = axes_around([(0.0, 0.0), (1.0, 1.0), *arrows, *dots])
        parts: list[str] = []
        labels = Labels()
        for k, (x, y) in enumerate(arrows):
            parts.append(coloured_arrow(axes.place(0, 0), axes.place(x, y), k % len(CURVES)))
            labels.beyond(axes.place(x, y), (x, y), self.labels[k])
        for k, (x, y) in enumerate(dots):
            a, b = axes.place(x, y)
            parts.append(f'<circle cx="{a:.1f}" cy="{b:.1f}" r="5" fill="currentColor"/>')
            labels.above((a, b), self.dot_labels[k])
        # The numbers of the axes stand outside all labels.
        side, foot = min(0.0, labels.left), max(axes.height, labels.bottom)
        lines = axes.grid(side - 12, foot + 18)
        right, top = max(axes.width + 12, labels.right + 8), max(14.0, 8 - labels.top)
        move = f"translate({30 - side:.1f} {top:.1f})"
        inside = f'<g transform="{move}">{lines}{"".join(parts)}{labels.svg}</g>'
        return frame(inside, 30 - side + right, top + foot + 24, self.words)


def columns_of(matrices: tuple[Matrix, ...]) -> list[Point]:
    """Every column of two numbers as a point."""
    return [(float(x), float(y)) for m in matrices for x, y in np.asarray(m).T]


class Labels:
    """Labels that give way to each other, and the room that they take together."""

    def __init__(self) -> None:
        self.svg = ""
        self.boxes: list[tuple[float, float, float]] = []  # left, right, baseline

    def beyond(self, tip: Point, direction: Point, label: str) -> None:
        """Write a label beyond the tip of an arrow."""
        length = hypot(*direction) or 1.0
        x, y = direction[0] / length, direction[1] / length
        wide = LETTER * len(label)
        middle = tip[0] + 10 * x + (wide / 2 if x > 0.3 else -wide / 2 if x < -0.3 else 0)
        self._write(middle, tip[1] + 5 - 14 * y, label, -LINE if y >= 0 else LINE)

    def outside(self, end: Point, label: str) -> None:
        """Write a label beyond the end of a line that runs off to the right."""
        self._write(end[0] + 6 + LETTER * len(label) / 2, end[1] + 5, label, LINE)

    def beside(self, dot: Point, label: str, around: Sequence[Point]) -> None:
        """Write a label around a dot, where none of the other points is under it."""
        wide = LETTER * len(label)
        places = [(a, b) for b in (-9, 19, 5) for a in (1, -1)]  # above, below, on its level
        spots = [(dot[0] + a * (8 + wide / 2), dot[1] + b) for a, b in places]
        free = (
            (x, y) for x, y in spots
            if not any(abs(a - x) < wide / 2 + 3 and y - 12 < b < y + 3 for a, b in around)
        )  # fmt: skip
        self._write(*next(free, spots[0]), label, -LINE)

    def covers(self, x: float, y: float) -> bool:
        """Is this place under a label, or right beside one?"""
        return any(a - 4 < x < b + 4 and line - 15 < y < line + 6 for a, b, line in self.boxes)

    def above(self, dot: Point, label: str) -> None:
        """Write a label to the right of a dot and above it."""
        self._write(dot[0] + 8 + LETTER * len(label) / 2, dot[1] - 9, label, -LINE)

    def _write(self, middle: float, baseline: float, label: str, aside: float) -> None:
        left, right = middle - LETTER * len(label) / 2, middle + LETTER * len(label) / 2
        while any(abs(baseline - b) < LINE and left < r and right > a for a, r, b in self.boxes):
            baseline += aside
        self.boxes.append((left, right, baseline))
        self.svg += text(label, round(middle, 1), round(baseline, 1), 14)

    @property
    def left(self) -> float:
        return min((a for a, _, _ in self.boxes), default=0.0)

    @property
    def right(self) -> float:
        return max((b for _, b, _ in self.boxes), default=0.0)

    @property
    def top(self) -> float:
        return min((b for _, _, b in self.boxes), default=0.0) - 14

    @property
    def bottom(self) -> float:
        return max((b for _, _, b in self.boxes), default=0.0) + 4
