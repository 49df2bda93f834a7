"""Blank cells of a page are judged as Python judges them, and readers are told what went wrong."""

import json
from pathlib import Path

import numpy as np
import pytest
from helpers import trace_of

import aibyhand
from aibyhand.core.evaluate import Cell, NotFinite
from aibyhand.core.numbers import number
from aibyhand.pages.live import live_data
from aibyhand.practice.fresh import fresh
from aibyhand.practice.judging import judge
from aibyhand.practice.slips import slips

pytestmark = pytest.mark.slow

SCRIPTS = Path(aibyhand.__file__).parent.parent / "docs" / "_scripts"
FILES = ("numbers", "cells", "writing", "maths", "trace", "change", "edit", "answer")
LANES = [(slug, lane.name) for slug in aibyhand.slugs() for lane in aibyhand.find(slug).lanes]

JUDGE = """([data, asked]) => {
  const live = new abh.Live(data);
  return asked.map(([name, i, j, text]) => (
    abh.judge(live, live.find("page", name), i, j, abh.written(text))
  ));
}"""


@pytest.fixture(scope="module")
def script(browser):
    """Give script: it calls a function of JavaScript where the live scripts are loaded."""
    page = browser.new_page()
    for name in FILES:
        page.add_script_tag(path=SCRIPTS / f"{name}.js")
    yield page.evaluate
    page.close()


def answers(matrix, i, j):
    """What readers may write into a cell: right, rounded, near, and what each slip gives."""
    right = float(matrix.values[i, j])
    yield from (
        number(right, matrix.digits),
        f"{right:.1f}",
        f"{right:.5f}",
        f"{right + 0.013:.2f}",
    )
    yield from ("0", "1/3", "−2,5")
    for slip in slips(matrix.made.op):
        operands = [m.values for m in matrix.operands]
        try:
            wrong = float(Cell.of(operands, matrix.made.settings, i, j).value(slip.cell))
        except (NotFinite, IndexError, ArithmeticError):
            continue
        if abs(wrong) < 1e6:
            yield f"{wrong:.4f}"


@pytest.mark.parametrize(("slug", "lane"), LANES)
def test_the_page_judges_as_python_does(script, slug, lane):
    trace = trace_of(slug, lane)
    asked, expected = [], []
    for name, matrix in trace.matrices.items():
        if not matrix.made:
            continue
        height, width = matrix.shape
        for i, j in {(0, 0), (height - 1, width - 1), (height // 2, width // 2)}:
            for text in answers(matrix, i, j):
                if "e" in text:
                    continue
                found = judge(matrix, i, j, text)
                asked.append([name, i, j, text])
                expected.append(
                    {"right": found.right, "from": found.from_numbers,
                     "reasons": list(found.reasons)}
                )  # fmt: skip
    data = json.loads(json.dumps(live_data({"page": trace})))
    assert len(asked) > 10
    for ask, ours, theirs in zip(asked, expected, script(JUDGE, [data, asked]), strict=True):
        assert theirs == ours, ask


WHERE = """([name, i, j]) => {
  const figure = abh.figures.find((one) => one.blocks.some((b) => b.blank
    && abh.live.matrices[b.k].name === name));
  figure.box.scrollIntoView({ block: "center" });
  const block = figure.blocks.find((b) => b.blank && abh.live.matrices[b.k].name === name);
  const { x, y } = block.place(i, j), around = figure.svg.getBoundingClientRect();
  const share = around.width / figure.width, middle = block.side / 2;
  return [around.left + (x + middle - figure.left) * share,
          around.top + (y + middle - figure.top) * share];
}"""


@pytest.mark.parametrize("page_name", ["attention/self-attention.html"])
def test_a_reader_errs_and_is_told(open_page, page_name):
    page = open_page()
    page.wait_for_selector("html[data-live=ready]")
    said = page.locator(".abh-said").first

    def fill(i, j, text):
        page.mouse.click(*page.evaluate(WHERE, ["S", i, j]))
        page.keyboard.press("Control+A")
        page.keyboard.type(text)
        page.keyboard.press("Enter")
        page.keyboard.press("Escape")

    assert "Two decimals are enough" in said.inner_text()
    # Worked by hand: key 2 is [2, 1, 0], query 1 is [2, 0, 3]: 4. Read down a column of Kᵀ: 0.
    fill(1, 0, "4")
    assert said.inner_text() == "Right. 1 of 16."
    fill(0, 1, "7")
    assert said.inner_text() == "Not yet."
    fill(1, 0, "0")
    assert said.inner_text() == "Not yet."
    fill(1, 0, "0.0")
    assert said.inner_text() == "Not yet. You read Kᵀ the wrong way round, rows for columns."
    fill(1, 0, "5")
    assert said.inner_text() == "It is S[2,1] = 2 · 2 + 1 · 0 + 0 · 3 = 4."
    fill(1, 0, "4")
    assert said.inner_text() == "Right. 1 of 16."
    cell = page.evaluate("() => document.activeElement.getAttribute('aria-label')")
    assert cell == "S, tok 3, tok 1, to fill in"  # Enter went on to the next row
    assert page.locator(".abh-right").first.text_content() == "4"
    assert np.isclose(trace_of("self-attention")["S"].values[1, 0], 4)


@pytest.mark.parametrize("slug", aibyhand.slugs())
def test_a_seed_gives_the_same_numbers_in_the_page_and_in_python(browser, slug):
    walkthrough = aibyhand.find(slug)
    trace = walkthrough.run(lane=walkthrough.shown_lane)
    data = json.loads(json.dumps(live_data({"0": trace})))
    page = browser.new_page()
    for name in (*FILES, "fresh"):
        page.add_script_tag(path=SCRIPTS / f"{name}.js")
    draw = """([data, seed]) => {
      const live = new abh.Live(data), given = abh.fresh(live, live.given, seed);
      return Object.fromEntries(live.matrices.map(({ name }, k) => [name, given[k]]).filter(
        ([, values]) => values));
    }"""
    for seed in ("1", "7f3a", "zz", "ü", "0000", "q2"):
        theirs = page.evaluate(draw, [data, seed])
        ours = walkthrough.run_on(fresh(trace, seed), lane=trace.lane)
        assert theirs == {name: ours[name].values.tolist() for name in trace.given}, seed
    page.close()
