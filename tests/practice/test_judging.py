"""One rule says what is right: at the decimals written, from printed numbers, or from one's own."""

import numpy as np
import pytest
from helpers import matrix

from aibyhand import Role, ops
from aibyhand.practice.judging import Verdict, judge, typed


@pytest.mark.parametrize(
    ("text", "value", "decimals"),
    [
        ("4", 4, 0), ("-2.50", -2.5, 2), ("−2,5", -2.5, 1), (" .25 ", 0.25, 2), ("1/3", 1 / 3, 9),
        ("-1 / 4", -0.25, 9), ("+7.", 7, 0), ("–3", -3, 0),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(text, value, decimals):
    assert typed(text) == (pytest.approx(value, abs=1e-15), decimals)


@pytest.mark.parametrize("text", ["", "abc", "1/0", "1,2,3", "e5", "--2", "1e5", "½"])
def test_what_is_no_number_is_none(text):
    assert typed(text) is None


def third():
    """A column of 2/3 and 1/3, printed 0.67 and 0.33; then twice as much, printed 1.33 and 0.67."""
    p = (matrix("a", [[2], [1]]) / matrix("n", [[3]])).named("p", Role.PROBABILITY)
    return p, (p + p).named("s", Role.SCORE)


@pytest.mark.parametrize("text", ["0.67", "0.7", "2/3", "0.6667", "0,667"])
def test_right_is_right_at_the_decimals_that_were_written(text):
    assert judge(third()[0], 0, 0, text) == Verdict(True)


@pytest.mark.parametrize("text", ["0.66", "0.6", "1", "0.667001", "0"])
def test_what_is_wrong_at_its_decimals_is_wrong(text):
    assert not judge(third()[0], 0, 0, text).right


def test_a_whole_number_is_no_rounding_of_what_is_printed_with_decimals():
    assert not judge(third()[1], 0, 0, "1").right
    assert judge(matrix_sum(), 0, 0, "7").right


def matrix_sum():
    return (matrix("a", [[3]]) + matrix("n", [[4]])).named("s", Role.SCORE)


def test_from_the_numbers_as_they_are_printed_is_right_and_said():
    # 0.67 + 0.67 = 1.34, though 4/3 is 1.33.
    assert judge(third()[1], 0, 0, "1.34") == Verdict(True, "printed")


def test_from_the_readers_own_cells_is_right_and_said():
    _, s = third()
    own = {"p": np.array([[0.5], [1 / 3]])}
    assert judge(s, 0, 0, "1.00", own) == Verdict(True, "own")
    assert not judge(s, 0, 0, "1.00").right


def test_what_can_not_be_judged_is_refused_by_name():
    z = ops.relu(matrix("x", [[1]])).named("z", Role.HIDDEN)
    with pytest.raises(ValueError, match="'abc' is no number"):
        judge(z, 0, 0, "abc")
    with pytest.raises(ValueError, match="x was given"):
        judge(z.operands[0], 0, 0, "1")
