"""Arrows as SVG: between nodes, to places, and straight across."""

from collections.abc import Sequence
from math import atan2, cos, sin

from aibyhand.core.role import CURVES

Point = tuple[float, float]


def wings(start: Point, end: Point, length: float) -> tuple[Point, Point]:
    """The two ends of an arrow's head whose tip is at ``end``."""
    turn = atan2(end[1] - start[1], end[0] - start[0])
    one, other = (
        (end[0] - length * cos(turn + t), end[1] - length * sin(turn + t)) for t in (0.4, -0.4)
    )
    return one, other


def arrow(points: Sequence[Point], *, head: bool = True, broken: bool = False) -> str:
    """A line through these points, with a head at the last one."""
    line = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    dashes = ' stroke-dasharray="5 4"' if broken else ""
    drawn = f'<path d="{line}" fill="none" stroke="currentColor" stroke-width="1.6"{dashes}/>'
    if not head:
        return drawn
    tip = [points[-1], *wings(points[-2], points[-1], 9)]
    corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in tip)
    return f'{drawn}<polygon points="{corners}" fill="currentColor"/>'


def coloured_arrow(start: Point, end: Point, which: int) -> str:
    """A line with an open head, in the colour of a curve."""
    (x1, y1), (x2, y2) = start, end
    (a, b), (c, d) = wings(start, end, 11)
    head = f"M{a:.1f} {b:.1f}L{x2:.1f} {y2:.1f}L{c:.1f} {d:.1f}"
    return (
        f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}{head}" fill="none" '
        f'class="abh-curve abh-curve-{which}" stroke="{CURVES[which]}" stroke-width="2.4"/>'
    )
