"""Columns and blocks: one column of a matrix, and matrices side by side."""

from collections.abc import Sequence
from functools import cache

import numpy as np

from aibyhand.core.cells import Cells
from aibyhand.core.expression import at, cols, i, j, k, rows, setting, total
from aibyhand.core.expression import beside as beside_each_other
from aibyhand.core.fits import agree
from aibyhand.core.matrix import Matrix, apply
from aibyhand.core.op import Op, Operand, Place, Settings
from aibyhand.core.table import enter
from aibyhand.ops.elementwise import take


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
