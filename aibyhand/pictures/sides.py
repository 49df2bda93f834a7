"""Points of two classes in the plane, and what parts them: a line with margins, or a field.

A dot of the positive class is filled, any other one is hollow; a label beside it is its name.
"""

from dataclasses import dataclass, replace
from math import hypot

from aibyhand.core import Matrix
from aibyhand.core.numbers import number
from aibyhand.core.role import CURVES
from aibyhand.draw.arrows import Point
from aibyhand.draw.axes import Axes, axes_around
from aibyhand.draw.drawing import Drawing, frame
from aibyhand.draw.writing import text
from aibyhand.pictures.picture import Picture, listed
from aibyhand.pictures.plane import Labels, columns_of

TALL = 210.0  # the most that the plane takes upwards, in pixels
NEAR = 11.0  # a sign of the field that is closer to a dot gives way to it, in pixels
ARM = 3.0  # from the middle of a sign to its end


@dataclass(frozen=True, eq=False)
class Seen:
    """Points as columns of two numbers, and a row with a number for each: its sign is the class."""

    points: Matrix
    classes: Matrix
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Line:
    """The line wᵀx + b = 0, and on both sides of it a margin, where wᵀx + b is 1 and −1."""

    w: Matrix
    b: Matrix


@dataclass(frozen=True)
class Sides(Picture):
    """Points of two classes, with the line between them or the sign of a score at many places.

    ``field`` are places without labels. Raises ValueError for points that are no columns of two
    numbers, for a wrong number of classes or labels, and for a line that isn't of the plane.
    """

    title: str
    seen: tuple[Seen, ...]
    names: tuple[str, str] = ("", "")  # of the axes: across and up
    line: Line | None = None
    field: Seen | None = None

    def __post_init__(self) -> None:
        for some in (*self.seen, *([self.field] if self.field else [])):
            count = some.points.shape[1]
            if some.points.shape[0] != 2:
                raise ValueError(f"{self.title}: every point needs to be a column of two numbers")
            if some.classes.shape != (1, count):
                raise ValueError(f"{self.title}: every point needs one class")
            if some is not self.field and len(some.labels) != count:
                raise ValueError(f"{self.title}: every point needs one label")
        if self.line and (self.line.w.shape, self.line.b.shape) != ((2, 1), (1, 1)):
            raise ValueError(f"{self.title}: a line needs a column of two numbers and a number")

    @property
    def words(self) -> str:
        """The picture, read aloud."""
        said = [
            f"{label} at {listed(point, some.points.digits)}, {_side(float(at))}"
            for some in self.seen
            for label, point, at in zip(
                some.labels, some.points.values.T, some.classes.values[0], strict=True
            )
        ]
        parts = ["; ".join(said)]
        if self.line:
            w, b = self.line.w, self.line.b
            first, second = (number(float(v), w.digits) for v in w.values[:, 0])
            parts.append(
                f"The line is where {first} times the first number, {second} times the second "
                f"and {number(b.values.item(), b.digits)} add up to 0; the margins, where they "
                "add up to 1 and to −1"
            )
        if self.field:
            sides = [_side(float(at)) for at in self.field.classes.values[0]]
            counts = [
                f"{side} at {sides.count(side)} {'place' if sides.count(side) == 1 else 'places'}"
                for side in ("positive", "negative", "zero")
                if side in sides
            ]
            parts.append(f"The score over the plane: {', '.join(counts)}")
        return f"{self.title}. {'. '.join(parts)}."

    def drawing(self) -> Drawing:
        """The field, the line with its margins, and the dots with their labels on top."""
        dots = columns_of(tuple(some.points for some in self.seen))
        around = columns_of((self.field.points,)) if self.field else []
        axes = replace(axes_around([(0.0, 0.0), (1.0, 1.0), *dots, *around]), tall=TALL)
        if self.line:  # it ends beyond all dots, where its labels have room
            axes = replace(axes, east=axes.east + 1)
        labels = Labels()
        lines = self._lines(axes)
        for score, ends in lines:
            labels.outside(ends[1], number(score, 0))
        places = [axes.place(*dot) for dot in dots]
        around = [*places, *(point for _, ends in lines for point in _along(*ends))]
        marks = ""
        for some in self.seen:
            for point, at, label in zip(
                columns_of((some.points,)), some.classes.values[0], some.labels, strict=True
            ):
                dot = axes.place(*point)
                marks += _dot(*dot, filled=bool(at > 0))
                labels.beside(dot, label, [other for other in around if other != dot])
        parts = [self._field(axes, places, labels), *(_line(*line) for line in lines), marks]
        side, foot = min(0.0, labels.left), max(axes.height, labels.bottom)
        grid = axes.grid(side - 12, foot + 18)
        right, top = max(axes.width + 12, labels.right + 8), max(14.0, 8 - labels.top)
        across, up = self.names
        if across:
            grid += text(across, round(axes.width / 2, 1), round(foot + 36, 1), 13)
        if up:
            top += 18
            grid += text(up, side - 18, min(0.0, labels.top) - 8, 13, more=' text-anchor="start"')
        inside = f'<g transform="translate({30 - side:.1f} {top:.1f})">'
        inside += f"{grid}{''.join(parts)}{labels.svg}</g>"
        return frame(inside, 30 - side + right, top + foot + (42 if across else 24), self.words)

    def _lines(self, axes: Axes) -> list[tuple[int, tuple[Point, Point]]]:
        """The line and its margins: the score on each, and where it enters and leaves the plane."""
        if not self.line:
            return []
        (a, b), c = self.line.w.values[:, 0], self.line.b.values.item()
        found = ((score, axes.across(float(a), float(b), c - score)) for score in (1, 0, -1))
        return [(score, ends) for score, ends in found if ends]

    def _field(self, axes: Axes, dots: list[Point], labels: Labels) -> str:
        """A plus, a minus or a small ring at every place, by the sign of its score."""
        if not self.field:
            return ""
        strokes = {"positive": "", "negative": "", "zero": ""}
        for point, at in zip(
            columns_of((self.field.points,)), self.field.classes.values[0], strict=True
        ):
            x, y = axes.place(*point)
            near = any(hypot(x - a, y - b) < NEAR for a, b in dots)
            if not near and not labels.covers(x, y):
                strokes[_side(float(at))] += _sign(x, y, float(at))
        return "".join(
            f'<path d="{path}" fill="none" class="abh-curve abh-curve-{k}" '
            f'stroke="{CURVES[k]}" stroke-width="1.4"/>'
            for k, path in enumerate(strokes.values())
            if path
        )


