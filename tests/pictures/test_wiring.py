"""Nodes on a grid, arrows between them, and a loop that waits."""

import re

import pytest
from helpers import svg_of

from aibyhand import Role
from aibyhand.pictures.wiring import Node, Wire, Wiring

X, H, Y = (
    Node(tex, 0, row, role)
    for row, (tex, role) in enumerate(
        (("x", Role.INPUT), ("h", Role.HIDDEN), ("y", Role.PREDICTION))
    )
)
CELL = Wiring("Cell", (X, H, Y), (Wire(0, 1, "u"), Wire(1, 1, "w"), Wire(1, 2)), "a day later")


def centres(svg: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r'<circle cx="(.*?)" cy="(.*?)"', svg)]


def test_the_lowest_row_is_below_and_columns_go_to_the_right():
    (x0, y0), (x1, y1), (x2, y2) = centres(svg_of(CELL))
    assert x0 == x1 == x2
    assert y0 > y1 > y2

    next_one = Wiring("Chain", (H, Node("h", 1, 1, Role.HIDDEN)), (Wire(0, 1),))
    (x0, y0), (x1, y1) = centres(svg_of(next_one))
    assert (x0 < x1, y0 == y1) == (True, True)


def test_an_arrow_ends_at_the_edge_of_its_node():
    (_, y0), (x, y1), _ = centres(svg_of(CELL))
    ends = re.findall(r'd="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)" fill="none"', svg_of(CELL))

    assert tuple(map(float, ends[0])) == (x, y0 - 18, x, y1 + 20)


def test_every_wire_has_a_head_and_a_loop_comes_back_to_its_node():
    svg, ((_, _), (x, y), _) = svg_of(CELL), centres(svg_of(CELL))
    (loop,) = re.findall(r'd="M([\d.]+) ([\d.]+)C.* ([\d.]+) ([\d.]+)" fill', svg)

    assert svg.count("<polygon") == 3
    assert tuple(map(float, loop)) == (x + 18, y + 6, x + 19, y - 6)
    assert "a day later" in svg


def test_the_loop_and_what_is_said_of_it_have_room():
    drawn = CELL.drawing()
    without = Wiring("Cell", (X, H, Y), (Wire(0, 1), Wire(1, 2))).drawing()

    assert drawn.width > without.width + 58
    assert drawn.height == without.height


def test_it_says_what_goes_where_by_what_and_when():
    assert CELL.words == "Cell: x to h (u); h to itself (w, a day later); h to y."


@pytest.mark.parametrize("wire", [Wire(0, 3), Wire(-1, 0)])
def test_a_wire_needs_two_ends(wire):
    with pytest.raises(ValueError, match="No: a wire needs a node at both its ends"):
        Wiring("No", (X, H, Y), (wire,))
