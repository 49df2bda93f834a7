"""How large a sheet can stand on a slide, and on how many slides a step has to stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from aibyhand.core import Matrix
from aibyhand.core.numbers import number
from aibyhand.export.shared.office import breadth
from aibyhand.sheet.blocks import LARGE, Block, Sheet
from aibyhand.sheet.layout import lay_out
from aibyhand.sheet.telling import Telling

SMALLEST = 10.0  # points of type, anywhere on a slide
READABLE, LARGEST = 12.0, 20.0  # points of type in a cell
WIDEST_CELL, TALLEST_CELL = 62.0, 38.0
LINE = 1.16  # a line of type is so much higher than its size
PADDING = 6.0  # points beside the longest number of a cell, both sides together
ONE_DIGIT = 0.56  # em
WIDTHS = range(10, 43, 4)  # cells across a slide that are tried


@dataclass(frozen=True)
class Area:
    """The part of a slide where a sheet stands, in points."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Scaled:
    """A sheet with the size of its cells, in points."""

    sheet: Sheet
    area: Area
    shown: tuple[Matrix, ...] = ()

    @cached_property
    def cell(self) -> tuple[float, float]:
        """Width and height of a cell; at most twice as wide as high unless a number needs more."""
        width = min(self.area.width / self.sheet.width, WIDEST_CELL)
        height = min(self.area.height / self.sheet.height, TALLEST_CELL, width * 1.1)
        needed = max((self._longest(b) for b in self.sheet.blocks), default=0) * READABLE + PADDING
        return min(width, max(2 * height, needed)), height

    def _longest(self, block: Block) -> float:
        return ONE_DIGIT if self.sheet.large else longest(block.matrix)

    def type_size(self, block: Block) -> float:
        """The size of type with which the longest number of a block fits its cell."""
        width, height = self.cell
        return min(LARGEST, height / LINE, (width - PADDING) / self._longest(block))

    @property
    def reads_well(self) -> bool:
        """Can every number be read from the back of a room?"""
        return self.sheet.large or all(
            self.type_size(b) > READABLE - 0.01 for b in self.sheet.blocks
        )

    def box(self, block: Block) -> tuple[float, float, float, float]:
        """Where a block stands on the slide."""
        width, height = self.cell
        x, y = self.corner
        return (
            x + block.column * width,
            y + block.row * height,
            block.width * width,
            block.height * height,
        )

    @property
    def corner(self) -> tuple[float, float]:
        """Where the sheet begins: in the middle of its area, at its top."""
        width, _ = self.cell
        return self.area.x + (self.area.width - self.sheet.width * width) / 2, self.area.y


def printed(matrix: Matrix) -> list[list[str]]:
    """The numbers of a matrix as they are printed."""
    return [[number(float(value), matrix.digits) for value in row] for row in matrix.values]


@lru_cache(1000)
def longest(matrix: Matrix) -> float:
    """The breadth of the longest number of a matrix, in em; that of a digit at least."""
    return max(ONE_DIGIT, max(breadth(text) for row in printed(matrix) for text in row))


def scaled(shown: Sequence[Matrix], worked: Telling | None, area: Area) -> list[Scaled]:
    """The sheets of a step, one a slide: as few as let every number be read."""
    given = tuple(shown)
    tried = [Scaled(lay_out(given, worked, widest=widest), area, given) for widest in WIDTHS]
    good = [one for one in tried if one.reads_well]
    if good:
        return [max(good, key=lambda one: one.cell[0] * one.cell[1])]
    if len(given) > 1:
        half = (len(given) + 1) // 2
        return [*scaled(given[:half], worked, area), *scaled(given[half:], worked, area)]
    parts = [*(given[0].made.operands if given[0].made else ()), given[0]]
    return [Scaled(_alone(matrix), area, (matrix,)) for matrix in parts]


def _alone(matrix: Matrix) -> Sheet:
    """One matrix by itself; one that is large as a block without digits."""
    rows, columns = matrix.shape
    large = max(rows, columns) > LARGE
    block = Block(matrix, 1, 1, *((8, 8) if large else (rows, columns)), labelled=not large)
    return Sheet((block,), (), block.height + 2, block.width + 2, large)
