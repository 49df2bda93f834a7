"""Rows and columns as shares of their sums: one after the other, until both sum to 1."""

from collections.abc import Sequence

import numpy as np

from aibyhand.core import Matrix
from aibyhand.core.cells import Cells
from aibyhand.core.expression import at, cols, i, j, k, l, rows, total
from aibyhand.core.fits import WORDS
from aibyhand.core.matrix import apply
from aibyhand.core.numbers import Array
from aibyhand.core.op import Op, Operand, Place, Settings
from aibyhand.core.table import Fits, enter


def _no_empty(axis: int) -> Fits:
    """No row (0) or no column (1) sums to zero: each number is a share of such a sum."""

    def fits(operands: Sequence[Operand], settings: Settings) -> str | None:
        zero = np.flatnonzero(operands[0].values.sum(axis=1 - axis) == 0)
        if not len(zero):
            return None
        return f"{WORDS[axis]} {zero[0] + 1} of {operands[0].printed} sums to zero"

    return fits


OVER_ROW_SUMS = enter(
    Op(
        "over_row_sums",
        rows=rows(0),
        columns=cols(0),
        cell=at(0, i, j) / total(k, cols(0), at(0, i, k)),
        compute=lambda a: a / a.sum(axis=1, keepdims=True),
        tex=r"{0} / ({0}\,\mathbf{{1}})",
        words="every row of {0} divided by its sum",
        numpy="{0} / {0}.sum(axis=1, keepdims=True)",
        torch="{0} / {0}.sum(dim=1, keepdim=True)",
        fits=_no_empty(0),
        place=Place.ALONE,
        formula=lambda m, s, i, j: f"{m[0].cell(i, j)}/SUM({m[0].row(i)})",
    )
)


def over_row_sums(a: Matrix) -> Matrix:
    """Every row divided by its sum: each row sums to 1."""
    return apply(OVER_ROW_SUMS, a)


OVER_COLUMN_SUMS = enter(
    Op(
        "over_column_sums",
        rows=rows(0),
        columns=cols(0),
        cell=at(0, i, j) / total(k, rows(0), at(0, k, j)),
        compute=lambda a: a / a.sum(axis=0, keepdims=True),
        tex=r"{0} / (\mathbf{{1}}^\top\,{0})",
        words="every column of {0} divided by its sum",
        numpy="{0} / {0}.sum(axis=0, keepdims=True)",
        torch="{0} / {0}.sum(dim=0, keepdim=True)",
        fits=_no_empty(1),
        place=Place.ALONE,
        formula=lambda m, s, i, j: f"{m[0].cell(i, j)}/SUM({m[0].column(j)})",
    )
)


def over_column_sums(a: Matrix) -> Matrix:
    """Every column divided by its sum: each column sums to 1."""
    return apply(OVER_COLUMN_SUMS, a)


_of_row = at(0, i, j) / total(k, cols(0), at(0, i, k))
_of_rows = total(k, rows(0), at(0, k, j) / total(l, cols(0), at(0, k, l)))


def _one_round(a: Array) -> Array:
    shares = a / a.sum(axis=1, keepdims=True)
    return np.asarray(shares / shares.sum(axis=0, keepdims=True))


def _round_formula(operands: Sequence[Cells], settings: Settings, i: int, j: int) -> str:
    """A share of its row, over the shares of all rows in its column."""
    m = operands[0]
    sums = ["+".join(m.cell(k, c, "both") for c in range(m.columns)) for k in range(m.rows)]
    shares = "+".join(f"{m.cell(k, j, 'row')}/({sums[k]})" for k in range(m.rows))
    return f"{m.cell(i, j)}/SUM({m.row(i)})/({shares})"


SINKHORN_ROUND = enter(
    Op(
        "sinkhorn_round",
        rows=rows(0),
        columns=cols(0),
        cell=_of_row / _of_rows,
        compute=_one_round,
        tex=r"\mathrm{{SK}}({0})",
        words="every row of {0} divided by its sum, then every column divided by its sum",
        numpy="{0} / {0}.sum(axis=1, keepdims=True)"
        " / ({0} / {0}.sum(axis=1, keepdims=True)).sum(axis=0, keepdims=True)",
        torch="{0} / {0}.sum(dim=1, keepdim=True)"
        " / ({0} / {0}.sum(dim=1, keepdim=True)).sum(dim=0, keepdim=True)",
        fits=_no_empty(0),
        place=Place.ALONE,
        formula=_round_formula,
    )
)


def sinkhorn_round(a: Matrix) -> Matrix:
    """One round of Sinkhorn-Knopp: rows divided by their sums, and then the columns."""
    return apply(SINKHORN_ROUND, a)
