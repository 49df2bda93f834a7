"""Operations that look up, average, compare directions and find the largest."""

from collections.abc import Sequence

import numpy as np

from aibyhand.cells import Cells
from aibyhand.matrix import Matrix, apply, row
from aibyhand.op import Op, Operand, Place, Region, Settings, Worked
from aibyhand.ops.elementwise import anything_fits
from aibyhand.ops.written import digit, factor, total


def _column_numbers(operands: Sequence[Operand], settings: Settings) -> str | None:
    table, at = operands
    count, numbers = table.values.shape[1], at.values
    if numbers.shape[0] == 1 and all(v in range(1, count + 1) for v in numbers.ravel()):
        return None
    return f"{at.printed} needs to be one row of column numbers of {table.printed}, 1 to {count}"


LOOK_UP = row(
    Op(
        "look_up",
        compute=lambda table, at: table[:, at.astype(int).ravel() - 1],
        tex=r"{0}[{{:}},\,{1}]",
        words="the columns of {0} whose numbers stand in {1}",
        numpy="{0}[:, {1}.astype(int).ravel() - 1]",
        torch="{0}[:, {1}.long().ravel() - 1]",
        fits=_column_numbers,
        place=Place.ALONE,
        formula=lambda m, s, i, j: f"INDEX({m[0].row(i)},{m[1].cell(0, j)})",
    )
)


def look_up(table: Matrix, at: Matrix) -> Matrix:
    """The columns of a table, in the order of their numbers (from 1) in a row."""
    return apply(LOOK_UP, table, at)


def _mean(operands: Sequence[Operand], settings: Settings, i: int, j: int) -> Worked:
    count = operands[0].values.shape[1]
    terms = [digit(operands[0], i, k) for k in range(count)]
    return Worked(f"({total(terms)}) / {count}", ((0, Region(i, 0, 1, count)),))


MEAN_OF_COLUMNS = row(
    Op(
        "mean_of_columns",
        compute=lambda a: a.mean(axis=1, keepdims=True),
        tex=r"\operatorname{{mean}}({0})",
        words="the mean of the columns of {0}",
        numpy="{0}.mean(axis=1, keepdims=True)",
        torch="{0}.mean(dim=1, keepdim=True)",
        fits=anything_fits,
        worked=_mean,
        formula=lambda m, s, i, j: f"SUM({m[0].row(i)})/{m[0].columns}",
    )
)


def mean_of_columns(a: Matrix) -> Matrix:
    """All columns of a matrix averaged into one."""
    return apply(MEAN_OF_COLUMNS, a)


PLACE_OF_LARGEST = row(
    Op(
        "place_of_largest",
        compute=lambda a: np.array([[a.argmax() + 1]]),
        tex=r"\operatorname{{argmax}}({0})",
        words="the place of the largest number in {0}, the first one of equals",
        numpy="np.array([[{0}.argmax() + 1]])",
        torch="({0}.argmax() + 1).reshape(1, 1).to({0}.dtype)",
        fits=lambda m, s: (
            None if m[0].values.shape[0] == 1 else f"{m[0].printed} needs to be one row"
        ),
        formula=lambda m, s, i, j: f"MATCH(MAX({m[0].all}),{m[0].all},0)",
    )
)


def place_of_largest(a: Matrix) -> Matrix:
    """Where the largest number of a row stands, counted from 1; the first one of equals."""
    return apply(PLACE_OF_LARGEST, a)


def _over_length(operands: Sequence[Operand], settings: Settings, i: int, j: int) -> Worked:
    count = operands[0].values.shape[0]
    squares = [f"{factor(digit(operands[0], k, j))}^2" for k in range(count)]
    written = rf"{digit(operands[0], i, j)} / \sqrt{{{total(squares)}}}"
    return Worked(written, ((0, Region(0, j, count, 1)),))


def _over_length_formula(operands: Sequence[Cells], settings: Settings, i: int, j: int) -> str:
    column = operands[0].column(j)
    return f"{operands[0].cell(i, j)}/SQRT(SUMPRODUCT({column},{column}))"


OVER_LENGTH = row(
    Op(
        "over_length",
        compute=lambda a: a / np.sqrt((a * a).sum(axis=0, keepdims=True)),
        tex="{0} / |{0}|",
        words="every column of {0} divided by its length",
        numpy="{0} / np.linalg.norm({0}, axis=0)",
        torch="{0} / torch.linalg.norm({0}, dim=0)",
        fits=anything_fits,
        worked=_over_length,
        dropped=lambda a: a,
        formula=_over_length_formula,
    )
)


def over_length(a: Matrix) -> Matrix:
    """Every column divided by its length, so that only its direction is left."""
    return apply(OVER_LENGTH, a)
