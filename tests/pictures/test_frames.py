"""Frames of a video: every column of a matrix is an image."""

from helpers import drawn_cells, matrix, svg_of

from aibyhand import Role
from aibyhand.ops import take
from aibyhand.pictures.frames import Frames

VIDEO = matrix("V", [[1, 5], [2, 6], [3, 7], [4, 8], [0, 9], [1, 0]])
DRAWN = Frames("Two frames", VIDEO, height=2, width=3)


def test_a_column_is_an_image_row_by_row():
    assert DRAWN.words == ("Two frames. frame 1: 1, 2, 3; 4, 0, 1. frame 2: 5, 6, 7; 8, 9, 0.")


def test_a_pixel_says_which_cell_it_is():
    """The frame is the column, and the pixels go down it."""
    cells = drawn_cells(svg_of(DRAWN))

    assert cells[:6] == [("V", i, 0, shown) for i, shown in enumerate("123401")]
    assert cells[6:] == [("V", i, 1, shown) for i, shown in enumerate("567890")]


def test_only_a_video_that_was_given_stands_on_a_worksheet():
    made = take(VIDEO).named("W", Role.OUTPUT)

    assert DRAWN.to_fill_in() is DRAWN
    assert Frames("Made", made, 2, 3).to_fill_in() is None
