"""A network of levels as SVG: images to scale, arrows between them, skips straight across."""

from dataclasses import dataclass
from textwrap import wrap

from aibyhand.core.role import GRID
from aibyhand.draw.arrows import Point, arrow
from aibyhand.draw.drawing import Drawing, frame
from aibyhand.draw.sizes import SMALL
from aibyhand.draw.writing import maths, text
from aibyhand.pictures.kinds import Levels, Stop

LARGEST = 64.0  # the longest side of an image, in pixels of the picture
SMALLEST = 4.0  # of any side, however small the image is beside the largest
FINEST = 4.0  # of an image's pixel; where they would be smaller, they are not drawn
OFFSET = 10.0  # from one channel to the next
BETWEEN, NARROW = 100.0, 44.0  # two stops of one level: an arrow with words, or without any
ROOMY = 64.0  # a skip that is long enough for its word
LEFT = 12.0  # beside the first stop, for a size that is wider than its image
HEAD, FOOT = 26.0, 20.0  # room for the names above an image and for the size below it
DOWN = 50.0  # of an arrow from level to level
WORDS, LINE, LONGEST = 12.0, 14.0, 14  # the words at an arrow: size, line, characters in one


@dataclass(frozen=True)
class _Place:
    """Where a stop stands: the upper left corner of its images, and the size of all of them."""

    x: float
    y: float
    width: float
    height: float

    @property
    def centre(self) -> float:
        return self.x + self.width / 2

    @property
    def middle(self) -> float:
        return self.y + self.height / 2

    @property
    def bottom(self) -> float:
        return self.y + self.height


def levels(drawn: Levels) -> Drawing:
    """The picture, with its words as the text alternative."""
    pixel = LARGEST / max(side for stop in drawn.stops for side in stop.shape)
    places = _places(drawn, pixel)
    parts = [_stop(stop, place, pixel) for stop, place in zip(drawn.stops, places, strict=True)]
    for a, b in drawn.skips:
        ends = (places[a].x + places[a].width, places[a].middle), (places[b].x, places[a].middle)
        parts.append(arrow([_aside(ends[0], 5), _aside(ends[1], -5)], broken=True))
        if ends[1][0] - ends[0][0] >= ROOMY:
            parts.append(_words("skip", (ends[0][0] + ends[1][0]) / 2, ends[0][1] - 7, "middle"))
    for k, stop in enumerate(drawn.stops[1:], 1):
        if (k - 1, k) not in drawn.skips:
            parts.append(_way(places[k - 1], places[k], stop.by))
    width = max(place.x + place.width for place in places) + LEFT
    return frame("".join(parts), width, max(p.bottom for p in places) + FOOT, drawn.words)


def _aside(point: Point, by: float) -> Point:
    return point[0] + by, point[1]


def _sides(stop: Stop, pixel: float) -> tuple[float, float]:
    """Width and height of one image, in the scale that all of them have."""
    rows, columns = stop.shape
    return max(SMALLEST, columns * pixel), max(SMALLEST, rows * pixel)


def _places(drawn: Levels, pixel: float) -> list[_Place]:
    """On a level stops stand side by side; to another level it goes straight down or up."""
    more = [OFFSET * (len(stop.channels) - 1) for stop in drawn.stops]
    sides = [_sides(stop, pixel) for stop in drawn.stops]
    tall: dict[int, float] = {}
    for stop, (_, h), m in zip(drawn.stops, sides, more, strict=True):
        tall[stop.level] = max(tall.get(stop.level, 0.0), h + m)
    columns = _columns(drawn)
    room = BETWEEN if any(stop.by for stop in drawn.stops) else NARROW
    wide = [
        max(w + m for (w, _), m, c in zip(sides, more, columns, strict=True) if c == column)
        for column in range(max(columns) + 1)
    ]
    places = []
    for stop, (w, h), m, column in zip(drawn.stops, sides, more, columns, strict=True):
        above = sum(t + HEAD + FOOT + DOWN for level, t in tall.items() if level < stop.level)
        left = LEFT + sum(wide[:column]) + column * room
        x, y = left + (wide[column] - w - m) / 2, HEAD + above + (tall[stop.level] - h - m) / 2
        places.append(_Place(x, y, w + m, h + m))
    return places


def _columns(drawn: Levels) -> list[int]:
    """The column of every stop: on its level the next free one, on another level the same one."""
    columns: list[int] = []
    taken: set[tuple[int, int]] = set()
    for k, stop in enumerate(drawn.stops):
        column = columns[-1] if columns else 0
        while (stop.level, column) in taken:
            column += 1
        if k and stop.level == drawn.stops[k - 1].level:
            column = max(column, columns[-1] + 1)
        taken.add((stop.level, column))
        columns.append(column)
    return columns


def _stop(stop: Stop, place: _Place, pixel: float) -> str:
    """The channels behind each other, their names above them and their size below."""
    width, height = _sides(stop, pixel)
    parts = []
    for k, channel in reversed(list(enumerate(stop.channels))):
        x, y = place.x + k * OFFSET, place.bottom - height - k * OFFSET
        rows, columns = stop.shape
        fine = ""
        if pixel >= FINEST:
            across = [f"M{x:.1f} {y + i * pixel:.1f}h{width:.1f}" for i in range(1, rows)]
            down = [f"M{x + j * pixel:.1f} {y:.1f}v{height:.1f}" for j in range(1, columns)]
            fine = "".join(across + down)
        parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" '
            f'fill="{channel.role.look.fill}" stroke="{channel.role.look.frame}" '
            f'stroke-width="1.6"/>'
            + (f'<path d="{fine}" stroke="{GRID}" fill="none"/>' if fine else "")
        )
    names = r",\;".join(channel.tex for channel in stop.channels)
    parts.append(maths(names, place.centre, place.y - 8, 17, place.width + 60, "middle"))
    parts.append(text(stop.size, round(place.centre, 1), round(place.bottom + 14, 1), SMALL))
    return "".join(parts)


def _way(start: _Place, end: _Place, by: str) -> str:
    """The arrow from one stop to the next: across, or down or up to another level."""
    if abs(start.middle - end.middle) < 1:
        left, right = start.x + start.width + 5, end.x - 5
        points = [(left, start.middle), (right, start.middle)]
        return arrow(points) + _words(by, (left + right) / 2, start.middle - 7, "middle")
    down = end.y > start.bottom
    tip = end.y - HEAD if down else end.bottom + FOOT
    if abs(start.centre - end.centre) < 1:
        root = start.bottom + FOOT if down else start.y - HEAD
        points = [(start.centre, root), (end.centre, tip)]
        middle = (root + tip) / 2
    else:
        points = [(start.x + start.width + 5, start.middle)]
        points += [(end.centre, start.middle), (end.centre, tip)]
        middle = (start.middle + tip) / 2
    lines = len(wrap(by, LONGEST))
    height = middle + (lines - 1) * LINE / 2 + 4
    if down:
        return arrow(points) + _words(by, end.centre - 9, height, "end")
    return arrow(points) + _words(by, end.centre + 9, height, "start")


def _words(said: str, x: float, y: float, anchor: str) -> str:
    """A few words in short lines; the last of them stands at (x, y)."""
    lines = wrap(said, LONGEST)
    more = f' text-anchor="{anchor}"'
    return "".join(
        text(line, round(x, 1), round(y - (len(lines) - 1 - k) * LINE, 1), WORDS, more=more)
        for k, line in enumerate(lines)
    )
