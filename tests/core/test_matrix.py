"""Matrices: what is given is copied and checked, what is made remembers how."""

import dataclasses

import numpy as np
import pytest

from aibyhand import Axis, Matrix, Role, given
from aibyhand.core.given import regiven
from aibyhand.core.table import TABLE, enter
from aibyhand.ops import relu


def W() -> Matrix:
    return given("W", [[1, 2, 3], [4, 5, 6]], Role.WEIGHT, rows=Axis("unit"))


def X() -> Matrix:
    return given("X", [[1, 0], [0, 1], [2, 2]], Role.INPUT, columns=Axis("token", "tok {n}"))


# Given matrices.


@pytest.mark.parametrize(
    ("values", "shape", "axes"),
    [(3, (1, 1), 0), ([1, 2], (1, 2), 1), ([[1], [2]], (2, 1), 2), (np.float32(1), (1, 1), 0)],
)
def test_a_number_and_a_flat_list_become_rows(values, shape, axes):
    m = given("m", values, Role.NUMBER)
    assert m.shape == shape
    assert m.axes == axes
    assert m.made is None


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([[1, 2], [3]], "the rows differ in length: row 1 has 2 numbers, and row 2 has 1 number$"),
        ([[1], [2], 3], "row 1 has 1 number, and row 3 is no list$"),
        ([[1, 2], [3, [4]]], "the rows hold more than numbers$"),
        ([[1, 2], [3, float("nan")]], "holds NaN or infinity, in row 2, column 2$"),
        ([[1, 2**53 + 1]], "floats can hold to the last digit, in row 1, column 2$"),
        ([], "is empty"),
        ([[]], "is empty"),
        ("12", "not text"),
        ([["1", 2]], "not text"),
        ([[1, None]], "needs numbers"),
        ([[1j]], "needs numbers"),
        ([[1, True]], "needs numbers"),
        ([False], "needs numbers"),
        ({"a": 1}, "needs numbers"),
        ([[10**400]], "needs numbers"),
        (np.ma.array([[1, 2]], mask=[[0, 1]]), "needs numbers"),
        ([[float("nan")]], "NaN or infinity"),
        ([[float("-inf"), 1]], "NaN or infinity"),
        (np.array([["2020-01-01"]], "M8"), "needs numbers"),
        ([[[1]]], "wrong number of axes, 3"),
        (np.zeros((2, 2, 2)), "wrong number of axes, 3"),
    ],
    ids=repr,
)
def test_whatever_is_no_grid_of_finite_numbers_is_refused_by_name(values, said):
    with pytest.raises(ValueError, match=said) as problem:
        given("M", values, Role.INPUT)
    assert str(problem.value).startswith("M: ")
    with pytest.raises(ValueError, match=said):
        regiven(X(), values)


@pytest.mark.parametrize("name", ["", "a b", "2x", "W-Q", "lambda"])
def test_a_name_must_be_a_name_in_python_too(name):
    with pytest.raises(ValueError, match="can't be the name"):
        given(name, 1, Role.NUMBER)
    with pytest.raises(ValueError, match="can't be the name"):
        (W() @ X()).named(name, Role.HIDDEN)


def test_given_numbers_are_copied():
    rows, array = [[1.0, 2.0]], np.array([[1.0, 2.0]])
    one, other = given("a", rows, Role.INPUT), given("b", array, Role.INPUT)
    rows[0][0] = array[0, 0] = 99
    assert one.values[0, 0] == other.values[0, 0] == 1


def test_no_matrix_can_be_written_to():
    made = (W() @ X()).named("Q", Role.QUERY)
    for m in (W(), made, made.T, regiven(W(), [[1]])):
        with pytest.raises(ValueError, match="read-only"):
            m.values[0, 0] = 1
        with pytest.raises(dataclasses.FrozenInstanceError):
            m.name = "other"
    copy = np.asarray(made)
    copy[0, 0] = 99
    assert made.values[0, 0] == 7


def test_a_given_one_is_replaced_in_the_way_that_it_is_written():
    number, flat = given("n", 3, Role.NUMBER), given("r", [1, 2], Role.REWARD)
    assert regiven(number, 5).shape == regiven(number, [[5]]).shape == (1, 1)
    assert regiven(flat, [1, 2, 3]).shape == regiven(flat, [[1, 2, 3]]).shape == (1, 3)
    for model, values in [(X(), [1, 2]), (X(), 3), (number, [3]), (flat, 3)]:
        with pytest.raises(ValueError, match="wrong number of axes"):
            regiven(model, values)
    with pytest.raises(ValueError, match="needs a number"):
        regiven(number, [[1, 2]])
    with pytest.raises(ValueError, match="needs one row"):
        regiven(flat, [[1], [2]])


# Made matrices.


