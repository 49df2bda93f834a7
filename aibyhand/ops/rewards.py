"""Operations on rewards: what they are worth when they come later, and how one learns from them."""

from collections.abc import Sequence

import numpy as np

from aibyhand.core import Matrix
from aibyhand.core.cells import Cells
from aibyhand.core.expression import at, cols, i, k, rows, total, whole
from aibyhand.core.fits import anything_fits, one_for_each_row
from aibyhand.core.matrix import apply
from aibyhand.core.numbers import Array
from aibyhand.core.op import Op, Place, Settings
from aibyhand.core.table import enter
from aibyhand.ops.formulas import LONGEST


def _discounts(rewards: Array, gamma: Array) -> Array:
    """Powers of gamma: row s is how much each reward counts when seen from s."""
    place = np.arange(rewards.shape[1])
    return np.asarray(np.triu(gamma ** np.abs(np.subtract.outer(place, place))))


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


_later = at(1, 0, 0) ** whole(k + 1) * at(0, 0, i + k + 1)
_return = at(0, 0, i) + total(k, cols(0) - i - 1, _later)

RETURNS = enter(
    Op(
        "returns",
        rows=cols(0),
        columns=1,
        cell=_return,
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
        place=Place.ALONE,
        dropped=lambda rewards, gamma: _discounts(rewards, np.ones_like(gamma)) @ rewards.T,
        formula=_discounted_formula,
    )
)


def returns(rewards: Matrix, gamma: Matrix) -> Matrix:
    """The discounted return from every place in a row of rewards, one below the other."""
    return apply(RETURNS, rewards, gamma)


SLOPE_OF_MINUS = enter(
    Op(
        "slope_of_minus",
        rows=rows(0),
        columns=cols(0),
        cell=-1,
        compute=lambda r: -np.ones_like(r),
        tex=r"\partial(-{0}) / \partial {0}",
        words="minus one, whatever {0} is",
        numpy="-np.ones_like({0})",
        torch="-torch.ones_like({0})",
        fits=anything_fits,
        formula=lambda m, s, i, j: "-1",
    )
)


def slope_of_minus(r: Matrix) -> Matrix:
    """The gradient of −r: minus one for every number, whatever it is."""
    return apply(SLOPE_OF_MINUS, r)


SHARED_OUT = enter(
    Op(
        "shared_out",
        rows=rows(0),
        columns=cols(1),
        cell=(at(0, i, 0) / cols(1)),
        compute=lambda d, a: np.repeat(d / a.shape[1], a.shape[1], axis=1),
        tex=r"{0}\,\mathbf{{1}}^\top / \operatorname{{columns}}({1})",
        words="{0} divided by the number of columns of {1}, once for each of them",
        numpy="np.repeat({0} / {1}.shape[1], {1}.shape[1], axis=1)",
        torch="({0} / {1}.shape[1]).repeat(1, {1}.shape[1])",
        fits=lambda m, s: one_for_each_row(m[1], m[0]),
        place=Place.ALONE,
        dropped=lambda d, a: np.repeat(d, a.shape[1], axis=1),
        formula=lambda m, s, i, j: f"{m[0].cell(i, 0, 'column')}/{m[1].columns}",
    )
)


def shared_out(d: Matrix, a: Matrix) -> Matrix:
    """The gradient behind a mean of columns: every column of ``a`` gets an equal share of it."""
    return apply(SHARED_OUT, d, a)
