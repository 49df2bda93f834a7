"""Pencil arithmetic: the approximations that a source makes by hand, as operations with a ≈.

Rounding is an operation of the table too, so that it is visible data and never silent.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np

from aibyhand.core.matrix import Matrix, apply, row
from aibyhand.core.numbers import ROUNDED_NUMPY, ROUNDED_TORCH, ROUNDED_WORKBOOK, rounded
from aibyhand.core.op import Op
from aibyhand.ops.elementwise import one
from aibyhand.ops.formulas import Formula


@cache
def to_decimals(op: Op, count: int) -> Op:
    """The same operation, its result rounded to ``count`` decimals, halves away from zero."""

    def round_result(compute: Callable[..., np.ndarray]) -> Callable[..., np.ndarray]:
        return lambda *arrays, **settings: rounded(compute(*arrays, **settings), count)

    def round_line(pattern: str, inside: str) -> str:
        return pattern.format(inside, count=count, spare=count + 10)

    def round_formula(formula: Formula) -> Formula:
        return lambda *at: round_line(ROUNDED_WORKBOOK, formula(*at))

    return row(
        replace(
            op,
            name=f"{op.name}, to {count} decimal",
            compute=round_result(op.compute),
            words=f"{op.words}, rounded to {count} decimal",
            numpy=round_line(ROUNDED_NUMPY, op.numpy),
            torch=round_line(ROUNDED_TORCH, op.torch),
            dropped=round_result(op.dropped) if op.dropped else None,
            approximate=True,
            formula=round_formula(op.formula) if op.formula else None,
        )
    )


FLOOR_HALF = one(
    "floor_half", lambda s: np.floor(s / 2), r"\lfloor {0} / 2 \rfloor",
    "half of {0}, rounded down", "np.floor({0} / 2)", "torch.floor({0} / 2)",
    r"\lfloor <0> / 2 \rfloor", formula="INT(<0>/2)", approximate=True,
)  # fmt: skip
POWER_OF_THREE = one(
    "power_of_three", lambda s: 3.0**s, r"3^{{{0}}}", "three to the power of {0}, cell by cell",
    "3.0 ** {0}", "3.0 ** {0}", "3^{<0>}", formula="3^<0>", approximate=True,
)  # fmt: skip
HAND_SIGMOID = one(
    "hand_sigmoid",
    lambda z: np.where(z >= 3, 1.0, np.where(z <= -3, 0.0, 0.5)),
    r"\sigma_{{\pm 3}}({0})",
    "the hand sigmoid of {0}: one from three upwards, zero from minus three downwards, "
    "one half between",
    "np.where({0} >= 3, 1.0, np.where({0} <= -3, 0.0, 0.5))",
    "torch.where({0} >= 3, 1.0, torch.where({0} <= -3, 0.0, 0.5)).to({0}.dtype)",
    r"\sigma_{\pm 3}(<0>)", formula="IF(<0>>=3,1,IF(<0><=-3,0,0.5))", approximate=True,
)  # fmt: skip


def floor_half(s: Matrix) -> Matrix:
    """⌊s/2⌋: by hand, dividing by √3 ≈ 1.7 becomes halving and rounding down."""
    return apply(FLOOR_HALF, s)


def power_of_three(s: Matrix) -> Matrix:
    """3ˢ: by hand, e ≈ 2.7 becomes 3; negative whole numbers give 1/3, 1/9, …."""
    return apply(POWER_OF_THREE, s)


def hand_sigmoid(z: Matrix) -> Matrix:
    """The sigmoid by hand: 1 from 3 upwards, 0 from −3 downwards, 0.5 between them."""
    return apply(HAND_SIGMOID, z)
