"""Numbers in running text."""

import numpy as np
import pytest

from aibyhand import Role, Step, Walkthrough, given
from aibyhand.walk.quote import chosen, part, quote

A = given("A", [[0.25, -1, 2], [3, 4, 5.5]], Role.ATTENTION)


def steps(A=A):
    yield Step("Given", "Write.", (A,))


TRACE = Walkthrough("toy", "Toy", "Why?", steps).run()


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("A[1,1]", "0.25"),
        ("A[1,2]", "−1.00"),
        (" A[2,3] .1 ", "5.5"),
        ("A[1,1] .4", "0.2500"),
        ("A[:,2]", "[−1.00, 4.00]"),
        ("A[2,:]", "[3.00, 4.00, 5.50]"),
        ("A", "[0.25, −1.00, 2.00; 3.00, 4.00, 5.50]"),
        ("A[:,:] .0", "[0, −1, 2; 3, 4, 6]"),
    ],
)
def test_an_expression_becomes_its_numbers(expression, text):
    assert quote(TRACE, expression) == text


@pytest.mark.parametrize(
    "expression", ["A[0,1]", "A[1,0]", "A[3,1]", "A[1,4]", "A[1:2,1]", "A[1]", "A[-1,1]", "", "A B"]
)
def test_what_names_no_number_is_refused(expression):
    with pytest.raises(ValueError, match=r"outside a matrix of 2 rows, 3 columns|write NAME"):
        quote(TRACE, expression)


def test_an_unknown_matrix_is_a_key_error():
    with pytest.raises(KeyError, match="no matrix of toy named 'B'"):
        quote(TRACE, "B[1,1]")


def test_a_first_word_names_a_lane_or_a_variant():
    toy = Walkthrough("toy", "Toy", "Why?", steps, variants=(("twice", steps),))

    assert chosen(toy, "A[1,2]") == ("", "", "A[1,2]")
    assert chosen(toy, "A[1,2] .4") == ("", "", "A[1,2] .4")
    assert chosen(toy, "exact A") == ("exact", "", "A")
    assert chosen(toy, "pencil A[1,1] .4") == ("pencil", "", "A[1,1] .4")
    assert chosen(toy, "twice A[1,1] .4") == ("exact", "twice", "A[1,1] .4")
    assert chosen(toy, "twice") == ("", "", "twice")


def test_a_part_keeps_two_axes():
    values = np.arange(6.0).reshape(2, 3)
    assert part(values, "2", "3", "").tolist() == [[5]]
    assert part(values, ":", "1", "").tolist() == [[0], [3]]
    assert part(values, None, None, "").tolist() == values.tolist()


def test_a_large_number_is_in_full_where_no_decimals_are_asked_for():
    large = Walkthrough("toy", "Toy", "Why?", steps).run(A=[[122_570, -3_989_285.4]])
    assert quote(large, "A .0") == "[122570, −3,989,285]"
    assert quote(large, "A[1,2]") == "−3.99e+06"
