"""Numbers of one's own that are larger than a page: cut, in tables, or named as left out."""

import io
import json
from functools import cache

import numpy as np
import openpyxl
import pptx
import pytest
from pypdf import PdfReader

from aibyhand import Role, find, given
from aibyhand.__main__ import main
from aibyhand.export import files, left_out
from aibyhand.export.shared.cut import columns_of, in_parts, said_of
from aibyhand.export.worksheet import planned
from aibyhand.export.worksheet.piece import PAPERS, SMALLEST

THIRTY = find("softmax").run(x=np.arange(30.0).reshape(30, 1) / 10)
# Twelve tokens, and forty: the numbers don't matter, their count does.
TWELVE = find("self-attention").run(X=np.arange(72).reshape(6, 12) % 3)
FORTY = find("self-attention").run(X=np.arange(240).reshape(6, 40) % 3)


@cache
def slides(trace):
    deck = pptx.Presentation(io.BytesIO(next(iter(files(trace, "pptx").values()))))
    return [slide for slide in deck.slides if slide.shapes.title.text.startswith("[")]


def tables(slide):
    return [
        (shape.name, [[cell.text for cell in row.cells] for row in shape.table.rows])
        for shape in slide.shapes
        if shape.has_table
    ]


def texts(slide):
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def test_columns_of_a_quotient_take_the_same_columns_of_what_is_divided_and_of_the_divisor():
    a = given("a", [[2, 4, 6, 8], [10, 20, 30, 40]], Role.INPUT)
    b = given("b", [[2, 4, 2, 4]], Role.INPUT)
    some = columns_of((a / b).named("c", Role.OUTPUT), range(2, 4))
    assert some.values.tolist() == [[3, 2], [15, 10]]
    assert [operand.values.tolist() for operand in some.operands] == [[[6, 8], [30, 40]], [[2, 4]]]
    assert some.columns.label(0) == "3"


def test_columns_of_a_product_take_all_of_the_left_operand_a_square_one_too():
    w = given("W", [[1, 2, 0], [0, 1, 1], [1, 0, 1]], Role.WEIGHT)
    x = given("X", [[1, 0, 2], [3, 1, 0], [0, 1, 1]], Role.INPUT)
    some = columns_of((w @ x).named("Y", Role.OUTPUT), range(1))
    assert some.values.tolist() == [[7], [3], [1]]
    assert some.operands[0] is w
    assert some.operands[1].values.tolist() == [[1], [3], [0]]


def test_a_large_matrix_is_cut_into_tables_of_at_most_twenty_columns_with_their_labels():
    parts = in_parts(FORTY["X"])
    assert [part.shape for part in parts] == [(6, 20), (6, 20)]
    assert [part.columns.label(0) for part in parts] == ["tok 1", "tok 21"]
    assert in_parts(FORTY["S"]) == []  # 1600 numbers are too many


def test_slides_ask_for_no_number_that_is_known():
    asked = {}
    for slide in slides(TWELVE):
        empty = {name for name, rows in tables(slide) if not any(map(any, rows))}
        if empty:
            asked.setdefault(slide.shapes.title.text[:3], set()).update(empty)
    assert asked == {
        "[2]": {"Q", "K", "V"}, "[3]": {"Kᵀ"}, "[4]": {"S"}, "[5]": {"R"}, "[6]": {"E"},
        "[7]": {"s"}, "[8]": {"A"}, "[9]": {"Z"},
    }  # fmt: skip


def test_a_calculation_that_does_not_fit_is_cut_along_its_columns_and_keeps_its_operands():
    mixed = [s for s in slides(TWELVE) if s.shapes.title.text.startswith("[9]")]
    titles = [slide.shapes.title.text for slide in mixed]
    assert titles[::2] == titles[1::2]  # blank, then revealed
    assert titles[0].endswith(": columns 1 to 6)")
    assert titles[2].endswith(": columns 7 to 12)")
    shapes = [{name: np.shape(rows) for name, rows in tables(slide)} for slide in mixed]
    assert shapes == [{"A": (12, 6), "V": (3, 12), "Z": (3, 6)}] * 4


def test_a_slide_that_would_be_the_same_when_revealed_stands_there_once():
    assert [slide.shapes.title.text for slide in slides(THIRTY)] == [
        "[1] Given",
        "[2] Exponentiate (1 of 2)", "[2] Exponentiate (2 of 2)",
        "[3] Sum",
        "[4] Divide (1 of 2)", "[4] Divide (2 of 2)",
        "[5] Check",
    ]  # fmt: skip


