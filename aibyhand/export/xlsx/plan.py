"""Where everything stands in a workbook: the poster's sheet, and a shelf for what it leaves out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import sqrt

from aibyhand.core import Matrix
from aibyhand.core.cells import Cells
from aibyhand.sheet.blocks import Block, Label, Sheet, beside_each_other
from aibyhand.sheet.layout import poster
from aibyhand.walk import Trace

MOST = 50_000  # cells; beyond this a workbook helps nobody
NARROWEST = 24  # cells across, so that title and notes have room
HEAD = 4  # rows for the title
MARGIN = 1  # a column at the left


@dataclass(frozen=True)
class Plan:
    """One sheet of cells: the blocks and labels in their places, and every matrix's first place."""

    trace: Trace
    sheet: Sheet
    homes: dict[str, Cells]

    @property
    def bottom(self) -> int:
        """The first row below everything."""
        return self.sheet.height

    @property
    def width(self) -> int:
        """The columns that are used."""
        return max(self.sheet.width, NARROWEST)

    def homes_of_named(self) -> list[str]:
        """The named matrices, in the order of their making."""
        return [name for name in self.trace.matrices if name in self.homes]

    def is_home(self, block: Block) -> bool:
        """Is this the first place of its matrix? In other places stand copies."""
        home = self.homes[key(block.matrix)]
        return (home.top, home.left) == (block.row, block.column)

    def operands(self, matrix: Matrix) -> list[Cells]:
        """The first places of what it was made from."""
        return [self.homes[key(operand)] for operand in matrix.made.operands] if matrix.made else []

    def formula(self, matrix: Matrix, i: int, j: int) -> str:
        """One cell as a formula. Raises NotImplementedError where the operation has none."""
        op = matrix.made.op if matrix.made else None
        if op is None or matrix.made is None or op.formula is None:
            name = op.name if op else "what is given"
            raise NotImplementedError(f"no workbook formula for {name!r}: its row lacks `formula`")
        return "=" + op.formula(self.operands(matrix), matrix.made.settings, i, j)


def key(matrix: Matrix) -> str:
    """A matrix and another writing of the same transpose are the same."""
    return matrix.code


def plan(trace: Trace) -> Plan:
    """Place every matrix of a trace. Raises ValueError where they are too large for a workbook."""
    matrices = list(_everything(trace))
    count = sum(matrix.values.size for matrix in matrices)
    if count > MOST:
        largest = max(matrices, key=lambda matrix: matrix.values.size)
        raise ValueError(
            f"{trace.walkthrough.slug}: {count} numbers are too many for a workbook, which holds "
            f"up to {MOST} ({largest.printed} is {largest.size})"
        )
    nothing = Sheet((), (), 0, 0)
    drawn = poster(trace.parts) if trace.parts else nothing
    if drawn.large:  # to scale and without digits: in a workbook, every number needs a cell
        drawn = nothing
    shown = {key(block.matrix) for block in drawn.blocks}
    left_out = [m for m in matrices if key(m) not in shown]
    shelf = _shelf(left_out, drawn.width or page_like(left_out))
    below = shelf.moved(HEAD, MARGIN)
    moved = drawn.moved(HEAD + shelf.height + bool(shelf.height), MARGIN)
    whole = Sheet(
        below.blocks + moved.blocks,
        below.labels + moved.labels,
        HEAD + shelf.height + bool(shelf.height) + drawn.height + 1,
        max(shelf.width, drawn.width) + MARGIN,
    )
    return Plan(trace, whole, _homes(whole))


def page_like(matrices: Sequence[Matrix]) -> int:
    """The cells across a page that holds these matrices and has a page's proportions."""
    return round(sqrt(1.4 * sum((m.shape[0] + 3) * (m.shape[1] + 2) for m in matrices)))


def _everything(trace: Trace) -> Iterator[Matrix]:
    """Every matrix that is named or calculated with, each once."""
    seen: set[str] = set()
    for matrix in trace.matrices.values():
        for one in (*(matrix.made.operands if matrix.made else ()), matrix):
            if key(one) not in seen:
                seen.add(key(one))
                yield one


def _shelf(matrices: Sequence[Matrix], widest: int) -> Sheet:
    """Matrices beside each other, in as many rows as they need."""
    sheets = []
    for matrix in matrices:
        row = 2 if matrix.columns else 1
        left = int(matrix.rows is not None)
        block = Block(matrix, row, left, *matrix.shape, labelled=True)
        # A calculation that the poster writes into a label is written beside its result here.
        labels = _calculation(block) if matrix.made and matrix.name else ()
        room = max((label.width + 1 for label in labels), default=0)
        size = row + matrix.shape[0], left + matrix.shape[1] + int(room)
        sheets.append(Sheet((block,), labels, *size))
    if not sheets:
        return Sheet((), (), 0, 0)
    widest = max(widest, NARROWEST, *(sheet.width for sheet in sheets))
    return beside_each_other(sheets, widest, gap=1, below=1)


def _calculation(block: Block) -> tuple[Label, ...]:
    right = block.matrix.equation
    row = block.row + (block.height - 1) // 2
    wide = max(2, len(block.matrix.printed) + len(right) // 6)
    return (Label(right, row, block.column + block.width + 0.3, 1, wide, align="start"),)


def _homes(sheet: Sheet) -> dict[str, Cells]:
    """The first place of every matrix, in the order in which the blocks were laid out."""
    homes: dict[str, Cells] = {}
    for block in sheet.blocks:
        if block.named:
            rows, columns = block.matrix.shape
            homes.setdefault(key(block.matrix), Cells(block.row, block.column, rows, columns))
    return homes


def elsewhere(cells: Cells, sheet: str) -> Cells:
    """The same cells, seen from another sheet."""
    return replace(cells, sheet=sheet)
