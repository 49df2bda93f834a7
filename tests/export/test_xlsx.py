"""Workbooks: every computed cell a portable formula, with its true value beside it."""

import re
import zipfile
from dataclasses import replace
from functools import cache
from io import BytesIO

import numpy as np
import openpyxl
import pytest
from helpers import second_of, trace_of
from op_examples import EXAMPLES
from spreadsheet import FUNCTIONS, Cell, Spreadsheet, places, ranges, read

import aibyhand
from aibyhand.core.cells import Cells
from aibyhand.core.table import TABLE
from aibyhand.export import files
from aibyhand.export.xlsx.names import names
from aibyhand.export.xlsx.plan import plan
from aibyhand.walk import Trace
from aibyhand.walk.again import deciding, lanes

SLUGS = aibyhand.slugs()
FEW = ("self-attention", "softmax", "td0")  # in the fast suite; the gate runs the tests on all
every = pytest.mark.parametrize(
    "slug", [slug if slug in FEW else pytest.param(slug, marks=pytest.mark.slow) for slug in SLUGS]
)
USED = {*FUNCTIONS, "COLUMN", "ISNUMBER", "ISBLANK", "COUNT"}  # all in Excel 2016 and elsewhere


def shown(slug: str) -> Trace:
    return trace_of(slug, aibyhand.find(slug).shown_lane)


@cache
def data_of(slug: str) -> bytes:
    return next(iter(files(shown(slug), "xlsx").values()))


@cache
def sheets_of(slug: str) -> dict[str, dict[str, Cell]]:
    return read(data_of(slug))


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(data))


def matrices(slug: str):
    """Every matrix of every lane, with its sheet and its cells, by its defined name."""
    found = ranges(data_of(slug))
    for k, trace in enumerate(lanes(shown(slug))):
        for name, defined in names(trace.matrices, f"{trace.lane}_" if k else "").items():
            yield k, trace[name], *found[defined]


# The table of operations.


def test_every_row_of_the_table_has_a_formula():
    for slug in SLUGS:
        for lane in aibyhand.find(slug).lanes:
            trace_of(slug, lane)  # a sum of several, or a rounding, becomes a row when it is used
    missing = [name for name, op in TABLE.items() if op.formula is None]
    assert not missing, f"write a workbook's formula for {missing}"


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_formula_of_an_operation_gives_its_numbers(name):
    result = EXAMPLES[name].result()
    cells, page, left = [], {}, 0
    for operand in result.made.operands:
        cells.append(Cells(2, left, *operand.shape))
        left += operand.shape[1] + 1
        for (i, j), value in np.ndenumerate(operand.values):
            page[cells[-1].part(i, j, 1, 1)] = ("", str(float(value)))
    sheet = Spreadsheet({"": page})
    for (i, j), value in np.ndenumerate(result.values):
        formula = result.made.op.formula(cells, result.made.settings, i, j)
        assert sheet.compute("", formula) == pytest.approx(value, rel=1e-12, abs=1e-12), formula


# Workbooks.


@every
def test_every_computed_cell_is_a_formula_with_its_value_beside_it(slug):
    sheets = sheets_of(slug)
    several = len(lanes(shown(slug))) > 1
    for k, matrix, sheet, cells in matrices(slug):
        assert sheet == (lanes(shown(slug))[k].lane.name if several else "live")
        for row, values in zip(cells, matrix.values, strict=True):
            for cell, value in zip(row, values, strict=True):
                formula, stored = sheets[sheet][cell]
                assert bool(formula) == bool(matrix.made or k), f"{sheet}!{cell}"
                assert float(stored) == pytest.approx(value, rel=1e-13, abs=0)


@pytest.mark.parametrize("slug", FEW)
def test_the_formulas_give_the_numbers(slug):
    computed = Spreadsheet(sheets_of(slug))
    for _, matrix, sheet, cells in matrices(slug):
        found = [[computed.value(sheet, cell) for cell in row] for row in cells]
        np.testing.assert_allclose(found, matrix.values, rtol=1e-9, err_msg=matrix.name)


@every
def test_copies_follow_their_first_place(slug):
    """Every number on a live sheet that is no input and no row of ones is a formula."""
    one, page = plan(shown(slug)), next(iter(sheets_of(slug).values()))
    for block in one.sheet.blocks:
        follows = block.named and (block.matrix.made or not one.is_home(block))
        for row in places(Cells(block.row, block.column, block.height, block.width).all):
            assert all(bool(page[cell][0]) == bool(follows) for cell in row), block.matrix.name


@every
def test_every_formula_is_portable(slug):
    with zipfile.ZipFile(BytesIO(data_of(slug))) as package:
        pages = [name for name in package.namelist() if "sheet" in name]
        text = "".join(package.read(name).decode() for name in pages)
    assert "_xl" not in text
    assert not re.search(r"<f [^>]*(array|dynamic)", text)
    for page in sheets_of(slug).values():
        for formula, _ in page.values():
            assert set(re.findall(r"([A-Z][A-Z.]*)\(", formula)) <= USED, formula


@every
def test_the_practice_sheets_hold_no_answers(slug):
    titles = [title for title in sheets_of(slug) if "practice" in title]
    for trace, title in zip(lanes(shown(slug)), titles, strict=True):
        one, page, count = plan(trace), sheets_of(slug)[title], 0
        for block in one.sheet.blocks:
            if not (block.named and block.matrix.made):
                continue
            for row in places(Cells(block.row, block.column, block.height, block.width).all):
                assert not any(page[cell][1] for cell in row), f"{title}: {block.matrix.name}"
                if one.is_home(block):
                    assert not any(page[cell][0] for cell in row)
                    count += len(row)
        assert f"0 of {count}" in [stored for _, stored in page.values()]


