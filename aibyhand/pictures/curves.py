"""Curves over one axis: one chart below the other, or all in one; numbers of a matrix are dots."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np

from aibyhand.core import Matrix
from aibyhand.core.numbers import Array, decimals, number
from aibyhand.core.role import CURVES, GRID
from aibyhand.draw.arrows import Point
from aibyhand.draw.drawing import Drawing, frame
from aibyhand.draw.sizes import SMALL
from aibyhand.draw.writing import text
from aibyhand.pictures.picture import Picture

LEFT, WIDTH = 76.0, 460.0  # of a chart; beside it stand numbers and labels
APART, ALONE = 96.0, 240.0  # the height of one chart of several, and of a single one
LINE = 15  # from one label to the next below it


@dataclass(frozen=True, eq=False)
class Points:
    """Numbers of two matrices as points: ``across`` is stretched to the size of ``up``.

    ``cells`` says which cells of both are taken, as an index of NumPy: all of them, or a row.
    """

    across: Matrix
    up: Matrix
    cells: Any = ...

    @property
    def x(self) -> Array:
        """How far to the right."""
        return np.ravel(np.broadcast_to(self.across.values, self.up.shape)[self.cells])

    @property
    def y(self) -> Array:
        """How far up."""
        return np.ravel(self.up.values[self.cells])


@dataclass(frozen=True, eq=False)
class Curve:
    """A line through points, and dots on it that stand in a matrix as numbers."""

    label: str
    line: Points
    dots: Points
    limit: float | None = None  # the value that it tends to


@dataclass(frozen=True)
class Curves(Picture):
    """Curves over one axis: a small chart for each (``apart``), or all in one chart."""

    title: str
    curves: tuple[Curve, ...]
    x_label: str
    apart: bool = False
    y_label: str = ""

    @property
    def words(self) -> str:
        """The picture, read aloud: the dots of every curve."""
        parts = []
        for curve in self.curves:
            x, y = curve.dots.x, curve.dots.y
            digits = decimals(x) if x.size else 0
            dots = ", ".join(
                f"{number(float(a), digits)}: {number(float(b), 2)}"
                for a, b in zip(x, y, strict=True)
            )
            tends = "" if curve.limit is None else f", tends to {number(curve.limit, 2)}"
            parts.append(f"{curve.label}: {dots}{tends}")
        over = f"{self.y_label} over {self.x_label}" if self.y_label else f"over {self.x_label}"
        return f"{self.title}, {over}. {'. '.join(parts)}."

    def drawing(self) -> Drawing:
        """One chart, or one below the other."""
        height = APART if self.apart else ALONE
        parts, top = [], 14.0
        if self.y_label:
            parts.append(text(self.y_label, LEFT - 6, top, 13, more=' text-anchor="start"'))
            top += 16
        for group in [(c,) for c in self.curves] if self.apart else [self.curves]:
            parts.append(_Chart(self, group, top, height).svg())
            top += height + 26
        parts.append(text(self.x_label, LEFT + WIDTH / 2, top + 8, 13))
        longest = 0 if self.apart else max(len(c.label) for c in self.curves)
        right = max(90.0, 8 + 8.5 * longest)
        return frame("".join(parts), LEFT + WIDTH + right, top + 16, self.words)

    @property
    def reach(self) -> tuple[float, float]:
        """The lowest and the highest value of all; zero is always among them."""
        limits = [c.limit for c in self.curves if c.limit is not None]
        ys = np.concatenate([*(v for c in self.curves for v in (c.line.y, c.dots.y)), limits])
        return min(float(ys.min()), 0.0), max(float(ys.max()), 0.0)


def row_curves(label: Callable[[int], str], line: Points, dots: Points) -> tuple[Curve, ...]:
    """A curve for each row of the upward matrices; ``label`` names the one at an index."""
    return tuple(
        Curve(label(k), Points(line.across, line.up, k), Points(dots.across, dots.up, k))
        for k in range(dots.up.shape[0])
    )


@dataclass(frozen=True)
class _Chart:
    """Some of the curves in one chart, whose upper end is at ``top``."""

    whole: Curves
    curves: tuple[Curve, ...]
    top: float
    height: float

    @property
    def ends(self) -> tuple[float, float]:
        """Where the axis begins and ends."""
        xs = np.concatenate([np.concatenate([c.line.x, c.dots.x]) for c in self.curves])
        return float(xs.min()), float(xs.max())

    def svg(self) -> str:
        """All of it."""
        low, high = self.whole.reach
        first, last = self.ends
        span, along = (high - low) or 1.0, (last - first) or 1.0

        def at(x: float, y: float) -> Point:
            return LEFT + (x - first) / along * WIDTH, self.top + (high - y) / span * self.height

        parts = [self._frame(at)]
        ends: list[float] = []
        for curve in self.curves:
            parts.append(self._curve(curve, at))
            parts.append(self._label(curve, at, ends))
        if not self.whole.apart or self.curves[0] is self.whole.curves[-1]:
            for x in range(ceil(first), int(last) + 1, max(1, ceil((last - first) / 12))):
                a, foot = at(float(x), low)[0], self.top + self.height + 16
                parts.append(text(number(float(x), 0), round(a, 1), foot, SMALL))
        return "".join(parts)

    def _frame(self, at: Callable[[float, float], Point]) -> str:
        """Both axes, and the numbers at the upward one."""
        (low, high), first = self.whole.reach, self.ends[0]
        zero = at(first, 0)[1]
        axes = f"M{LEFT:.1f} {self.top:.1f}v{self.height:.1f}M{LEFT:.1f} {zero:.1f}h{WIDTH:.1f}"
        parts = [f'<path d="{axes}" stroke="{GRID}" fill="none"/>']
        for value in sorted({low, 0.0, high}) if high > low else [low]:
            shown, y = number(value, decimals(np.array([[value]]))), at(first, value)[1] + 4
            parts.append(text(shown, LEFT - 6, y, SMALL, more=' text-anchor="end"'))
        return "".join(parts)

    def _curve(self, curve: Curve, at: Callable[[float, float], Point]) -> str:
        """The line, what it tends to, and the dots."""
        which = self.whole.curves.index(curve) % len(CURVES)
        style = f'class="abh-curve abh-curve-{which}" stroke="{CURVES[which]}" stroke-width="2"'
        style += ' fill="none"'
        points = [at(float(x), float(y)) for x, y in zip(curve.line.x, curve.line.y, strict=True)]
        line = "".join(f"{'L' if k else 'M'}{a:.1f} {b:.1f}" for k, (a, b) in enumerate(points))
        parts = [f'<path d="{line}" {style}/>']
        if curve.limit is not None:
            level = at(self.ends[0], curve.limit)[1]
            path = f"M{LEFT:.1f} {level:.1f}h{WIDTH:.1f}"
            parts.append(f'<path d="{path}" {style} stroke-dasharray="5 4"/>')
        for x, y in zip(curve.dots.x, curve.dots.y, strict=True):
            a, b = at(float(x), float(y))
            dot = f'class="abh-dot-{which}" cx="{a:.1f}" cy="{b:.1f}" r="3.6"'
            parts.append(f'<circle {dot} fill="{CURVES[which]}"/>')
        return "".join(parts)

    def _label(self, curve: Curve, at: Callable[[float, float], Point], ends: list[float]) -> str:
        """The curve's name: at the left of its own chart, or at its end, below those there."""
        if self.whole.apart:
            return text(curve.label, LEFT - 44, self.top + self.height / 2 + 4, 13)
        end = at(float(curve.line.x[-1]), float(curve.line.y[-1]))[1] + 4
        while any(abs(end - other) < LINE for other in ends):
            end += LINE
        ends.append(end)
        start = ' text-anchor="start"'
        return text(curve.label, LEFT + WIDTH + 8, round(end, 1), 13, more=start)
