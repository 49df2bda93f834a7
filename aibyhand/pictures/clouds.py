"""Normal distributions in the plane as SVG: ellipses, and the points that were drawn from them."""

from dataclasses import dataclass

from aibyhand.core import Matrix
from aibyhand.core.role import CURVES
from aibyhand.draw.arrows import coloured_arrow
from aibyhand.draw.axes import axes_around
from aibyhand.draw.drawing import Drawing, frame
from aibyhand.draw.writing import text
from aibyhand.pictures.picture import Picture, listed
from aibyhand.pictures.plane import LETTER


@dataclass(frozen=True)
class Clouds(Picture):
    """Normal distributions in the plane: an ellipse for each column of means and spreads.

    An ellipse reaches one spread from its mean in each direction; the broken circle is N(0, 1).
    ``points`` are columns that were drawn from them. Raises ValueError for other than two rows, and
    for sizes and labels that don't go together.
    """

    title: str
    mean: Matrix
    spread: Matrix
    labels: tuple[str, ...]
    axes: tuple[str, str]
    points: Matrix | None = None

    def __post_init__(self) -> None:
        for matrix in (self.mean, self.spread, *([self.points] if self.points else [])):
            if matrix.shape != (2, len(self.labels)):
                raise ValueError(f"{self.title}: {matrix.printed} needs two numbers for each label")

    @property
    def words(self) -> str:
        """The picture, read aloud."""
        parts = []
        for j, label in enumerate(self.labels):
            read = [("mean", self.mean), ("spread", self.spread)]
            read += [("drawn point", self.points)] if self.points else []
            said = [f"{word} {listed(m.values[:, j], m.digits)}" for word, m in read]
            parts.append(f"{label}: {'; '.join(said)}")
        across, up = self.axes
        return f"{self.title}; {up} over {across}. {'. '.join(parts)}."

    def drawing(self) -> Drawing:
        """Ellipses, the broken circle of N(0, 1), and arrows to the drawn points."""
        columns = [
            tuple(float(v) for m in (self.mean, self.spread) for v in m.values[:, j])
            for j in range(self.mean.shape[1])
        ]
        points = [(float(x), float(y)) for x, y in self.points.values.T] if self.points else []
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
            parts.append(text(self.labels[k], round(end, 1), round(b + 5, 1), 14, more=start))
            right = max(right, end + LETTER * len(self.labels[k]))
            if points:
                c, d = place(*points[k])
                if abs(a - c) + abs(b - d) > 12:
                    parts.append(coloured_arrow((a, b), (c, d), which))
                parts.append(f'<circle cx="{c:.1f}" cy="{d:.1f}" r="5" fill="currentColor"/>')
        parts.append(text(self.axes[0], round(axes.width / 2, 1), round(foot + 38, 1), 13))
        parts.append(text(self.axes[1], -6, -26, 13, more=' text-anchor="start"'))
        inside = f'<g transform="translate(34 44)">{"".join(parts)}</g>'
        return frame(inside, 34 + right + 12, 44 + foot + 44, self.words)
