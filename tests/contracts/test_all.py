"""What holds for every walkthrough: what is added halfway is told what it lacks."""

import ast
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from conftest import GATE
from helpers import (
    ROOT,
    anybodys,
    check_sheet,
    evaluate,
    everything,
    given_of,
    recompute,
    reference_of,
    second_of,
    trace_of,
    written_in_full,
)
from hypothesis import HealthCheck, given, settings

import aibyhand
from aibyhand import Matrix, Step, Trace
from aibyhand.core.names import plain
from aibyhand.core.numbers import MINUS, Array
from aibyhand.draw.glyphs import outline
from aibyhand.draw.mathml import mathml
from aibyhand.draw.sheets import draw_sheet
from aibyhand.ledger import compare, entries, entry
from aibyhand.pages.lesson import Lesson
from aibyhand.render.words import spoken_sheet, worked_tex
from aibyhand.sheet.blocks import Sheet
from aibyhand.sheet.layout import lay_out, poster
from aibyhand.sheet.telling import most_telling
from aibyhand.walk.quote import chosen, quote

SLUGS = aibyhand.slugs()
LANES = [(slug, lane) for slug in SLUGS for lane in aibyhand.find(slug).lanes]

# How many steps the source of each walkthrough numbers; typed from the sources.
STEPS = {
    "self-attention": 9,
    "lstm": 15,
    "dft": 12,
    "gcn": 12,
    "backpropagation": 11,
    "convolution-exercise": 5,
    "u-net": 7,
    "sora-dit": 14,
    "td0": 6,
    "softmax": 5,
    "rnn": 4,
    "autoencoder": 7,
    "gan": 8,
    "vector-database": 10,
    "switch-transformer": 6,
    "rlhf": 10,
    "superposition": 7,
    "vae": 8,
    "transformer": 6,
}

# What a page shows, in its order; design of the pages in docs/about/adding-a-walkthrough.md.
PARTS_OF_A_PAGE = (
    "opening", "simplifications", "given", "map", "step", "claims", "blank", "answer",
    "wrong_turn", "poster", "read_next", "source_notes",
)  # fmt: skip

every = pytest.mark.parametrize("slug", SLUGS)
every_lane = pytest.mark.parametrize(("slug", "lane"), LANES)
# What takes long and fails for all or for none: some in the fast suite, the others in the gate.
FEW = ("self-attention", "gcn", "td0")
a_few = pytest.mark.parametrize(
    ("slug", "lane"),
    [
        pytest.param(slug, lane, marks=() if slug in FEW else pytest.mark.slow)
        for slug, lane in LANES
    ],
)


def runs(slug: str, lane: str) -> list[Trace]:
    """Run on the source's numbers, and on our second set where there is one."""
    second = [second_of(slug, lane)] if aibyhand.find(slug).second else []
    return [trace_of(slug, lane), *second]


def variants(slug: str) -> list[Trace]:
    walkthrough = aibyhand.find(slug)
    return [
        trace_of(slug, lane, name) for name, _ in walkthrough.variants for lane in walkthrough.lanes
    ]


def sheets(trace: Trace) -> Iterator[tuple[str, Sheet]]:
    for step in trace.steps:
        if step.shows:
            yield f"step {step.number}", lay_out(step.shows)
    yield "poster", poster(trace.parts)


# Everything that belongs to a walkthrough is there.


@cache
def pages() -> dict[str, list[Path]]:
    """Find the pages that show a walkthrough, by the slug that they name."""
    found: dict[str, list[Path]] = {}
    for path in sorted((ROOT / "docs").rglob("*.md")):
        for slug in re.findall(r"lesson\(\"([\w-]+)\"\)", path.read_text(encoding="utf-8")):
            if path.stem == slug or path.parent.name not in ("start", "about"):
                found.setdefault(slug, []).append(path)
    return found


def missing(slug: str) -> list[str]:
    module = slug.replace("-", "_")
    part = aibyhand.find(slug).part if slug in SLUGS else "PART"
    there = pages().get(slug, [])
    tests = ROOT / "tests" / "walkthroughs" / f"test_{module}.py"
    source = tests.read_text(encoding="utf-8") if tests.exists() else ""
    parts = {
        f"the module aibyhand/walkthroughs/{module}.py": slug in SLUGS,
        f'the page docs/{part}/{slug}.md, which begins with lesson("{slug}")': any(
            path.stem == slug and part in (path.parent.name, "PART") for path in there
        ),
        f"the entry aibyhand/ledger/{slug}.toml": slug in entries(),
        f"the tests tests/walkthroughs/test_{module}.py": tests.exists(),
        "def reference(given) in its tests": "def reference(given)" in source,
    }
    return [part for part, present in parts.items() if not present]


