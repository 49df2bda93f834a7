"""States in a line: to the right above, to the left below, and a loop above its state."""

import re

import pytest
from helpers import svg_of

from aibyhand.pictures.moves import Move, Moves

TWO = Moves("Walk", ("A", "B"), (Move(0, 0, "stay"), Move(0, 1, "go"), Move(1, 0, "back")))


def heights(svg: str) -> dict[str, float]:
    return {
        word: float(y) for y, word in re.findall(r'<text x="\S+" y="(\S+)".*?>(\w+)</text>', svg)
    }


def test_what_goes_to_the_right_is_above_and_what_goes_to_the_left_below():
    at = heights(svg_of(TWO))
    assert at["go"] < at["A"] < at["back"]
    assert at["stay"] < at["A"]
    assert at["A"] == at["B"]


def test_a_longer_way_goes_higher():
    three = Moves("Walk", ("A", "B", "C"), (Move(0, 1, "near"), Move(0, 2, "far")))
    at = heights(svg_of(three))
    assert at["far"] < at["near"]


def test_every_line_has_a_head_at_the_edge_of_its_state():
    svg = svg_of(TWO)
    ends = [tuple(map(float, end)) for end in re.findall(r'points="([\d.]+),([\d.]+) ', svg)]
    circles = [tuple(map(float, c)) for c in re.findall(r'<circle cx="(.*?)" cy="(.*?)"', svg)]
    assert len(ends) == 3
    for (x, y), (cx, cy) in zip(ends, (circles[0], circles[1], circles[0]), strict=True):
        assert 20 <= ((x - cx) ** 2 + (y - cy) ** 2) ** 0.5 <= 30


def test_it_is_read_aloud():
    assert TWO.words == (
        "Walk. States A, B. Moves: A to itself (stay); A to B (go); B to A (back)."
    )


def test_a_move_to_no_state_is_refused():
    with pytest.raises(ValueError, match="Walk: a move needs a state at both its ends"):
        Moves("Walk", ("A",), (Move(0, 1, "go"),))
