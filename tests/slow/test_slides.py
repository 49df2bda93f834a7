"""The slides, opened by LibreOffice Impress: every number is in its cell, and none hangs out."""

import io
from pathlib import Path

import pytest
from helpers import trace_of
from slow.office import convert, words

import aibyhand
from aibyhand.export import files, stem

pytestmark = pytest.mark.slow

POINT = 12700  # in the units of a slide
ROOM = 0.75  # points by which a renderer may place text elsewhere


@pytest.fixture(scope="module")
def opened(need, tmp_path_factory) -> dict[str, Path]:
    """Give the PDF that LibreOffice makes of every walkthrough's slides."""
    office = need("libreoffice")
    folder = tmp_path_factory.mktemp("slides")
    paths = []
    for slug in aibyhand.slugs():
        for name, data in files(page_trace(slug), "pptx").items():
            (folder / name).write_bytes(data)
            paths.append(folder / name)
    return dict(zip(aibyhand.slugs(), convert(office, paths, "pdf", folder), strict=True))


def page_trace(slug):
    return trace_of(slug, aibyhand.find(slug).shown_lane)


@pytest.mark.parametrize("slug", aibyhand.slugs())
def test_every_number_stands_inside_its_cell(need, opened, slug):
    pptx, program = need("pptx"), need("pdftotext")
    trace = page_trace(slug)
    deck = pptx.Presentation(io.BytesIO(files(trace, "pptx")[f"{stem(trace)}.pptx"]))
    pages = words(program, opened[slug])
    assert len(pages) == len(deck.slides)
    cells = 0
    for number, (slide, page) in enumerate(zip(deck.slides, pages, strict=True), 1):
        for shape in slide.shapes:
            if not shape.has_table:
                continue
            top = shape.top
            for row in shape.table.rows:
                left = shape.left
                for column, cell in zip(shape.table.columns, row.cells, strict=True):
                    box = [at / POINT for at in (left, top, left + column.width, top + row.height)]
                    if cell.text:
                        cells += 1
                        where = f"slide {number}, {shape.name}: {cell.text}"
                        assert any(fits(word, box, cell.text) for word in page), where
                    left += column.width
                top += row.height
    assert cells >= sum(m.values.size for m in trace.matrices.values() if m.name in shown(trace))


def shown(trace) -> set[str]:
    return {m.name for step in trace.steps for m in step.shows}


def fits(word, box: list[float], text: str) -> bool:
    """Is this word the text, and does it stand inside the box?"""
    left, top, right, bottom, said = word
    return (
        said == text
        and left >= box[0] - ROOM
        and right <= box[2] + ROOM
        # A font's box is higher than its digits by about a fifth.
        and top >= box[1] - ROOM - 0.1 * (bottom - top)
        and bottom <= box[3] + ROOM + 0.1 * (bottom - top)
    )
