"""A network of levels: what is drawn, what is said, what is refused."""

import re

import numpy as np
import pytest
from helpers import matrix, svg_of

from aibyhand import Role
from aibyhand.pictures.levels import Levels
from aibyhand.pictures.stops import Stop

BIG, OTHER = matrix("A", np.ones((4, 6))), matrix("B", np.ones((4, 6)), Role.HIDDEN)
SMALL = matrix("C", np.ones((2, 3)), Role.LATENT)
U = Levels(
    "A small U",
    (Stop((BIG,)), Stop((SMALL,), "pooling", 1), Stop((BIG, OTHER), "enlarging"), Stop((OTHER,))),
    ((0, 2),),
)


def boxes(svg):
    """Give the width and height of every rectangle."""
    found = re.findall(r'<rect [^>]*width="([\d.]+)" height="([\d.]+)"', svg)
    return [(float(width), float(height)) for width, height in found]


def test_images_are_drawn_to_one_scale_and_every_channel_has_its_square():
    drawn = boxes(svg_of(U))

    assert len(drawn) == 5
    large, small = (64.0, 42.7), (32.0, 21.3)
    assert sorted(drawn) == [small, large, large, large, large]


def test_sizes_and_words_stand_in_the_picture_and_the_skip_is_broken():
    svg = svg_of(U)

    said = re.findall(r"<text[^>]*>([^<]*)<", svg)
    for words in ("4×6", "2×3", "4×6, 2 channels", "pooling", "enlarging", "skip"):
        assert words in said
    assert svg.count("stroke-dasharray") == 1
    assert svg.count("<polygon") == 4  # the skip and three ways


def test_the_way_is_read_aloud():
    assert U.words == (
        "A small U. A, 4×6; down, pooling, to C, 2×3; up, enlarging, to A and B, 4×6, 2 channels; "
        "on to B, 4×6. A skip leads straight from A to A and B."
    )


def test_a_number_can_count_the_side_of_an_image():
    n, m = matrix("n", 100), matrix("m", 50)
    counted = Levels("Counted", (Stop((n,), side=100), Stop((m,), level=1, side=50)))

    assert "n, 100×100; down to m, 50×50" in counted.words
    assert boxes(svg_of(counted)) == [(64, 64), (32, 32)]


def test_no_two_stops_stand_in_one_place():
    straight = Levels("Down and up", (Stop((BIG,)), Stop((SMALL,), level=1), Stop((OTHER,))))
    places = re.findall(r'<rect x="([\d.]+)" y="([\d.]+)"', svg_of(straight))

    assert len(set(places)) == 3


@pytest.mark.parametrize(
    ("stops", "skips", "message"),
    [
        ((Stop((BIG,)), Stop((SMALL,), "pool", 1)), ((0, 1),), "on the same level"),
        ((Stop((BIG,)), Stop((BIG,))), ((1, 0),), "on the same level"),
        ((Stop((BIG,)), Stop((BIG,))), ((0, 2),), "on the same level"),
        ((Stop((BIG, SMALL)),), (), "of one size"),
    ],
)
def test_levels_that_make_no_sense_are_refused(stops, skips, message):
    with pytest.raises(ValueError, match=message):
        Levels("Askew", stops, skips)
