"""Matrices on a line through time."""

from helpers import drawn_cells, matrix, svg_of

from aibyhand.pictures.flow import Flow

A, B, C = matrix("A", [[1], [2]]), matrix("B", [[3], [4]]), matrix("C", [[5, 6]])
DRAWN = Flow("Through time", ((A, B), (C,)), (("f",), ()))


def test_matrices_stand_on_their_line_with_an_arrow_between_them():
    sheet = DRAWN.sheet()

    assert [(b.matrix.name, b.row, b.column) for b in sheet.blocks] == [
        ("A", 1, 0), ("B", 1, 4), ("C", 5, 0),
    ]  # fmt: skip
    assert [label.tex for label in sheet.labels] == ["f", "⟶"]
    assert all(1 <= label.column < 4 for label in sheet.labels)


def test_it_is_drawn_as_the_sheet_that_it_is():
    assert [cell[0] + cell[3] for cell in drawn_cells(svg_of(DRAWN))] == [
        "A1", "A2", "B3", "B4", "C5", "C6",
    ]  # fmt: skip


def test_it_is_read_aloud():
    assert DRAWN.words == "Through time. A: 1, 2, then B: 3, 4. C: 5, 6."


def test_a_line_may_run_to_the_left_and_a_place_may_stay_free():
    drawn = Flow("Both ways", ((A, B, None), (None, B, A)), (("f",), ("g",)), to_left=(1,))
    sheet = drawn.sheet()

    assert [(b.matrix.name, b.row, b.column) for b in sheet.blocks] == [
        ("A", 1, 0), ("B", 1, 4), ("B", 5, 4), ("A", 5, 8),
    ]  # fmt: skip
    assert [(label.tex, label.column) for label in sheet.labels] == [
        ("f", 1), ("⟶", 1), ("g", 5), ("⟵", 5),
    ]  # fmt: skip
    assert sheet.width == 9
    assert drawn.words == "Both ways. A: 1, 2, then B: 3, 4. A: 1, 2, then B: 3, 4."
