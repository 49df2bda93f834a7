"""Rectangles whose edges meet: where they stand, what they say, what is refused."""

import re

import numpy as np
import pytest
from helpers import matrix, svg_of

from aibyhand import Role
from aibyhand.pictures.corners import LONGEST, NARROWEST, Box, Meeting, placed
from aibyhand.pictures.rectangles import Rectangles


def sized(name, rows, columns):
    return matrix(name, np.ones((rows, columns)))


A, B, D, E = sized("A", 2, 4), sized("B", 4, 3), sized("D", 3, 5), sized("E", 1, 2)
C = (A @ B).named("C", Role.HIDDEN)
R = (C @ D).named("R", Role.HIDDEN)
L = (E @ A).named("L", Role.HIDDEN)
G = (L @ B).named("G", Role.HIDDEN)
N = (B @ D).named("N", Role.HIDDEN)
AGAIN = (A @ N).named("R2", Role.HIDDEN)
ONE = (Meeting.of(C),)


def boxes(*meetings, apart=()):
    return {m.name: box for m, box in placed("Placed", meetings, apart)}


def drawn(picture):
    """Give what a picture writes, and the left, top, width and height of every matrix."""
    svg = svg_of(picture)
    every = r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)" fill="#\w+" stroke'
    return re.findall(r"<text[^>]*>([^<]*)<", svg), [
        tuple(map(float, box)) for box in re.findall(every, svg)
    ]


def test_the_right_one_stands_above_and_to_the_right_and_the_product_fills_the_corner():
    at = boxes(*ONE)

    assert (at["A"].right, at["A"].top) == (at["B"].left, at["B"].bottom)
    assert (at["C"].left, at["C"].top) == (at["A"].right, at["B"].bottom)
    assert (at["C"].right, at["C"].bottom) == (at["B"].right, at["A"].bottom)


def test_everything_is_to_scale_and_equal_inner_edges_bound_a_square():
    at = boxes(*ONE)

    cell = at["A"].width / 4
    for m in (A, B, C):
        assert (at[m.name].height, at[m.name].width) == (cell * m.shape[0], cell * m.shape[1])
    assert at["A"].width == at["B"].height


def test_two_pictures_with_one_small_cell_are_on_one_scale():
    product = (sized("U", 30, 40) @ sized("W", 40, 50)).named("Y", Role.HIDDEN)
    small, large = ONE, (Meeting.of(product),)

    assert {m.name: b.width for m, b in placed("Small", small, (), 6.0)}["A"] == 6 * 4
    assert {m.name: b.width for m, b in placed("Large", large, (), 6.0)}["Y"] == 6 * 50
    drawn, free = Rectangles("Small", small, cell=6.0), Rectangles("Small", small)
    assert drawn.drawing().width < free.drawing().width


def test_a_chain_to_the_right_grows_sideways_in_the_rows_of_the_first():
    at = boxes(Meeting.of(C), Meeting.of(R))

    row = [at[name] for name in "ACR"]
    assert len({(box.top, box.bottom) for box in row}) == 1
    assert [box.right for box in row[:-1]] == [box.left for box in row[1:]]
    assert (at["D"].left, at["D"].bottom) == (at["C"].right, at["C"].top)


def test_a_chain_from_the_left_grows_downwards_in_the_columns_of_the_last():
    at = boxes(Meeting.of(C), Meeting.of(L), Meeting.of(G))

    column = [at[name] for name in "BCG"]
    assert len({(box.left, box.right) for box in column}) == 1
    assert [box.bottom for box in column[:-1]] == [box.top for box in column[1:]]
    assert (at["E"].right, at["E"].top) == (at["A"].left, at["A"].bottom)
    assert (at["L"].left, at["L"].top) == (at["A"].left, at["A"].bottom)


def test_the_inner_product_first_takes_the_left_one_below_it():
    at = boxes(Meeting.of(N), Meeting.of(AGAIN))

    assert (at["A"].right, at["A"].top) == (at["N"].left, at["N"].bottom)
    assert at["R2"].height == at["A"].height


def test_sizes_stand_on_the_edges_and_the_square_says_that_they_fit():
    texts, drawn_boxes = drawn(Rectangles("One", ONE))

    assert sorted(texts) == sorted(["2", "4", "4", "3", "2", "3", "4 = 4"])
    assert len(drawn_boxes) == 3


def test_what_does_not_fit_bounds_no_square_and_leaves_no_corner():
    wrong = Rectangles("Round", (Meeting(B, A),))
    texts, _ = drawn(wrong)

    assert "3 \N{NOT EQUAL TO} 2" in texts
    assert svg_of(wrong).count('stroke="#b35900"') == 1
    assert svg_of(wrong).count("stroke-dasharray") == 2  # the edges, and what is no square
    assert wrong.words == (
        "Round. A, 2×4, stands above and to the right of B, 4×3; inner edges of 3 and 2 don't fit."
    )


def test_a_corner_is_free_until_the_product_is_there():
    free, full = Rectangles("Free", (Meeting(A, B),)), Rectangles("Full", ONE)

    assert free.words.endswith("both inner edges are 4, and the corner is free, 2×3.")
    assert full.words.endswith("both inner edges are 4, and C fills the corner, 2×3.")
    assert svg_of(free).count("stroke-dasharray") == svg_of(full).count("stroke-dasharray") + 1
    assert free.drawing().width == full.drawing().width
    assert free.to_fill_in() is free


def test_matrices_apart_stand_in_a_row_and_say_their_sizes():
    two = Rectangles("Two", apart=(A, B))
    _, (a, b) = drawn(two)

    assert a[1] == b[1]
    assert b[0] > a[0] + a[2]
    assert two.words == "Two. A is 2×4. B is 4×3."


def test_large_matrices_fit_and_a_narrow_one_still_holds_its_size():
    wide, tall = sized("W", 16, 360), sized("X", 360, 1)
    at = boxes(Meeting(wide, tall))

    assert max(box.right for box in at.values()) <= LONGEST
    assert max(box.bottom for box in at.values()) <= LONGEST
    assert at["X"].width == NARROWEST
    assert at["W"].width == at["X"].height


def test_in_a_small_square_the_sign_stands_alone():
    texts, _ = drawn(Rectangles("Small", (Meeting(sized("W", 360, 16), sized("X", 16, 360)),)))

    assert "=" in texts
    assert "16 = 16" not in texts


def test_where_another_matrix_stands_no_square_is_drawn():
    chain = Rectangles("Chain", (Meeting.of(C), Meeting.of(R)))

    assert [t for t in drawn(chain)[0] if "=" in t] == ["4 = 4"]


@pytest.mark.parametrize(
    ("meetings", "message"),
    [
        ((Meeting.of(C), Meeting(A, B, C)), "C would lie on C"),
        ((Meeting.of(C), Meeting(D, sized("F", 5, 1))), "D meets nobody who stands"),
        ((), "nothing to draw"),
    ],
)
def test_rectangles_that_make_no_sense_are_refused(meetings, message):
    with pytest.raises(ValueError, match=message):
        Rectangles("Askew", meetings)


def test_only_a_product_has_a_meeting():
    with pytest.raises(ValueError, match="A is no product"):
        Meeting.of(A)
    with pytest.raises(ValueError, match="S is no product"):
        Meeting.of((A + A).named("S", Role.HIDDEN))


def test_boxes_that_share_an_edge_do_not_overlap():
    one = Box(0, 0, 10, 10)

    assert not one.overlaps(Box(10, 0, 5, 5))
    assert one.overlaps(Box(9, 9, 5, 5))
