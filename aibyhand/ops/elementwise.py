"""Operations cell by cell: each is one expression, from which every other reading is written."""

from functools import cache

from aibyhand.core import Matrix
from aibyhand.core.expression import bracket, call, x
from aibyhand.core.fits import (
    divisors,
    number_last,
    one_for_each_row,
    positive,
    same_size,
    stretchable,
    without_zero,
)
from aibyhand.core.matrix import apply
from aibyhand.core.op import Op
from aibyhand.core.table import cellwise, enter

a, b, c = x(0), x(1), x(2)

ADD = enter(cellwise("add", a + b, count=2))
SUBTRACT = enter(cellwise("subtract", a - b, count=2))
TIMES = enter(cellwise("times", a * b, r"{0} \odot {1}", count=2, signs=("⊙",)))
DIVIDE = enter(
    cellwise("divide", a / b, words="{0} divided by {1}, cell by cell", count=2, signs=("÷",),
             fits=lambda m, s: stretchable(m, s) or without_zero(m[1]))
)  # fmt: skip
DIFFERENCE = enter(cellwise("difference", a - b, count=2, fits=same_size))
TAKE = enter(cellwise("take", a, words="{0} as it is"))  # no gate: left out, it changes nothing
TIMES_NUMBER = enter(
    cellwise("times_number", b * a, words="{0} times the number {1}", tex=r"{1}\,{0}", count=2,
             signs=("·",), fits=number_last)
)  # fmt: skip
ROOT = enter(
    cellwise("scale_by_root", a / call("sqrt", b), words="{0} divided by the square root of {1}",
             count=2, signs=("÷√",), fits=lambda m, s: divisors(*m) or positive(m[1]))
)  # fmt: skip
SCALE_SHIFT = enter(
    cellwise("scale_shift", a * b + c, count=3, signs=("⊙", "+"),
             words="every row of {0} times its number in {1}, plus its number in {2}",
             fits=lambda m, s: one_for_each_row(*m))
)  # fmt: skip
MIX = enter(
    cellwise("mix", (1 - a) * c + a * b, r"(1 - {0}) \odot {2} + {0} \odot {1}", count=3,
             words="the share {0} of {1}, and the rest of {2}, cell by cell",
             signs=("⊙", "+ rest ⊙"))
)  # fmt: skip
POWER = enter(
    cellwise("power", a**b, words="{0} to the power of {1}, cell by cell", count=2)
)  # fmt: skip

RELU = enter(cellwise("relu", call("relu", a), r"\mathrm{{ReLU}}({0})",
                      "the ReLU of {0}: negative numbers become zero"))  # fmt: skip
STEP = enter(cellwise("step", bracket(a > 0), words="one where {0} is positive, zero elsewhere"))
LEAKY_GATE = enter(
    cellwise("leaky_gate", bracket(a > 0) + b * bracket(a <= 0),
             r"[{0} > 0] + {1}\,[{0} \leq 0]", "one where {0} is positive, {1} elsewhere",
             count=2, fits=number_last)
)  # fmt: skip
SIGN = enter(cellwise("sign", bracket(a > 0) - bracket(a < 0), r"\operatorname{{sign}}({0})",
                      "the sign of {0}: one, minus one, or zero"))  # fmt: skip
SIGMOID = enter(cellwise("sigmoid", call("sigmoid", a), words="the sigmoid of {0}"))
TANH = enter(cellwise("tanh", call("tanh", a), words="the hyperbolic tangent of {0}"))
HALF_DOWN = enter(cellwise("half_down", call("floor", a / 2), words="half of {0}, rounded down"))
EXP = enter(cellwise("exp", call("exp", a)))
LN = enter(cellwise("ln", call("ln", a), words="the natural logarithm of {0}, cell by cell",
                    fits=lambda m, s: positive(m[0], " to have a logarithm")))  # fmt: skip
MINUS_LN = enter(cellwise("minus_ln", -call("ln", a),
                          words="minus the natural logarithm of {0}, cell by cell",
                          fits=lambda m, s: positive(m[0], " to have a logarithm")))  # fmt: skip
MASK = enter(
    cellwise("mask", a * bracket(b > 0), words="{0} where {1} is positive, zero elsewhere",
             count=2, signs=("⊙ 0 <",))
)  # fmt: skip


def difference(prediction: Matrix, target: Matrix) -> Matrix:
    """Prediction minus target: both have the same size, and nothing is stretched."""
    return apply(DIFFERENCE, prediction, target)


def take(z: Matrix) -> Matrix:
    """The same numbers under another name."""
    return apply(TAKE, z)


def times_number(m: Matrix, c: Matrix) -> Matrix:
    """Every number of a matrix times one number."""
    return apply(TIMES_NUMBER, m, c)


def scale_by_root(s: Matrix, d: Matrix) -> Matrix:
    """Divided by the square root of a number, or every column by that of a number of its own."""
    return apply(ROOT, s, d)


def scale_shift(a: Matrix, g: Matrix, c: Matrix) -> Matrix:
    """Every row times a number of its own, plus another: a gain and a shift that are learned."""
    return apply(SCALE_SHIFT, a, g, c)


def mix(share: Matrix, old: Matrix, new: Matrix) -> Matrix:
    """A share of the old, and the rest of the new: cell by cell, or by one share for all."""
    return apply(MIX, share, old, new)


def power(base: Matrix, exponent: Matrix) -> Matrix:
    """A number to the power of another, cell by cell."""
    return apply(POWER, base, exponent)


def relu(z: Matrix) -> Matrix:
    """Negative numbers become zero, the others stay."""
    return apply(RELU, z)


def step(z: Matrix) -> Matrix:
    """One where a number is positive, zero elsewhere: the slope of ReLU."""
    return apply(STEP, z)


def leaky_gate(z: Matrix, alpha: Matrix) -> Matrix:
    """One where a number is positive, alpha elsewhere: the slope of leaky ReLU."""
    return apply(LEAKY_GATE, z, alpha)


def sign(z: Matrix) -> Matrix:
    """One where a number is positive, minus one where it is negative, zero where it is zero."""
    return apply(SIGN, z)


def sigmoid(z: Matrix) -> Matrix:
    """1 / (1 + e⁻ᶻ): squeezes every number between 0 and 1."""
    return apply(SIGMOID, z)


def tanh(z: Matrix) -> Matrix:
    """Squeezes every number between −1 and 1."""
    return apply(TANH, z)


def half_down(n: Matrix) -> Matrix:
    """Half of every whole number, rounded down: what pooling by two leaves of a side."""
    return apply(HALF_DOWN, n)


def exp(z: Matrix) -> Matrix:
    """e to the power of every number."""
    return apply(EXP, z)


def ln(z: Matrix) -> Matrix:
    """The natural logarithm of every number, which has to be positive."""
    return apply(LN, z)


def minus_ln(p: Matrix) -> Matrix:
    """Minus the natural logarithm: the loss of whoever gave the right answer this probability."""
    return apply(MINUS_LN, p)


def mask(d: Matrix, z: Matrix) -> Matrix:
    """The gradient behind a ReLU: it passes where the ReLU's input was positive."""
    return apply(MASK, d, z)


@cache
def _sum_of(count: int) -> Op:
    """Enter the sum of so many matrices into the table."""
    cell = sum((x(k) for k in range(1, count)), start=x(0))
    return enter(cellwise(f"sum of {count}", cell, count=count))


def add_up(*parts: Matrix) -> Matrix:
    """Any number of matrices added up, as one written sum."""
    return take(parts[0]) if len(parts) == 1 else apply(_sum_of(len(parts)), *parts)
