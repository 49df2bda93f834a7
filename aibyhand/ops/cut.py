"""Operations that cut a part out of a matrix; rows and columns are counted from 1."""

from collections.abc import Sequence
from functools import partial

from aibyhand.core import Matrix
from aibyhand.core.expression import at, cols, i, j, rows, setting
from aibyhand.core.matrix import apply
from aibyhand.core.op import Op, Operand, Place, Settings
from aibyhand.core.table import enter


def _enough(axis: int, operands: Sequence[Operand], settings: Settings) -> str | None:
    count, word = operands[0].values.shape[axis], ("rows", "columns")[axis]
    first, last = settings["first"], settings["last"]
    if 1 <= first <= last <= count:
        return None
    return f"{word} {first} to {last} of {operands[0].printed}, which has {count}"


ROWS_OF = enter(
    Op(
        "rows_of",
        rows=setting("last") - setting("first") + 1,
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
        columns=setting("last") - setting("first") + 1,
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


def _there(operands: Sequence[Operand], settings: Settings) -> str | None:
    count = operands[0].values.shape[1]
    if 1 <= settings["j"] <= count:
        return None
    return f"there is no column {settings['j']} in {operands[0].printed}, which has {count}"


COLUMN_OF = enter(
    Op(
        "column_of",
        rows=rows(0),
        columns=1,
        cell=at(0, i, setting("j") - 1),
        arranges=True,
        compute=lambda a, j: a[:, j - 1 : j],
        tex=r"{0}[{{:}},\,{j}]",
        words="column {j} of {0}",
        numpy="{0}[:, {j} - 1 : {j}]",
        torch="{0}[:, {j} - 1 : {j}]",
        fits=_there,
        place=Place.ALONE,
        formula=lambda m, s, i, j: m[0].cell(i, s["j"] - 1),
    )
)


def column_of(a: Matrix, j: int) -> Matrix:
    """One column of a matrix, counted from 1."""
    return apply(COLUMN_OF, a, j=j)
