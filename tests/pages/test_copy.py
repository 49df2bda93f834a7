"""What can be copied works as it is: programs run, formulas parse, tables read back."""

import contextlib
import gzip
import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import numpy as np
import pytest
from helpers import ROOT, matrix, trace_of

import aibyhand
from aibyhand import Matrix, Role, Trace
from aibyhand.core import role
from aibyhand.core.numbers import round_half_away
from aibyhand.draw.mathml import mathml
from aibyhand.pages.lesson import lesson
from aibyhand.render.code import NUMPY, TORCH, program
from aibyhand.render.copied import of_all, of_given
from aibyhand.render.latex import bracketed, escaped, formulas
from aibyhand.render.step_view import view
from aibyhand.render.table import html_table, markdown

SLUGS = aibyhand.slugs()
LANES = [(slug, lane) for slug in SLUGS for lane in aibyhand.find(slug).lanes]
FEW = ("self-attention", "gan")  # the gate looks at the page of every walkthrough
FORMS = ["NumPy", "PyTorch", "LaTeX", "Markdown"]
SCRIPT = (ROOT / "docs" / "_static" / "copy.js").read_text(encoding="utf-8")

every = pytest.mark.parametrize("slug", SLUGS)
every_lane = pytest.mark.parametrize(("slug", "lane"), LANES)


def executed(code: str) -> dict[str, Any]:
    """Run a program by itself, as one does who has pasted it."""
    scope: dict[str, Any] = {}
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(code, scope)
    return {**scope, "printed": out.getvalue()}


def check(scope: dict[str, Any], matrices: list[Matrix]) -> None:
    for m in matrices:
        if m.name:
            assert np.shape(scope[m.name]) == m.shape, m.name
            np.testing.assert_allclose(
                scope[m.name], m.values, rtol=1e-9, atol=1e-10, err_msg=m.name
            )


def texts(trace: Trace) -> Iterator[tuple[dict[str, str], list[Matrix]]]:
    """Give all texts of a trace with the results that they hold."""
    for step in trace.steps:
        yield view(trace, step).texts(), list(step.results)
    yield of_given(trace), []
    yield of_all(trace), list(trace.results)


# Programs.


@every_lane
def test_the_program_of_every_step_runs_and_gives_the_numbers(slug, lane):
    trace = trace_of(slug, lane)
    for step in trace.steps:
        if step.shows:
            scope = executed(view(trace, step).texts()["NumPy"])
            check(scope, list(step.shows))
            assert scope["printed"].count("]]") == len(step.results or step.shows)


@every_lane
def test_the_program_of_the_whole_runs_and_gives_every_number(slug, lane):
    trace = trace_of(slug, lane)
    check(executed(of_all(trace)["NumPy"]), list(trace.matrices.values()))
    check(executed(of_given(trace)["NumPy"]), [trace[name] for name in trace.given])


@every
def test_a_blank_program_runs_and_holds_no_answer(slug):
    trace = trace_of(slug)
    for step in trace.steps:
        if step.results:
            code = view(trace, step).texts(blank=True)["NumPy"]
            scope = executed(code)
            made = [m for m in step.results if m.name]
            assert all(scope[m.name] is ... for m in made)
            for m in step.results:
                assert f"{m.printed}, {m.size}" in code


def test_a_program_says_what_it_is_and_starts_from_numbers():
    W = matrix("W", [[1, -2.5], [0, 0.1]])
    X = matrix("X", [[1], [2]])
    Y = (W @ X).named("Y", Role.OUTPUT)
    code = program(TORCH, [("", [Y])], "Example [1] Multiply")
    assert code.splitlines() == [
        "# Example [1] Multiply",
        "import torch",
        "",
        "W = torch.tensor([",
        "    [1, -2.5],",
        "    [0, 0.1],",
        "], dtype=torch.float64)",
        "X = torch.tensor([",
        "    [1],",
        "    [2],",
        "], dtype=torch.float64)",
        "",
        "Y = W @ X  # 2×1",
        "",
        "print(Y)",
    ]


def test_given_numbers_keep_every_digit():
    value = 0.1234567890123456789
    assert repr(value) in program(NUMPY, [("", [matrix("X", [[value]])])], "")


# Formulas.


def bodies(latex: str) -> list[str]:
    return re.findall(r"\\begin\{align\*\}.*?\\end\{align\*\}", latex, re.S)


def grids(latex: str) -> list[list[list[str]]]:
    """Find the bracketed numbers, by their characters alone."""
    pattern = r"\\begin\{(bmatrix|array)\}(?:\{r+\})?(.*?)\\end\{\1\}"
    return [
        [[cell.strip() for cell in row.split("&")] for row in inside.split(r"\\")]
        for _, inside in re.findall(pattern, latex, re.S)
    ]


def as_printed(m: Matrix) -> list[list[float]]:
    return [[round_half_away(float(v), m.digits) for v in row] for row in m.values]


