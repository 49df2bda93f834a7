"""Operations on the order of numbers: rows one after the other, cut anew, and taken by a list."""

from collections.abc import Sequence

import numpy as np

from aibyhand.core import Matrix
from aibyhand.core.expression import at, cols, i, j, rows, setting, whole
from aibyhand.core.fits import anything_fits
from aibyhand.core.matrix import apply
from aibyhand.core.op import Op, Operand, Place, Settings
from aibyhand.core.table import enter

FLATTEN = enter(
    Op(
        "flatten",
        rows=rows(0) * cols(0),
        columns=1,
        cell=at(0, i // cols(0), i % cols(0)),
        arranges=True,
        compute=lambda a: a.reshape(-1, 1),
        tex=r"\operatorname{{flatten}}({0})",
        words="the rows of {0}, one after the other, as a column",
        numpy="{0}.reshape(-1, 1)",
        torch="{0}.reshape(-1, 1)",
        fits=anything_fits,
        place=Place.ALONE,
        formula=lambda m, s, i, j: m[0].cell(*divmod(i, m[0].columns)),
    )
)


def flatten(a: Matrix) -> Matrix:
    """The numbers of a matrix below each other, row after row."""
    return apply(FLATTEN, a)


def _cut_evenly(operands: Sequence[Operand], settings: Settings) -> str | None:
    size, columns = operands[0].values.size, settings["columns"]
    if columns >= 1 and size % columns == 0:
        return None
    return f"the {size} numbers of {operands[0].printed} can't be cut into rows of {columns}"


_before = i * setting("columns") + j  # how many numbers come before this one

RESHAPE = enter(
    Op(
        "reshape",
        rows=rows(0) * cols(0) // setting("columns"),
        columns=setting("columns"),
        cell=at(0, _before // cols(0), _before % cols(0)),
        arranges=True,
        compute=lambda a, columns: a.reshape(-1, columns),
        tex=r"\operatorname{{reshape}}_{{{columns}}}({0})",
        words="the numbers of {0}, row after row, in rows of {columns}",
        numpy="{0}.reshape(-1, {columns})",
        torch="{0}.reshape(-1, {columns})",
        fits=_cut_evenly,
        place=Place.ALONE,
        formula=lambda m, s, i, j: m[0].cell(*divmod(i * s["columns"] + j, m[0].columns)),
    )
)


def reshape(a: Matrix, columns: int) -> Matrix:
    """The numbers of a matrix, row after row, in rows of another length."""
    return apply(RESHAPE, a, columns=columns)


CELL_NUMBERS = enter(
    Op(
        "cell_numbers",
        rows=rows(0),
        columns=cols(0),
        cell=whole(i * cols(0) + j),
        arranges=True,
        compute=lambda a: np.arange(a.size).reshape(a.shape),
        tex=r"\operatorname{{places}}({0})",
        words="where every number of {0} stands in its flattened column, counted from 0",
        numpy="np.arange({0}.size).reshape({0}.shape)",
        torch="torch.arange({0}.numel(), dtype={0}.dtype).reshape({0}.shape)",
        fits=anything_fits,
        place=Place.ALONE,
        formula=lambda m, s, i, j: str(i * m[0].columns + j),
    )
)


def cell_numbers(a: Matrix) -> Matrix:
    """The place of every number in the flattened column, counted from 0."""
    return apply(CELL_NUMBERS, a)


def _rows_last(operands: Sequence[Operand], settings: Settings) -> str | None:
    table, order = operands
    count, numbers = table.values.shape[0], order.values
    if numbers.shape[0] == 1 and all(v in range(count) for v in numbers.ravel()):
        return None
    printed = table.printed
    return f"{order.printed} needs to be one row of row numbers of {printed}, 0 to {count - 1}"


ROWS_BY = enter(
    Op(
        "rows_by",
        rows=cols(1),
        columns=cols(0),
        cell=at(0, at(1, 0, i), j),
        arranges=True,
        compute=lambda a, order: a[order.astype(int).ravel()],
        tex=r"{0}[{1},\,{{:}}]",
        words="the rows of {0} whose numbers, counted from 0, stand in {1}",
        numpy="{0}[{1}.astype(int).ravel()]",
        torch="{0}[{1}.long().ravel()]",
        fits=_rows_last,
        place=Place.ALONE,
        formula=lambda m, s, i, j: f"INDEX({m[0].column(j)},{m[1].cell(0, i)}+1)",
    )
)


def rows_by(a: Matrix, order: Matrix) -> Matrix:
    """The rows of a matrix in the order of the row numbers (from 0) in a row."""
    return apply(ROWS_BY, a, order)
