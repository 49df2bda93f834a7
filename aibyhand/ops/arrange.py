"""Operations that count, stack, cut and turn: numbers keep their value and find a new place."""

from collections.abc import Sequence
from functools import partial

import numpy as np

from aibyhand.core.cells import Cells
from aibyhand.core.expression import at, choose, cols, i, j, rows, setting, whole
from aibyhand.core.fits import agree, anything_fits, countable_last
from aibyhand.core.matrix import Matrix, apply
from aibyhand.core.op import Op, Operand, Place, Settings
from aibyhand.core.table import enter

enter(
    Op(
        "transpose",
        rows=cols(0),
        columns=rows(0),
        cell=at(0, j, i),
        arranges=True,
        turns=True,
        compute=lambda a: a.T,
        tex=r"{0}^\top",
        words="{0} transposed: rows become columns",
        numpy="{0}.T",
        torch="{0}.T",
        fits=anything_fits,
        dropped=lambda a: a,
        formula=lambda m, s, i, j: m[0].cell(j, i, "both"),
    )
)


def _stacked(operands: Sequence[Cells], settings: Settings, i: int, j: int) -> str:
    top, bottom = operands
    return top.cell(i, j) if i < top.rows else bottom.cell(i - top.rows, j)


STACK = enter(
    Op(
        "stack",
        rows=(rows(0) + rows(1)),
        columns=cols(0),
        cell=choose(i < rows(0), at(0, i, j), at(1, i - rows(0), j)),
        arranges=True,
        divides=True,
        compute=lambda *parts: np.vstack(parts),
        tex=r"[{0};\,{1}]",
        words="{0} on top of {1}",
        numpy="np.vstack([{0}, {1}])",
        torch="torch.vstack([{0}, {1}])",
        fits=lambda m, s: agree(m[1], 1, m[0], 1, "stand under"),
        place=Place.ALONE,
        formula=_stacked,
    )
)


def stack(top: Matrix, bottom: Matrix) -> Matrix:
    """Two matrices with the same columns, one on top of the other."""
    return apply(STACK, top, bottom)


ONES_UNDER = enter(
    Op(
        "row_of_ones_under",
        rows=(rows(0) + 1),
        columns=cols(0),
        cell=choose(i < rows(0), at(0, i, j), 1),
        arranges=True,
        divides=True,
        compute=lambda a: np.vstack([a, np.ones((1, a.shape[1]))]),
        tex=r"[{0};\,\mathbf{{1}}]",
        words="{0} with a row of ones under it",
        numpy="np.vstack([{0}, np.ones((1, {0}.shape[1]))])",
        torch="torch.vstack([{0}, torch.ones((1, {0}.shape[1]), dtype={0}.dtype)])",
        fits=anything_fits,
        place=Place.ALONE,
        formula=lambda m, s, i, j: m[0].cell(i, j) if i < m[0].rows else "1",
    )
)


def row_of_ones_under(a: Matrix) -> Matrix:
    """The matrix with a row of ones under it, so that one product also does the bias."""
    return apply(ONES_UNDER, a)


def _enough(axis: int, operands: Sequence[Operand], settings: Settings) -> str | None:
    count, word = operands[0].values.shape[axis], ("rows", "columns")[axis]
    first, last = settings["first"], settings["last"]
    if 1 <= first <= last <= count:
        return None
    return f"{word} {first} to {last} of {operands[0].printed}, which has {count}"


ROWS_OF = enter(
    Op(
        "rows_of",
        rows=(setting("last") - setting("first") + 1),
        columns=cols(0),
        cell=at(0, i + setting("first") - 1, j),
        arranges=True,
        compute=lambda a, first, last: a[first - 1 : last],
        tex=r"{0}[{first}{{:}}{last},\,{{:}}]",
        words="rows {first} to {last} of {0}",
        numpy="{0}[{first} - 1 : {last}]",
        torch="{0}[{first} - 1 : {last}]",
        fits=partial(_enough, 0),
        place=Place.ALONE,
        formula=lambda m, s, i, j: m[0].cell(i + s["first"] - 1, j),
    )
)


def rows_of(a: Matrix, first: int, last: int) -> Matrix:
    """The rows from ``first`` to ``last``, counted from 1, both included."""
    return apply(ROWS_OF, a, first=first, last=last)


COLUMNS_OF = enter(
    Op(
        "columns_of",
        rows=rows(0),
        columns=(setting("last") - setting("first") + 1),
        cell=at(0, i, j + setting("first") - 1),
        arranges=True,
        compute=lambda a, first, last: a[:, first - 1 : last],
        tex=r"{0}[{{:}},\,{first}{{:}}{last}]",
        words="columns {first} to {last} of {0}",
        numpy="{0}[:, {first} - 1 : {last}]",
        torch="{0}[:, {first} - 1 : {last}]",
        fits=partial(_enough, 1),
        place=Place.ALONE,
        formula=lambda m, s, i, j: m[0].cell(i, j + s["first"] - 1),
    )
)


def columns_of(a: Matrix, first: int, last: int) -> Matrix:
    """The columns from ``first`` to ``last``, counted from 1, both included."""
    return apply(COLUMNS_OF, a, first=first, last=last)


def _inside(operands: Sequence[Operand], settings: Settings) -> str | None:
    rows, columns = operands[0].values.shape
    if 1 <= settings["i"] <= rows and 1 <= settings["j"] <= columns:
        return None
    return f"there is no cell in row {settings['i']}, column {settings['j']}"


