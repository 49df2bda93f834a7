"""Operations on rewards: what they are worth when they come later."""

from collections.abc import Sequence

import numpy as np

from aibyhand.cells import Cells
from aibyhand.matrix import Matrix, apply, row
from aibyhand.numbers import Array
from aibyhand.op import Op, Operand, Place, Region, Settings, Worked
from aibyhand.ops.formulas import LONGEST
from aibyhand.ops.written import digit, factor, total


def _discounts(rewards: Array, gamma: Array) -> Array:
    """Powers of gamma: row s is how much each reward counts when seen from s."""
    place = np.arange(rewards.shape[1])
    return np.asarray(np.triu(gamma ** np.abs(np.subtract.outer(place, place))))


def _discounted_sum(operands: Sequence[Operand], settings: Settings, i: int, j: int) -> Worked:
    rewards, gamma = operands
    count = rewards.values.shape[1]
    base = factor(digit(gamma, 0, 0))
    terms = [digit(rewards, 0, i)]
    for k in range(i + 1, count):
        power = base if k == i + 1 else f"{base}^{{{k - i}}}"
        terms.append(rf"{power} \cdot {factor(digit(rewards, 0, k))}")
    return Worked(total(terms), ((0, Region(0, i, 1, count - i)), (1, Region(0, 0))))


def _discounted_formula(operands: Sequence[Cells], settings: Settings, i: int, j: int) -> str:
    rewards, gamma = operands
    later = rewards.columns - i - 1
    here, base = rewards.cell(0, i), gamma.cell(0, 0)
    if later < LONGEST:
        powers = [base if k == 1 else f"{base}^{k}" for k in range(1, later + 1)]
        terms = [f"{power}*{rewards.cell(0, i + k)}" for k, power in enumerate(powers, 1)]
        return "+".join([here, *terms])
    rest = rewards.part(0, i + 1, 1, later)
    return f"{here}+SUMPRODUCT({base}^(COLUMN({rest})-COLUMN({here})),{rest})"


RETURNS = row(
    Op(
        "returns",
        compute=lambda rewards, gamma: _discounts(rewards, gamma) @ rewards.T,
        tex=r"\sum_k\,{1}^k\,{0}[s + k]",
        words="from every place in {0} on: the rewards added up, each discounted by {1} once more",
        numpy="np.triu({1} ** np.abs(np.arange({0}.shape[1])[:, None] - np.arange({0}.shape[1])))"
        " @ {0}.T",
        torch="torch.triu({1} ** abs(torch.arange({0}.shape[1])[:, None] - "
        "torch.arange({0}.shape[1]))) @ {0}.T",
        fits=lambda operands, settings: (
            None
            if operands[0].values.shape[0] == 1 == operands[1].values.size
            else f"{operands[0].printed} needs to be one row, {operands[1].printed} one number"
        ),
        worked=_discounted_sum,
        place=Place.ALONE,
        dropped=lambda rewards, gamma: _discounts(rewards, np.ones_like(gamma)) @ rewards.T,
        formula=_discounted_formula,
    )
)


def returns(rewards: Matrix, gamma: Matrix) -> Matrix:
    """The discounted return from every place in a row of rewards, one below the other."""
    return apply(RETURNS, rewards, gamma)
