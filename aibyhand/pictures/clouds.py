"""Normal distributions in the plane as SVG: ellipses, and the points that were drawn from them."""

from aibyhand.core.role import CURVES
from aibyhand.draw.arrows import coloured_arrow
from aibyhand.draw.axes import axes_around
from aibyhand.draw.drawing import Drawing, frame
from aibyhand.draw.writing import text
from aibyhand.pictures.kinds import Clouds
from aibyhand.pictures.plane import LETTER


def clouds(drawn: Clouds) -> Drawing:
    """An ellipse for each column, the broken circle of N(0, 1), and arrows to the drawn points."""
    columns = [
        tuple(float(v) for m in (drawn.mean, drawn.spread) for v in m.values[:, j])
        for j in range(drawn.mean.shape[1])
    ]
    points = [(float(x), float(y)) for x, y in drawn.points.values.T] if drawn.points else []
    boxes = [(0.0, 0.0, 1.0, 1.0), *columns, *((x, y, 0.0, 0.0) for x, y in points)]
    corners = [(x + side * s, y + side * t) for x, y, s, t in boxes for side in (-1, 1)]
    axes = axes_around(corners)
    unit, place, foot = axes.unit, axes.place, axes.height
    parts = [axes.grid(-12, foot + 18)]
    a, b = place(0, 0)
    dashes = 'stroke="currentColor" stroke-dasharray="5 4" stroke-width="1.6" fill="none"'
    parts.append(f'<circle cx="{a:.1f}" cy="{b:.1f}" r="{unit:.1f}" {dashes}/>')
    parts.append(text("N(0, 1)", round(a, 1), round(b - unit / 3, 1), 13))
    right = axes.width
    for k, (x, y, wide, high) in enumerate(columns):
        (a, b), which = place(x, y), k % len(CURVES)
        shape = f'cx="{a:.1f}" cy="{b:.1f}" rx="{wide * unit:.1f}" ry="{high * unit:.1f}"'
        colour = CURVES[which]
        parts.append(
            f'<ellipse {shape} class="abh-dot-{which}" fill="{colour}" fill-opacity="0.13"/>'
            f'<ellipse {shape} class="abh-curve abh-curve-{which}" stroke="{colour}" '
            f'stroke-width="2" fill="none"/>'
            f'<circle class="abh-dot-{which}" cx="{a:.1f}" cy="{b:.1f}" r="3" fill="{colour}"/>'
        )
        end, start = a + wide * unit + 6, ' text-anchor="start"'
        parts.append(text(drawn.labels[k], round(end, 1), round(b + 5, 1), 14, more=start))
        right = max(right, end + LETTER * len(drawn.labels[k]))
        if points:
            c, d = place(*points[k])
            if abs(a - c) + abs(b - d) > 12:
                parts.append(coloured_arrow((a, b), (c, d), which))
            parts.append(f'<circle cx="{c:.1f}" cy="{d:.1f}" r="5" fill="currentColor"/>')
    parts.append(text(drawn.axes[0], round(axes.width / 2, 1), round(foot + 38, 1), 13))
    parts.append(text(drawn.axes[1], -6, -26, 13, more=' text-anchor="start"'))
    inside = f'<g transform="translate(34 44)">{"".join(parts)}</g>'
    return frame(inside, 34 + right + 12, 44 + foot + 44, drawn.words)
