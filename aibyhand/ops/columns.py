"""Operations on whole matrices: a column, side by side, several added up, the largest number."""

from collections.abc import Sequence
from functools import cache

import numpy as np

from aibyhand.core.cells import Cells
from aibyhand.core.matrix import Matrix, apply, row
from aibyhand.core.op import Op, Operand, Place, Settings
from aibyhand.ops.elementwise import take
from aibyhand.ops.fits import agree, anything_fits, stretchable
from aibyhand.ops.formulas import each_cell
from aibyhand.ops.written import cell_by_cell


def _there(operands: Sequence[Operand], settings: Settings) -> str | None:
    count = operands[0].values.shape[1]
    if 1 <= settings["j"] <= count:
        return None
    return f"there is no column {settings['j']} in {operands[0].printed}, which has {count}"


COLUMN_OF = row(
    Op(
        "column_of",
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


@cache
def _sum_of(count: int) -> Op:
    """Enter the sum of so many matrices into the table."""
    names = [f"{{{k}}}" for k in range(count)]
    cells = " + ".join(["<0>", *(f"<{k}p>" for k in range(1, count))])
    code = " + ".join(names)
    return row(
        Op(
            f"sum of {count}",
            compute=lambda first, *others: sum(others, start=first),
            tex=code,
            words=f"{' plus '.join(names)}, cell by cell",
            numpy=code,
            torch=code,
            fits=stretchable,
            worked=cell_by_cell(cells),
            signs=("+",) * (count - 1),
            formula=each_cell("+".join(f"<{k}>" for k in range(count))),
        )
    )


def add_up(*parts: Matrix) -> Matrix:
    """Any number of matrices added up, as one written sum."""
    return take(parts[0]) if len(parts) == 1 else apply(_sum_of(len(parts)), *parts)


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
    return row(
        Op(
            f"{count} side by side",
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


LARGEST = row(
    Op(
        "largest",
        compute=lambda a: np.abs(a).max(keepdims=True),
        tex=r"\max |{0}|",
        words="the largest number in {0}, whatever its sign",
        numpy="np.abs({0}).max(keepdims=True)",
        torch="{0}.abs().max().reshape(1, 1)",
        fits=anything_fits,
        place=Place.ALONE,
        formula=lambda m, s, i, j: f"MAX(MAX({m[0].all}),-MIN({m[0].all}))",
    )
)


def largest(a: Matrix) -> Matrix:
    """The largest number of a matrix, whatever its sign: how far off an error goes."""
    return apply(LARGEST, a)
