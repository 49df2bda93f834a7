"""References of cells, as formulas hold them."""

import pytest

from aibyhand.core.cells import Cells, letters


@pytest.mark.parametrize(
    ("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (702, "AAA")]
)
def test_letters(column, name):
    assert letters(column) == name


def test_references_hold_what_stays_when_a_formula_is_filled_on():
    table = Cells(4, 1, 3, 6)
    assert table.cell(1, 2) == "D6"
    assert table.cell(1, 2, "column") == "$D6"
    assert table.cell(1, 2, "row") == "D$6"
    assert table.cell(1, 2, "both") == "$D$6"
    assert (table.row(1), table.column(2)) == ("$B6:$G6", "D$5:D$7")
    assert (table.part(0, 1, 2, 2), table.all) == ("C5:D6", "$B$5:$G$7")


def test_what_is_stretched_stays():
    row, column, number = Cells(0, 0, 1, 3), Cells(0, 0, 3, 1), Cells(0, 0, 1, 1)
    assert row.stretched(2, 1) == "B$1"
    assert column.stretched(2, 1) == "$A3"
    assert (number.stretched(2, 1), number.all) == ("$A$1", "$A$1")


def test_another_sheet_is_named():
    assert Cells(0, 0, 1, 1, "o'clock").cell(0, 0) == "'o''clock'!$A$1"