def _along(start: Point, end: Point) -> list[Point]:
    """Points on a line, close to each other."""
    (x1, y1), (x2, y2) = start, end
    shares = [k / 60 for k in range(61)]
    return [(x1 + share * (x2 - x1), y1 + share * (y2 - y1)) for share in shares]


def _line(score: int, ends: tuple[Point, Point]) -> str:
    """The line is whole, and a margin is broken."""
    (x1, y1), (x2, y2) = ends
    broken = ' stroke-dasharray="6 5"' if score else ""
    return (
        f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" fill="none" '
        f'class="abh-curve abh-curve-0" stroke="{CURVES[0]}" '
        f'stroke-width="{1.6 if score else 2.4}"{broken}/>'
    )


def _side(at: float) -> str:
    return "positive" if at > 0 else "negative" if at < 0 else "zero"


def _sign(x: float, y: float, at: float) -> str:
    if at == 0:
        half = ARM / 2
        ring = f"a{half} {half} 0 1 0 {ARM} 0a{half} {half} 0 1 0 {-ARM} 0"
        return f"M{x - half:.1f} {y:.1f}{ring}"
    across = f"M{x - ARM:.1f} {y:.1f}h{2 * ARM}"
    return across + (f"M{x:.1f} {y - ARM:.1f}v{2 * ARM}" if at > 0 else "")


def _dot(x: float, y: float, *, filled: bool) -> str:
    fill = "currentColor" if filled else "none"
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5.5" fill="{fill}" stroke="currentColor" '
        'stroke-width="2"/>'
    )
