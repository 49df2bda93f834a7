"""Masks: who stays, by what factor those who stay grow, and every choice that there is."""

from collections.abc import Sequence

import numpy as np

from aibyhand.core import Matrix
from aibyhand.core.cells import Cells
from aibyhand.core.expression import at, bracket, choose, cols, i, j, k, rows, total, whole, x
from aibyhand.core.fits import anything_fits, number_last
from aibyhand.core.matrix import apply
from aibyhand.core.numbers import Array
from aibyhand.core.op import Op, Operand, Place, Settings
from aibyhand.core.table import cellwise, enter

MOST = 10  # units; each one more doubles the number of masks

KEPT = enter(
    cellwise("kept", bracket(x(0) > x(1)), "[{0} > {1}]",
             "one where {0} is larger than {1}, zero elsewhere", count=2, fits=number_last)
)  # fmt: skip


def kept(r: Matrix, p: Matrix) -> Matrix:
    """One where a random number is larger than ``p``, and zero for whoever is dropped."""
    return apply(KEPT, r, p)


def _leaves_some(operands: Sequence[Operand], settings: Settings) -> str | None:
    p = operands[0]
    return f"{p.printed} is 1, and leaves nobody" if (p.values == 1).any() else None


OVER_THE_REST = enter(
    cellwise("over_the_rest", 1 / (1 - x(0)), words="one divided by what {0} leaves of 1",
             fits=_leaves_some)
)  # fmt: skip


def over_the_rest(p: Matrix) -> Matrix:
    """1 / (1 − p): how much those who stay have to grow where a share ``p`` is dropped."""
    return apply(OVER_THE_REST, p)


def _column_and_number(operands: Sequence[Operand], settings: Settings) -> str | None:
    column = operands[0]
    if column.values.shape[1] != 1:
        return f"{column.printed} needs to be one column"
    return number_last(operands, settings)


DIAGONAL = enter(
    Op(
        "diagonal",
        rows=rows(0),
        columns=rows(0),
        cell=choose(i.equals(j), at(1, 0, 0) * at(0, i, 0), 0),
        compute=lambda a, s: np.diag(a[:, 0]) * s,
        tex=r"{1}\,\operatorname{{diag}}({0})",
        words="{1} times the numbers of {0} on the diagonal, zero elsewhere",
        numpy="{1} * np.diag({0}[:, 0])",
        torch="{1} * torch.diag({0}[:, 0])",
        fits=_column_and_number,
        place=Place.ALONE,
        dropped=lambda a, s: np.diag(a[:, 0]),
        formula=lambda m, s, i, j: f"{m[1].cell(0, 0)}*{m[0].cell(i, 0)}" if i == j else "0",
    )
)


def diagonal(a: Matrix, s: Matrix) -> Matrix:
    """A column times a number as the diagonal of a square: it multiplies row by row."""
    return apply(DIAGONAL, a, s)


def _few(operands: Sequence[Operand], settings: Settings) -> str | None:
    count = operands[0].values.shape[0]
    return None if count <= MOST else f"{count} units have too many masks; {MOST} are the most"


def _every(a: Array) -> Array:
    count = a.shape[0]
    return (np.arange(2**count) >> np.arange(count)[::-1, None] & 1).astype(float)


EVERY_MASK = enter(
    Op(
        "every_mask",
        rows=rows(0),
        columns=2 ** rows(0),
        cell=whole((j // 2 ** (rows(0) - 1 - i)) % 2),
        arranges=True,
        compute=_every,
        tex=r"\operatorname{{masks}}({0})",
        words="every choice of zeros and ones for the rows of {0}, a column each",
        numpy="np.arange(2 ** {0}.shape[0]) >> np.arange({0}.shape[0])[::-1, None] & 1",
        torch="(torch.arange(2 ** {0}.shape[0]) >> torch.arange({0}.shape[0]).flip(0)[:, None] & 1)"
        ".to({0}.dtype)",
        fits=_few,
        place=Place.ALONE,
        formula=lambda m, s, i, j: str(j >> m[0].rows - 1 - i & 1),
    )
)


def every_mask(a: Matrix) -> Matrix:
    """Every mask that the rows of a matrix may get, a column each: from none kept to all."""
    return apply(EVERY_MASK, a)


def _chances(masks: Array, p: Array) -> Array:
    count = masks.sum(axis=0, keepdims=True)
    return np.asarray((1 - p) ** count * p ** (masks.shape[0] - count))


def _chance_formula(m: Sequence[Cells], settings: Settings, i: int, j: int) -> str:
    masks, p = m[0], m[1].cell(0, 0)
    each = (masks.cell(k, j, "row") for k in range(masks.rows))
    return "*".join(f"({kept}*(1-{p})+(1-{kept})*{p})" for kept in each)


_count = whole(total(k, rows(0), at(0, k, j)))
_p = at(1, 0, 0)

MASK_CHANCES = enter(
    Op(
        "mask_chances",
        rows=1,
        columns=cols(0),
        cell=(1 - _p) ** _count * _p ** (rows(0) - _count),
        compute=_chances,
        tex=r"(1 - {1})^{{\mathbf{{1}}^\top {0}}}\,{1}^{{\mathbf{{1}}^\top (1 - {0})}}",
        words="the chance of every column of {0}: a factor of 1 − {1} for every one, "
        "and of {1} for every zero",
        numpy="(1 - {1}) ** {0}.sum(axis=0, keepdims=True)"
        " * {1} ** ({0}.shape[0] - {0}.sum(axis=0, keepdims=True))",
        torch="(1 - {1}) ** {0}.sum(dim=0, keepdim=True)"
        " * {1} ** ({0}.shape[0] - {0}.sum(dim=0, keepdim=True))",
        fits=number_last,
        place=Place.ALONE,
        formula=_chance_formula,
    )
)  # fmt: skip


def mask_chances(masks: Matrix, p: Matrix) -> Matrix:
    """How probable each mask is, where every unit is dropped with the probability ``p``."""
    return apply(MASK_CHANCES, masks, p)


SO_FAR = enter(
    Op(
        "so_far",
        rows=rows(0),
        columns=cols(0),
        cell=at(0, i, j) * bracket(whole(i) <= whole(j)),
        compute=np.triu,
        tex=r"\operatorname{{triu}}({0})",
        words="{0}, in every column the rows up to its own number; zero below",
        numpy="np.triu({0})",
        torch="torch.triu({0})",
        fits=anything_fits,
        dropped=lambda a: a,
        formula=lambda m, s, i, j: m[0].cell(i, j) if i <= j else "0",
    )
)


def so_far(a: Matrix) -> Matrix:
    """What a column may see: the rows up to its own number; all below become zero."""
    return apply(SO_FAR, a)
