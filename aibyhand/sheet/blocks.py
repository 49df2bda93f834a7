"""A sheet: blocks and labels on an integer grid of cells. Every output reads the same sheet."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from aibyhand.core import Matrix
from aibyhand.core.op import Region

LARGE = 24  # rows or columns; beyond it a sheet shows blocks to scale, without digits
PER_CELL = 8  # so many numbers stand for one cell on such a sheet


@dataclass(frozen=True)
class Block:
    """A matrix with its top left cell at (row, column), and the cells that it takes on the grid."""

    matrix: Matrix
    row: int
    column: int
    height: int
    width: int
    marks: tuple[Region, ...] = ()  # cells framed in the accent colour
    blank: bool = False  # to be filled in
    carried: bool = False  # blank, and to be copied from where it was worked out before
    named: bool = True  # the row of ones under an input has no name
    labelled: bool = False  # at the top of a strip: its columns have their words above
    rows_labelled: bool = True  # its rows have their words to the left
    split: int = 0  # a thicker line below this row: a stacked matrix


@dataclass(frozen=True)
class Label:
    """TeX or a plain sign, centred in a box of cells, or at its right or left edge."""

    tex: str
    row: float
    column: float
    height: float
    width: float
    align: str = "middle"
    sign: bool = False


@dataclass(frozen=True)
class Sheet:
    """Blocks and labels; ``height`` × ``width`` cells, names and labels included."""

    blocks: tuple[Block, ...]
    labels: tuple[Label, ...]
    height: int
    width: int
    large: bool = False

    def moved(self, rows: int, columns: int) -> "Sheet":
        """The same sheet further down and to the right."""
        return replace(
            self,
            blocks=tuple(
                replace(b, row=b.row + rows, column=b.column + columns) for b in self.blocks
            ),
            labels=tuple(
                replace(t, row=t.row + rows, column=t.column + columns) for t in self.labels
            ),
        )

    def blanked(self, names: frozenset[str]) -> "Sheet":
        """The same sheet with the matrices of these names left empty, to be filled in."""
        return replace(
            self,
            blocks=tuple(
                replace(b, blank=b.matrix.name in names and bool(b.matrix.made), marks=())
                for b in self.blocks
            ),
        )

    def emptied(self, fresh: Collection[Matrix]) -> "Sheet":
        """The same sheet without any number that was computed: a worksheet.

        The ``fresh`` matrices are to be worked out where they stand first; the other computed ones
        are to be carried over.
        """
        left = {id(matrix) for matrix in fresh}
        blocks = []
        for block in self.blocks:
            known = id(block.matrix) not in left
            left.discard(id(block.matrix))
            blank = _is_computed(block.matrix)
            blocks.append(replace(block, blank=blank, carried=blank and known, marks=()))
        return replace(self, blocks=tuple(blocks))


def _is_computed(matrix: Matrix) -> bool:
    """Did an operation make it? The transpose of a given matrix is given, too."""
    if matrix.made and matrix.is_transpose:
        return _is_computed(matrix.made.operands[0])
    return matrix.made is not None


def beside_each_other(sheets: list[Sheet], widest: int, gap: int = 2, below: int = 1) -> Sheet:
    """Sheets side by side, in as many shelves as the widest line of cells asks for.

    ``gap`` cells stand between two sheets of a shelf, ``below`` between two shelves. The first
    matrices of a shelf begin at one height, whether there are words above them or not.
    """
    shelves: list[list[Sheet]] = []
    width = 0
    for sheet in sheets:
        if not shelves or width + gap + sheet.width > widest:
            shelves.append([])
            width = -gap
        shelves[-1].append(sheet)
        width += gap + sheet.width
    blocks: list[Block] = []
    labels: list[Label] = []
    row = widest_shelf = 0
    for shelf in shelves:
        start, column, lowest = max(_first_row(sheet) for sheet in shelf), 0, 0
        for sheet in shelf:
            lower = start - _first_row(sheet)
            moved = sheet.moved(row + lower, column)
            blocks += moved.blocks
            labels += moved.labels
            column += sheet.width + gap
            lowest = max(lowest, lower + sheet.height)
        widest_shelf = max(widest_shelf, column - gap)
        row += lowest + below
    height = row - below if shelves else 0
    return Sheet(tuple(blocks), tuple(labels), height, widest_shelf, any(s.large for s in sheets))


def _first_row(sheet: Sheet) -> int:
    """The row of the uppermost matrix; a title above it counts as part of the sheet."""
    titled = any(label.row < 1 and label.align == "start" for label in sheet.labels)
    return 1 if titled else min((block.row for block in sheet.blocks), default=1)


def below_each_other(sheets: list[Sheet]) -> Sheet:
    """Sheets in a pile."""
    return beside_each_other(sheets, widest=0, below=0)


def piled_beside_each_other(sheets: list[Sheet], widest: int, gap: int = 3) -> Sheet:
    """Sheets side by side in shelves; where one is tall, lower ones pile up beside it."""
    piles: list[Sheet] = []
    across = tallest = 0
    for sheet in sheets:
        if piles and piles[-1].height + 1 + sheet.height <= tallest:
            piles[-1] = beside_each_other([piles[-1], sheet], widest=0)
            continue
        across += sheet.width + gap
        if across - gap > widest:
            across, tallest = sheet.width + gap, 0
        tallest = max(tallest, sheet.height)
        piles.append(sheet)
    return beside_each_other(piles, widest, gap)
