"""Queues with a limited number of places as SVG: who sits where, who goes on, and the way back."""

from dataclasses import dataclass

import numpy as np

from aibyhand.core import Matrix, Role
from aibyhand.core.role import GRID, INK, Look
from aibyhand.draw.arrows import Point, arrow
from aibyhand.draw.drawing import Drawing, frame
from aibyhand.draw.sizes import SMALL
from aibyhand.draw.writing import maths, text
from aibyhand.pictures.picture import Picture

PITCH = 46  # from column to column
SEAT = 30  # a place, in pixels
PAD = 6  # around the places of a queue
HEAD = 20  # its name above them
APART = 14  # between two queues
DEEP = 80  # between two rows of the picture
TOP = SEAT + DEEP  # of the queues
BOTTOM = TOP + HEAD + SEAT + PAD


@dataclass(frozen=True)
class Routing(Picture):
    """Columns in queues, such as tokens for experts: who finds a place, and who goes on unchanged.

    ``queues`` has a row for each queue; a column's number there is its number in that queue, and 0
    where it doesn't wait. ``places`` is how many there are in front of each queue. With the
    ``results``, everybody's way back is drawn, too. Raises ValueError for other sizes.
    """

    title: str
    columns: Matrix
    queues: Matrix
    places: Matrix
    results: Matrix | None = None
    grows = True  # the one with the results holds all of one without

    def __post_init__(self) -> None:
        counts = {m.shape[1] for m in (self.columns, self.queues, self.results) if m}
        if len(counts) > 1 or self.places.values.size != 1:
            raise ValueError(f"{self.title}: needs as many numbers and results as columns")

    def label(self, j: int) -> str:
        """The label of a column (counted from 0)."""
        return self.columns.columns.label(j) if self.columns.columns else str(j + 1)

    def queue(self, i: int) -> str:
        """The name of a queue (counted from 0)."""
        axis = self.queues.rows
        return f"{axis.word} {axis.label(i)}" if axis else f"queue {i + 1}"

    def seats(self, i: int) -> tuple[int | None, ...]:
        """Who has which place in front of a queue; None where it is empty."""
        waiting = {int(v): j for j, v in enumerate(self.queues.values[i]) if v}
        return tuple(waiting.get(k + 1) for k in range(int(self.places.values.item())))

    @property
    def turned_away(self) -> tuple[tuple[int, int], ...]:
        """Every column that has no place, with the last queue in which it waited."""
        seated = {j for i in range(self.queues.shape[0]) for j in self.seats(i)}
        waited = [np.flatnonzero(column) for column in self.queues.values.T]
        return tuple((j, int(w[-1])) for j, w in enumerate(waited) if j not in seated and len(w))

    @property
    def words(self) -> str:
        """The picture, read aloud."""
        word = self.columns.columns.word if self.columns.columns else "column"
        parts = []
        for i in range(self.queues.shape[0]):
            seats = [f"{word} {self.label(j)}" if j is not None else "empty" for j in self.seats(i)]
            parts.append(f"{self.queue(i)}: {', '.join(seats)}")
        parts += [
            f"{word} {self.label(j)} finds no place, {self.queue(i)} is full: it goes on unchanged"
            for j, i in self.turned_away
        ]
        back = f" From there to the columns of {self.results.printed}." if self.results else ""
        return f"{self.title}. Places: {'; '.join(parts)}.{back}"

    def drawing(self) -> Drawing:
        """Draw it."""
        return _drawn(self)


Ways = list[tuple[int, float, bool]]  # a column, where it comes from, and does it go unchanged


def _drawn(drawn: Routing) -> Drawing:
    count, queues = drawn.columns.shape[1], drawn.queues.shape[0]
    names = [drawn.queue(i) for i in range(queues)]
    wide = [max(2 * PAD + SEAT * len(drawn.seats(0)), 7.0 * len(name)) for name in names]
    turned = drawn.turned_away
    if turned:
        wide.append(2 * PAD + PITCH * len(turned))
    across = sum(wide) + APART * (len(wide) - 1)
    width = max(across, PITCH * count + 2.0 * SEAT)
    tops = [((width - PITCH * count) / 2 + PITCH * (j + 0.5), float(SEAT)) for j in range(count)]
    parts, back = [], []
    x = (width - across) / 2
    for i, name in enumerate(names):
        svg, ways = _queue(drawn, i, name, x, wide[i], tops)
        parts.append(svg)
        back += ways
        x += wide[i] + APART
    if turned:
        svg, ways = _without_place(drawn, names, x, wide[-1], tops)
        parts.append(svg)
        back += ways
    if drawn.results:
        ends = [(x, BOTTOM + DEEP) for x, _ in tops]
        parts += [arrow([(m, BOTTOM), ends[j]], broken=unchanged) for j, m, unchanged in back]
    parts.append(_ends(drawn, [middle for middle, _ in tops]))
    height = BOTTOM + (DEEP + SEAT if drawn.results else 0)
    return frame("".join(parts), width, height, drawn.words)


