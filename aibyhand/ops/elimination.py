"""Solving linear equations: one round of Gauss and Jordan."""

from collections.abc import Sequence

import numpy as np

from aibyhand.core import Matrix
from aibyhand.core.cells import Cells
from aibyhand.core.expression import at, choose, cols, i, j, rows, setting
from aibyhand.core.matrix import apply
from aibyhand.core.numbers import Array
from aibyhand.core.op import Op, Operand, Place, Settings
from aibyhand.core.table import enter


def _cleared(a: Array, k: int) -> Array:
    """Take the pivot's row, divided by the pivot, from all others as often as their column says.

    Mantissas and exponents apart: a product or a quotient on the way can't leave the range.
    """
    (m, e), p = np.frexp(a), k - 1
    share = np.ldexp(m[:, p : p + 1] * m[p] / m[p, p], e[:, p : p + 1] + e[p] - e[p, p])
    found = np.asarray(a - share)
    found[p] = a[p] / a[p, p]
    found[:, p] = np.arange(a.shape[0]) == p
    return found


def _has_pivot(operands: Sequence[Operand], settings: Settings) -> str | None:
    a, k = operands[0], settings["k"]
    if not 1 <= k <= min(a.values.shape):
        return f"{a.printed} has no number {k} on its diagonal"
    if a.values[k - 1, k - 1] == 0:
        return f"{a.printed}[{k},{k}] is zero, which can't be a pivot"
    return None


def _formula(operands: Sequence[Cells], settings: Settings, i: int, j: int) -> str:
    a, k = operands[0], settings["k"] - 1
    if j == k != i:
        return "0"
    scaled = f"{a.cell(k, j)}/{a.cell(k, k)}"
    return scaled if i == k else f"{a.cell(i, j)}-{a.cell(i, k)}*{scaled}"


_k = setting("k") - 1
_pivot = at(0, _k, _k)
_less = at(0, i, j) - at(0, i, _k) * at(0, _k, j) / _pivot

CLEAR_COLUMN = enter(
    Op(
        "clear_column",
        rows=rows(0),
        columns=cols(0),
        cell=choose(i.equals(_k), at(0, _k, j) / _pivot, choose(j.equals(_k), 0, _less)),
        compute=_cleared,
        tex=r"\mathrm{{clear}}_{{{k}}}({0})",
        words="row {k} of {0} divided by its number on the diagonal, and as much of it taken from "
        "every other row as makes the rest of column {k} zero",
        numpy="{0} - np.outer({0}[:, {k} - 1] - np.eye({0}.shape[0])[:, {k} - 1], "
        "{0}[{k} - 1] / {0}[{k} - 1, {k} - 1])",
        torch="{0} - torch.outer({0}[:, {k} - 1] - torch.eye({0}.shape[0], "
        "dtype={0}.dtype)[:, {k} - 1], {0}[{k} - 1] / {0}[{k} - 1, {k} - 1])",
        fits=_has_pivot,
        place=Place.ALONE,
        formula=_formula,
    )
)


def clear_column(a: Matrix, k: int) -> Matrix:
    """One round of Gauss and Jordan: column k, counted from 1, becomes that of the identity.

    Raises ValueError where the number on the diagonal is zero.
    """
    return apply(CLEAR_COLUMN, a, k=k)
