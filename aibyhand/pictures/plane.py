"""Columns of two numbers as SVG: arrows and dots in a plane, one unit for both axes."""

from math import hypot

import numpy as np

from aibyhand.core.matrix import Matrix
from aibyhand.core.role import CURVES
from aibyhand.draw.arrows import Point, coloured_arrow
from aibyhand.draw.axes import axes_around
from aibyhand.draw.drawing import Drawing, frame
from aibyhand.draw.writing import text
from aibyhand.pictures.kinds import Plane

LETTER = 8.0  # the width of a letter in a label
LINE = 14.0  # from one label to the next below it


def plane(drawn: Plane) -> Drawing:
    """The arrows, every one with its label beyond its tip, and the dots on top of them."""
    arrows, dots = _columns(drawn.points), _columns(drawn.dots)
    axes = axes_around([(0.0, 0.0), (1.0, 1.0), *arrows, *dots])
    parts: list[str] = []
    labels = _Labels()
    for k, (x, y) in enumerate(arrows):
        parts.append(coloured_arrow(axes.place(0, 0), axes.place(x, y), k % len(CURVES)))
        labels.beyond(axes.place(x, y), (x, y), drawn.labels[k])
    for k, (x, y) in enumerate(dots):
        a, b = axes.place(x, y)
        parts.append(f'<circle cx="{a:.1f}" cy="{b:.1f}" r="5" fill="currentColor"/>')
        labels.above((a, b), drawn.dot_labels[k])
    # The numbers of the axes stand outside all labels.
    side, foot = min(0.0, labels.left), max(axes.height, labels.bottom)
    lines = axes.grid(side - 12, foot + 18)
    right, top = max(axes.width + 12, labels.right + 8), max(14.0, 8 - labels.top)
    move = f"translate({30 - side:.1f} {top:.1f})"
    inside = f'<g transform="{move}">{lines}{"".join(parts)}{labels.svg}</g>'
    return frame(inside, 30 - side + right, top + foot + 24, drawn.words)


def _columns(matrices: tuple[Matrix, ...]) -> list[Point]:
    return [(float(x), float(y)) for m in matrices for x, y in np.asarray(m).T]


class _Labels:
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
