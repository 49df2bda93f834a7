"""A cell of a figure can be found: which matrix it belongs to, in which row and column."""

import xml.etree.ElementTree as ET

from helpers import drawn_cells

from aibyhand import Role, given
from aibyhand.draw.sheets import draw_sheet
from aibyhand.sheet.layout import lay_out

K = given("K", [[1, 2, 3], [4, 5, 6]], Role.KEY)
Q = given("Q", [[7, 8], [9, 10]], Role.QUERY)
S = (K.T @ Q).named("S", Role.SCORE)
SHEET = lay_out([S])


def test_every_cell_says_matrix_row_and_column():
    cells = drawn_cells(draw_sheet(SHEET, "").inline())

    assert [cell for cell in cells if cell[0] == "Q"] == [
        ("Q", 0, 0, "7"), ("Q", 0, 1, "8"), ("Q", 1, 0, "9"), ("Q", 1, 1, "10"),
    ]  # fmt: skip
    # Worked out by hand: the columns of K times the columns of Q.
    assert {cell[1:] for cell in cells if cell[0] == "S"} == {
        (0, 0, "43"), (0, 1, "48"), (1, 0, "59"), (1, 1, "66"), (2, 0, "75"), (2, 1, "84"),
    }  # fmt: skip


def test_a_transposed_matrix_is_found_by_its_own_rows_and_columns():
    cells = [cell for cell in drawn_cells(draw_sheet(SHEET, "").inline()) if cell[0] == "K"]

    # As they are drawn: K on its side, row by row.
    assert cells == [
        ("K", 0, 0, "1"), ("K", 1, 0, "4"),
        ("K", 0, 1, "2"), ("K", 1, 1, "5"),
        ("K", 0, 2, "3"), ("K", 1, 2, "6"),
    ]  # fmt: skip


def test_a_blank_matrix_has_its_place_and_no_number():
    drawn = draw_sheet(SHEET.blanked(frozenset("S")), "").inline()
    (group,) = [g for g in ET.fromstring(drawn).iter("g") if g.get("data-m") == "S"]
    ground = group[0]

    assert ground.tag == "rect"
    assert not list(group.iter("text"))
    assert group.get("data-w") == "2"
    assert (float(ground.get("width")), float(ground.get("height"))) == (2 * 40, 3 * 40)


def test_a_file_has_no_data_for_scripts():
    assert "data-" not in draw_sheet(SHEET, "").standalone("A sheet")
