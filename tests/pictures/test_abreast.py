"""Pictures side by side: where they stand, what is said, what is refused."""

import re

import numpy as np
import pytest
from helpers import matrix, svg_of

from aibyhand import Role
from aibyhand.pictures.abreast import GAP, HEAD, Abreast
from aibyhand.pictures.corners import Meeting
from aibyhand.pictures.frames import Frames
from aibyhand.pictures.rectangles import Rectangles


def rectangles(title, rows):
    left, right = matrix("A", np.ones((rows, 4))), matrix("B", np.ones((4, 3)))
    product = (left @ right).named("C", Role.HIDDEN)
    return Rectangles(title, (Meeting.of(product),), cell=10.0)


LOW, HIGH = rectangles("Low", 2), rectangles("High", 9)


def test_they_stand_in_a_row_with_their_titles_above():
    both = Abreast("Both", (LOW, HIGH))
    low, high, drawn = LOW.drawing(), HIGH.drawing(), both.drawing()

    places = re.findall(
        r'<svg x="([\d.]+)" y="([\d.]+)" width="(\d+)" height="(\d+)"', drawn.inside
    )
    assert [tuple(map(float, place)) for place in places] == [
        (0, HEAD, low.width, low.height),
        (low.width + GAP, HEAD, high.width, high.height),
    ]
    titles = re.findall(r'<text x="([\d.]+)"[^>]*>(Low|High)<', svg_of(both))
    assert [title for _, title in titles] == ["Low", "High"]
    middle = float(titles[1][0])
    assert middle == pytest.approx(low.width + GAP + high.width / 2)
    assert drawn.height > HEAD + high.height
    assert drawn.width > low.width + GAP + high.width


def test_a_title_wider_than_its_picture_has_room():
    long = rectangles("A title that is much wider than what it is written above", 2)
    drawn = Abreast("Both", (long, LOW)).drawing()

    (first, second) = re.findall(r'<svg x="([\d.]+)"', drawn.inside)
    assert float(first) > 0
    assert float(second) > 400  # fifty letters and more
    assert float(first) + long.drawing().width + GAP < float(second)


def test_their_words_are_read_one_after_the_other():
    assert Abreast("Both", (LOW, HIGH)).words == f"Both. {LOW.words} {HIGH.words}"


def test_on_a_worksheet_they_stand_side_by_side_if_each_has_a_picture_without_answers():
    computed = (matrix("A", [[1]]) @ matrix("B", [[2]])).named("C", Role.HIDDEN)
    answer = Frames("Answer", computed, 1, 1)

    assert Abreast("Both", (LOW, HIGH)).to_fill_in() == Abreast("Both", (LOW, HIGH))
    assert answer.to_fill_in() is None
    assert Abreast("Both", (LOW, answer)).to_fill_in() is None


def test_one_picture_alone_is_refused():
    with pytest.raises(ValueError, match="Alone: needs two pictures or more"):
        Abreast("Alone", (LOW,))