@pytest.mark.parametrize("slug", sorted({*SLUGS, *entries(), *pages()}))
def test_module_page_ledger_and_tests_are_there(slug):
    lacks = missing(slug)
    assert not lacks, f"{slug} lacks " + "; ".join(lacks)
    assert len(pages()[slug]) == 1, f"{slug} has several pages: {pages()[slug]}"
    assert aibyhand.find(slug).slug == slug
    assert entry(slug).sources, f"{slug}: its entry in the ledger names no source"


# The run itself.


@every
def test_it_begins_with_what_is_given_and_numbers_like_the_source(slug):
    for lane in aibyhand.find(slug).lanes:
        trace = trace_of(slug, lane)
        assert trace.step(1).title == "Given"
        assert [step.number for step in trace.steps] == list(range(1, len(trace.steps) + 1))
        assert len(trace.steps) == STEPS.get(slug, len(trace.steps))
        for step in trace.steps:
            assert step.title
            assert step.does.endswith("."), f"[{step.number}] {step.does}"
            assert step.does[0].isupper()
            assert step.shows or step.draws, f"step {step.number} shows nothing"


@every_lane
def test_names_and_symbols_are_unique_and_values_finite(slug, lane):
    for trace in runs(slug, lane) + variants(slug):
        symbols = [m.symbol for m in trace.matrices.values()]
        printed = [m.printed for m in trace.matrices.values()]
        assert len(set(symbols)) == len(symbols)
        assert len(set(printed)) == len(printed), sorted(printed)
        for name, m in trace.matrices.items():
            assert m.name == name
            assert m.values.ndim == 2
            assert np.isfinite(m.values).all(), name
            assert not m.values.flags.writeable, name


@every_lane
def test_every_named_result_is_on_the_sheet_of_some_step(slug, lane):
    trace = trace_of(slug, lane)
    shown = {block.matrix.name for step in trace.steps for block in lay_out(step.shows).blocks}
    hidden = [name for name, m in trace.matrices.items() if m.made and name not in shown]
    assert not hidden, f"{slug}: no step shows {hidden}"


@pytest.mark.slow
@every_lane
def test_every_equation_can_be_set_and_read(slug, lane):
    for trace in runs(slug, lane) + variants(slug):
        for m in everything(trace):
            assert outline(m.symbol).d, m.symbol
            assert mathml(m.symbol)
            if m.made:
                assert mathml(m.equation, display=True)
                assert outline(m.equation).d
                assert not re.search(r"[\\{}]", plain(m.equation)), plain(m.equation)
                assert "{" not in m.words
            assert not re.search(r"[\\{}]", m.printed), m.printed


@a_few
def test_it_gives_the_same_every_time(slug, lane):
    first, again = trace_of(slug, lane), replace(aibyhand.find(slug)).run(lane=lane)
    for one, other in zip(first.steps, again.steps, strict=True):
        a, b = lay_out(one.shows), lay_out(other.shows)
        assert draw_sheet(a, spoken_sheet(a)) == draw_sheet(b, spoken_sheet(b)), one.title
        assert [d.words for d in one.draws] == [d.words for d in other.draws]


@every_lane
def test_the_copied_lines_give_the_numbers(slug, lane):
    for trace in runs(slug, lane) + variants(slug):
        scope = {"np": np} | given_of(trace)
        for m in trace.matrices.values():
            if m.made:
                exec(m.numpy, scope)
                assert np.shape(scope[m.name]) == m.shape, m.numpy
                np.testing.assert_allclose(
                    scope[m.name], m.values, rtol=1e-9, atol=1e-12, err_msg=m.numpy
                )


