"""Columns of two numbers as SVG: arrows from the origin of a plane, one unit for both axes."""

from collections.abc import Callable
from math import atan2, ceil, cos, floor, sin

from aibyhand.numbers import number
from aibyhand.picture import Plane
from aibyhand.render.svg import SMALL, frame, text
from aibyhand.role import CURVES, GRID

WIDE = 420.0  # the longer side


def plane(drawn: Plane) -> str:
    """The arrows, every one with its label at its tip."""
    at = [(float(p.values[0, 0]), float(p.values[1, 0])) for p in drawn.points]
    west, east = floor(min(0.0, *(x for x, _ in at))), ceil(max(1.0, *(x for x, _ in at)))
    south, north = floor(min(0.0, *(y for _, y in at))), ceil(max(1.0, *(y for _, y in at)))
    unit = WIDE / max(east - west, north - south)
    left, top = 30.0, 14.0

    def place(x: float, y: float) -> tuple[float, float]:
        return left + (x - west) * unit, top + (north - y) * unit

    parts = [_grid(place, west, east, south, north, unit)]
    taken: list[tuple[float, float]] = []
    longest = max(len(label) for label in drawn.labels) * 8.0
    for k, ((x, y), label) in enumerate(zip(at, drawn.labels, strict=True)):
        a, b = place(x, y)
        parts.append(_arrow(*place(0, 0), a, b, k % len(CURVES)))
        height = b + 12
        while any(abs(height - h) < 16 and abs(a - g) < longest for g, h in taken):
            height -= 16
        taken.append((a, height))
        parts.append(text(label, round(a + 10, 1), round(height, 1), 14, more=_START))
    width, height = left + (east - west) * unit + longest + 10, top + (north - south) * unit + 24
    return frame("".join(parts), width, height, drawn.words)


_START = ' text-anchor="start"'


def _grid(
    place: Callable[[float, float], tuple[float, float]],
    west: int,
    east: int,
    south: int,
    north: int,
    unit: float,
) -> str:
    """Draw the axes, and a line with its number at whole units, at most ten of them."""
    between = max(1, ceil(max(east - west, north - south) / 10))
    parts = []
    for x in range(west, east + 1, between):
        a, b = place(x, south)
        bold = 1.6 if x == 0 else 0.8
        parts.append(
            f'<path d="M{a:.1f} {b:.1f}v{-(north - south) * unit:.1f}" stroke="{GRID}" '
            f'stroke-width="{bold}"/>'
        )
        parts.append(text(number(x, 0), round(a, 1), round(b + 18, 1), SMALL))
    for y in range(south, north + 1, between):
        a, b = place(west, y)
        bold = 1.6 if y == 0 else 0.8
        parts.append(
            f'<path d="M{a:.1f} {b:.1f}h{(east - west) * unit:.1f}" stroke="{GRID}" '
            f'stroke-width="{bold}"/>'
        )
        parts.append(text(number(y, 0), round(a - 12, 1), round(b + 4, 1), SMALL))
    return "".join(parts)


def _arrow(x1: float, y1: float, x2: float, y2: float, which: int) -> str:
    """Draw a line with a head, in the colour of a curve."""
    turn = atan2(y2 - y1, x2 - x1)
    ends = [(x2 - 11 * cos(turn + t), y2 - 11 * sin(turn + t)) for t in (0.4, -0.4)]
    (a, b), (c, d) = ends
    head = f"M{a:.1f} {b:.1f}L{x2:.1f} {y2:.1f}L{c:.1f} {d:.1f}"
    return (
        f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}{head}" fill="none" '
        f'class="abh-curve abh-curve-{which}" stroke="{CURVES[which]}" stroke-width="2.4"/>'
    )
