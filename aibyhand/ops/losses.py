"""Losses: one number for how wrong a prediction is."""

import numpy as np

from aibyhand.matrix import Matrix, apply, row
from aibyhand.op import Op, Place
from aibyhand.ops.elementwise import stretchable
from aibyhand.ops.formulas import each_cell
from aibyhand.ops.written import cell_by_cell

CROSS_ENTROPY = row(
    Op(
        "cross_entropy",
        compute=lambda z, t: np.logaddexp(0, z) - t * z,
        tex=r"\log(1 + e^{{{0}}}) - {1}\,{0}",
        words="the cross-entropy of the sigmoid of {0} and the label {1}, cell by cell",
        numpy="np.logaddexp(0, {0}) - {1} * {0}",
        torch="torch.logaddexp(torch.zeros_like({0}), {0}) - {1} * {0}",
        fits=stretchable,
        worked=cell_by_cell(r"\log(1 + e^{<0>}) - <1p> \cdot <0p>"),
        place=Place.ALONE,
        formula=each_cell("LN(1+EXP(<0>))-<1>*<0>"),
    )
)


def cross_entropy(z: Matrix, t: Matrix) -> Matrix:
    """−log σ(z) where the label is 1 and −log(1 − σ(z)) where it is 0, from z itself."""
    return apply(CROSS_ENTROPY, z, t)
