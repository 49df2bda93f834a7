"""On hard numbers every operation is right or refused: compared with sixty digits of the cell."""

from decimal import Decimal, getcontext
from typing import Any

import numpy as np
import pytest
from helpers import matrix
from op_examples import EXAMPLES

from aibyhand import ops
from aibyhand.core.rewrite import walk
from aibyhand.walk import EXACT

SCALES = (1e-300, 1e-160, 1e-150, 1e8, 1e150, 1e155, 1e300)
PERIODIC = {"sin", "cos", "argmax", "[]"}  # no digits of a large angle are left; places may jump
LARGEST = Decimal(10) ** 400  # whatever is larger counts as that: no number can hold it


@pytest.fixture(autouse=True)
def _digits():
    before = getcontext().prec
    getcontext().prec = 60
    yield
    getcontext().prec = before


def power_of_e(z: Decimal) -> Decimal:
    return LARGEST if z > 900 else Decimal(0) if z < -900 else z.exp()


def arctangent(z: Decimal) -> Decimal:
    """Halve the angle until the series is short."""
    if not z:
        return z
    halved = 0
    while abs(z) > Decimal("0.001"):
        z, halved = z / (1 + (1 + z * z).sqrt()), halved + 1
    terms = (z ** (2 * k + 1) / (2 * k + 1) * (-1) ** k for k in range(12))
    return sum(terms, start=Decimal(0)) * 2**halved


FUNCTIONS = {
    "atan": arctangent,
    "exp": power_of_e,
    "power_of_e": power_of_e,
    "ln": Decimal.ln,
    "log": Decimal.ln,
    "sqrt": Decimal.sqrt,
    "abs": abs,
    "floor": lambda z: z.to_integral_value("ROUND_FLOOR"),
    "relu": lambda z: max(z, Decimal(0)),
    "sigmoid": lambda z: 1 / (1 + power_of_e(-z)),
    "tanh": lambda z: z if abs(z) < Decimal("1e-40") else 1 - 2 / (power_of_e(2 * z) + 1),
    "softplus": lambda z: (1 + power_of_e(z)).ln() if z < 900 else z,
}


