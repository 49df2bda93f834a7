"""Gradients over the forward sheet."""

import pytest
from helpers import drawn_cells, matrix, svg_of

from aibyhand import Role
from aibyhand.ops import relu, take
from aibyhand.pictures.over import Over

W, X = matrix("W", [[1, -1], [2, 0]]), matrix("X", [[3], [4]])
Z = (W @ X).named("Z", Role.LINEAR)
Y = relu(Z).named("Y", Role.OUTPUT)
DY = take(Y).named("dY", Role.GRADIENT, r"\mathrm{d}Y", of=Y)
DRAWN = Over("Back", (Z, Y), (DY,))


def places(over: Over) -> dict[str, tuple[int, int]]:
    return {b.matrix.name: (b.row, b.column) for b in over.sheet().blocks}


def test_a_gradient_stands_where_its_value_stood():
    before, after = places(Over("Forward", (Z, Y))), places(DRAWN)

    assert after["dY"] == before["Y"]
    assert "Y" not in after
    assert {n: after[n] for n in "WXZ"} == {n: before[n] for n in "WXZ"}


def test_its_numbers_are_drawn_in_place_of_the_others():
    cells = drawn_cells(svg_of(DRAWN))

    assert [cell for cell in cells if cell[0] == "dY"] == [("dY", 0, 0, "0"), ("dY", 1, 0, "6")]
    assert not [cell for cell in cells if cell[0] == "Y"]


def test_it_is_read_aloud():
    assert DRAWN.words == "Back. dY where Y was: 0; 6."
    assert Over("Empty", (Z, Y), (DY,), (Z,)).words.endswith(". To be filled in: Z.")


def test_to_fill_in_it_shows_given_numbers_only():
    empty = DRAWN.to_fill_in()

    assert {cell[0] for cell in drawn_cells(svg_of(empty))} == {"W", "X"}
    assert empty.blank == (Z, Y)


def test_a_gradient_of_something_else_is_refused():
    unseen = matrix("Q", [[1]])
    stranger = take(X).named("dQ", Role.GRADIENT, "q", of=unseen)

    with pytest.raises(ValueError, match="q: its forward matrix is not on the sheet"):
        Over("No", (Z, Y), (stranger,))
