"""Pencil arithmetic: visible as ≈, rounded as by hand, and the same in the copied line."""

import ast

import numpy as np
import pytest
from helpers import matrix
from hypothesis import given, settings
from hypothesis import strategies as st
from spreadsheet import Spreadsheet

from aibyhand import Matrix, Role
from aibyhand.core.cells import Cells, letters
from aibyhand.core.table import TABLE
from aibyhand.ops.pencil import floor_half, hand_sigmoid, power_of_three, to_decimals
from aibyhand.walk import EXACT, PENCIL


def test_the_exact_lane_takes_the_row_as_it_is():
    z = matrix("z", [[1, -4]])
    assert EXACT("sigmoid", z).made.op is TABLE["sigmoid"]
    assert not EXACT.by_hand


def test_the_pencil_lane_rounds_to_one_decimal_and_says_so():
    z = matrix("z", [[1, -4, 4]])
    f = PENCIL("sigmoid", z).named("f", Role.GATE)
    np.testing.assert_array_equal(f.values, [[0.7, 0, 1]])
    assert f.equation == r"f \approx \sigma(z)"
    assert f.words.endswith("rounded to 1 decimal")
    assert PENCIL.by_hand
    assert PENCIL("take", matrix("m", [[0.25, -0.25]])).values.tolist() == [[0.3, -0.3]]


def test_an_operation_gets_one_rounded_row():
    assert to_decimals(TABLE["tanh"], 1) is to_decimals(TABLE["tanh"], 1)


@settings(deadline=None)
@given(st.lists(st.integers(-400, 400), min_size=1, max_size=20))
def test_halves_go_away_from_zero_in_the_copied_line_too(hundredths):
    m = matrix("m", [[h / 100 for h in hundredths]])
    r = PENCIL("take", m).named("r", Role.NUMBER)
    expected = [(abs(h) + 5) // 10 * (1 if h > 0 else -1) / 10 for h in hundredths]
    np.testing.assert_allclose(r.values[0], expected, atol=1e-12)
    scope = {"np": np, "m": m.values}
    exec(r.numpy, scope)
    np.testing.assert_allclose(scope["r"], r.values, atol=1e-12)


HALVES = [0.35, -0.25, 0.81 - 0.76, 9.75 - 9.4]  # the last two are computed just below
HARD = [1e12, 1e11, 123456.04999999, 123456.05, *HALVES]
BY_HAND = [1e12, 1e11, 123456, 123456.1, 0.4, -0.3, 0.1, 0.4]


def hard() -> Matrix:
    return PENCIL("take", matrix("m", [HARD])).named("r", Role.NUMBER)


def test_hard_numbers_are_rounded_alike_on_the_page_and_in_numpy():
    scope = {"np": np, "m": np.array([HARD])}
    exec(hard().numpy, scope)
    assert scope["r"].tolist() == hard().values.tolist() == [BY_HAND]


def test_hard_numbers_are_rounded_alike_in_a_workbook():
    sheet = Spreadsheet({"": {f"{letters(j)}1": ("", repr(v)) for j, v in enumerate(HARD)}})
    formula = hard().made.op.formula
    places = [Cells(0, 0, 1, len(HARD))]
    found = [sheet.compute("", formula(places, {}, 0, j)) for j in range(len(HARD))]
    assert found == BY_HAND


@pytest.mark.slow
def test_hard_numbers_are_rounded_alike_in_torch(run_torch):
    code = f"import torch\nm = torch.tensor({[HARD]}, dtype=torch.float64)\n{hard().torch}\n"
    assert ast.literal_eval(run_torch(f"{code}print(r.tolist())")) == [BY_HAND]


@pytest.mark.parametrize(
    ("call", "values"),
    [
        (floor_half, [-2, -1, -1, 0, 1]),
        (power_of_three, [1 / 27, 1 / 9, 1 / 3, 1, 27]),
        (hand_sigmoid, [0, 0.5, 0.5, 0.5, 1]),
    ],
)
def test_the_rules_of_the_sources(call, values):
    m = call(matrix("s", [[-3, -2, -1, 0, 3]]))
    np.testing.assert_allclose(m.values[0], values)
    assert r"\approx" in m.named("r", Role.SCORE).equation


@pytest.mark.parametrize(("name", "count"), [("sigmoid", 1), ("times", 1)])
def test_a_dropped_gate_is_rounded_too(name, count):
    op = to_decimals(TABLE[name], count)
    operands = [np.array([[0.26]])] * (2 if name == "times" else 1)
    assert op.dropped(*operands) == pytest.approx(0.3)
