"""The notebook: valid, runs in plain NumPy, and computes what the trace holds."""

import re

import nbformat
import numpy as np
import pytest
from helpers import second_of, trace_of

import aibyhand
import aibyhand.ledger
from aibyhand.export import files, stem

LANES = [(slug, lane) for slug in aibyhand.slugs() for lane in aibyhand.find(slug).lanes]
every_lane = pytest.mark.parametrize(("slug", "lane"), LANES)


def notebook(trace):
    return nbformat.reads(files(trace, "ipynb")[f"{stem(trace)}.ipynb"].decode(), as_version=4)


def run(book):
    known = {}
    for cell in book.cells:
        if cell.cell_type == "code":
            exec(cell.source, known)
    return known


@pytest.mark.slow
@every_lane
def test_it_is_valid_and_computes_every_matrix(slug, lane, capsys):
    for trace in (trace_of(slug, lane), second_of(slug, lane)):
        book = notebook(trace)
        nbformat.validate(book)
        known = run(book)
        assert "aibyhand" not in "".join(c.source for c in book.cells if c.cell_type == "code")
        for name, matrix in trace.matrices.items():
            np.testing.assert_allclose(known[name], matrix.values, rtol=1e-12, atol=1e-12)
        printed = "".join(c.outputs[0].text for c in book.cells if c.get("outputs"))
        assert printed == capsys.readouterr().out


@pytest.mark.slow
@every_lane
def test_it_explains_every_step(slug, lane):
    trace = trace_of(slug, lane)
    texts = [cell.source for cell in notebook(trace).cells if cell.cell_type == "markdown"]
    assert len(texts) == len(trace.steps) + 2
    for step, text in zip(trace.steps, texts[1:-1], strict=True):
        assert text.startswith(f"## [{step.number}] {step.title}\n\n{step.does}")
        for matrix in step.results:
            assert matrix.words in text
            assert not matrix.name or matrix.equation in text
    for source in aibyhand.ledger.entry(slug).sources:
        assert source.author in texts[0]


def test_a_changed_number_is_followed():
    book = notebook(trace_of("softmax"))
    for cell in book.cells:
        cell.source = cell.source.replace("[3],", "[5],")
    again = aibyhand.find("softmax").run(x=[[5], [1], [0], [-1], [-2]])
    np.testing.assert_allclose(run(book)["p"], again["p"].values)


@pytest.mark.parametrize(
    "slug",
    [pytest.param(s, marks=() if s == "softmax" else pytest.mark.slow) for s in aibyhand.slugs()],
)
def test_the_page_is_a_notebook_that_runs(slug):
    trace = trace_of(slug, aibyhand.find(slug).shown_lane)
    book = nbformat.reads(files(trace, "ipynb")[f"{slug}-page.ipynb"].decode(), as_version=4)
    nbformat.validate(book)
    told = "\n".join(cell.source for cell in book.cells if cell.cell_type == "markdown")
    assert f"# {trace.walkthrough.title.split('(')[0].split(',')[0].strip()}"[:8] in told
    assert not re.search(r"\{[a-z-]+\}`|^```\{|^:::|\.md\)|^\(.*\)=$", told, re.MULTILINE)
    for step in trace.steps:
        assert f"## [{step.number}] {step.title}" in told
    run(book)


def test_there_is_no_page_of_other_numbers_or_of_the_other_lane():
    for trace in (second_of("softmax"), trace_of("softmax", "pencil")):
        assert not any("page" in name for name in files(trace, "ipynb"))
