"""Losses: how wrong a prediction is, and how far apart two predictions are."""

from collections.abc import Sequence

import numpy as np

from aibyhand.core import Matrix
from aibyhand.core.cells import Cells
from aibyhand.core.expression import at, call, cols, j, k, rows, total, x
from aibyhand.core.fits import same_size
from aibyhand.core.matrix import apply
from aibyhand.core.op import Op, Operand, Place, Settings
from aibyhand.core.table import cellwise, enter

CROSS_ENTROPY = enter(
    cellwise(
        "cross_entropy", call("softplus", x(0)) - x(1) * x(0),
        r"\log(1 + e^{{{0}}}) - {1}\,{0}",
        "the cross-entropy of the sigmoid of {0} and the label {1}, cell by cell", count=2,
    )
)  # fmt: skip


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


def _divergence_formula(operands: Sequence[Cells], settings: Settings, i: int, j: int) -> str:
    p, q = (operand.column(j) for operand in operands)
    return f"SUMPRODUCT({p},LN({p}/{q}))"


_ratio = at(0, k, j) / at(1, k, j)
_divergence = total(k, rows(0), at(0, k, j) * call("log", _ratio))

KL_DIVERGENCE = enter(
    Op(
        "kl_divergence",
        rows=1,
        columns=cols(0),
        cell=_divergence,
        compute=lambda p, q: (p * np.log(p / q)).sum(axis=0, keepdims=True),
        tex=r"\mathrm{{KL}}({0},\,{1})",
        words="the Kullback-Leibler divergence of every column of {0} from that of {1}",
        numpy="({0} * np.log({0} / {1})).sum(axis=0, keepdims=True)",
        torch="({0} * torch.log({0} / {1})).sum(dim=0, keepdim=True)",
        fits=_distributions,
        place=Place.ALONE,
        formula=_divergence_formula,
    )
)


def kl_divergence(p: Matrix, q: Matrix) -> Matrix:
    """How far the probabilities in each column of ``p`` are from those of ``q``: 0 where equal."""
    return apply(KL_DIVERGENCE, p, q)
