"""A plane of numbers as SVG: where a point stands, and the lines with their numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, isfinite

from aibyhand.core.numbers import number
from aibyhand.core.role import GRID
from aibyhand.draw.arrows import Point
from aibyhand.draw.sizes import SMALL
from aibyhand.draw.writing import text

WIDE, TALL = 420.0, 320.0  # the most that it takes, in pixels


@dataclass(frozen=True)
class Axes:
    """The ends of the plane in whole units; a unit is as long on both axes."""

    west: int
    east: int
    south: int
    north: int
    tall: float = TALL  # the most that it takes upwards, in pixels

    @property
    def unit(self) -> float:
        """The pixels of one unit."""
        return min(WIDE / (self.east - self.west), self.tall / (self.north - self.south))

    @property
    def width(self) -> float:
        """In pixels."""
        return (self.east - self.west) * self.unit

    @property
    def height(self) -> float:
        """In pixels."""
        return (self.north - self.south) * self.unit

    def place(self, x: float, y: float) -> Point:
        """Where a point of the plane stands on the picture."""
        return (x - self.west) * self.unit, (self.north - y) * self.unit

    def across(self, a: float, b: float, c: float) -> tuple[Point, Point] | None:
        """Where the line a·x + b·y + c = 0 enters the plane and leaves it, from left to right."""
        west, east, south, north = map(float, (self.west, self.east, self.south, self.north))
        corners = [(west, south), (west, north), (east, north), (east, south)]
        ends: list[Point] = []
        for (x1, y1), (x2, y2) in zip(corners, [*corners[1:], corners[0]], strict=True):
            here, there = a * x1 + b * y1 + c, a * x2 + b * y2 + c
            if (here < 0) != (there < 0):  # a line through a corner leaves on one side of it
                share = here / (here - there)
                ends.append((x1 + share * (x2 - x1), y1 + share * (y2 - y1)))
        if len(ends) != 2 or not all(isfinite(place) for end in ends for place in end):
            return None
        left, right = sorted(ends)
        return self.place(*left), self.place(*right)

    def grid(self, side: float, foot: float) -> str:
        """A line with its number at whole units, at most ten of them; numbers at side and foot."""
        between = max(1, ceil(max(self.east - self.west, self.north - self.south) / 10))
        parts = []
        for x in range(self.west, self.east + 1, between):
            a, b = self.place(x, self.south)
            parts.append(_line(f"M{a:.1f} {b:.1f}v{-self.height:.1f}", bold=x == 0))
            parts.append(text(number(x, 0), round(a, 1), round(foot, 1), SMALL))
        for y in range(self.south, self.north + 1, between):
            a, b = self.place(self.west, y)
            parts.append(_line(f"M{a:.1f} {b:.1f}h{self.width:.1f}", bold=y == 0))
            parts.append(text(number(y, 0), round(side, 1), round(b + 4, 1), SMALL))
        return "".join(parts)


def axes_around(points: Iterable[Point]) -> Axes:
    """The smallest plane of whole units that holds all these points, at least two of them."""
    across, up = zip(*points, strict=True)
    return Axes(floor(min(across)), ceil(max(across)), floor(min(up)), ceil(max(up)))


def _line(path: str, *, bold: bool) -> str:
    return f'<path d="{path}" stroke="{GRID}" stroke-width="{1.6 if bold else 0.8}"/>'
