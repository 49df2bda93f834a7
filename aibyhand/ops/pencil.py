"""Pencil arithmetic: the approximations that a source makes by hand, as operations with a ≈.

Rounding is an operation of the table too, so that it is visible data and never silent.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np

from aibyhand.core import Matrix
from aibyhand.core.expression import bracket, named, node, x
from aibyhand.core.matrix import apply
from aibyhand.core.numbers import ROUNDED_NUMPY, ROUNDED_TORCH, ROUNDED_WORKBOOK, rounded
from aibyhand.core.op import Op
from aibyhand.core.table import cellwise, enter
from aibyhand.ops.elementwise import HALF_DOWN
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

    return enter(
        replace(
            op,
            name=f"{op.name}, to {count} decimal",
            cell=node("round", op.cell, count),
            compute=round_result(op.compute),
            words=f"{op.words}, rounded to {count} decimal",
            numpy=round_line(ROUNDED_NUMPY, op.numpy),
            torch=round_line(ROUNDED_TORCH, op.torch),
            dropped=round_result(op.dropped) if op.dropped else None,
            approximate=True,
            formula=round_formula(op.formula),
        )
    )


a = x(0)
FLOOR_HALF = enter(replace(HALF_DOWN, name="floor_half", approximate=True))
POWER_OF_THREE = enter(cellwise("power_of_three", 3**a, approximate=True,
                                words="three to the power of {0}, cell by cell"))  # fmt: skip
HAND_SIGMOID = enter(
    cellwise(
        "hand_sigmoid",
        named(r"\sigma_{{\pm 3}}({0})", a, (bracket(a > -3) + bracket(a >= 3)) / 2),
        words="the hand sigmoid of {0}: one from three upwards, zero from minus three downwards, "
        "one half between",
        approximate=True,
    )
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