def test_a_made_matrix_knows_how_it_was_made():
    w, x = W(), X()
    q = (w @ x).named("Q", Role.QUERY)
    assert q.made.op is TABLE["matmul"]
    assert q.made.operands == (w, x)
    assert q.equation == r"Q = W\,X"
    assert q.numpy == "Q = W @ X"
    assert q.torch == "Q = W @ X"
    assert q.words == "W times X: every row of W meets every column of X"
    assert (q.shape, q.size, q.printed, q.code) == ((2, 2), "2×2", "Q", "Q")
    np.testing.assert_array_equal(np.asarray(q), np.asarray(w) @ np.asarray(x))


def test_the_transpose_goes_by_the_name_of_what_it_turns():
    x = X()
    assert x.T.is_transpose
    assert (x.T.symbol, x.T.printed, x.T.code, x.T.role) == (r"X^\top", "Xᵀ", "X.T", Role.INPUT)
    s = (x.T @ x).named("S", Role.SCORE)
    assert s.equation == r"S = X^\top\,X"
    assert s.numpy == "S = X.T @ X"


def test_ancestors_come_once_each_and_before_what_they_made():
    w, x = W(), X()
    z = (w @ x).named("z", Role.LINEAR)
    a = relu(z).named("a", Role.HIDDEN)
    b = (a + z).named("b", Role.HIDDEN)
    assert list(b.ancestors()) == [w, x, z, a]
    assert list(b.ancestors({id(z)})) == [a]


def test_ancestors_may_go_back_further_than_calls_can_be_nested():
    first = m = given("m0", [[1]], Role.NUMBER)
    for k in range(1, 3001):  # each is made from the last one twice: 2 ** 3000 ways back
        m = (m - m).named(f"m{k}", Role.NUMBER)
    found = list(m.ancestors())
    assert len(found) == 3000
    assert found[0] is first
    assert [one.name for one in found[1:]] == [f"m{k}" for k in range(1, 3000)]


def test_labels_run_through_products_transposes_and_lines():
    q = W() @ X()
    assert q.rows.word == "unit"
    assert q.columns.label(1) == "tok 2"
    assert X().T.rows.word == "token"
    z = q.named("z", Role.LINEAR)
    assert relu(z).columns.word == "token"


def test_an_axis_counts_in_numbers_or_letters():
    assert [Axis("time", "t{n}", first=0).label(k) for k in (0, 2)] == ["t0", "t2"]
    assert [Axis("node", "{letter}").label(k) for k in (0, 25, 26)] == ["A", "Z", "A1"]


def test_an_operand_needs_a_name_first():
    with pytest.raises(ValueError, match="relu: name the result of matmul first"):
        relu(W() @ X())
    with pytest.raises(ValueError, match="matmul: name the result of add first"):
        (W() + W()) @ X()


def test_a_given_one_cannot_be_named_as_if_it_were_a_result():
    with pytest.raises(ValueError, match="Q: nothing made this matrix"):
        W().named("Q", Role.QUERY)


@pytest.mark.parametrize(
    ("call", "operation"),
    [
        (lambda: W() @ [[1], [2], [3]], "matmul"),
        (lambda: W() @ np.ones((3, 1)), "matmul"),
        (lambda: W() + True, "add"),
        (lambda: W() * np.ones((2, 3)), "times"),
        (lambda: W() - "x", "subtract"),
        (lambda: W() / None, "divide"),
        (lambda: relu([[1]]), "relu"),
    ],
)
def test_an_operand_must_be_a_matrix(call, operation):
    with pytest.raises(TypeError, match=rf"^{operation}: .* is not a matrix; .* given\(\)"):
        call()


def test_numpy_does_not_take_an_operation_over():
    for call in (lambda: np.ones((2, 2)) @ W(), lambda: np.ones(3) * W(), lambda: np.exp(W())):
        with pytest.raises(TypeError):
            call()


def test_sizes_that_do_not_meet_are_named_with_the_rule():
    with pytest.raises(ValueError, match=r".") as problem:
        W() @ given("y", [[1], [2]], Role.INPUT, r"\hat{y}")
    assert str(problem.value) == (
        "matmul: the 3 columns of W cannot meet the 2 rows of ŷ (W is 2×3, ŷ is 2×1)"
    )


def test_a_result_that_is_not_finite_is_refused_where_it_is_made():
    huge = given("h", [[1e308]], Role.NUMBER)
    zero = given("o", [[0]], Role.NUMBER)
    why = r"1e\+308 \* 1e\+308 is larger than any number"
    with pytest.raises(
        ValueError, match=rf"times: row 1, column 1 .* {why} .*\(h is 1×1, h is 1×1\)"
    ):
        huge * huge
    with pytest.raises(ValueError, match="divide: o holds a zero"):
        huge / zero


def test_the_table_has_every_name_once():
    with pytest.raises(ValueError, match="has a row named 'relu' already"):
        enter(TABLE["relu"])


def test_what_was_given_has_no_calculation_to_read():
    for reading in ("equation", "numpy", "torch", "words"):
        with pytest.raises(ValueError, match="W was given"):
            getattr(W(), reading)
    with pytest.raises(ValueError, match="W was given"):
        W().worked(0, 0)