@every_lane
def test_every_formula_parses_and_ends_in_the_numbers(slug, lane):
    trace = trace_of(slug, lane)
    for forms, results in texts(trace):
        for body in bodies(forms.get("LaTeX", "")):
            assert mathml(body, display=True)
        large = [m for m in results if m.values.size > 1]
        found = grids(forms.get("LaTeX", ""))[-len(large) :] if large else []
        assert [[[float(c) for c in row] for row in grid] for grid in found] == [
            as_printed(m) for m in large
        ]


@every
def test_a_blank_formula_holds_no_answer(slug):
    trace = trace_of(slug)
    for step in trace.steps:
        text = view(trace, step).texts(blank=True).get("LaTeX", "")
        boxes = sum(m.values.size for m in step.results)
        assert text.count(r"\boxed{\phantom{0}}") == boxes
        assert all(mathml(body, display=True) for body in bodies(text))


def test_a_formula_says_where_print_has_rounded():
    x = matrix("x", [[1, 2]])
    half, third = matrix("a", [[2]]), matrix("b", [[3]])
    exact = (x / half).named("y", Role.OUTPUT)
    rounded = (x / third).named("z", Role.OUTPUT)
    text = formulas([x], [exact, rounded])
    assert r"y &= x / a = \begin{bmatrix}" in text
    assert r"z &= x / b \approx \begin{bmatrix}" in text


def test_a_wide_matrix_needs_no_setting_of_amsmath():
    assert bracketed(matrix("x", [range(11)])).startswith(r"\left[\begin{array}{rrrrrrrrrrr}")
    assert mathml(bracketed(matrix("x", [range(11), range(11)])), display=True)


def test_a_sentence_is_escaped():
    assert escaped("50% of σ_x − {1} & C:\\") == (
        r"50\% of $\sigma$\_x $-$ \{1\} \& C:\textbackslash{}"
    )


# Tables.


class Cells(HTMLParser):
    """Read the cells of tables: what they show, and what they carry."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.carried: list[list[list[str]]] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
            self.carried.append([])
        elif tag == "tr":
            self.tables[-1].append([])
            self.carried[-1].append([])
        self.inside = tag == "td"
        if self.inside:
            self.tables[-1][-1].append("")
            self.carried[-1][-1].append(dict(attrs).get("data-v") or "")

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.tables[-1][-1][-1] += data


@every_lane
def test_every_table_reads_back(slug, lane):
    for m in trace_of(slug, lane).matrices.values():
        cells = Cells()
        cells.feed(html_table(m))
        (shown,), (carried,) = cells.tables, cells.carried
        assert [[float(c) for c in row] for row in shown] == as_printed(m)
        full = [
            [float(c or s) for c, s in zip(a, b, strict=True)]
            for a, b in zip(carried, shown, strict=True)
        ]
        np.testing.assert_allclose(full, m.values, rtol=1e-9, atol=1e-9)
        lines = markdown(m).splitlines()[2:]
        read = [[float(c) for c in line.strip("| ").split("|")[1:]] for line in lines]
        assert read == as_printed(m)
        empty = markdown(m, blank=True).splitlines()[2:]
        assert not any(re.sub(r"\*\*.*?\*\*", "", line).strip("| ") for line in empty)


def test_a_table_of_markdown_names_its_rows_and_columns():
    x = matrix("x", [[1, -0.5]])
    assert markdown(x) == "| $x$ | 1 | 2 |\n| :-- | --: | --: |\n| **1** | 1.0 | -0.5 |\n"


# The page.


@pytest.mark.parametrize(
    "slug",
    [pytest.param(slug, marks=() if slug in FEW else pytest.mark.slow) for slug in SLUGS],
)
def test_every_step_has_its_way_and_its_fold(slug):
    page = lesson(slug)
    last = len(page.trace.steps)
    html = page.poster().html + page.blank(last).html + page.step(last).html
    ways, folds = re.findall(r"href='#(copy-[^']+)'", html), re.findall(r" id='(copy-[^']+)'", html)
    steps = [f"copy-{slug}-{n}" for n in range(1, last + 1)]
    assert set(ways) <= set(folds)
    assert ways.count(steps[-1]) == 2  # of its figure, and of its blank version
    assert len(set(folds)) == len(folds)
    assert {"copy-given", "copy-the-poster", *steps} <= set(folds)
    lanes = [name for name in folds if name.endswith(("-exact", "-pencil"))]
    assert bool(lanes) == (page.other is not None)
    whole = html.partition("id='copy-the-poster'")[2]
    for form in FORMS:
        assert f"<summary>{form}</summary>" in whole
        assert f"<summary>{form}, blank</summary>" in whole
    copies = re.search(r"<div class='abh-copies'>.*?</div>", html, re.S)
    assert copies
    assert len(gzip.compress(copies[0].encode())) <= 20_000


def test_the_script_is_small_plain_and_knows_the_colours():
    assert len(gzip.compress(SCRIPT.encode())) <= 15_000
    assert not re.search(
        r"\beval\(|new Function|innerHTML|document\.write|https?://(?!www\.w3)", SCRIPT
    )
    for name in ("INK", "BLANK", "GRID", "ACCENT"):
        assert f'{name} = "{getattr(role, name)}"' in SCRIPT, name