@pytest.mark.slow
def test_the_copied_lines_for_torch_give_the_numbers(run_torch):
    traces = {
        f"{slug}, {lane}, {k}": trace
        for slug, lane in LANES
        for k, trace in enumerate(runs(slug, lane) + variants(slug))
    }
    cases = {
        key: {
            "given": {name: values.tolist() for name, values in given_of(trace).items()},
            "lines": [m.torch for m in trace.matrices.values() if m.made],
            "names": list(trace.matrices),
        }
        for key, trace in traces.items()
    }
    computed = json.loads(run_torch(f"cases = {json.dumps(cases)}\n{IN_TORCH}"))
    for key, trace in traces.items():
        assert "problem" not in computed[key], f"{key}: {computed[key]['problem']}"
        for name, m in trace.matrices.items():
            np.testing.assert_allclose(
                computed[key][name], m.values, rtol=1e-6, atol=1e-9, err_msg=f"{key}: {name}"
            )


IN_TORCH = """
import json, torch
out = {}
for key, case in cases.items():
    scope = {name: torch.tensor(v, dtype=torch.float64) for name, v in case["given"].items()}
    scope["torch"] = torch
    out[key] = {}
    for line in case["lines"]:
        try:
            exec(line, scope)
        except Exception as problem:
            out[key]["problem"] = f"{line}: {problem}"
            break
    else:
        out[key] = {name: scope[name].tolist() for name in case["names"]}
print(json.dumps(out))
"""


# Figures.


@a_few
def test_nothing_overlaps_on_any_sheet(slug, lane):
    for trace in runs(slug, lane):
        for where, sheet in sheets(trace):
            check_sheet(f"{slug}, {lane}, {where}", sheet)


def check_worked(m: Matrix) -> None:
    """One cell worked in full: the sum is the cell, and = stands only where nothing was rounded."""
    cell = most_telling([m])
    if cell is None:
        return
    _, i, j, work = cell
    said = written_in_full(m, i, j)
    rounding = 0.05 if "decimal" in m.made.op.name else 0.0
    size = max(1.0, abs(m.values[i, j]))
    assert said is not None
    tex = worked_tex(m, i, j, work)
    if "e+" in work.tex:  # a million or more is written with three digits
        rounding += 0.005 * size
        assert r"\approx" in tex or said == m.values[i, j], tex
    assert abs(said - m.values[i, j]) <= rounding + 1e-7 * size, (m.name, work.tex)
    if r"\approx" in tex or r"\cdots" in tex or "e+" in tex:
        return
    right = tex.split(" = ")[-1]
    assert abs(evaluate(work.tex) - evaluate(right)) <= 1e-8 * size, tex


@every_lane
def test_every_worked_cell_is_right(slug, lane):
    for trace in runs(slug, lane) + variants(slug):
        for m in everything(trace):
            if m.made:
                check_worked(m)


# What it says.


@every
def test_its_claims_hold_and_its_wrong_turns_are_wrong(slug):
    walkthrough = aibyhand.find(slug)
    for lane in walkthrough.lanes:
        trace = trace_of(slug, lane)
        for claim in walkthrough.claims:
            assert claim.holds(trace), f"{lane}: {claim.sentence}"
            if claim.shows:
                assert claim.shows(trace).name
    trace = trace_of(slug, walkthrough.shown_lane)
    for wrong in walkthrough.wrong_turns:
        produced, right = wrong.produces(trace), trace[wrong.right]
        assert produced.made, wrong.title
        same = produced.shape == right.shape and np.allclose(produced.values, right.values)
        assert not same, f"{slug}: {wrong.title} gives what is right"


@pytest.mark.parametrize("slug", entries())
def test_every_printed_value_compares(slug):
    for printed in entry(slug).printed:
        found = compare(trace_of(slug, printed.lane, printed.variant), printed)
        assert found.verdict in ("agrees", "agrees after rounding", "differs")


# Pages.


@cache
def page_of(slug: str) -> str:
    found = [path for path in pages().get(slug, []) if path.stem == slug]
    assert found, f"{slug} has no page docs/PART/{slug}.md"
    return found[0].read_text(encoding="utf-8")


def cells(slug: str) -> list[str]:
    """List the code of every cell, without its options."""
    found = re.findall(r"^```\{code-cell\}[^\n]*\n(.*?)^```", page_of(slug), re.S | re.M)
    return [re.sub(r"^:.*\n", "", cell, flags=re.M) for cell in found]


