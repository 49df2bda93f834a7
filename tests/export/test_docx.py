"""The worksheet to edit: native tables, every result once empty and once filled in."""

import io
import re
import zipfile
from functools import cache

import docx
import numpy as np
import pytest
from helpers import trace_of

import aibyhand
from aibyhand.core.numbers import number
from aibyhand.export import files, left_out, stem

FEW = ("self-attention", "softmax")  # of the fast tests; the slow ones look at all
SLUGS = [
    pytest.param(slug, marks=() if slug in FEW else pytest.mark.slow) for slug in aibyhand.slugs()
]


def document(trace):
    return docx.Document(io.BytesIO(files(trace, "docx")[f"{stem(trace)}-worksheet.docx"]))


def page_trace(slug):
    return trace_of(slug, aibyhand.find(slug).shown_lane)


@cache
def page_document(slug):
    return document(page_trace(slug))


def texts(read, styles=None):
    return [p.text for p in read.paragraphs if styles is None or p.style.name in styles]


def about(table, what):
    """Give what the file says of a table."""
    return table._tbl.tblPr.xpath(f"string(w:{what})")


def tables(read):
    """Give name, whether it stands behind the heading Answers, and cells without the edges."""
    behind = False
    for one in read.iter_inner_content():
        if isinstance(one, docx.text.paragraph.Paragraph):
            behind = behind or (one.style.name == "Heading 1" and one.text == "Answers")
            continue
        top, side = (int(about(one, f"tblLook/@w:{at}")) for at in ("firstRow", "firstColumn"))
        cells = [[cell.text for cell in row.cells[side:]] for row in one.rows]
        yield about(one, "tblCaption/@w:val"), behind, cells[top:]


def printed(matrix):
    return [[number(float(v), matrix.digits) for v in row] for row in matrix.values]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_result_is_once_empty_and_once_filled_in_and_the_given_ones_are_filled(slug):
    trace = page_trace(slug)
    found = list(tables(page_document(slug)))
    used = {a.name: a for s in trace.steps for m in s.shows for a in (*m.ancestors(), m) if a.name}
    assert len(found) == sum(2 if m.made else 1 for m in used.values())
    for matrix in used.values():
        here = [(behind, cells) for name, behind, cells in found if name == matrix.printed]
        if matrix.made:
            empty = [[""] * matrix.shape[1]] * matrix.shape[0]
            assert here == [(False, empty), (True, printed(matrix))], matrix.printed
        else:
            assert here == [(False, printed(matrix))], matrix.printed


@pytest.mark.parametrize("slug", SLUGS)
def test_nothing_before_the_answers_holds_a_number_that_was_computed(slug):
    trace = page_trace(slug)
    given = {m.printed for m in trace.matrices.values() if not m.made}
    for name, behind, cells in tables(page_document(slug)):
        assert behind or name in given or not any(map(any, cells)), name
    said = texts(page_document(slug))
    before = said[: said.index("Answers")]
    for line in before:
        if line.startswith("One cell worked in full"):
            assert re.fullmatch(r"[^=]+\[\d+,\d+\] = \t", line)


def test_words_that_were_computed_stand_behind_the_answers_only():
    trace = page_trace("retrieval-weighting-rag")
    z = trace["z"]
    word = z.rows.label(0) if z.rows and z.rows.computed else z.columns.label(0)
    seen = []
    for table in page_document("retrieval-weighting-rag").tables:
        if about(table, "tblCaption/@w:val") == z.printed:
            seen.append(word in {cell.text for row in table.rows for cell in row.cells})
    assert seen == [False, True]


def test_a_step_says_what_to_do_and_where_to_take_from():
    said = texts(page_document("self-attention"))
    assert said[0] == "Self-attention"
    assert "To know first: Softmax." in said
    at = said.index("[2] Queries, keys, values")
    assert said[at + 1] == "Multiply the tokens by each of the three weights."
    assert said[at + 2] == "Take WQ, X, WK, WV from step 1."
    assert said[at + 3] == "Q = WQ X   3×4, query"
    assert said[at + 4].startswith("Q is W_Q times X")
    # Q[3,1] is row 3 of W_Q, which is 0 0 1 0 1 1, times token 1, which is 2 0 0 0 2 1.
    worked = "One cell worked in full: Q[3,1] = 0 · 2 + 0 · 0 + 1 · 0 + 0 · 0 + 1 · 2 + 1 · 1 = 3"
    assert said.count(worked) == 1
    assert said.index(worked) > said.index("Answers")
    lowered = [r.text for p in page_document("self-attention").paragraphs for r in p.runs
               if r.font.subscript]  # fmt: skip
    assert {"Q", "K", "V"} <= set(lowered)


