"""A window that slides over an image: what is drawn, what is said, what is refused."""

import re

import numpy as np
import pytest
from helpers import drawn_cells, matrix, svg_of

from aibyhand.pictures.sliding import Sliding

IMAGE = matrix("I", [[5, 0, 2, 4, 1], [1, 7, 3, 0, 2], [2, 2, 1, 6, 0]])
RESULT = matrix("P", [[7, 4]])
WON = matrix("W", [[0, 0, 0, 1, 0], [0, 1, 0, 0, 0], [0] * 5])
POOLED = Sliding("Pooled", IMAGE, (2, 2), 2, RESULT, WON)


def test_every_place_has_a_frame_and_every_pixel_without_one_is_struck_out():
    svg = svg_of(POOLED)

    frames = re.findall(r'<rect x="([\d.]+)" y="([\d.]+)"[^>]* rx="4"/>', svg)
    assert [(float(x), float(y)) for x, y in frames] == [(3, 29), (83, 29)]
    (struck,) = re.findall(r'<path d="(M[^"]*l40[^"]*)"', svg)
    assert struck.count("M") == 3 + 4  # the last column, and the rest of the last row


def test_windows_that_overlap_have_frames_that_can_be_told_apart():
    svg = svg_of(Sliding("Overlapping", IMAGE, (1, 3), 2))

    widths = re.findall(r'width="([\d.]+)" height="[\d.]+" rx="4"', svg)
    assert widths == ["114.0", "107.0", "107.0", "114.0"]


def test_where_places_lie_thick_on_each_other_the_next_ones_are_enough():
    svg = svg_of(Sliding("Thick", IMAGE, (3, 3), 1))
    both = svg_of(Sliding("Thick", matrix("I", np.ones((5, 5))), (3, 3), 1))

    frames = r'<rect x="([\d.]+)" y="([\d.]+)"[^>]* rx="4"/>'
    assert re.findall(frames, svg) == [("46.5", "32.5")]  # there is one row of places
    assert re.findall(frames, both) == [("46.5", "32.5"), ("6.5", "72.5")]


def test_the_frame_moves_over_all_places_of_the_image_and_of_the_result():
    svg = svg_of(POOLED)

    across = re.findall(r'class="abh-across" style="--abh-by:([\d.]+)px;[^"]*steps\((\d)\)', svg)
    down = re.findall(r'class="abh-down" style="--abh-by:([\d.]+)px;[^"]*steps\((\d)\)', svg)
    assert across == [("80.0", "2"), ("160.0", "2")]  # two places: one cell each, or two pixels
    assert down == [("40.0", "1"), ("80.0", "1")]
    assert "style" not in POOLED.drawing().standalone("A file moves nothing")


def test_it_is_read_aloud():
    assert POOLED.words == (
        "Pooled. A window of 2×2 moves by 2 over I, 3×5: 1 places down and 2 across. "
        "No window meets row 3, column 5. Marked: 4 in row 1, column 4; 7 in row 2, column 2."
    )


def test_a_cell_says_which_it_is():
    cells = drawn_cells(svg_of(POOLED))

    assert cells[0] == ("I", 0, 0, "5")
    assert cells[-1] == ("P", 0, 1, "4")


def test_a_large_image_has_small_pixels_without_numbers_or_places():
    svg = svg_of(Sliding("Large", matrix("I", np.ones((50, 60))), (3, 3), 1))

    assert "<text" not in svg
    assert 'rx="4"' not in svg
    assert float(re.search(r'width="(\d+)"', svg)[1]) < 700


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"window": (4, 2)}, "the window is larger than I"),
        ({"result": matrix("P", [[1]])}, "the result needs a cell for every place"),
        ({"won": RESULT}, "the marks need a number for every pixel"),
    ],
)
def test_what_does_not_fit_is_refused(more, message):
    with pytest.raises(ValueError, match=message):
        Sliding(**{"title": "Misfit", "image": IMAGE, "window": (2, 2), "stride": 2} | more)
