"""How one cell is written in a workbook: portable formulas, with a reference for every operand."""

from collections.abc import Callable, Iterable, Sequence

from aibyhand.core.cells import Cells
from aibyhand.core.op import Settings

LONGEST = 6  # terms; a longer sum of products becomes one call of SUMPRODUCT

Formula = Callable[[Sequence[Cells], Settings, int, int], str]


def each_cell(pattern: str) -> Formula:
    """An operation cell by cell: ``"<0>+<1>"`` filled with the cells that meet."""

    def formula(operands: Sequence[Cells], settings: Settings, i: int, j: int) -> str:
        filled = pattern
        for index, operand in enumerate(operands):
            filled = filled.replace(f"<{index}>", operand.stretched(i, j))
        return filled

    return formula


def row_by_column(operands: Sequence[Cells], settings: Settings, i: int, j: int) -> str:
    """A row of the left times a column of the right; a third operand is a bias."""
    left, right = operands[0], operands[1]
    if left.columns <= LONGEST:
        total = _sum(
            (left.cell(i, k, "column"), right.cell(k, j, "row")) for k in range(left.columns)
        )
    else:
        total = f"SUMPRODUCT(MMULT({left.row(i)},{right.column(j)}))"
    return "+".join([total, *(bias.cell(i, 0) for bias in operands[2:])])


def column_by_column(operands: Sequence[Cells], settings: Settings, i: int, j: int) -> str:
    """A column of the first times a column of the second: the first one transposed."""
    weight, d = operands
    if weight.rows > LONGEST:
        return f"SUMPRODUCT({weight.column(i)},{d.column(j)})"
    return _sum((weight.cell(k, i, "both"), d.cell(k, j, "row")) for k in range(weight.rows))


def row_by_row(operands: Sequence[Cells], settings: Settings, i: int, j: int) -> str:
    """A row of the first times a row of the second: the second one transposed."""
    d, a = operands
    if d.columns > LONGEST:
        return f"SUMPRODUCT({d.row(i)},{a.row(j)})"
    return _sum((d.cell(i, k, "column"), a.cell(j, k, "both")) for k in range(d.columns))


def _sum(pairs: Iterable[tuple[str, str]]) -> str:
    return "+".join(f"{a}*{b}" for a, b in pairs)