@every
def test_names_are_names_and_the_other_lane_follows_the_first(slug):
    for name in ranges(data_of(slug)):
        assert re.fullmatch(r"[A-Za-z_]\w*", name)
        assert not re.fullmatch(r"[A-Za-z]{1,3}\d+|[RrCc]|[Rr]\d*[Cc]\d*", name), name
    first = lanes(shown(slug))[0]
    for k, matrix, sheet, cells in matrices(slug):
        if k and matrix.name in first.given:
            formulas = [sheets_of(slug)[sheet][cell][0] for row in cells for cell in row]
            assert all(formula.startswith(f"='{first.lane}'!") for formula in formulas)


@every
def test_each_sheet_tells_every_step_and_whose_exercise_it_is(slug):
    for page in sheets_of(slug).values():
        texts = [stored for formula, stored in page.values() if stored and not formula]
        assert any(text.startswith("Exercise from: ") for text in texts)
    for trace, page in zip(lanes(shown(slug)), sheets_of(slug).values(), strict=False):
        texts = [stored for formula, stored in page.values() if stored and not formula]
        for step in trace.steps:
            assert any(text.startswith(f"[{step.number}] {step.title}.") for text in texts)


def test_openpyxl_reads_it_and_each_sheet_fits_a_printed_page():
    book = opened(data_of("lstm"))
    for page in book:
        assert page.page_setup.orientation == "landscape"
        assert page.page_setup.fitToWidth in (None, 1)  # 1 is what the format takes as said
        assert page.page_setup.fitToHeight in (None, 1)
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.print_area
        assert not page.sheet_view.showGridLines
    for name, (sheet, cells) in ranges(data_of("lstm")).items():
        ((there, area),) = book.defined_names[name].destinations
        assert (there, area.replace("$", "").split(":")[0]) == (sheet, cells[0][0])


@every
def test_two_runs_give_equal_bytes(slug):
    again = next(
        iter(files(replace(aibyhand.find(slug)).run(lane=shown(slug).lane), "xlsx").values())
    )
    assert again == data_of(slug)


@pytest.mark.slow
def test_sizes_of_ones_own_and_a_variant():
    trace = second_of("lstm")
    book = opened(next(iter(files(trace, "xlsx").values())))
    assert book.sheetnames == ["exact", "pencil", "practice exact", "practice pencil"]
    assert {f"_x{t}" for t in (1, 2, 3, 4)} <= set(book.defined_names)
    variant, _ = aibyhand.find("gcn").variants[0]
    book = opened(next(iter(files(trace_of("gcn", "exact", variant), "xlsx").values())))
    assert book.sheetnames == ["live", "practice"]  # the other lane knows no variant


def test_a_graph_decides_what_is_calculated_and_the_sheet_says_so():
    assert [m.name for m in deciding(trace_of("gcn"))] == ["Adj"]
    assert deciding(trace_of("lstm")) == ()
    texts = [stored for _, stored in sheets_of("gcn")["exact"].values()]
    assert any("Adj decides what is calculated" in str(text) for text in texts)


def test_names_that_look_like_cells_or_differ_in_case_only():
    assert names(["x1", "R", "c", "W", "w", "R1C1", "Wf", "true"]) == {
        "x1": "_x1", "R": "_R", "c": "_c", "W": "W", "w": "w_2", "R1C1": "_R1C1", "Wf": "Wf",
        "true": "_true",
    }  # fmt: skip
    assert names(["x1"], "pencil_") == {"x1": "pencil_x1"}


def test_an_operation_without_a_formula_is_named():
    trace = aibyhand.find("softmax").run(x=[[1], [2]])  # its own: kept runs are everybody's
    made = trace["E"].made
    object.__setattr__(made, "op", replace(made.op, formula=None))
    with pytest.raises(NotImplementedError, match="no workbook formula for 'exp'"):
        plan(trace).formula(trace["E"], 0, 0)


def test_large_matrices_get_a_cell_each_or_a_clear_refusal():
    x = np.arange(60.0).reshape(2, 30) / 60
    data = next(iter(files(aibyhand.find("softmax").run(x=x), "xlsx").values()))
    sheet, cells = ranges(data)["x"]
    assert (sheet, len(cells), len(cells[0])) == ("exact", 2, 30)
    with pytest.raises(ValueError, match=r"are too many for a workbook.*is 200×200"):
        files(aibyhand.find("softmax").run(x=np.ones((200, 200))), "xlsx")


def test_the_file_is_a_sound_package():
    with zipfile.ZipFile(BytesIO(data_of("lstm"))) as package:
        assert package.testzip() is None
        assert all(info.date_time[0] == 1980 for info in package.infolist())


def test_on_a_blank_the_colour_is_the_only_condition():
    """LibreOffice follows the first condition that holds, so no other may stand before it."""
    trace = lanes(shown("self-attention"))[0]
    one, number = plan(trace), list(sheets_of("self-attention")).index(f"practice {trace.lane}") + 1
    with zipfile.ZipFile(BytesIO(data_of("self-attention"))) as package:
        text = package.read(f"xl/worksheets/sheet{number}.xml").decode()
    found = re.findall(
        r'<conditionalFormatting sqref="([^"]+)">(.*?)</conditionalFormatting>', text, re.S
    )
    rules = {area: re.findall(r"<formula>([^<]*)", inside) for area, inside in found}
    for block in one.sheet.blocks:
        if block.named and block.matrix.made and one.is_home(block):
            area = Cells(block.row, block.column, block.height, block.width).all.replace("$", "")
            right, wrong = rules.pop(area)
            assert right.endswith("=1")
            assert wrong.startswith("NOT(ISBLANK(")
