"""A network of levels as SVG: images to scale, arrows between them, skips straight across."""

from dataclasses import dataclass
from textwrap import wrap

from aibyhand.core.role import GRID
from aibyhand.draw.arrows import arrow
from aibyhand.draw.drawing import Drawing, frame
from aibyhand.draw.sizes import SMALL
from aibyhand.draw.writing import maths, text
from aibyhand.pictures.picture import Picture
from aibyhand.pictures.stops import FOOT, HEAD, LEFT, OFFSET, Place, Stop, places, sides_of

LARGEST = 64.0  # the longest side of an image, in pixels of the picture
FINEST = 4.0  # of an image's pixel; where they would be smaller, they are not drawn
ROOMY = 64.0  # a skip that is long enough for its word
WORDS, LINE, LONGEST = 12.0, 14.0, 14  # the words at an arrow: size, line, characters in one


@dataclass(frozen=True)
class Levels(Picture):
    """Images on their way through a network: down to smaller ones and up again, each to scale.

    A skip leads from one stop straight across to a later one on its level (counted from 0). Raises
    ValueError for a skip that doesn't, and for channels that differ in size.
    """

    title: str
    stops: tuple[Stop, ...]
    skips: tuple[tuple[int, int], ...] = ()

    def __post_init__(self) -> None:
        for stop in self.stops:
            if len({channel.shape for channel in stop.channels}) != 1:
                raise ValueError(f"{self.title}: the channels of a stop need to be of one size")
        for start, end in self.skips:
            inside = 0 <= start < end < len(self.stops)
            if not inside or self.stops[start].level != self.stops[end].level:
                raise ValueError(f"{self.title}: a skip leads on to a stop on the same level")

    def called(self, index: int) -> str:
        """The names of the channels at a stop."""
        return " and ".join(channel.printed for channel in self.stops[index].channels)

    @property
    def words(self) -> str:
        """The picture, read aloud."""
        parts, before = [f"{self.called(0)}, {self.stops[0].size}"], self.stops[0].level
        for k, stop in enumerate(self.stops[1:], 1):
            way = "down" if stop.level > before else "up" if stop.level < before else "on"
            by = f", {stop.by}," if stop.by else ""
            parts.append(f"{way}{by} to {self.called(k)}, {stop.size}")
            before = stop.level
        skips = [
            f" A skip leads straight from {self.called(a)} to {self.called(b)}."
            for a, b in self.skips
        ]
        return f"{self.title}. {'; '.join(parts)}.{''.join(skips)}"

    def drawing(self) -> Drawing:
        """Draw it."""
        pixel = LARGEST / max(side for stop in self.stops for side in stop.shape)
        at = places(self.stops, pixel)
        parts = [_stop(stop, place, pixel) for stop, place in zip(self.stops, at, strict=True)]
        parts += [_skip(at[a], at[b]) for a, b in self.skips]
        for k, stop in enumerate(self.stops[1:], 1):
            if (k - 1, k) not in self.skips:
                parts.append(_way(at[k - 1], at[k], stop.by))
        width = max(place.x + place.width for place in at) + LEFT
        return frame("".join(parts), width, max(p.bottom for p in at) + FOOT, self.words)

    def to_fill_in(self) -> "Levels":
        """The same: no number is in it."""
        return self


def _skip(start: Place, end: Place) -> str:
    """The broken arrow straight across, with its word where there is room."""
    left, right = start.x + start.width, end.x
    parts = [arrow([(left + 5, start.middle), (right - 5, start.middle)], broken=True)]
    if right - left >= ROOMY:
        parts.append(_words("skip", (left + right) / 2, start.middle - 7, "middle"))
    return "".join(parts)


def _stop(stop: Stop, place: Place, pixel: float) -> str:
    """The channels behind each other, their names above them and their size below."""
    width, height = sides_of(stop, pixel)
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


def _way(start: Place, end: Place, by: str) -> str:
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
