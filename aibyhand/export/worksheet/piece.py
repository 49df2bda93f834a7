"""One piece of a worksheet: a figure, empty and filled, and how much of a page it takes.

Everything is in points.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from aibyhand.core import Matrix
from aibyhand.draw.drawing import Drawing
from aibyhand.draw.formulas import formula
from aibyhand.draw.glyphs import outline
from aibyhand.walk import Step

SCALE = 0.66  # points for a pixel of a figure: cells of 26 points, or 9 mm
SMALLEST = 0.6  # the least that cells can be written into by hand: 24 points
DIGITS = 9.0  # points: printed digits are at least as large
SIDE, TOP, BOTTOM = 46.0, 40.0, 54.0  # margins
LINE = 14.0  # of running text
HEADING = 19.0
FORMULA = 11.5  # the type of equations
GAP = 14.0  # between a figure and the room beside it, and between formulas
ROOM = 86.0  # the least room to compute: six squares of 5 mm
ROOM_WIDTH = 150.0
AFTER = 20.0  # between two pieces
MORE = 110.0  # the most that the room to compute grows where a page has space left


@dataclass(frozen=True)
class Paper:
    """A size of paper."""

    name: str
    width: float
    height: float

    def across(self, turned: bool) -> float:
        """Between the margins at the sides."""
        return (self.height if turned else self.width) - 2 * SIDE

    def down(self, turned: bool) -> float:
        """Between the margins at the top and at the bottom."""
        return (self.width if turned else self.height) - TOP - BOTTOM


PAPERS = (Paper("a4", 595.28, 841.89), Paper("letter", 612.0, 792.0))


@dataclass(frozen=True)
class Piece:
    """A figure, empty and filled, with all that stands around it."""

    step: Step
    first: bool  # it begins its step
    empty: Drawing | None
    filled: Drawing | None
    scale: float
    across: float  # between the margins
    turned: bool = False
    fresh: tuple[Matrix, ...] = ()  # to be worked out here
    formulas: tuple[str, ...] = ()  # their equations, where the figure doesn't show them
    carried: tuple[tuple[str, int], ...] = ()  # the TeX of what is carried over, and its step
    taken: tuple[tuple[str, int], ...] = ()  # the same of what stands on another sheet only
    worked: str = ""
    says: str = ""  # what is not printed here
    more: float = 0.0  # room to compute that the page has left
    roomy: bool = True  # it leaves room to compute, where there is anything

    @cached_property
    def size(self) -> tuple[float, float]:
        """Width and height of the figure."""
        if not self.filled:
            return 0.0, 0.0
        return self.filled.width * self.scale, self.filled.height * self.scale

    @cached_property
    def equations(self) -> tuple[tuple[str, ...], ...]:
        """The equations of what is to be worked out, in rows that fit."""
        rows: list[list[str]] = []
        end = self.across + 1
        for tex in self.formulas:
            width = outline(tex).width * FORMULA + GAP
            if end + width > self.across:
                rows.append([])
                end = 0.0
            rows[-1].append(tex)
            end += width
        return tuple(tuple(row) for row in rows)

    @property
    def computes(self) -> bool:
        """Is there anything to compute, and not only to write anew, and room for it?"""
        ops = [m.made.op for m in self.fresh if m.made]
        return self.roomy and any(not op.arranges for op in ops)

    @property
    def beside(self) -> bool:
        """Is the room to compute beside the figure, and not below it?"""
        return self.size[0] + GAP + ROOM_WIDTH <= self.across

    @property
    def heads(self) -> float:
        """The height of the heading and the sentence."""
        return HEADING + LINE * lines_of(self.step.does, self.across) if self.first else 0.0

    @property
    def note(self) -> float:
        """The height of the note about what is carried over, looked up or not printed."""
        if self.says:
            return LINE * lines_of(self.says, self.across) + 3
        named = (*self.carried, *self.taken)
        if not named:
            return 0.0
        width = sum(outline(tex).width * FORMULA + 50 for tex, _ in named)
        return LINE * (1 + int((width + 90) / self.across)) + 3

    @property
    def middle(self) -> float:
        """The height of the figure and of the room beside it."""
        if self.computes and self.beside:
            return max(self.size[1], ROOM) + self.more
        return self.size[1]

    @property
    def below(self) -> float:
        """The height of the room below the figure."""
        return ROOM + 8 + self.more if self.computes and not self.beside else 0.0

    @property
    def height(self) -> float:
        """All of it, without the gap that follows."""
        rows = sum(row_height(row) for row in self.equations)
        worked = row_height((self.worked,)) if self.worked else 0.0
        return self.heads + self.note + rows + self.middle + self.below + worked


@dataclass(frozen=True)
class Page:
    """A page, upright or turned, with its pieces from top to bottom."""

    turned: bool
    pieces: tuple[Piece, ...]


def lines_of(text: str, across: float, size: float = 10.5) -> int:
    """The lines that a text takes at most."""
    return 1 + int(len(text) * size * 0.5 / across)


def row_height(row: Sequence[str]) -> float:
    """The height of a row of formulas."""
    return max(formula(tex, FORMULA)[2] for tex in row) + 8