def _queue(
    drawn: Routing, i: int, name: str, x: float, wide: float, tops: list[Point]
) -> tuple[str, Ways]:
    """Draw a queue with its places, and the ways of those who have one."""
    look = Role.WEIGHT.look
    parts = [_box(x, TOP, wide, look.fill, look.frame)]
    parts.append(text(name, round(x + wide / 2, 1), TOP + 15, 13, INK))
    left = x + (wide - SEAT * len(drawn.seats(i))) / 2
    back: Ways = []
    for k, j in enumerate(drawn.seats(i)):
        middle = left + SEAT * (k + 0.5)
        parts.append(_seat(middle, TOP + HEAD, drawn, j))
        if j is not None:
            parts.append(arrow([tops[j], (middle, TOP)]))
            back.append((j, middle, False))
    return "".join(parts), back


def _without_place(
    drawn: Routing, names: list[str], x: float, wide: float, tops: list[Point]
) -> tuple[str, Ways]:
    """Draw those who find no place, and which queue is full."""
    parts = [_box(x, TOP, wide, "none", "currentColor", ' stroke-dasharray="5 4"')]
    back: Ways = []
    for k, (j, i) in enumerate(drawn.turned_away):
        middle = x + PAD + PITCH * (k + 0.5)
        parts.append(text(f"{names[i].split()[-1]} full", round(middle, 1), TOP + 15, 13))
        parts.append(_seat(middle, TOP + HEAD, drawn, j))
        parts.append(arrow([tops[j], (middle, TOP)], broken=True))
        back.append((j, middle, True))
    return "".join(parts), back


def _ends(drawn: Routing, middles: list[float]) -> str:
    """Draw the columns at the top and, with results, at the bottom; and their names."""
    parts = []
    going = {j for j, _ in drawn.turned_away}
    for j, middle in enumerate(middles):
        parts.append(_column(middle, 0, drawn.columns.role.look, drawn.label(j)))
        if drawn.results:
            role = drawn.columns.role if j in going else drawn.results.role
            parts.append(_column(middle, BOTTOM + DEEP, role.look, drawn.label(j)))
    start = middles[0] - SEAT
    parts.append(maths(drawn.columns.tex, start, 21, 17, SEAT, "end"))
    if drawn.results:
        parts.append(maths(drawn.results.tex, start, BOTTOM + DEEP + 21, 17, SEAT, "end"))
    return "".join(parts)


def _box(x: float, y: float, width: float, fill: str, edge: str, more: str = "") -> str:
    """Draw what holds the places of a queue."""
    return (
        f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{HEAD + SEAT + PAD}" rx="4" '
        f'fill="{fill}" stroke="{edge}" stroke-width="1.6"{more}/>'
    )


def _seat(middle: float, y: float, drawn: Routing, j: int | None) -> str:
    """Draw one place, and who sits there."""
    fill = "#ffffff" if j is None else drawn.columns.role.look.fill
    edge = GRID if j is None else drawn.columns.role.look.frame
    broken = ' stroke-dasharray="3 3"' if j is None else ""
    seat = (
        f'<rect x="{middle - SEAT / 2 + 1:.1f}" y="{y + 1}" width="{SEAT - 2}" '
        f'height="{SEAT - 2}" fill="{fill}" stroke="{edge}"{broken}/>'
    )
    return seat if j is None else seat + _written(drawn.label(j), middle, y + 20)


def _column(middle: float, y: float, look: Look, label: str) -> str:
    """Draw a column at the top or at the bottom."""
    return (
        f'<rect x="{middle - SEAT / 2:.1f}" y="{y}" width="{SEAT}" height="{SEAT}" '
        f'fill="{look.fill}" stroke="{look.frame}" stroke-width="1.6"/>'
    ) + _written(label, middle, y + 20)


def _written(label: str, middle: float, y: float) -> str:
    """Write a label that fits into its place."""
    return text(label, round(middle, 1), y, min(15.0, max(SMALL, 52 / len(label))), INK)