def test_it_ends_with_whom_it_is_from():
    said = texts(page_document("softmax"))
    assert said[-1] == "AI by Hand, CC BY 4.0: copy and change it, and keep both credits."
    assert said[-2].startswith("Exercise from: ")
    assert texts(page_document("softmax"), {"Heading 1"}) == ["Softmax", "Answers", "Credits"]
    drawn = document(aibyhand.find("softmax").run(x=[[3], [1], [0], [-1], [4]]))
    assert texts(drawn)[-2].endswith("Numbers changed.")


def test_a_lecturer_can_delete_the_answers():
    heading = next(p for p in page_document("softmax").paragraphs if p.text == "Answers")
    assert heading.style.name == "Heading 1"
    assert heading.paragraph_format.page_break_before


@pytest.mark.parametrize("slug", SLUGS)
def test_it_can_be_read_aloud(slug):
    read = page_document(slug)
    assert read.core_properties.title == page_trace(slug).walkthrough.title
    assert read.core_properties.language == "en"
    assert read.styles.element.xpath("string(//w:rPrDefault//w:lang/@w:val)") == "en-GB"
    steps = [f"[{s.number}] {s.title}" for s in page_trace(slug).steps]
    assert texts(read, {"Heading 2"})[: len(steps)] == steps
    for table in read.tables:
        assert about(table, "tblDescription/@w:val")
        marked = [bool(row._tr.xpath("w:trPr/w:tblHeader")) for row in table.rows]
        several = len(table.columns) > 2
        assert marked[0] or not several
        assert not any(marked[1:])


def sizes(read, name):
    """Give the sizes of type in the cells of a matrix, without its edges."""
    for table in read.tables:
        if about(table, "tblCaption/@w:val") == name:
            return {
                run.font.size.pt
                for row in table.rows for cell in row.cells for p in cell.paragraphs
                if p.style.name == "Cell" for run in p.runs
            }  # fmt: skip
    return set()


def wide(columns):
    X = np.tile([[1, -2], [0, 1], [2, 0], [1, 1], [0, 3], [1, 0]], (1, columns // 2))
    return aibyhand.find("self-attention").run(X=X / 4)


def test_a_wide_table_has_smaller_digits_and_stays_on_the_page():
    assert sizes(page_document("self-attention"), "X") == {11.0}
    read = document(wide(20))
    (size,) = sizes(read, "X")
    assert 6 <= size < 9
    page = read.sections[0]
    room = page.page_width - page.left_margin - page.right_margin
    for table in read.tables:
        assert sum(column.width for column in table.columns) <= room + 12700


def test_what_is_too_wide_is_left_out_and_said():
    read = document(wide(26))
    assert "X" not in {name for name, _, _ in tables(read)}
    said = (
        "X is too large for a table on this page and left out here; its numbers are in the "
        "workbook, self-attention.xlsx."
    )
    assert texts(read).count(said) == 1
    assert {"W_Q", "W_K", "W_V"} <= {name for name, _, _ in tables(read)}


def test_numbers_that_would_get_too_small_are_named_like_large_matrices():
    trace = aibyhand.find("matmul-flow").run(B=[[1234567.25] * 20] * 2, D=[[1]] * 20)
    assert trace["B"].shape == (2, 20)  # no more than other files print
    assert "B" not in {name for name, _, _ in tables(document(trace))}
    assert left_out(trace, "docx").startswith("B (2×20)")
    assert left_out(trace, "svg") == ""


def test_equal_input_gives_equal_bytes_without_a_time():
    trace = page_trace("softmax")
    made, again = (files(trace, "docx")["softmax-worksheet.docx"] for _ in range(2))
    assert made == again
    read = zipfile.ZipFile(io.BytesIO(made))
    assert {one.date_time for one in read.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    said = page_document("softmax").core_properties
    days = {said.created.date().isoformat(), said.modified.date().isoformat()}
    assert (days, said.last_modified_by) == ({"2026-01-01"}, "AI by Hand")
