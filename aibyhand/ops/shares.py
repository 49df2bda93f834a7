"""Rows and columns as shares of a whole, or as directions."""

from collections.abc import Sequence

import numpy as np

from aibyhand.core import Matrix
from aibyhand.core.cells import Cells
from aibyhand.core.expression import (
    at,
    call,
    cols,
    i,
    j,
    k,
    l,
    rows,
    shown,
    total,
)
from aibyhand.core.expression import largest as most
from aibyhand.core.fits import anything_fits
from aibyhand.core.matrix import apply
from aibyhand.core.numbers import Array
from aibyhand.core.op import Op, Operand, Settings
from aibyhand.core.table import enter


def _softmax(z: Array) -> Array:
    powers = np.exp(z - z.max(axis=0, keepdims=True))
    return np.asarray(powers / powers.sum(axis=0, keepdims=True))


def _softmax_formula(operands: Sequence[Cells], settings: Settings, i: int, j: int) -> str:
    """As it is computed: the largest score taken off first, so that no power overflows."""
    scores, here = operands[0].column(j), operands[0].cell(i, j)
    return f"EXP({here}-MAX({scores}))/SUMPRODUCT(EXP({scores}-MAX({scores})))"


_POWERS = "{np}.exp({{0}} - {{0}}.{max})"


_SHIFTED = f"{_POWERS} / {_POWERS}.sum(axis=0)".format(np="np", max="max(axis=0)")


_top = most(k, rows(0), at(0, k, j))


SOFTMAX = enter(
    Op(
        "softmax",
        rows=rows(0),
        columns=cols(0),
        cell=shown(
            call("power_of_e", at(0, i, j)) / total(k, rows(0), call("power_of_e", at(0, k, j))),
            call("exp", at(0, i, j) - _top) / total(l, rows(0), call("exp", at(0, l, j) - _top)),
        ),
        compute=_softmax,
        tex=r"\mathrm{{softmax}}({0})",
        words="the softmax of every column of {0}",
        numpy=_SHIFTED,
        torch="torch.softmax({0}, dim=0)",
        fits=anything_fits,
        dropped=lambda z: z,
        formula=_softmax_formula,
    )
)


def softmax(z: Matrix) -> Matrix:
    """Every column raised to powers of e and divided by its sum: each column sums to 1."""
    return apply(SOFTMAX, z)


def has_lengths(operands: Sequence[Operand], settings: Settings) -> str | None:
    """Every column has a length: it isn't zero, and its squares can be stored."""
    a = operands[0]
    for column, top in enumerate(np.abs(a.values).max(axis=0)):
        if top == 0:
            return f"column {column + 1} of {a.printed} has the length 0: it points nowhere"
        if not 1e-150 < top < 1e150:
            size = "large" if top > 1 else "small"
            return f"the squares in column {column + 1} of {a.printed} are too {size} to be stored"
    return None


OVER_LENGTH = enter(
    Op(
        "over_length",
        rows=rows(0),
        columns=cols(0),
        cell=(at(0, i, j) / call("sqrt", total(k, rows(0), at(0, k, j) ** 2))),
        compute=lambda a: a / np.sqrt((a * a).sum(axis=0, keepdims=True)),
        tex="{0} / |{0}|",
        words="every column of {0} divided by its length",
        numpy="{0} / np.linalg.norm({0}, axis=0)",
        torch="{0} / torch.linalg.norm({0}, dim=0)",
        fits=has_lengths,
        dropped=lambda a: a,
        formula=lambda m, s, i, j: (
            f"{m[0].cell(i, j)}/SQRT(SUMPRODUCT({m[0].column(j)},{m[0].column(j)}))"
        ),
    )
)


def over_length(a: Matrix) -> Matrix:
    """Every column divided by its length, so that only its direction is left."""
    return apply(OVER_LENGTH, a)
