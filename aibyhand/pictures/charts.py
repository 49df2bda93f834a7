"""Curves as SVG: one chart below the other, or all in one; the dots are the numbers of a matrix."""

from math import ceil

import numpy as np

from aibyhand.core.numbers import decimals, number
from aibyhand.core.role import CURVES, GRID
from aibyhand.draw.drawing import Drawing, frame
from aibyhand.draw.sizes import SMALL
from aibyhand.draw.writing import text
from aibyhand.pictures.kinds import Curve, Curves


def charts(curves: Curves) -> Drawing:
    """One chart, or one below the other; the dots are the numbers of the matrix."""
    width, height = 460.0, 96.0 if curves.apart else 240.0
    groups = [(c,) for c in curves.curves] if curves.apart else [curves.curves]
    limits = [c.limit for c in curves.curves if c.limit is not None]
    ys = np.concatenate([*(v for c in curves.curves for v in (c.y, c.dots_y)), limits])
    low, high = min(float(ys.min()), 0.0), max(float(ys.max()), 0.0)
    left = 76.0
    parts = []
    top = 14.0
    if curves.y_label:
        parts.append(text(curves.y_label, left - 6, top, 13, more=' text-anchor="start"'))
        top += 16
    for group in groups:
        parts.append(_chart(group, curves, left, top, width, height, low, high))
        top += height + 26
    parts.append(text(curves.x_label, left + width / 2, top + 8, 13))
    right = 90.0 if curves.apart else max(90.0, 8 + 8.5 * max(len(c.label) for c in curves.curves))
    return frame("".join(parts), left + width + right, top + 16, curves.words)


def _chart(
    group: tuple[Curve, ...], curves: Curves, left: float, top: float, width: float, height: float,
    low: float, high: float,
) -> str:  # fmt: skip
    xs = np.concatenate([np.concatenate([c.x, c.dots_x]) for c in group])
    x_low, x_high = float(xs.min()), float(xs.max())
    span = (high - low) or 1.0

    def at(x: float, y: float) -> tuple[float, float]:
        across = left + (x - x_low) / ((x_high - x_low) or 1.0) * width
        return across, top + (high - y) / span * height

    zero = at(x_low, 0)[1]
    axes = f"M{left:.1f} {top:.1f}v{height:.1f}M{left:.1f} {zero:.1f}h{width:.1f}"
    parts = [f'<path d="{axes}" stroke="{GRID}" fill="none"/>']
    marks = sorted({low, 0.0, high}) if high - low > 0 else [low]
    for value in marks:
        shown = number(value, decimals(np.array([[value]])))
        parts.append(
            text(shown, left - 6, at(x_low, value)[1] + 4, SMALL, more=' text-anchor="end"')
        )
    ends: list[float] = []
    for curve in group:
        which = curves.curves.index(curve) % len(CURVES)
        colour = CURVES[which]
        line = "".join(
            f"{'L' if k else 'M'}{a:.1f} {b:.1f}"
            for k, (a, b) in enumerate(
                at(float(x), float(y)) for x, y in zip(curve.x, curve.y, strict=True)
            )
        )
        style = (
            f'class="abh-curve abh-curve-{which}" stroke="{colour}" stroke-width="2" fill="none"'
        )
        parts.append(f'<path d="{line}" {style}/>')
        if curve.limit is not None:
            level = at(x_low, curve.limit)[1]
            dashes = 'stroke-dasharray="5 4"'
            parts.append(f'<path d="M{left:.1f} {level:.1f}h{width:.1f}" {style} {dashes}/>')
        for x, y in zip(curve.dots_x, curve.dots_y, strict=True):
            a, b = at(float(x), float(y))
            parts.append(
                f'<circle class="abh-dot-{which}" cx="{a:.1f}" cy="{b:.1f}" r="3.6" '
                f'fill="{colour}"/>'
            )
        if curves.apart:
            parts.append(text(curve.label, left - 44, top + height / 2 + 4, 13))
        else:
            end = at(float(curve.x[-1]), float(curve.y[-1]))[1] + 4
            while any(abs(end - other) < 15 for other in ends):
                end += 15
            ends.append(end)
            anchor = ' text-anchor="start"'
            parts.append(text(curve.label, left + width + 8, round(end, 1), 13, more=anchor))
    if not curves.apart or group[0] is curves.curves[-1]:
        between = max(1, ceil((x_high - x_low) / 12))
        for x in range(ceil(x_low), int(x_high) + 1, between):
            a = at(float(x), low)[0]
            parts.append(text(number(float(x), 0), round(a, 1), top + height + 16, SMALL))
    return "".join(parts)
