"""Operations that turn and join: numbers keep their value and find a new place."""

from collections.abc import Sequence
from functools import cache
from itertools import accumulate

import numpy as np

from aibyhand.core import Matrix
from aibyhand.core.cells import Cells
from aibyhand.core.expression import at, choose, cols, i, j, k, rows, total
from aibyhand.core.expression import beside as beside_each_other
from aibyhand.core.fits import agree, anything_fits
from aibyhand.core.matrix import apply
from aibyhand.core.op import Op, Operand, Place, Settings
from aibyhand.core.table import enter
from aibyhand.ops.elementwise import take

TRANSPOSE = enter(
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
    for operand in operands:
        if i < operand.rows:
            break
        i -= operand.rows
    return operand.cell(i, j)


def _as_wide(operands: Sequence[Operand], settings: Settings) -> str | None:
    first, *others = operands
    return next(filter(None, (agree(one, 1, first, 1, "stand under") for one in others)), None)


@cache
def _stack(count: int) -> Op:
    """Enter so many matrices on top of each other into the table."""
    names = [f"{{{k}}}" for k in range(count)]
    listed = ", ".join(names)
    down_to = list(accumulate(map(rows, range(count))))  # rows of all parts, this one included
    cell = at(count - 1, i - down_to[-2], j)
    for part in reversed(range(count - 1)):
        row = i - down_to[part - 1] if part else i
        cell = choose(i < down_to[part], at(part, row, j), cell)
    return enter(
        Op(
            "stack" if count == 2 else f"{count} stacked",
            rows=down_to[-1],
            columns=cols(0),
            cell=cell,
            arranges=True,
            divides=True,
            compute=lambda *parts: np.vstack(parts),
            tex="[" + r";\,".join(names) + "]",
            words=" on top of ".join(names),
            numpy=f"np.vstack([{listed}])",
            torch=f"torch.vstack([{listed}])",
            fits=_as_wide,
            place=Place.ALONE,
            formula=_stacked,
        )
    )


_stack(2)


def stack(*parts: Matrix) -> Matrix:
    """Matrices with the same columns, one on top of the other."""
    return take(parts[0]) if len(parts) == 1 else apply(_stack(len(parts)), *parts)


ONES_UNDER = enter(
    Op(
        "row_of_ones_under",
        rows=rows(0) + 1,
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


def _as_high(operands: Sequence[Operand], settings: Settings) -> str | None:
    first, *others = operands
    found = (agree(other, 0, first, 0, "stand beside") for other in others)
    return next(filter(None, found), None)


def _side_by_side(operands: Sequence[Cells], settings: Settings, i: int, j: int) -> str:
    for operand in operands:
        if j < operand.columns:
            break
        j -= operand.columns
    return operand.cell(i, j)


@cache
def _beside(count: int) -> Op:
    """Enter so many matrices side by side into the table."""
    names = [f"{{{k}}}" for k in range(count)]
    listed = ", ".join(names)
    return enter(
        Op(
            f"{count} side by side",
            rows=rows(0),
            columns=total(k, count, cols(k)),
            cell=beside_each_other(i, j),
            arranges=True,
            compute=lambda *parts: np.hstack(parts),
            tex="[" + r"\,|\,".join(names) + "]",
            words=f"{', '.join(names)} side by side",
            numpy=f"np.hstack([{listed}])",
            torch=f"torch.hstack([{listed}])",
            fits=_as_high,
            place=Place.ALONE,
            formula=_side_by_side,
        )
    )


def beside(*parts: Matrix) -> Matrix:
    """Matrices with the same rows side by side: weights that are multiplied as one."""
    return take(parts[0]) if len(parts) == 1 else apply(_beside(len(parts)), *parts)
