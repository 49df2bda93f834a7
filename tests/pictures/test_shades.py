"""Shades maps: how strong a cell is, what is below zero, and which cells they are."""

import re

import numpy as np
import pytest
from helpers import drawn_cells, matrix, svg_of

from aibyhand.pictures.shades import STRONGEST, Shades

TABLE = matrix("A", [[4, -2], [0, 1]])
ROWS = matrix("P", [[1, 2, 3, 4], [-1, 0, 0, 8]])


def strengths(svg: str) -> list[float]:
    return [float(found) for found in re.findall(r'fill-opacity="([\d.]+)"', svg)]


def test_a_cell_is_the_stronger_the_larger_its_number():
    assert strengths(svg_of(Shades("One", (TABLE,)))) == [
        STRONGEST, STRONGEST / 2, 0, pytest.approx(STRONGEST / 4, abs=0.01)
    ]  # fmt: skip


def test_all_tables_have_one_scale():
    found = strengths(svg_of(Shades("Two", (TABLE, matrix("B", [[8]])))))

    assert found[0] == STRONGEST / 2
    assert found[-1] == STRONGEST


def test_what_is_below_zero_has_a_bar_beside_its_colour():
    svg = svg_of(Shades("One", (TABLE,)))

    assert len(re.findall(r'height="2\.6" fill', svg)) == 1
    assert len(set(re.findall(r'fill="(#\w+)" fill-opacity', svg))) == 2


def test_the_rows_of_a_matrix_are_tables_and_their_cells_say_which_they_are():
    drawn = Shades("Rows", (ROWS,), 2)

    assert drawn_cells(svg_of(drawn)) == [
        ("P", 0, 0, "1"), ("P", 0, 1, "2"), ("P", 0, 2, "3"), ("P", 0, 3, "4"),
        ("P", 1, 0, "−1"), ("P", 1, 1, "0"), ("P", 1, 2, "0"), ("P", 1, 3, "8"),
    ]  # fmt: skip
    assert drawn.words == "Rows. P, row 1: 1, 2; 3, 4. P, row 2: −1, 0; 0, 8."


def test_a_matrix_is_one_table_and_is_read_aloud():
    drawn = Shades("One", (TABLE,))

    assert drawn.words == "One. A: 4, −2; 0, 1."
    assert drawn.to_fill_in() is drawn  # its numbers were given


def test_a_large_table_has_small_cells_without_numbers():
    svg = svg_of(Shades("Large", (matrix("A", np.ones((50, 60))),)))

    assert "<text" not in svg
    assert float(re.search(r'width="(\d+)"', svg)[1]) < 500


def test_all_zeros_are_drawn_without_a_colour():
    assert set(strengths(svg_of(Shades("None", (matrix("A", [[0, 0]]),))))) == {0}


def test_rows_that_cannot_be_cut_are_refused():
    with pytest.raises(ValueError, match="Odd: needs rows that can be cut into 3 columns"):
        Shades("Odd", (ROWS,), 3)
