"""How numbers are printed and rounded."""

from decimal import ROUND_HALF_UP, Context, Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aibyhand.core.numbers import decimals, is_exact, number, round_half_away, rounded


@pytest.mark.parametrize(
    ("values", "count"),
    [
        ([[1, -2], [0, 300]], 0),
        ([[0.5, 2]], 1),
        ([[0.25, 2]], 2),
        ([[1 / 3, 2]], 2),
        ([[0.001, -0.05]], 3),
        ([[0.01, -0.05]], 2),
        ([[0.0]], 0),
        ([[0.1 + 0.2]], 1),
        ([[2 - 1e-12]], 0),
        ([[1e9 + 0.5]], 1),
    ],
)
def test_a_matrix_shares_as_few_decimals_as_keep_it_exact(values, count):
    assert decimals(np.array(values, float)) == count


@pytest.mark.parametrize(
    ("value", "count", "text"),
    [
        (2, 0, "2"),
        (-2, 0, "−2"),
        (-0.0, 1, "0.0"),
        (-0.001, 2, "0.00"),
        (0.125, 2, "0.13"),
        (-0.125, 2, "−0.13"),
        (2.5, 0, "3"),
        (0.35, 1, "0.4"),
        (1.005, 2, "1.01"),
        (1234567.0, 0, "1.23e+06"),
        (-1e9, 0, "−1.00e+09"),
        (999999, 0, "999999"),
    ],
)
def test_a_number_is_printed_as_by_hand(value, count, text):
    assert number(value, count) == text


@settings(deadline=None)
@given(st.integers(-(10**6), 10**6), st.integers(0, 3), st.integers(0, 3))
def test_rounding_is_the_rounding_of_school(whole, places, count):
    exact = Decimal(whole).scaleb(-places)
    expected = exact.quantize(Decimal(1).scaleb(-count), ROUND_HALF_UP)
    assert round_half_away(float(exact), count) == float(expected)
    assert rounded(-np.array([[float(exact)]]), count)[0, 0] == -float(expected)


def school(decimal: Decimal, count: int) -> Decimal:
    """Round a decimal as taught at school."""
    return decimal.quantize(Decimal(1).scaleb(-count), ROUND_HALF_UP, Context(prec=60))


@pytest.mark.parametrize(
    ("value", "count", "right"),
    [
        ("1e12", 1, 1e12), ("1e11", 1, 1e11), ("123456.04999999", 1, 123456.0),
        ("123456.05", 1, 123456.1), ("0.35", 1, 0.4), ("2.675", 2, 2.68), ("-0.25", 1, -0.3),
        ("1e15", 1, 1e15), ("9007199254740993", 0, 2.0**53), ("4503599627370497", 0, 2.0**52 + 1),
        ("1e300", 2, 1e300), ("-1.7e308", 3, -1.7e308), ("5e-324", 3, 0),
    ],
)  # fmt: skip
def test_large_numbers_stay_and_halves_go_away_from_zero(value, count, right):
    assert round_half_away(float(value), count) == right


@settings(deadline=None)
@given(
    st.integers(-(10**14) + 1, 10**14 - 1), st.booleans(), st.integers(-20, 16), st.integers(0, 3)
)
def test_every_decimal_of_fourteen_digits_is_rounded_as_at_school(digits, half, power, count):
    if half:  # random digits hardly ever end in the 5 that matters
        digits = digits // 10**9 * 10 + 5
        power = -count - 1
    decimal = Decimal(digits).scaleb(power)
    # What is that close below a half counts as one: see the next test.
    near = school(decimal, count + 10)
    assert round_half_away(float(decimal), count) == float(school(near, count))


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(-99, 99), st.integers(-99, 99)), min_size=1, max_size=6))
def test_a_half_stays_one_when_it_was_computed(pairs):
    """Tenths times tenths, added up: machines come close below many halves that a hand meets."""
    by_machine = sum(a / 10 * (b / 10) for a, b in pairs)
    by_hand = Decimal(sum(a * b for a, b in pairs)).scaleb(-2)
    assert round_half_away(by_machine, 1) == float(school(by_hand, 1))


def test_rounding_leaves_no_minus_zero():
    assert not np.signbit(rounded(np.array([[-0.01]]), 1)).any()


@pytest.mark.parametrize(
    ("value", "count", "exact"),
    [(0.5, 1, True), (0.25, 1, False), (0.1 + 0.2, 1, True), (1 / 3, 2, False), (1e12, 0, True)],
)
def test_exact_is_what_printing_loses_nothing_of(value, count, exact):
    assert is_exact(value, count) is exact
