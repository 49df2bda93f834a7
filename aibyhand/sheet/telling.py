"""The cell that tells most when it is worked in full."""

from collections.abc import Sequence
from typing import NamedTuple

from aibyhand.core import Matrix
from aibyhand.core.worked import Worked
from aibyhand.sheet.blocks import LARGE

Score = tuple[float, ...]


class Telling(NamedTuple):
    """A cell to work in full: its matrix, its row and column (from 0), and what goes into it."""

    matrix: Matrix
    row: int
    column: int
    work: Worked


def most_telling(results: Sequence[Matrix]) -> Telling | None:
    """The most telling cell of some results: many different numbers go in, and none for nothing.

    A single number should change, such as a negative one in a ReLU, and two should not cancel. Of
    equals, the first one. None where nothing is computed, or drawn with its digits.
    """
    scored = [(best, matrix) for matrix in results if (best := _best_cell(matrix))]
    if not scored:
        return None
    (_, i, j), matrix = max(scored, key=lambda pair: pair[0][0][:2])
    return Telling(matrix, i, j, matrix.worked(i, j))


def _best_cell(matrix: Matrix) -> tuple[Score, int, int] | None:
    if matrix.made is None or matrix.made.op.arranges:
        return None
    if any(max(m.shape) > LARGE for m in (matrix, *matrix.operands)):
        return None
    rows, columns = matrix.shape
    scored = ((_score(matrix, i, j), i, j) for i in range(rows) for j in range(columns))
    return max(scored, key=lambda found: found[0])


def _score(matrix: Matrix, i: int, j: int) -> Score:
    cells = [
        float(matrix.operands[k].values[row, column]) for k, row, column in matrix.cells_read(i, j)
    ]
    value = float(matrix.values[i, j])
    tells = len(cells) > 2 or (value not in cells if len(cells) == 1 else value != 0)
    return (
        sum(v != 0 for v in cells) if tells else 0,
        float(value != 0),
        len({round(v, 6) for v in cells}),
        float(i != j),  # off the diagonal a row can't be taken for a column
        -(i + j),
    )
