"""A step read aloud: names, sizes, equation, the worked cell, and the numbers row by row."""

from collections.abc import Sequence

from aibyhand.core import Matrix
from aibyhand.core.names import plain
from aibyhand.core.numbers import MINUS, is_exact, number
from aibyhand.core.worked import Worked, written_decimals
from aibyhand.sheet.blocks import LARGE, Sheet


def spoken_matrix(matrix: Matrix, blank: bool = False) -> str:
    """One matrix: its name, size and role, how it was made, and its rows."""
    rows, columns = matrix.shape
    parts = [f"{matrix.printed}, {matrix.role.word}, {rows} by {columns}"]
    if matrix.made:
        parts.append(f"is {'about ' if matrix.made.op.approximate else ''}{matrix.words}")
    start = ", ".join(parts)
    if blank:
        return f"{start}; left blank to fill in."
    if max(matrix.shape) > LARGE:
        return f"{start}."
    return f"{start}: {rows_of_numbers(matrix)}."


def rows_of_numbers(matrix: Matrix) -> str:
    """The rows of a matrix, each named by its label or its number."""
    parts = []
    for i, row in enumerate(matrix.values):
        label = matrix.rows.label(i) if matrix.rows else f"row {i + 1}"
        shown = ", ".join(number(float(v), matrix.digits) for v in row)
        parts.append(f"{label}: {shown}" if len(matrix.values) > 1 else shown)
    return "; ".join(parts)


def worked_tex(matrix: Matrix, i: int, j: int, work: Worked) -> str:
    """The worked cell as one line of TeX; ≈ where a printed number was rounded."""
    value = float(matrix.values[i, j])
    printed = number(value, matrix.digits).replace(MINUS, "-")
    operands = matrix.made.operands if matrix.made else ()
    exact = is_exact(value, matrix.digits, matrix.noise) and all(
        is_exact(v, written_decimals(v, m.digits), m.noise)
        for k, row, column in work.cells
        for m, v in ((operands[k], float(operands[k].values[row, column])),)
    )
    exact = exact or work.settled
    approximate = not exact or bool(matrix.made and matrix.made.op.approximate)
    relation = r"\approx" if approximate else "="
    start = f"{matrix.symbol}[{i + 1},{j + 1}]"
    if work.tex == printed:
        return f"{start} {relation} {printed}"
    return f"{start} = {work.tex} {relation} {printed}"


def spoken_worked(matrix: Matrix, i: int, j: int, work: Worked) -> str:
    """The worked cell, read aloud."""
    return f"One cell worked in full: {plain(worked_tex(matrix, i, j, work))}."


def spoken_sheet(sheet: Sheet, worked: str = "") -> str:
    """Everything on a sheet once, operands before results."""
    seen: dict[str, str] = {}
    for block in sorted(sheet.blocks, key=lambda b: (b.matrix.made is not None, b.column, b.row)):
        if block.named:
            seen.setdefault(block.matrix.symbol, spoken_matrix(block.matrix, block.blank))
    return " ".join([*seen.values(), worked]).strip()


def legend(matrices: Sequence[Matrix]) -> list[Matrix]:
    """One matrix for each role that occurs, in order."""
    seen: dict[str, Matrix] = {}
    for matrix in matrices:
        seen.setdefault(matrix.role.word, matrix)
    return list(seen.values())
