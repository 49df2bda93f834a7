"""Matrices as rectangles whose edges meet: to scale, with sizes on the edges, without numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from aibyhand.core import Matrix, Role, given
from aibyhand.core.role import ACCENT, GRID, INK
from aibyhand.draw.drawing import Drawing, frame
from aibyhand.draw.sizes import DIGITS, NAME
from aibyhand.draw.writing import maths, text
from aibyhand.pictures.corners import LARGEST, Box, Meeting, placed
from aibyhand.pictures.picture import Picture

MOST = 1024  # the longest side of a matrix that is drawn for its size
MARGIN = 10.0  # for the sizes that stand on outer edges
SIZE, HIGH, WIDE = 12.0, 15.0, 7.5  # of a size on an edge: its type, its plate, one digit


@dataclass(frozen=True)
class Rectangles(Picture):
    """One product or a chain of them, every matrix where its edges meet those of the others.

    The right one of two stands above and to the right of the left one, and what stands already
    stays: a chain grows sideways by right operands and downwards by left ones. A side says how
    many rows or columns there are. ``apart`` are matrices in a row that meet nobody. Pictures with
    the same small ``cell``, in pixels, are on one scale. Raises ValueError where two would lie on
    each other, and for a meeting apart from those before it.
    """

    title: str
    meetings: tuple[Meeting, ...] = ()
    apart: tuple[Matrix, ...] = ()
    cell: float = LARGEST

    def __post_init__(self) -> None:
        placed(self.title, self.meetings, self.apart, self.cell)

    @property
    def words(self) -> str:
        """The picture, read aloud."""
        loose = [f"{m.printed} is {m.size}" for m in self.apart]
        return f"{self.title}. {'. '.join([*loose, *(m.words for m in self.meetings)])}."

    def drawing(self) -> Drawing:
        """Draw it."""
        stand = placed(self.title, self.meetings, self.apart, self.cell)
        boxes = [(matrix, box.moved(MARGIN, MARGIN)) for matrix, box in stand]
        at = {id(matrix): box for matrix, box in boxes}
        every = list(at.values())
        parts = [_rectangle(matrix, box) for matrix, box in boxes]
        for meeting in self.meetings:
            left, right = at[id(meeting.left)], at[id(meeting.right)]
            if meeting.fits and meeting.result is None:
                every.append(Box(right.left, left.top, right.width, left.height))
                parts.append(_free(every[-1]))
            parts.append(_inner(meeting, left, right, every))
        parts += [_sizes(matrix, box) for matrix, box in boxes]
        width, height = max(b.right for b in every), max(b.bottom for b in every)
        return frame("".join(parts), width + MARGIN, height + MARGIN, self.words)

    def to_fill_in(self) -> "Rectangles":
        """The same: it holds no number of a matrix."""
        return self


def sized(tex: str, rows: int, columns: int, role: Role, sizes: str = "") -> Matrix:
    """A matrix that is drawn for its size and has no numbers; ``sizes`` as for a given one."""
    return given(tex.replace("_", ""), np.zeros((rows, columns)), role, tex, sizes=sizes)


def counted(n: Matrix) -> tuple[int, ...]:
    """The sizes in a row of numbers; none where one of them can't be the size of a drawing.

    They are counted with all the same: a page computes with any number, and so does the library.
    """
    if (n.values % 1).any() or not ((n.values >= 1) & (n.values <= MOST)).all():
        return ()
    return tuple(int(size) for size in n.values[0])


def _rectangle(matrix: Matrix, box: Box) -> str:
    """A matrix with its name in the middle."""
    look = matrix.role.look
    size = min(NAME, 0.5 * box.height)
    middle = (box.left + box.right) / 2, (box.top + box.bottom) / 2 + 0.35 * size
    drawn = (
        f'<rect x="{box.left:.1f}" y="{box.top:.1f}" width="{box.width:.1f}" '
        f'height="{box.height:.1f}" fill="{look.fill}" stroke="{look.frame}" stroke-width="1.6"/>'
    )
    return drawn + maths(matrix.symbol, *middle, size, box.width - 2 * WIDE, "middle", INK)


def _free(box: Box) -> str:
    """A place that nothing fills yet."""
    return (
        f'<rect x="{box.left:.1f}" y="{box.top:.1f}" width="{box.width:.1f}" '
        f'height="{box.height:.1f}" fill="none" stroke="{GRID}" stroke-dasharray="5 4"/>'
    )


def _inner(meeting: Meeting, left: Box, right: Box, every: Sequence[Box]) -> str:
    """The two inner edges; between them a square where they fit, if nothing stands there."""
    edges = f"M{left.left:.1f} {left.top:.1f}H{left.right:.1f}"
    edges += f"M{right.left:.1f} {right.top:.1f}V{right.bottom:.1f}"
    broken = "" if meeting.fits else ' stroke-dasharray="3 3"'
    drawn = f'<path d="{edges}" fill="none" stroke="{ACCENT}" stroke-width="4"{broken}/>'
    between = Box(left.left, right.top, left.width, right.height)
    touch = left.top == right.bottom and left.right == right.left
    if not touch or any(between.overlaps(box) for box in every):
        return drawn
    sign = "=" if meeting.fits else "\N{NOT EQUAL TO}"
    said = f"{meeting.inner[0]} {sign} {meeting.inner[1]}"
    said = said if 10 * len(said) <= between.width else sign
    x, y = (between.left + between.right) / 2, (between.top + between.bottom) / 2 + 5
    return _free(between) + drawn + text(said, round(x, 1), round(y, 1), DIGITS)


def _sizes(matrix: Matrix, box: Box) -> str:
    """How many rows on its left edge, how many columns on its upper one."""
    rows, columns = matrix.shape
    beside = _plate(rows, box.left, (box.top + box.bottom) / 2)
    return beside + _plate(columns, (box.left + box.right) / 2, box.top)


def _plate(count: int, x: float, y: float) -> str:
    """A number on an edge, with the edge covered behind it."""
    wide = WIDE * len(str(count)) + 4
    return (
        f'<rect x="{x - wide / 2:.1f}" y="{y - HIGH / 2:.1f}" width="{wide:.1f}" '
        f'height="{HIGH:g}" rx="3" fill="#ffffff"/>'
    ) + text(str(count), round(x, 1), round(y + 4.2, 1), SIZE, INK)