class Precise:
    """One cell of a result, computed from what is printed, with sixty digits."""

    def __init__(self, arrays: list[np.ndarray], settings: dict[str, int], i: int, j: int):
        self.arrays, self.settings, self.at = arrays, settings, {"i": i, "j": j}

    def value(self, e: Any) -> Any:
        if isinstance(e, str):
            return Decimal(self.at[e])
        if not isinstance(e, tuple):
            return Decimal(e)
        head, *parts = e
        if head in ("x", "at", "at0", "beside"):
            return self.cell(head, parts)
        if head in ("rows", "cols"):
            return Decimal(self.arrays[int(self.value(parts[0]))].shape[head == "cols"])
        if head in ("sum", "max"):
            return self.over(head, *parts)
        if head == "pi":
            return parts[0] * 4 * arctangent(Decimal(1))
        if head == "set":
            return Decimal(self.settings[parts[0]])
        if head == "as":
            return self.value(parts[0])
        if head == "by":
            return self.value(parts[2])
        if head == "if":
            return self.value(parts[1] if self.value(parts[0]) else parts[2])
        values = [self.value(part) for part in parts]
        return self.combined(head, values)

    def cell(self, head: str, parts: list[Any]) -> Decimal:
        if head == "x":
            array = self.arrays[parts[0]]
            row, column = (
                self.at[c] if n > 1 else 0 for c, n in zip("ij", array.shape, strict=True)
            )
            return Decimal(float(array[row, column]))
        if head == "beside":
            whole = np.hstack(self.arrays)
            return Decimal(float(whole[int(self.value(parts[0])), int(self.value(parts[1]))]))
        which, row, column = (int(self.value(part)) for part in parts)
        array = self.arrays[which]
        if head == "at0" and not (0 <= row < array.shape[0] and 0 <= column < array.shape[1]):
            return Decimal(0)
        return Decimal(float(array[row, column]))

    def over(self, head: str, index: str, count: Any, term: Any) -> Decimal:
        found = []
        for k in range(int(self.value(count))):
            self.at[index] = k
            found.append(self.value(term))
        return sum(found, start=Decimal(0)) if head == "sum" else max(found)

    def combined(self, head: str, values: list[Any]) -> Any:
        a, b = (*values, None)[:2]
        match head:
            case "+":
                return a + b
            case "-":
                return a - b
            case "*":
                return a * b
            case "/":
                return a / b
            case "^":
                if abs(b) > 5000:
                    return LARGEST if b > 0 else Decimal(0)
                return a**b if a or b else Decimal(1)
            case "neg":
                return -a
            case "div":
                return Decimal(int(a) // int(b))
            case "mod":
                return Decimal(int(a) % int(b))
            case "whole":
                return a
            case "<":
                return a < b
            case ">":
                return a > b
            case "=":
                return a == b
        return FUNCTIONS[head](a)


def heads(name: str) -> set[str]:
    data = EXAMPLES[name].result().made.op.data
    return {p[0] for part in data for p in walk(part) if isinstance(p, tuple)}


SMOOTH = [name for name in EXAMPLES if not heads(name) & PERIODIC and "decimal" not in name]


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("name", SMOOTH)
def test_an_operation_is_right_or_refused(name, scale):
    example = EXAMPLES[name]
    whole = all(np.allclose(v, np.round(v)) and np.size(v) == 1 for v in example.operands)
    if whole:  # a count stays a count
        return
    operands = [
        matrix("abcd"[k], np.atleast_2d(np.array(values, float)) * scale)
        for k, values in enumerate(example.operands)
    ]
    try:
        result = example.call(*operands).named("r", operands[0].role)
    except ValueError:  # refused
        return
    arrays, made = [operand.values for operand in operands], result.made
    for (i, j), found in np.ndenumerate(result.values):
        right = Precise(arrays, made.settings, i, j).value(made.op.data[2])
        apart = abs(Decimal(float(found)) - right)
        assert apart <= abs(right) * Decimal("1e-9") + Decimal("1e-300"), (i, j, found, right)


def test_scores_that_are_far_from_zero_are_shared_out_all_the_same():
    """Softmax of 1000, 1001 and 1002 by hand: e^(−2), e^(−1) and 1 over their sum."""
    import aibyhand

    shares = [0.09003057317038, 0.24472847105479, 0.66524095577483]
    for x in ([[1000], [1001], [1002]], [[-1002], [-1001], [-1000]]):
        found = aibyhand.find("softmax").run(lane=EXACT, x=x)["p"].values
        np.testing.assert_allclose(found[:, 0], shares, rtol=1e-12)
    found = aibyhand.find("softmax").run(lane=EXACT, x=[[-744], [-745]])["p"].values
    np.testing.assert_allclose(found[:, 0], [0.7310585786300049, 0.2689414213699951], rtol=1e-12)
    equal = aibyhand.find("softmax").run(lane=EXACT, x=[[-5000]] * 4)["p"].values
    np.testing.assert_array_equal(equal, [[0.25]] * 4)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (
            lambda: ops.exp(matrix("x", [[1, 800]])),
            r"exp: row 1, column 2 .* e to the power of 800",
        ),
        (lambda: ops.over_row_sums(matrix("x", [[1, 1], [2, -2]])), r"row 2 of x sums to zero"),
        (lambda: ops.over_column_sums(matrix("x", [[0, 1]])), r"column 1 of x sums to zero"),
        (lambda: ops.sinkhorn_round(matrix("x", [[1, -1]])), r"row 1 of x sums to zero"),
        (lambda: ops.over_length(matrix("x", [[1, 0], [2, 0]])), r"column 2 of x has the length 0"),
        (lambda: ops.over_length(matrix("x", [[1e155]])), r"column 1 of x are too large"),
        (lambda: ops.over_length(matrix("x", [[1e-160]])), r"column 1 of x are too small"),
        (
            lambda: ops.normalise_degree(matrix("a", [[1]]), matrix("d", [[0]])),
            r"d needs to be positive .* not 0",
        ),
    ],
)
def test_what_cannot_be_stored_is_refused_with_its_cause_and_its_cell(call, said):
    with pytest.raises(ValueError, match=said):
        call()
