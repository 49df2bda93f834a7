"""What a step says when it is read aloud."""

import numpy as np

from aibyhand import Axis, Role, given, ops
from aibyhand.ops.pencil import floor_half
from aibyhand.render.words import (
    legend,
    spoken_matrix,
    spoken_sheet,
    spoken_worked,
    worked_tex,
)
from aibyhand.sheet.layout import lay_out
from aibyhand.sheet.telling import most_telling

W = given("W", [[1, -1], [0, 2]], Role.WEIGHT)
X = given("X", [[1, 0], [2, -3]], Role.INPUT, rows=Axis("node", "{letter}"))
Q = (W @ X).named("Q", Role.QUERY)


def test_a_given_matrix_is_its_name_role_size_and_rows():
    assert spoken_matrix(W) == "W, weight, learnable, 2 by 2: row 1: 1, −1; row 2: 0, 2."
    assert spoken_matrix(X) == "X, input, 2 by 2: A: 1, 0; B: 2, −3."


def test_a_made_one_says_how_it_was_made():
    assert spoken_matrix(Q) == (
        "Q, query, 2 by 2, is W times X: every row of W meets every column of X: "
        "row 1: −1, 3; row 2: 4, −6."
    )
    half = floor_half(Q).named("R", Role.SCORE)
    assert "is about half of Q, rounded down" in spoken_matrix(half)


def test_a_blank_gives_nothing_away():
    said = spoken_matrix(Q, blank=True)
    assert said.endswith("left blank to fill in.")
    assert "−6" not in said
    sheet = lay_out([Q]).blanked(frozenset({"Q"}))
    assert "−6" not in spoken_sheet(sheet)


def test_a_large_one_says_its_size_only():
    big = given("D", np.ones((2, 128)), Role.WEIGHT)
    assert spoken_matrix(big) == "D, weight, learnable, 2 by 128."


def test_a_sheet_tells_operands_first_and_everything_once():
    both = [Q, ops.relu(Q).named("A", Role.HIDDEN)]
    said = spoken_sheet(lay_out(both))
    for name in ("W, weight", "X, input", "Q, query", "A, hidden"):
        assert said.count(name) == 1
    assert said.index("X, input") < said.index("Q, query")
    assert said.index("W, weight") < said.index("A, hidden")


def test_the_worked_cell_is_written_with_the_sign_that_is_true():
    assert worked_tex(Q, 0, 0, Q.worked(0, 0)) == r"Q[1,1] = 1 \cdot 1 + (-1) \cdot 2 = -1"
    third = (Q / given("c", 3, Role.NUMBER)).named("t", Role.NUMBER)
    cell = most_telling([third])
    assert r"\approx" in worked_tex(*cell)
    said = spoken_worked(*cell)
    assert said.startswith("One cell worked in full: t[")
    assert "≈" in said
    assert "\\" not in said


def test_the_place_of_the_largest_is_exact_unless_rounding_hides_which_it_is():
    scores = given("s", [[1 / 3], [2 / 3]], Role.SCORE)
    close = given("s", [[1 / 3], [1 / 3 + 1e-9]], Role.SCORE)

    for column, sign in ((scores, "="), (close, r"\approx")):
        found = ops.likeliest(column).named("n", Role.OUTPUT)
        assert f") {sign} 1" in worked_tex(*most_telling([found]))


def test_an_approximate_rule_says_about_even_where_nothing_is_rounded():
    even = floor_half((W @ W).named("S", Role.SCORE)).named("R", Role.SCORE)
    assert r"\approx" in worked_tex(*most_telling([even]))


def test_the_legend_has_every_role_once_in_order():
    assert [m.role for m in legend([W, X, Q, W])] == [Role.WEIGHT, Role.INPUT, Role.QUERY]