@every
def test_the_headings_are_the_steps(slug):
    walkthrough = aibyhand.find(slug)
    assert re.findall(r"^# (.+)$", page_of(slug), re.M) == [walkthrough.title]
    headings = re.findall(r"^## \[(\d+)\] (.+)$", page_of(slug), re.M)
    steps = trace_of(slug, walkthrough.shown_lane).steps
    assert headings == [(str(step.number), step.title) for step in steps]
    anchors = re.findall(rf"^\({slug}-(\d+)\)=\n## \[(\d+)\]", page_of(slug), re.M)
    assert anchors == [(str(step.number),) * 2 for step in steps]


@every
def test_every_step_is_shown_under_its_heading(slug):
    parts = re.split(r"^## ", page_of(slug), flags=re.M)
    for part in parts:
        number = re.match(r"\[(\d+)\]", part)
        shown = re.findall(r"page\.step\((\d+)\)", part)
        assert shown == ([number[1]] if number else []), part.splitlines()[0]


@every
def test_the_page_has_every_part_in_the_order_of_the_others(slug):
    calls = re.findall(r"page\.(\w+)\(", "\n".join(cells(slug)))
    parts = [call for call in dict.fromkeys(calls) if call in PARTS_OF_A_PAGE]
    assert parts == list(PARTS_OF_A_PAGE)
    assert calls[-1] == "source_notes", "the last cell holds what can be copied of the others"
    reading = page_of(slug).split("## What to read next\n")[1].split("## ")[0]
    assert not re.search(r"\]\(", reading), "its links follow from `after` of the walkthroughs"


@every
def test_the_page_holds_no_numbers_of_its_own(slug):
    """Cells call the page; the numbers in them are numbers of steps and of wrong turns."""
    counted = {"step", "blank", "answer", "wrong_turn"}
    for cell in cells(slug):
        for node in ast.walk(ast.parse(cell)):
            assert not isinstance(node, ast.List | ast.Tuple | ast.Dict | ast.Set | ast.BinOp), cell
            if isinstance(node, ast.Constant) and not isinstance(node.value, str):
                assert isinstance(node.value, int), cell
        numbers = [
            argument
            for call in ast.walk(ast.parse(cell))
            if isinstance(call, ast.Call)
            and isinstance(call.func, ast.Attribute)
            and call.func.attr in counted
            for argument in call.args
        ]
        constants = [
            node
            for node in ast.walk(ast.parse(cell))
            if isinstance(node, ast.Constant) and not isinstance(node.value, str)
        ]
        assert len(constants) == len(numbers), cell
        assert len(cell.strip().splitlines()) <= 4, cell


@every
def test_every_number_in_running_text_resolves(slug):
    walkthrough = aibyhand.find(slug)
    for text in re.findall(r"\{value\}`([^`]+)`", page_of(slug)):
        lane, variant, expression = chosen(walkthrough, text)
        trace = trace_of(slug, lane or walkthrough.shown_lane, variant)
        assert re.search(r"\d", quote(trace, expression)), text


@pytest.mark.slow
@every
def test_what_the_page_calls_works(slug):
    """Run every cell: a page must build, and its errors should be found without building it."""
    scope: dict[str, object] = {}
    for cell in cells(slug):
        *before, last = ast.parse(cell).body
        exec(compile(ast.Module(before, []), slug, "exec"), scope)
        if isinstance(last, ast.Expr):
            shown = eval(compile(ast.Expression(last.value), slug, "eval"), scope)
            assert shown._repr_html_(), cell
        else:
            exec(compile(ast.Module([last], []), slug, "exec"), scope)


# The reference, and gates: left out, each of them changes a number that the reference asserts.


@cache
def asserted(slug: str) -> frozenset[str]:
    """Name what the reference asserts, on any of the sets."""
    reference = reference_of(slug)
    return frozenset(name for trace in runs(slug, "exact") for name in reference(given_of(trace)))


def noticed(trace: Trace, gate: Matrix, names: frozenset[str]) -> bool:
    """Does some asserted number change without this gate, or do the sizes no longer fit?"""
    try:
        without = recompute(trace, gate)
    except ValueError:
        return True
    for name, m in trace.matrices.items():
        changed = without[name].shape != m.shape or not np.allclose(
            without[name], m.values, rtol=0, atol=1e-9
        )
        if name in names and changed:
            return True
    return False


def gates(trace: Trace) -> list[Matrix]:
    """List what can be left out; a discount of values that are zero by definition shows nowhere."""
    found = [m for m in everything(trace) if m.made and m.made.op.dropped and not on_zeros(m)]
    return [m for m in found if not stands_guard(trace, m)]


