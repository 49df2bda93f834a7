"""Where matrices stand whose edges meet: the right one of two above and to the right of the left.

Two equal inner edges, the columns on the left and the rows on the right, bound a square above the
left matrix; the product fills the corner below the right one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from aibyhand.core import Matrix
from aibyhand.core.op import Place

LARGEST = 40.0  # the side of a cell where there are few, in pixels
LONGEST = 560.0  # of the whole, across and down; cells become smaller until it fits
NARROWEST = 24.0  # a side that would be shorter is drawn so long, to hold its size
APART = 40.0  # between matrices that don't meet


@dataclass(frozen=True)
class Box:
    """A rectangle in the picture, in pixels."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height

    def moved(self, across: float, down: float) -> "Box":
        """The same box in another place."""
        return Box(self.left + across, self.top + down, self.width, self.height)

    def overlaps(self, other: "Box") -> bool:
        """Do the two share more than an edge?"""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 0.01 and down > 0.01


@dataclass(frozen=True)
class Meeting:
    """Two matrices that are to be multiplied, and their product once it fills the corner."""

    left: Matrix
    right: Matrix
    result: Matrix | None = None

    @classmethod
    def of(cls, result: Matrix) -> "Meeting":
        """The meeting that made a product. Raises ValueError for what is no product."""
        if result.made is None or result.made.op.place is not Place.CORNER:
            raise ValueError(f"{result.printed} is no product of two matrices")
        return cls(result.operands[0], result.operands[1], result)

    @property
    def inner(self) -> tuple[int, int]:
        """The two inner edges: the columns on the left and the rows on the right."""
        return self.left.shape[1], self.right.shape[0]

    @property
    def fits(self) -> bool:
        """Are the inner edges equal?"""
        return self.inner[0] == self.inner[1]

    @property
    def words(self) -> str:
        """The meeting, read aloud."""
        left, right = self.left, self.right
        stands = (
            f"{right.printed}, {right.size}, stands above and to the right of "
            f"{left.printed}, {left.size}"
        )
        if not self.fits:
            return f"{stands}; inner edges of {self.inner[0]} and {self.inner[1]} don't fit"
        corner = f"{left.shape[0]}\N{MULTIPLICATION SIGN}{right.shape[1]}"
        fills = f"{self.result.printed} fills the corner" if self.result else "the corner is free"
        return f"{stands}; both inner edges are {self.inner[0]}, and {fills}, {corner}"


Placed = list[tuple[Matrix, Box]]


def placed(
    title: str, meetings: Sequence[Meeting], apart: Sequence[Matrix], cell: float = LARGEST
) -> Placed:
    """Every matrix once and its box, on a scale at which the whole isn't too large.

    ``cell`` is the side of a cell, which becomes smaller where the whole needs it.

    Raises ValueError where two would lie on each other, and where a meeting has nothing to do with
    those before it.
    """
    if not (meetings or apart):
        raise ValueError(f"{title}: there is nothing to draw")
    while True:
        found = _Standing(title, cell).all_of(meetings, apart)
        left, top = min(b.left for _, b in found), min(b.top for _, b in found)
        right, bottom = max(b.right for _, b in found), max(b.bottom for _, b in found)
        if max(right - left, bottom - top) <= LONGEST or cell < 0.1:
            return [(matrix, box.moved(-left, -top)) for matrix, box in found]
        cell *= 0.9


class _Standing:
    """The matrices that stand already, drawn with cells of one size."""

    def __init__(self, title: str, cell: float) -> None:
        self.title, self.cell = title, cell
        self.found: Placed = []

    def all_of(self, meetings: Sequence[Meeting], apart: Sequence[Matrix]) -> Placed:
        """Put all of them down: those apart in a row, every meeting where its edges meet."""
        x = 0.0
        for matrix in apart:
            x = self.put(matrix, x, 0).right + APART
        for meeting in meetings:
            self.meet(meeting)
        return self.found

    def meet(self, meeting: Meeting) -> None:
        """Put down whoever of the two doesn't stand yet, and the product."""
        left, right = self.box(meeting.left), self.box(meeting.right)
        if left is None and right is None:
            if self.found:
                raise ValueError(f"{self.title}: {meeting.left.printed} meets nobody who stands")
            left = self.put(meeting.left, 0, 0)
        if left is None:
            assert right is not None
            left = self.put(meeting.left, right.left - self.sides(meeting.left)[0], right.bottom)
        elif right is None:
            right = self.put(meeting.right, left.right, left.top - self.sides(meeting.right)[1])
        if meeting.result is not None:
            self.put(meeting.result, right.left, left.top)

    def box(self, matrix: Matrix) -> Box | None:
        """Where a matrix stands, if it does."""
        return next((box for other, box in self.found if other is matrix), None)

    def sides(self, matrix: Matrix) -> tuple[float, float]:
        """How wide and how high it is drawn."""
        rows, columns = matrix.shape
        return max(self.cell * columns, NARROWEST), max(self.cell * rows, NARROWEST)

    def put(self, matrix: Matrix, x: float, y: float) -> Box:
        """Put it down with its upper left corner at (x, y)."""
        box = Box(x, y, *self.sides(matrix))
        for other, there in self.found:
            if box.overlaps(there):
                raise ValueError(f"{self.title}: {matrix.printed} would lie on {other.printed}")
        self.found.append((matrix, box))
        return box
