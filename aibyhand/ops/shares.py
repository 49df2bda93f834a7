"""Rows and columns as shares of a whole, or as directions."""

from collections.abc import Sequence

import numpy as np

from aibyhand.core import Matrix
from aibyhand.core.cells import Cells
from aibyhand.core.expression import (
    at,
    call,
    cols,
    i,
    j,
    k,
    l,
    rows,
    shown,
    total,
)
from aibyhand.core.expression import largest as most
from aibyhand.core.fits import anything_fits, positive
from aibyhand.core.matrix import apply
from aibyhand.core.numbers import Array
from aibyhand.core.op import Op, Operand, Place, Settings
from aibyhand.core.table import enter


def _softmax(z: Array) -> Array:
    powers = np.exp(z - z.max(axis=0, keepdims=True))
    return np.asarray(powers / powers.sum(axis=0, keepdims=True))


def _softmax_formula(operands: Sequence[Cells], settings: Settings, i: int, j: int) -> str:
    """As it is computed: the largest score taken off first, so that no power overflows."""
    scores, here = operands[0].column(j), operands[0].cell(i, j)
    return f"EXP({here}-MAX({scores}))/SUMPRODUCT(EXP({scores}-MAX({scores})))"


_POWERS = "{np}.exp({{0}} - {{0}}.{max})"


_SHIFTED = f"{_POWERS} / {_POWERS}.sum(axis=0)".format(np="np", max="max(axis=0)")


_top = most(k, rows(0), at(0, k, j))


SOFTMAX = enter(
    Op(
        "softmax",
        rows=rows(0),
        columns=cols(0),
        cell=shown(
            call("power_of_e", at(0, i, j)) / total(k, rows(0), call("power_of_e", at(0, k, j))),
            call("exp", at(0, i, j) - _top) / total(l, rows(0), call("exp", at(0, l, j) - _top)),
        ),
        compute=_softmax,
        tex=r"\mathrm{{softmax}}({0})",
        words="the softmax of every column of {0}",
        numpy=_SHIFTED,
        torch="torch.softmax({0}, dim=0)",
        fits=anything_fits,
        dropped=lambda z: z,
        formula=_softmax_formula,
    )
)


def softmax(z: Matrix) -> Matrix:
    """Every column raised to powers of e and divided by its sum: each column sums to 1."""
    return apply(SOFTMAX, z)


def has_lengths(operands: Sequence[Operand], settings: Settings) -> str | None:
    """Every column has a length: it isn't zero, and its squares can be stored."""
    a = operands[0]
    for column, top in enumerate(np.abs(a.values).max(axis=0)):
        if top == 0:
            return f"column {column + 1} of {a.printed} has the length 0: it points nowhere"
        if not 1e-150 < top < 1e150:
            size = "large" if top > 1 else "small"
            return f"the squares in column {column + 1} of {a.printed} are too {size} to be stored"
    return None


OVER_LENGTH = enter(
    Op(
        "over_length",
        rows=rows(0),
        columns=cols(0),
        cell=(at(0, i, j) / call("sqrt", total(k, rows(0), at(0, k, j) ** 2))),
        compute=lambda a: a / np.sqrt((a * a).sum(axis=0, keepdims=True)),
        tex="{0} / |{0}|",
        words="every column of {0} divided by its length",
        numpy="{0} / np.linalg.norm({0}, axis=0)",
        torch="{0} / torch.linalg.norm({0}, dim=0)",
        fits=has_lengths,
        dropped=lambda a: a,
        formula=lambda m, s, i, j: (
            f"{m[0].cell(i, j)}/SQRT(SUMPRODUCT({m[0].column(j)},{m[0].column(j)}))"
        ),
    )
)


def over_length(a: Matrix) -> Matrix:
    """Every column divided by its length, so that only its direction is left."""
    return apply(OVER_LENGTH, a)


def _can_be_shared(operands: Sequence[Operand], settings: Settings) -> str | None:
    """No number is zero or negative: each is a share of a sum."""
    return positive(operands[0], " to be a share")


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
        fits=_can_be_shared,
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
        fits=_can_be_shared,
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
        fits=_can_be_shared,
        place=Place.ALONE,
        formula=_round_formula,
    )
)


def sinkhorn_round(a: Matrix) -> Matrix:
    """One round of Sinkhorn-Knopp: rows divided by their sums, and then the columns."""
    return apply(SINKHORN_ROUND, a)
