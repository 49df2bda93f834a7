"""PDF and LaTeX of every walkthrough, read back by the programs that open them."""

import re
import subprocess
import xml.etree.ElementTree as ET
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from aibyhand import find, slugs
from aibyhand.core.numbers import number
from aibyhand.draw.drawing import Drawing
from aibyhand.export import files
from aibyhand.export.worksheet import planned
from aibyhand.export.worksheet.piece import PAPERS
from aibyhand.walk import Trace

pytestmark = pytest.mark.slow

TEXT = "{http://www.w3.org/2000/svg}text"
LANES = [(slug, lane) for slug in slugs() for lane in find(slug).lanes]
HEAD = Counter(["Worksheet", "Name", "Date"])
EMBEDDED = re.compile(r"^\w{6}\+(LibertinusSerif|DejaVuSans)\S* .* yes +yes +yes +\d+ +\d+$")


@cache
def run(slug: str, lane: str) -> Trace:
    return find(slug).run(lane=lane)


def words(program: str, path: Path) -> Counter[str]:
    """Count the words of a PDF."""
    done = subprocess.run([program, "-raw", path, "-"], capture_output=True, text=True, check=True)
    return Counter(done.stdout.split())


def written(svg: str | bytes) -> Counter[str]:
    """Count the words of an SVG file."""
    return Counter(word for t in ET.fromstring(svg).iter(TEXT) for word in (t.text or "").split())


def drawn(drawings: list[Drawing]) -> Counter[str]:
    """Count the words of pictures."""
    return sum((written(drawing.standalone("")) for drawing in drawings), Counter())


def fonts_are_embedded(program: str, path: Path) -> None:
    done = subprocess.run([program, path], capture_output=True, text=True, check=True)
    fonts = done.stdout.splitlines()[2:]
    assert fonts
    for line in fonts:
        assert EMBEDDED.match(line), f"{path.name}: {line}"


@pytest.mark.parametrize(("slug", "lane"), LANES)
def test_worksheets_and_keys_say_what_the_trace_says(slug, lane, need, tmp_path):
    pdftotext, pdffonts, pdfinfo = need("pdftotext"), need("pdffonts"), need("pdfinfo")
    trace = run(slug, lane)
    made = files(trace, "worksheet")
    printed = {
        number(float(v), m.digits)
        for m in trace.results if m.name for v in m.values.ravel()
    }  # fmt: skip
    given = {
        number(float(v), trace[n].digits) for n in trace.given for v in trace[n].values.ravel()
    }

    for paper in PAPERS:
        pages = planned(trace, paper)
        pieces = [piece for page in pages for piece in page.pieces if piece.filled]
        left = {}
        for kind in ("worksheet", "key"):
            (name,) = [n for n in made if n.endswith(f"-{kind}-{paper.name}.pdf")]
            path = tmp_path / name
            path.write_bytes(made[name])
            fonts_are_embedded(pdffonts, path)
            told = subprocess.run([pdfinfo, path], capture_output=True, text=True, check=True)
            assert re.search(rf"^Pages: +{len(pages)}$", told.stdout, re.M), name
            assert re.search(r"^Tagged: +yes$", told.stdout, re.M)
            read = words(pdftotext, path)
            figures = drawn([p.filled if kind == "key" else p.empty for p in pieces])
            assert not figures - read, f"{name} lacks {figures - read}"
            left[kind] = read - figures
            shown = set(figures)
            if kind == "key":
                assert printed <= shown, f"{name} lacks {printed - shown}"
            else:
                labels = {axis for m in trace.matrices.values() for axis in labels_of(m)}
                numbers = {word for word in shown if re.fullmatch(r"−?\d+(\.\d+)?", word)}
                assert numbers <= given | labels | {"0", "1"}, f"{name} tells an answer"
        # Besides the figures, worksheet and key hold the same words, and none of them a result.
        assert left["worksheet"] - left["key"] <= HEAD
        assert set(left["key"] - left["worksheet"]) <= {"Answer", "key"}


def labels_of(matrix) -> set[str]:
    """Give the words at the rows and columns of a matrix."""
    rows, columns = matrix.shape
    labels = [matrix.rows.label(i) for i in range(rows)] if matrix.rows else []
    labels += [matrix.columns.label(j) for j in range(columns)] if matrix.columns else []
    return {word for label in labels for word in label.split()}


@pytest.mark.parametrize(("slug", "lane"), LANES)
def test_every_figure_as_pdf_is_one_page_with_its_words_and_fonts(slug, lane, need, tmp_path):
    pdftotext, pdffonts = need("pdftotext"), need("pdffonts")
    trace = run(slug, lane)
    svgs = files(trace, "svg")
    for name, data in files(trace, "pdf").items():
        path = tmp_path / name
        path.write_bytes(data)
        picture = written(svgs[name.replace(".pdf", ".svg")])
        assert words(pdftotext, path) == picture, name
        if picture:
            fonts_are_embedded(pdffonts, path)


@pytest.mark.parametrize(("slug", "lane"), LANES)
def test_the_latex_document_compiles_without_a_word_of_complaint(slug, lane, need, tmp_path):
    pdflatex, pdftotext = need("pdflatex"), need("pdftotext")
    trace = run(slug, lane)
    ((name, data),) = files(trace, "tex").items()
    (tmp_path / name).write_bytes(data)
    command = [pdflatex, "-interaction=nonstopmode", "-halt-on-error", "-file-line-error", name]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, errors="replace")
    assert done.returncode == 0, done.stdout[-1500:]
    assert not re.search(r"^(Overfull|Missing character|LaTeX Warning)", done.stdout, re.M), (
        done.stdout[-1500:]
    )
    read = words(pdftotext, tmp_path / name.replace(".tex", ".pdf"))
    for matrix in trace.results:
        for value in matrix.values.ravel():
            shown = number(float(value), matrix.digits)
            assert shown in read or shown.lstrip("−") in read, f"{matrix.name}: {shown}"
