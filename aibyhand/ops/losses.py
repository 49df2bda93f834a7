"""Losses: how wrong a prediction is, and how far apart two predictions are."""

from collections.abc import Sequence

import numpy as np

from aibyhand.core.cells import Cells
from aibyhand.core.matrix import Matrix, apply, row
from aibyhand.core.op import Op, Operand, Place, Region, Settings, Worked
from aibyhand.ops.fits import same_size, stretchable
from aibyhand.ops.formulas import each_cell
from aibyhand.ops.written import cell_by_cell, digit, total

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


def _distributions(operands: Sequence[Operand], settings: Settings) -> str | None:
    p, q = operands
    if problem := same_size(operands, settings):
        return problem
    if (p.values > 0).all() and (q.values > 0).all():
        return None
    return f"{p.printed} and {q.printed} need to hold positive probabilities"


def _divergence(operands: Sequence[Operand], settings: Settings, i: int, j: int) -> Worked:
    p, q = operands
    rows = p.values.shape[0]
    terms = [
        rf"{digit(p, k, j)} \cdot \log({digit(p, k, j)} / {digit(q, k, j)})" for k in range(rows)
    ]
    return Worked(total(terms), tuple((k, Region(0, j, rows, 1)) for k in (0, 1)))


def _divergence_formula(operands: Sequence[Cells], settings: Settings, i: int, j: int) -> str:
    p, q = (operand.column(j) for operand in operands)
    return f"SUMPRODUCT({p},LN({p}/{q}))"


KL_DIVERGENCE = row(
    Op(
        "kl_divergence",
        compute=lambda p, q: (p * np.log(p / q)).sum(axis=0, keepdims=True),
        tex=r"\mathrm{{KL}}({0},\,{1})",
        words="the Kullback-Leibler divergence of every column of {0} from that of {1}",
        numpy="({0} * np.log({0} / {1})).sum(axis=0, keepdims=True)",
        torch="({0} * torch.log({0} / {1})).sum(dim=0, keepdim=True)",
        fits=_distributions,
        worked=_divergence,
        place=Place.ALONE,
        formula=_divergence_formula,
    )
)


def kl_divergence(p: Matrix, q: Matrix) -> Matrix:
    """How far the probabilities in each column of ``p`` are from those of ``q``: 0 where equal."""
    return apply(KL_DIVERGENCE, p, q)
