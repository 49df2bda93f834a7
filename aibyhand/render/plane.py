"""Columns of two numbers as SVG: arrows and dots in a plane, one unit for both axes."""

from collections.abc import Callable
from math import atan2, ceil, cos, floor, hypot, sin

import numpy as np

from aibyhand.matrix import Matrix
from aibyhand.numbers import number
from aibyhand.picture import Plane
from aibyhand.render.svg import SMALL, frame, text
from aibyhand.role import CURVES, GRID

WIDE, TALL = 420.0, 320.0  # the most that it takes, without its labels
LETTER = 8.0  # the width of a letter in a label
LINE = 14.0  # from one label to the next below it

Pair = tuple[float, float]
Place = Callable[[float, float], Pair]


def plane(drawn: Plane) -> str:
    """The arrows, every one with its label beyond its tip, and the dots on top of them."""
    arrows, dots = _columns(drawn.points), _columns(drawn.dots)
    across, up = zip((0.0, 0.0), (1.0, 1.0), *arrows, *dots, strict=True)
    west, east, south, north = floor(min(across)), ceil(max(across)), floor(min(up)), ceil(max(up))
    unit = min(WIDE / (east - west), TALL / (north - south))

    def place(x: float, y: float) -> Pair:
        return (x - west) * unit, (north - y) * unit

    parts: list[str] = []
    labels = _Labels()
    for k, (x, y) in enumerate(arrows):
        parts.append(arrow(*place(0, 0), *place(x, y), k % len(CURVES)))
        labels.beyond(place(x, y), (x, y), drawn.labels[k])
    for k, (x, y) in enumerate(dots):
        a, b = place(x, y)
        parts.append(f'<circle cx="{a:.1f}" cy="{b:.1f}" r="5" fill="currentColor"/>')
        labels.above((a, b), drawn.dot_labels[k])
    # The numbers of the axes stand outside all labels.
    side, foot = min(0.0, labels.left), max((north - south) * unit, labels.bottom)
    lines = grid(place, (west, east, south, north), unit, side - 12, foot + 18)
    right, top = max((east - west) * unit + 12, labels.right + 8), max(14.0, 8 - labels.top)
    move = f"translate({30 - side:.1f} {top:.1f})"
    inside = f'<g transform="{move}">{lines}{"".join(parts)}{labels.svg}</g>'
    return frame(inside, 30 - side + right, top + foot + 24, drawn.words)


def _columns(matrices: tuple[Matrix, ...]) -> list[Pair]:
    return [(float(x), float(y)) for m in matrices for x, y in np.asarray(m).T]


class _Labels:
    """Labels that give way to each other, and the room that they take together."""

    def __init__(self) -> None:
        self.svg = ""
        self.boxes: list[tuple[float, float, float]] = []  # left, right, baseline

    def beyond(self, tip: Pair, direction: Pair, label: str) -> None:
        """Write a label beyond the tip of an arrow."""
        length = hypot(*direction) or 1.0
        x, y = direction[0] / length, direction[1] / length
        wide = LETTER * len(label)
        middle = tip[0] + 10 * x + (wide / 2 if x > 0.3 else -wide / 2 if x < -0.3 else 0)
        self._write(middle, tip[1] + 5 - 14 * y, label, -LINE if y >= 0 else LINE)

    def above(self, dot: Pair, label: str) -> None:
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


def grid(
    place: Place, ends: tuple[int, int, int, int], unit: float, side: float, foot: float
) -> str:
    """Draw the axes, and a line with its number at whole units, at most ten of them."""
    west, east, south, north = ends
    between = max(1, ceil(max(east - west, north - south) / 10))
    parts = []
    for x in range(west, east + 1, between):
        a, b = place(x, south)
        bold = 1.6 if x == 0 else 0.8
        parts.append(
            f'<path d="M{a:.1f} {b:.1f}v{-(north - south) * unit:.1f}" stroke="{GRID}" '
            f'stroke-width="{bold}"/>'
        )
        parts.append(text(number(x, 0), round(a, 1), round(foot, 1), SMALL))
    for y in range(south, north + 1, between):
        a, b = place(west, y)
        bold = 1.6 if y == 0 else 0.8
        parts.append(
            f'<path d="M{a:.1f} {b:.1f}h{(east - west) * unit:.1f}" stroke="{GRID}" '
            f'stroke-width="{bold}"/>'
        )
        parts.append(text(number(y, 0), round(side, 1), round(b + 4, 1), SMALL))
    return "".join(parts)


def arrow(x1: float, y1: float, x2: float, y2: float, which: int) -> str:
    """Draw a line with a head, in the colour of a curve."""
    turn = atan2(y2 - y1, x2 - x1)
    ends = [(x2 - 11 * cos(turn + t), y2 - 11 * sin(turn + t)) for t in (0.4, -0.4)]
    (a, b), (c, d) = ends
    head = f"M{a:.1f} {b:.1f}L{x2:.1f} {y2:.1f}L{c:.1f} {d:.1f}"
    return (
        f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}{head}" fill="none" '
        f'class="abh-curve abh-curve-{which}" stroke="{CURVES[which]}" stroke-width="2.4"/>'
    )
