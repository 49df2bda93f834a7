"""A sheet in a terminal."""

import unicodedata

import numpy as np
import pytest

from aibyhand import Role, given, ops
from aibyhand.render.text import text
from aibyhand.sheet.layout import lay_out

W = given("W", [[1, -10], [0, 2]], Role.WEIGHT)
X = given("X", [[1, 0], [2, -3]], Role.INPUT)
Q = (W @ X).named("Q", Role.QUERY)


def ends(line: str, word: str) -> int:
    """The column in which a word ends; marks on letters take none."""
    upto = line[: line.index(word) + len(word)]
    return sum(not unicodedata.combining(letter) for letter in upto)


def test_every_matrix_stands_aligned_under_its_name():
    lines = text(lay_out([Q])).splitlines()
    assert any("X 2×2" in line for line in lines)
    head = next(k for k, line in enumerate(lines) if "W 2×2" in line)
    first, second = lines[head + 1], lines[head + 2]
    assert first.split() == ["1", "−10", "−19", "30"]
    assert second.split() == ["0", "2", "4", "−6"]
    assert ends(first, "−10") == ends(second, "  2")
    assert ends(first, "30") == ends(second, "−6")
    assert len(lines[head].split("Q 2×2")) == 2


def test_the_equation_is_there_in_plain_text():
    assert "Q = W X" in text(lay_out([Q]))


def test_marks_on_letters_do_not_push_the_numbers_aside():
    z = ops.relu(Q).named("Z", Role.OUTPUT, r"\tilde{Z}")
    y = (W @ z).named("y", Role.OUTPUT)
    for line in text(lay_out([y])).splitlines():
        assert "\\" not in line
    with_mark = text(lay_out([(W @ X).named("Q", Role.QUERY, r"\tilde{Q}")])).splitlines()
    without = text(lay_out([Q])).splitlines()
    for one, other in zip(with_mark, without, strict=True):
        if "−19" in one:
            assert ends(one, "−19") == ends(other, "−19")


def test_colour_only_when_asked_for_and_never_in_the_way_of_the_numbers():
    plain, coloured = text(lay_out([Q])), text(lay_out([Q]), colour=True)
    assert "\x1b" not in plain
    assert "\x1b[" in coloured
    stripped = coloured.replace("\x1b[2m", "").replace("\x1b[0m", "").replace("\x1b[31m", "")
    assert stripped == plain


def test_large_matrices_are_their_names_and_sizes():
    big = given("D", np.ones((30, 40)), Role.WEIGHT)
    assert "[D 30×40]" in text(lay_out([big]))


@pytest.mark.parametrize("rows", [1, 2, 3, 5])
def test_a_word_over_an_arrow_stands_whole_in_a_line_of_its_own(rows):
    z = given("z", np.arange(rows).reshape(-1, 1), Role.LINEAR)
    y = ops.sigmoid(z).named("y", Role.PROBABILITY)
    lines = text(lay_out([y])).splitlines()
    word = next(k for k, line in enumerate(lines) if "σ(z)" in line)
    assert "→" not in lines[word]
    assert "→" in lines[word + 1]


def test_a_long_word_over_an_arrow_touches_no_number():
    image = given("S", np.ones((4, 4)), Role.HIDDEN)
    pooled = ops.max_pool(image, 2, 2).named("P", Role.HIDDEN)
    assert " maxpool_2,2(S) " in text(lay_out([pooled]))
