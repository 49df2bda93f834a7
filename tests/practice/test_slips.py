"""Slips follow from an operation's expression, and what they give is named."""

import numpy as np
import pytest
from helpers import matrix
from op_examples import EXAMPLES

from aibyhand import ops
from aibyhand.core.evaluate import Cell, NotFinite
from aibyhand.practice.judging import judge
from aibyhand.practice.slips import slips

W = matrix("W", [[2, -1, 3], [0, 4, 1], [5, 2, -2]])
X = matrix("X", [[1, 2, 0], [3, -1, 1], [4, 6, 2]])
b = matrix("b", [[7], [1], [-3]])


def given_by(result, slip, i, j):
    """What a slip gives for a cell, or None."""
    operands = [m.values for m in result.operands]
    try:
        return float(Cell.of(operands, result.made.settings, i, j).value(slip.cell))
    except (NotFinite, IndexError, ArithmeticError):
        return None


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_slip_of_each_operation_is_named_where_it_shows(name):
    result = EXAMPLES[name].result()
    printed = [m.printed for m in result.operands]
    named = set()
    for slip in slips(result.made.op):
        for i, j in np.ndindex(result.shape):
            wrong = given_by(result, slip, i, j)
            if wrong is None:
                continue
            verdict = judge(result, i, j, f"{wrong:.9f}")
            reason = slip.reason.format(*printed)
            assert verdict.right or reason in verdict.reasons, (i, j, wrong)
            named |= {reason} & set(verdict.reasons)
    if not result.made.op.arranges:
        assert named, "no slip shows on any cell of the example"


# Worked by hand: W times X, plus b. Row 2, column 3 is 0·0 + 4·1 + 1·2 + 1 = 7.
@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ("6", "You left out b"),
        ("5", "You subtracted b instead of adding"),
        ("5", "You left out the last term of the sum"),  # 4 + 1
        ("9", "You read W the wrong way round, rows for columns"),  # −1·0 + 4·1 + 2·2 + 1
        ("−1", "You took the next row of W"),  # 5·0 + 2·1 − 2·2 + 1
    ],
)
def test_the_slips_of_a_layer_by_hand(wrong, reason):
    z = ops.linear(W, X, b).named("z", W.role)
    right = judge(z, 1, 2, "7")
    assert right.right
    assert reason in judge(z, 1, 2, wrong).reasons


def test_a_gate_that_is_left_out_is_named():
    a = ops.relu(X).named("a", X.role)
    assert judge(a, 1, 1, "−1").reasons[0] == "You left out a step: the ReLU of the number"


def test_operands_that_change_places_are_named():
    d = (W - X).named("d", W.role)
    # Row 1, column 2: −1 − 2 = −3; the other way round 3, added 1.
    assert judge(d, 0, 1, "3").reasons[0] == "You subtracted the other way round"
    assert judge(d, 0, 1, "1").reasons == ("You added X instead of subtracting",)
    assert judge(d, 0, 1, "17").reasons == ()
