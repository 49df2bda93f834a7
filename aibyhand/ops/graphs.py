"""Graphs: self-loops, and edges weighed by the degrees of the nodes that they join."""

from collections.abc import Sequence

import numpy as np

from aibyhand.core import Matrix
from aibyhand.core.expression import at, call, choose, cols, i, j, rows, shown
from aibyhand.core.fits import positive
from aibyhand.core.matrix import apply
from aibyhand.core.op import Op, Operand, Settings
from aibyhand.core.table import enter


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


def _degrees(operands: Sequence[Operand], settings: Settings) -> str | None:
    a, d = operands
    if a.values.shape[0] != a.values.shape[1] or d.values.shape != (1, a.values.shape[0]):
        return f"{d.printed} needs one degree for each node of {a.printed}"
    return positive(d, " to have a square root that can be divided by")


# The product of two large degrees is too large to be stored, their roots are not.
_of_row, _of_column = at(1, 0, i), at(1, 0, j)


NORMALISE = enter(
    Op(
        "normalise_degree",
        rows=rows(0),
        columns=cols(0),
        cell=shown(
            at(0, i, j) / call("sqrt", _of_row * _of_column),
            at(0, i, j) / call("sqrt", _of_row) / call("sqrt", _of_column),
        ),
        compute=lambda a, d: a / np.sqrt(d.T) / np.sqrt(d),
        tex=r"D^{{-1/2}}\,{0}\,D^{{-1/2}}",
        words="{0} with every cell divided by the root of the degrees {1} of both its nodes",
        numpy="{0} / np.sqrt({1}.T) / np.sqrt({1})",
        torch="{0} / torch.sqrt({1}.T) / torch.sqrt({1})",
        fits=_degrees,
        signs=("÷√",),
        dropped=lambda a, d: a,
        formula=lambda m, s, i, j: (
            f"{m[0].cell(i, j)}/SQRT({m[1].cell(0, i, 'both')})/SQRT({m[1].cell(0, j)})"
        ),
    )
)


def normalise_degree(a: Matrix, d: Matrix) -> Matrix:
    """D^(-1/2)·A·D^(-1/2): every edge divided by the root of both its nodes' degrees."""
    return apply(NORMALISE, a, d)
