"""The stops of a network of levels, and where they stand in its picture."""

from collections.abc import Sequence
from dataclasses import dataclass

from aibyhand.core import Matrix

SMALLEST = 4.0  # of any side, however small the image is beside the largest
OFFSET = 10.0  # from one channel to the next
BETWEEN, NARROW = 100.0, 44.0  # two stops of one level: an arrow with words, or without any
LEFT = 12.0  # beside the first stop, for a size that is wider than its image
HEAD, FOOT = 26.0, 20.0  # room for the names above an image and for the size below it
DOWN = 50.0  # of an arrow from level to level


@dataclass(frozen=True)
class Stop:
    """Where a network of levels stops on its way: the channels there, and what led to them."""

    channels: tuple[Matrix, ...]
    by: str = ""  # what is done on the way to it, in a few words
    level: int = 0  # how many levels below the first
    side: int = 0  # of a square image, where the matrix is not the image but counts its side

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of an image there."""
        return (self.side, self.side) if self.side else self.channels[0].shape

    @property
    def size(self) -> str:
        """Rows × columns, and how many channels there are if there are several."""
        count = len(self.channels)
        size = "\N{MULTIPLICATION SIGN}".join(map(str, self.shape))
        return size + (f", {count} channels" if count > 1 else "")


@dataclass(frozen=True)
class Place:
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


def sides_of(stop: Stop, pixel: float) -> tuple[float, float]:
    """Width and height of one image, in the scale that all of them have."""
    rows, columns = stop.shape
    return max(SMALLEST, columns * pixel), max(SMALLEST, rows * pixel)


def places(stops: Sequence[Stop], pixel: float) -> list[Place]:
    """On a level stops stand side by side; to another level it goes straight down or up."""
    more = [OFFSET * (len(stop.channels) - 1) for stop in stops]
    sides = [sides_of(stop, pixel) for stop in stops]
    tall: dict[int, float] = {}
    for stop, (_, h), m in zip(stops, sides, more, strict=True):
        tall[stop.level] = max(tall.get(stop.level, 0.0), h + m)
    columns = _columns(stops)
    room = BETWEEN if any(stop.by for stop in stops) else NARROW
    wide = [
        max(w + m for (w, _), m, c in zip(sides, more, columns, strict=True) if c == column)
        for column in range(max(columns) + 1)
    ]
    found = []
    for stop, (w, h), m, column in zip(stops, sides, more, columns, strict=True):
        above = sum(t + HEAD + FOOT + DOWN for level, t in tall.items() if level < stop.level)
        left = LEFT + sum(wide[:column]) + column * room
        x, y = left + (wide[column] - w - m) / 2, HEAD + above + (tall[stop.level] - h - m) / 2
        found.append(Place(x, y, w + m, h + m))
    return found


def _columns(stops: Sequence[Stop]) -> list[int]:
    """The column of every stop: on its level the next free one, on another level the same one."""
    columns: list[int] = []
    taken: set[tuple[int, int]] = set()
    for k, stop in enumerate(stops):
        column = columns[-1] if columns else 0
        while (stop.level, column) in taken:
            column += 1
        if k and stop.level == stops[k - 1].level:
            column = max(column, columns[-1] + 1)
        taken.add((stop.level, column))
        columns.append(column)
    return columns
