"""The picture of a plane: arrows, dots, and labels that stand free of each other."""

import re

import pytest
from helpers import matrix, svg_of

from aibyhand.pictures.plane import Plane

CROSS = matrix("W", [[1, 0, -1, 0], [0, 1, 0, -1]])
SAMPLES = matrix("H", [[1, 0, 0.5], [0, 2, 0]])
LABEL = re.compile(r'<text x="([-\d.]+)" y="([-\d.]+)" font-size="14"[^>]*>([^<]*)<')


def labels(svg: str) -> list[tuple[float, float, str]]:
    return [(float(x), float(y), said) for x, y, said in LABEL.findall(svg)]


def test_a_matrix_is_as_many_arrows_as_it_has_columns():
    drawn = Plane("Four", (CROSS,), tuple("ABCD"))

    assert drawn.words == "Four. A at 1, 0; B at 0, 1; C at −1, 0; D at 0, −1."
    assert svg_of(drawn).count("abh-curve-") == 4


def test_dots_are_drawn_and_read_aloud_with_their_decimals():
    drawn = Plane("Both", (CROSS,), tuple("ABCD"), (SAMPLES,), ("one", "two", "three"))

    assert "Dots: one at 1.0, 0.0; two at 0.0, 2.0; three at 0.5, 0.0." in drawn.words
    assert svg_of(drawn).count("<circle") == 3


def test_a_label_stands_beyond_the_tip_of_its_arrow():
    ax, ay, bx, by, cx, cy, dx, dy = (
        number
        for x, y, _ in labels(svg_of(Plane("Four", (CROSS,), tuple("ABCD"))))
        for number in (x, y)
    )

    assert cx < bx < ax  # C at the left, A at the right
    assert by < ay < dy  # B on top; y grows downwards
    assert (bx, ay) == (dx, cy)


def test_labels_at_one_place_give_way():
    twice = Plane("Twice", (SAMPLES, SAMPLES), ("one", "two", "three", "four", "five", "six"))
    places = [(x, y) for x, y, _ in labels(svg_of(twice))]

    assert len(places) == 6
    for k, (x, y) in enumerate(places):
        assert all(abs(x - a) >= 16 or abs(y - b) >= 14 for a, b in places[:k])


@pytest.mark.parametrize(
    ("points", "names", "dots", "dot_names", "message"),
    [
        ((matrix("m", [[1], [2], [3]]),), ("m",), (), (), "every point needs to be a column"),
        ((CROSS,), ("one",), (), (), "every point needs one label"),
        ((CROSS,), tuple("ABCD"), (matrix("m", [[1]]),), ("m",), "every dot needs to be a column"),
        ((CROSS,), tuple("ABCD"), (SAMPLES,), (), "every dot needs one label"),
    ],
)
def test_what_is_not_in_the_plane_is_refused(points, names, dots, dot_names, message):
    with pytest.raises(ValueError, match=message):
        Plane("No", points, names, dots, dot_names)
