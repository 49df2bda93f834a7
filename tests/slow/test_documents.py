"""The worksheets to edit, opened by LibreOffice Writer: numbers whole, nothing off the page."""

from collections import Counter
from pathlib import Path

import pytest
from conftest import give_up
from helpers import trace_of
from slow.office import convert, has_writer, words

import aibyhand
from aibyhand.core.numbers import number
from aibyhand.export import files

pytestmark = pytest.mark.slow

SLUGS = ("self-attention", "lstm", "convolution-exercise", "dft", "relu", "vector-database")
MARGIN, WIDE, HIGH = 56.7, 595.3, 841.9  # points: two centimetres of an A4 page


def page_trace(slug):
    return trace_of(slug, aibyhand.find(slug).shown_lane)


@pytest.fixture(scope="module")
def opened(need, tmp_path_factory) -> dict[str, Path]:
    """Give the PDF that LibreOffice makes of each of these worksheets."""
    office = need("libreoffice")
    folder = tmp_path_factory.mktemp("documents")
    if not has_writer(office, folder):
        give_up("no LibreOffice Writer on this machine")
    paths = []
    for slug in SLUGS:
        for name, data in files(page_trace(slug), "docx").items():
            (folder / name).write_bytes(data)
            paths.append(folder / name)
    return dict(zip(SLUGS, convert(office, paths, "pdf", folder), strict=True))


def printed(matrices) -> Counter[str]:
    return Counter(number(float(v), m.digits) for m in matrices for v in m.values.ravel())


@pytest.mark.parametrize("slug", SLUGS)
def test_the_answers_begin_a_page_and_every_number_is_printed_whole(need, opened, slug):
    pages = words(need("pdftotext"), opened[slug])
    first = next(k for k, page in enumerate(pages) if page[0][4] == "Answers")
    assert 0 < first < len(pages)
    said = [Counter(word[4] for page in part for word in page) for part in
            (pages[:first], pages[first:])]  # fmt: skip
    trace = page_trace(slug)
    given = [m for step in trace.steps for m in step.shows if not m.made]
    assert not printed({m.name: m for m in given}.values()) - said[0]
    assert not printed(m for m in trace.results if m.name) - said[1]


@pytest.mark.parametrize("slug", SLUGS)
def test_nothing_is_off_the_page(need, opened, slug):
    for page in words(need("pdftotext"), opened[slug]):
        for left, top, right, bottom, said in page:
            assert left >= MARGIN - 3, said
            assert right <= WIDE - MARGIN + 3, said
            assert top >= 0, said
            assert bottom <= HIGH, said
