"""A mask on its image: what is drawn, what is said, what is refused."""

import re

import numpy as np
import pytest
from helpers import drawn_cells, matrix, svg_of

from aibyhand.pictures.overlay import Overlay

IMAGE = matrix("I", [[5, 0, 2], [1, 7, 3]])
MASK = matrix("M", [[1, 1, 0], [0, 0, 0]])


def test_a_mask_marks_its_pixels_and_borders_them():
    svg = svg_of(Overlay("Marked", IMAGE, MASK))

    marks = re.findall(r'<path d="M[\d.]+ [\d.]+h12\.8v12\.8z"', svg)
    assert len(marks) == 2
    border = re.search(r'<path d="([^"]*)" stroke="#\w+" stroke-width="4"', svg)
    assert border
    # Two pixels beside each other have six edges around them.
    assert len(re.findall(r"[hv]40\.0", border[1])) == 6
    assert re.findall(r"<text[^>]*>([^<]*)<", svg) == ["5", "0", "2", "1", "7", "3"]


def test_a_mask_is_read_aloud_pixel_by_pixel():
    said = Overlay("Marked", IMAGE, MASK).words

    assert said == "Marked. row 1: 5 in the mask, 0 in the mask, 2; row 2: 1, 7, 3."


def test_a_large_image_has_small_pixels_without_numbers():
    large = Overlay("Large", matrix("I", np.ones((50, 60))), matrix("M", np.eye(50, 60)))
    svg = svg_of(large)

    assert "<text" not in svg
    assert float(re.search(r'width="(\d+)"', svg)[1]) < 700


@pytest.mark.parametrize("mask", [[[1, 0], [0, 1]], [[1, 0, 2], [0, 0, 0]]])
def test_a_mask_that_does_not_fit_is_refused(mask):
    with pytest.raises(ValueError, match="a zero or a one for every pixel"):
        Overlay("Misfit", IMAGE, matrix("M", mask))


def test_a_pixel_says_which_cell_it_is():
    assert drawn_cells(svg_of(Overlay("Marked", IMAGE, MASK))) == [
        ("I", 0, 0, "5"), ("I", 0, 1, "0"), ("I", 0, 2, "2"),
        ("I", 1, 0, "1"), ("I", 1, 1, "7"), ("I", 1, 2, "3"),
    ]  # fmt: skip
