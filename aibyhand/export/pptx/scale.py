"""How large a sheet can stand on a slide, and on how many slides a step has to stand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from aibyhand.core import Matrix
from aibyhand.core.numbers import number
from aibyhand.export.shared.cut import CUTS, columns_of, evenly, is_large, numbers_of, part
from aibyhand.export.shared.office import breadth
from aibyhand.sheet.blocks import Block, Sheet
from aibyhand.sheet.layout import lay_out
from aibyhand.sheet.telling import Telling, most_telling

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
    worked: Telling | None = None
    columns: range | None = None  # those of the result that stand here, if not all

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
    """The sheets of a step, one a slide: as few as let every number be read.

    What doesn't fit on one is cut between results, then along the columns of one result.
    """
    given = tuple(shown)
    if whole := _largest(given, worked, area):
        numbers = [m for m in numbers_of(given) if m.values.size > 1] if whole.sheet.large else []
        return [whole, *(scaled(numbers, None, area) if numbers else [])]
    if len(given) > 1:
        half = (len(given) + 1) // 2
        return [*scaled(given[:half], worked, area), *scaled(given[half:], worked, area)]
    if parts := _cut(given[0], worked, area):
        return parts
    operands = [one for operand in given[0].operands for one in _alone(operand, area)]
    return [*(replace(one, shown=()) for one in operands), *_alone(given[0], area)]


def _largest(shown: tuple[Matrix, ...], worked: Telling | None, area: Area) -> Scaled | None:
    """The sheet with the largest cells; None where not every number can be read."""
    for across in (False, True):
        sheets = [lay_out(shown, worked, widest=widest, across=across) for widest in WIDTHS]
        tried = [Scaled(sheet, area, shown, worked) for sheet in sheets]
        if good := [one for one in tried if one.reads_well]:
            return max(good, key=lambda one: one.cell[0] * one.cell[1])
    return None


def _cut(matrix: Matrix, worked: Telling | None, area: Area) -> list[Scaled]:
    """Some columns of a result on each slide, with what goes into them; none if that is no help."""
    if matrix.made is None:
        return []
    for count in CUTS:
        parts: list[Scaled] = []
        for some in evenly(matrix.shape[1], min(count, matrix.shape[1])):
            one = columns_of(matrix, some)
            first = worked and worked.matrix is matrix and some.start == 0
            fitted = _largest((one,), most_telling([one]) if first else None, area)
            if fitted is None:
                break
            parts.append(replace(fitted, columns=some))
        else:
            return parts
    return []


def _alone(matrix: Matrix, area: Area) -> list[Scaled]:
    """One matrix by itself, on as many slides as let its numbers be read."""
    rows, columns = matrix.shape
    if is_large(matrix):
        block = Block(matrix, 1, 1, 8, 8)
        return [Scaled(Sheet((block,), (), 10, 10, large=True), area, (matrix,))]
    parts: list[Scaled] = []
    for count in (1, *CUTS):
        parts = []
        for some in evenly(columns, min(count, columns)):
            one = part(matrix, range(rows), some)
            block = Block(one, 2, 1, rows, len(some), labelled=True)
            sheet = Sheet((block,), (), rows + 3, len(some) + 2)
            parts.append(Scaled(sheet, area, (one,)))
        if all(one.reads_well for one in parts):
            break
    return parts