def on_zeros(m: Matrix) -> bool:
    return any(o.made and o.made.op.name == "zeros_like" for o in m.made.operands)


def stands_guard(trace: Trace, gate: Matrix) -> bool:
    """Is this a ReLU whose zeros are refused by what follows, such as a logarithm?

    Then it can't change a number of a run that comes to its end.
    """
    if gate.made.op.name != "relu":
        return False
    zeros = replace(gate, values=np.zeros(gate.shape))
    for m in everything(trace):
        if m.made and any(o is gate for o in m.made.operands):
            operands = [zeros if o is gate else o for o in m.made.operands]
            if m.made.op.fits(operands, m.made.settings):
                return True
    return False


def called(gate: Matrix) -> str:
    """Name a gate by its operation and where it stands, such as relu in a1."""
    return f"{gate.made.op.name} in {gate.name or gate.printed}"


@every
def test_every_gate_left_out_is_noticed(slug):
    unseen: set[str] | None = None
    for trace in runs(slug, "exact"):
        dropped = {called(g) for g in gates(trace) if not noticed(trace, g, asserted(slug))}
        unseen = dropped if unseen is None else unseen & dropped
    assert not unseen, f"{slug}: neither set shows a change without {', '.join(sorted(unseen))}"


@every_lane
def test_what_is_remembered_computes_the_same_again(slug, lane):
    for trace in runs(slug, lane):
        for name, values in recompute(trace).items():
            np.testing.assert_array_equal(values, trace[name].values, err_msg=name)


@every
def test_the_reference_agrees_and_leaves_nothing_out(slug):
    for trace in runs(slug, "exact"):
        expected = reference_of(slug)(given_of(trace))
        assert set(expected) == trace.matrices.keys() - set(trace.given)
        check_agreement(trace, expected)


# Numbers of anybody's own.


def examples(count: int) -> settings:
    """Take so many random sets of numbers, the same in every run."""
    return settings(
        max_examples=count,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


@every
def test_the_reference_agrees_on_any_sizes_that_fit(slug):
    reference = reference_of(slug)  # imports other tests, which must not happen within one

    @examples(100 if GATE else 10)
    @given(numbers=anybodys(slug))
    def check(numbers):
        trace = aibyhand.find(slug).run(**numbers)
        check_agreement(trace, reference(given_of(trace)))

    check()


@every
def test_any_sizes_that_fit_can_be_drawn_and_written_out(slug):
    @examples(20 if GATE else 2)
    @given(numbers=anybodys(slug))
    def check(numbers):
        trace = aibyhand.find(slug).run(**numbers)
        for step in trace.steps:
            check_figure(step)
        for m in everything(trace):
            if m.made:
                check_worked(m)

    check()


def check_agreement(trace: Trace, expected: Mapping[str, Array]) -> None:
    known = [name for name in expected if name in trace.matrices]
    assert known, f"{trace.walkthrough.slug}: reference() asserts no matrix"
    for name in known:
        np.testing.assert_allclose(
            trace[name].values, np.atleast_2d(expected[name]), rtol=1e-8, atol=1e-10, err_msg=name
        )


def check_figure(step: Step) -> None:
    """Check that a figure and its words can be made, and hold every number and name."""
    sheet = lay_out(step.shows)
    check_sheet(f"step {step.number}", sheet)
    words = spoken_sheet(sheet)
    drawn = draw_sheet(sheet, words).inside
    for m in step.shows:
        assert m.printed in words, m.printed
    if not sheet.large:
        assert drawn.count("<text") >= sum(m.values.size for m in step.shows)
    for picture in step.draws:
        assert picture.words


def test_matrices_of_128_are_drawn_as_blocks_without_a_digit():
    """Draw no cell of a large matrix; benchmarks/run.py measures how long it takes."""
    rng = np.random.default_rng(0)
    numbers = {name: rng.integers(-1, 2, (128, 128)) / 16 for name in ("X", "WQ", "WK", "WV")}
    trace = aibyhand.find("self-attention").run(**numbers)
    page = Lesson(trace)
    figures = [page.step(step.number).html for step in trace.steps]
    assert all("128" in figure for figure in figures)
    assert sum(len(figure) for figure in figures) < 200_000
    assert MINUS not in "".join(re.findall(r"<text[^>]*>([^<]*)<", "".join(figures)))