ENTRY = enter(
    Op(
        "entry",
        rows=1,
        columns=1,
        cell=at(0, setting("i") - 1, setting("j") - 1),
        arranges=True,
        compute=lambda a, i, j: a[i - 1 : i, j - 1 : j],
        tex=r"{0}[{i},{j}]",
        words="the number in row {i} and column {j} of {0}",
        numpy="{0}[{i} - 1 : {i}, {j} - 1 : {j}]",
        torch="{0}[{i} - 1 : {i}, {j} - 1 : {j}]",
        fits=_inside,
        place=Place.ALONE,
        formula=lambda m, s, i, j: m[0].cell(s["i"] - 1, s["j"] - 1),
    )
)


def entry(a: Matrix, i: int, j: int) -> Matrix:
    """One number of a matrix, as a 1×1 matrix; row and column counted from 1."""
    return apply(ENTRY, a, i=i, j=j)


def _square(operands: Sequence[Operand], settings: Settings) -> str | None:
    rows, columns = operands[0].values.shape
    return None if rows == columns else f"{operands[0].printed} needs as many rows as columns"


ADD_IDENTITY = enter(
    Op(
        "add_identity",
        rows=rows(0),
        columns=cols(0),
        cell=(at(0, i, j) + choose(i.equals(j), 1, 0)),
        compute=lambda a: a + np.eye(a.shape[0]),
        tex=r"{0} + I",
        words="{0} plus the identity matrix: a one added on the diagonal",
        numpy="{0} + np.eye({0}.shape[0])",
        torch="{0} + torch.eye({0}.shape[0], dtype={0}.dtype)",
        fits=_square,
        dropped=lambda a: a,
        formula=lambda m, s, i, j: m[0].cell(i, j) + ("+1" if i == j else ""),
    )
)


def add_identity(a: Matrix) -> Matrix:
    """A square matrix plus the identity: every node its own neighbour."""
    return apply(ADD_IDENTITY, a)


COUNT_ROWS = enter(
    Op(
        "count_rows",
        rows=1,
        columns=1,
        cell=rows(0),
        arranges=True,
        compute=lambda a: np.array([[a.shape[0]]]),
        tex=r"\operatorname{{rows}}({0})",
        words="the number of rows of {0}",
        numpy="np.array([[{0}.shape[0]]])",
        torch="torch.tensor([[{0}.shape[0]]], dtype={0}.dtype)",
        fits=anything_fits,
        place=Place.ALONE,
        formula=lambda m, s, i, j: f"ROWS({m[0].all})",
    )
)


def count_rows(a: Matrix) -> Matrix:
    """How many rows a matrix has."""
    return apply(COUNT_ROWS, a)


COUNT_COLUMNS = enter(
    Op(
        "count_columns",
        rows=1,
        columns=1,
        cell=cols(0),
        arranges=True,
        compute=lambda a: np.array([[a.shape[1]]]),
        tex=r"\operatorname{{columns}}({0})",
        words="the number of columns of {0}",
        numpy="np.array([[{0}.shape[1]]])",
        torch="torch.tensor([[{0}.shape[1]]], dtype={0}.dtype)",
        fits=anything_fits,
        place=Place.ALONE,
        formula=lambda m, s, i, j: f"COLUMNS({m[0].all})",
    )
)


def count_columns(a: Matrix) -> Matrix:
    """How many columns a matrix has."""
    return apply(COUNT_COLUMNS, a)


COUNTING = enter(
    Op(
        "counting",
        rows=1,
        columns=at(0, 0, 0),
        cell=whole(j + 1),
        arranges=True,
        compute=lambda n: np.arange(1.0, n.item() + 1).reshape(1, -1),
        tex=r"[1, \ldots, {0}]",
        words="the numbers from 1 to {0} in a row",
        numpy="np.arange(1, {0}.item() + 1).reshape(1, -1)",
        torch="torch.arange(1, {0}.item() + 1, dtype={0}.dtype).reshape(1, -1)",
        fits=countable_last,
        place=Place.ALONE,
        formula=lambda m, s, i, j: str(j + 1),
    )
)


def counting(n: Matrix) -> Matrix:
    """1, 2, …, n as a row."""
    return apply(COUNTING, n)


COLUMN_NUMBERS = enter(
    Op(
        "column_numbers",
        rows=cols(0),
        columns=1,
        cell=whole(i + 1),
        arranges=True,
        compute=lambda a: np.arange(1, a.shape[1] + 1).reshape(-1, 1),
        tex=r"[1, \ldots, \operatorname{{columns}}({0})]^\top",
        words="the numbers of the columns of {0}, one below the other",
        numpy="np.arange(1, {0}.shape[1] + 1).reshape(-1, 1)",
        torch="torch.arange(1, {0}.shape[1] + 1, dtype={0}.dtype).reshape(-1, 1)",
        fits=anything_fits,
        place=Place.ALONE,
        formula=lambda m, s, i, j: f"COLUMNS({m[0].part(0, 0, 1, i + 1)})",
    )
)


def column_numbers(a: Matrix) -> Matrix:
    """1, 2, … one below the other, a number for each column of a matrix."""
    return apply(COLUMN_NUMBERS, a)


ZEROS_LIKE = enter(
    Op(
        "zeros_like",
        rows=rows(0),
        columns=cols(0),
        cell=0,
        arranges=True,
        compute=lambda a: np.zeros_like(a),
        tex="0",
        words="a zero in every place of {0}",
        numpy="np.zeros_like({0})",
        torch="torch.zeros_like({0})",
        fits=anything_fits,
        place=Place.ALONE,
        formula=lambda m, s, i, j: "0",
    )
)


def zeros_like(a: Matrix) -> Matrix:
    """As many zeros as a matrix has numbers: where learning starts from nothing."""
    return apply(ZEROS_LIKE, a)
