"""Worksheets and their keys, by content."""

import io
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest
from pypdf import PdfReader

from aibyhand import find
from aibyhand.core.names import plain
from aibyhand.core.numbers import number
from aibyhand.draw.drawing import Drawing
from aibyhand.export import files
from aibyhand.export.worksheet import planned
from aibyhand.export.worksheet.piece import DIGITS, PAPERS, SMALLEST
from aibyhand.render.words import rows_of_numbers

SVG = "{http://www.w3.org/2000/svg}text"
TRACE = find("lstm").run(lane="pencil")


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return files(TRACE, "worksheet")


def test_there_is_a_worksheet_and_a_key_for_two_sizes_of_paper(made):
    kinds = {f"{kind}-{paper.name}" for kind in ("worksheet", "key") for paper in PAPERS}

    assert set(made) == {f"lstm-pencil-{kind}.pdf" for kind in kinds}


def test_the_pages_are_as_many_and_as_large_as_planned(made):
    for paper in PAPERS:
        pages = planned(TRACE, paper)
        for kind in ("worksheet", "key"):
            reader = PdfReader(io.BytesIO(made[f"lstm-pencil-{kind}-{paper.name}.pdf"]))
            assert len(reader.pages) == len(pages)
            for page, drawn in zip(pages, reader.pages, strict=True):
                size = (paper.width, paper.height)[:: -1 if page.turned else 1]
                box = drawn.mediabox
                assert (float(box.width), float(box.height)) == pytest.approx(size, abs=0.1)


def test_the_title_the_language_and_the_structure_are_set(made):
    reader = PdfReader(io.BytesIO(made["lstm-pencil-worksheet-a4.pdf"]))
    root = reader.trailer["/Root"]

    assert reader.metadata
    assert reader.metadata.title == "Long short-term memory, worksheet"
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root


@pytest.mark.slow
def test_every_step_stands_there_with_its_sentence_and_the_credits(made):
    for kind in ("worksheet", "key"):
        reader = PdfReader(io.BytesIO(made[f"lstm-pencil-{kind}-letter.pdf"]))
        text = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
        for step in TRACE.steps:
            assert f"[{step.number}] {step.title}" in text
            assert step.does in text
        assert text.count("Tom Yeh, LSTM by Hand") == len(reader.pages)
        assert TRACE.walkthrough.pencil in text
        assert ("Name" in text) == (kind == "worksheet")


def numbers_in(drawn: Drawing) -> list[str]:
    shown = [text.text or "" for text in ET.fromstring(drawn.standalone("")).iter(SVG)]
    return [text for text in shown if re.fullmatch(r"−?\d+(\.\d+)?", text)]


def test_a_worksheet_shows_given_numbers_only_and_its_key_all():
    given = {
        number(float(v), TRACE[n].digits) for n in TRACE.given for v in TRACE[n].values.ravel()
    }
    shown: set[str] = set()
    for page in planned(TRACE, PAPERS[0]):
        for piece in page.pieces:
            assert set(numbers_in(piece.empty)) <= given
            filled = numbers_in(piece.filled)
            shown |= set(filled)
            for matrix in piece.fresh:
                printed = [number(float(v), matrix.digits) for v in matrix.values.ravel()]
                assert set(printed) <= set(filled), matrix.name
    assert shown - given


def test_the_text_alternative_of_an_empty_figure_tells_no_answer():
    for page in planned(TRACE, PAPERS[0]):
        for piece in page.pieces:
            told = [m for m in piece.fresh if m.values.size > 2]
            assert piece.empty.words.count("left blank to fill in") >= len(told)
            for matrix in told:
                assert rows_of_numbers(matrix) in piece.filled.words
                assert rows_of_numbers(matrix) not in piece.empty.words


def test_every_result_is_worked_out_once_and_carried_over_later():
    fresh = [m.name for p in planned(TRACE, PAPERS[0]) for piece in p.pieces for m in piece.fresh]

    assert len(fresh) == len(set(fresh))
    assert set(fresh) == set(TRACE.matrices) - set(TRACE.given)


@pytest.mark.parametrize(
    ("slug", "names"), [("sora-dit", ("t_bits", "text")), ("u-net", ("f1", "f2"))]
)
def test_what_is_only_stacked_is_drawn_beside_what_is_made_of_it(slug, names):
    trace = find(slug).run()
    pieces = [piece for page in planned(trace, PAPERS[0]) for piece in page.pieces]
    for matrix in (trace[name] for name in names):
        told = f". {plain(matrix.symbol)}, {matrix.role.word}, {matrix.shape[0]} by 1: "
        used = [p for p in pieces if any(o is matrix for m in p.fresh for o in m.made.operands)]
        assert [told + rows_of_numbers(matrix) in piece.empty.words for piece in used] == [True], (
            told
        )


def test_what_stands_on_another_sheet_only_is_said_with_its_step():
    taken = {
        (piece.step.number, name, step)
        for page in planned(TRACE, PAPERS[0]) for piece in page.pieces
        for name, step in piece.taken
    }  # fmt: skip

    assert {(8, TRACE["x2"].symbol, 1), (8, TRACE["h1"].symbol, 7)} <= taken


@pytest.mark.slow
@pytest.mark.parametrize("slug", ["lstm", "convolution-exercise"])
@pytest.mark.parametrize("paper", PAPERS, ids=lambda p: p.name)
def test_no_figure_is_cut_and_cells_and_digits_are_large_enough(slug, paper):
    for page in planned(find(slug).run(), paper):
        assert sum(p.height for p in page.pieces) <= paper.down(page.turned)
        for piece in page.pieces:
            assert piece.size[0] <= paper.across(page.turned) + 0.01
            if piece.filled:
                assert piece.scale >= SMALLEST
                sizes = re.findall(r'<g font-size="([\d.]+)"', piece.filled.inside)
                assert all(float(size) * piece.scale >= DIGITS - 0.01 for size in sizes)


def test_a_matrix_without_digits_has_a_worksheet_too():
    numbers = [[float((i * 7 + j * 3) % 5) for j in range(40)] for i in range(30)]
    weights = [[((i + j) % 3) / 100 for j in range(30)] for i in range(3)]
    trace = find("self-attention").run(X=numbers, WQ=weights, WK=weights, WV=weights)

    made = files(trace, "worksheet")

    pages = PdfReader(io.BytesIO(made["self-attention-key-a4.pdf"])).pages
    assert len(pages) == len(planned(trace, PAPERS[0]))


@pytest.mark.slow
def test_the_same_trace_gives_the_same_bytes_in_any_process():
    code = (
        "import hashlib, aibyhand; from aibyhand.export import files; "
        "made = files(aibyhand.find('softmax').run(), 'worksheet'); "
        "print(hashlib.sha256(b''.join(made.values())).hexdigest())"
    )

    def run(seed: str) -> str:
        command = [sys.executable, "-c", code]
        done = subprocess.run(
            command, capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}
        )
        return done.stdout

    assert run("1") == run("2")