def test_the_given_numbers_stand_on_the_slides_whatever_their_count():
    x = tables(slides(THIRTY)[0])
    assert [name for name, _ in x] == ["x", "x"]
    numbers = [row[0] for _, rows in x for row in rows]
    assert numbers[:3] == ["0.0", "0.1", "0.2"]
    assert numbers[27:] == ["2.7", "2.8", "2.9"]


def test_a_slide_says_which_numbers_it_leaves_out():
    scores = next(s for s in slides(FORTY) if s.shapes.title.text.startswith("[4]"))
    said = "S (40×40) is too large to be printed here: its numbers are in the workbook."
    assert any(text.startswith(said) for text in texts(scores))
    assert said in scores.notes_slide.notes_text_frame.text


def test_one_and_several_matrices_are_named_with_their_sizes():
    assert said_of([FORTY["dk"], FORTY["WQ"]]) == ""
    assert said_of([FORTY["X"], FORTY["S"], FORTY["A"]]) == (
        "S (40×40) and A (40×40) are too large to be printed here: their numbers are in the "
        "workbook. X (6×40) is printed as tables of some rows or columns."
    )


def test_a_worksheet_asks_for_large_results_in_tables_and_prints_what_cannot_be_worked_out():
    pieces = [piece for page in planned(THIRTY, PAPERS[0]) for piece in page.pieces]
    drawn = [(piece.step.number, piece.empty != piece.filled) for piece in pieces]
    assert drawn == [(1, False), (2, False), (2, True), (3, False), (3, True),
                     (4, False), (4, True), (5, False), (5, True)]  # fmt: skip
    sums = [
        piece for page in planned(FORTY, PAPERS[0]) for piece in page.pieces
        if piece.step.number == 7
    ]  # fmt: skip
    assert all(piece.empty == piece.filled for piece in sums)  # E is printed nowhere


def test_a_worksheet_cuts_results_along_their_columns_so_that_every_cell_can_be_written_into():
    pieces = [piece for page in planned(TWELVE, PAPERS[0]) for piece in page.pieces]
    assert min(piece.scale for piece in pieces) >= SMALLEST
    asked: dict[int, list[str]] = {}
    for piece in pieces:
        asked.setdefault(piece.step.number, []).extend(m.printed for m in piece.fresh)
    assert {number: sorted(set(names)) for number, names in asked.items()} == {
        1: [], 2: ["K", "Q", "V"], 3: [], 4: ["S"], 5: ["R", "d_k"], 6: ["E"], 7: ["s"],
        8: ["A"], 9: ["Z"],
    }  # fmt: skip
    scaled = [m for piece in pieces for m in piece.fresh if m.name == "S_scaled"]
    assert sum(part.shape[1] for part in scaled) == 12


def test_a_worksheet_prints_the_given_numbers_and_says_what_it_leaves_out():
    made = files(FORTY, "worksheet")["self-attention-worksheet-a4.pdf"]
    said = " ".join(p.extract_text() for p in PdfReader(io.BytesIO(made)).pages)
    words = " ".join(said.split())
    assert "S (40×40) is too large to be printed here: its numbers are in the workbook." in words
    assert "tok 40" in words


def test_a_workbook_says_why_it_has_no_practice_sheet():
    made = files(FORTY, "xlsx")["self-attention.xlsx"]
    book = openpyxl.load_workbook(io.BytesIO(made))
    assert book.sheetnames == ["exact", "pencil"]
    assert "No practice sheet (exact): " in book["exact"]["B2"].value
    assert "No practice sheet" not in left_out(TWELVE, "xlsx")


@pytest.mark.parametrize("to", ["pptx", "worksheet", "tex", "beamer", "docx", "svg"])
def test_the_command_names_what_was_left_out_and_succeeds(capsys, tmp_path, to):
    numbers = tmp_path / "mine.json"
    numbers.write_text(json.dumps({"X": (np.arange(240).reshape(6, 40) % 3).tolist()}))
    status = main(["export", "self-attention", "--to", to, "--given", str(numbers),
                   "--output", str(tmp_path)])  # fmt: skip
    said = capsys.readouterr().err
    assert status == 0
    assert said.startswith(f"self-attention {to}: ")
    assert "S (40×40)" in said
    assert said.count("\n") == 1


def test_the_command_says_nothing_where_nothing_is_left_out(capsys, tmp_path):
    main(["export", "softmax", "--to", "pptx", "xlsx", "--output", str(tmp_path)])
    assert capsys.readouterr().err == ""
