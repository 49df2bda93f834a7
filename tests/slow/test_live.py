"""What a page's script computes, prints and writes is what Python does, on every walkthrough."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from helpers import perturbed, random_given, second_of, trace_of

import aibyhand
from aibyhand import Matrix, Trace
from aibyhand.core.names import plain
from aibyhand.core.numbers import number
from aibyhand.pages.live import live_data
from aibyhand.render.words import worked_tex
from aibyhand.walk.again import deciding, given_of, structure

pytestmark = pytest.mark.slow

SCRIPTS = Path(aibyhand.__file__).parent.parent / "docs" / "_scripts"
FILES = ("numbers", "cells", "writing", "maths", "trace")
SLUGS = aibyhand.slugs()

# Computes a page's data on given numbers (or on its own), and reads every matrix of a run: its
# values, its printed numbers, and the line of TeX of some cells with its plain reading.
READ = """([data, run, given, cells]) => {
  const live = new abh.Live(data);
  if (given) {
    const own = live.matrices.map((one, k) => given[one.name] && one.given && given[one.name]);
    try { live.all = live.recomputed(own); } catch (error) { return error.message; }
  }
  return Object.fromEntries(live.runs[run].map((k) => {
    const { rows, columns, values } = live.all[k];
    const shown = values.map((row, i) => row.map((_, j) => live.shown(k, i, j)));
    const lines = (cells[live.matrices[k].name] ?? []).map(([i, j]) => live.line(k, i, j));
    const read = lines.map((line) => abh.plain(line, live.signs));
    return [live.matrices[k].name, { values, shown, lines, read, printed: live.printed(k) }];
  }));
}"""


@pytest.fixture(scope="module")
def script(browser) -> Iterator[Callable[..., Any]]:
    """Give script: it calls a function of JavaScript where the live scripts are loaded."""
    page = browser.new_page()
    for name in FILES:
        page.add_script_tag(path=SCRIPTS / f"{name}.js")
    yield page.evaluate
    page.close()


def some_cells(matrix: Matrix) -> list[tuple[int, int]]:
    """Choose the corners of a matrix, and a few cells along its diagonals."""
    height, width = matrix.shape
    found = {(0, 0), (0, width - 1), (height - 1, 0), (height - 1, width - 1)}
    found |= {(k % height, k % width) for k in range(5)}
    return sorted(found | {(height // 2, k % width) for k in range(3)})


def data_of(runs: dict[str, Trace]) -> Any:
    """Give the data as it arrives in the page."""
    return json.loads(json.dumps(live_data(runs)))


def check(script, data: Any, run: str, trace: Trace, *, replaced: bool = False) -> None:
    """Check a run that the script computes against Python's."""
    made = {name: some_cells(m) for name, m in trace.matrices.items() if m.made}
    given = {name: trace[name].values.tolist() for name in trace.given} if replaced else None
    found = script(READ, [data, run, given, made])
    assert not isinstance(found, str), found
    assert found.keys() == trace.matrices.keys()
    for name, matrix in trace.matrices.items():
        one = found[name]
        size = max(1e-300, float(np.abs(matrix.values).max()))
        values = np.array(one["values"])
        assert values.shape == matrix.shape, name
        assert np.abs(values - matrix.values).max() <= 1e-12 * max(size, 1.0), name
        expected = [[number(float(v), matrix.digits) for v in row] for row in matrix.values]
        assert one["shown"] == expected, name
        assert one["printed"] == matrix.printed
        lines = [worked_tex(matrix, i, j, matrix.worked(i, j)) for i, j in made.get(name, [])]
        assert one["lines"] == lines, name
        assert one["read"] == [plain(line) for line in lines], name


@pytest.mark.parametrize("slug", SLUGS)
def test_every_lane_variant_and_second_set_is_computed_and_written_as_python_does(script, slug):
    walkthrough = aibyhand.find(slug)
    runs = {lane.name: trace_of(slug, lane) for lane in walkthrough.lanes}
    runs |= {name: trace_of(slug, variant=name) for name, _ in walkthrough.variants}
    runs |= {f"second {lane.name}": second_of(slug, lane) for lane in walkthrough.lanes}
    data = data_of(runs)

    for key, trace in runs.items():
        check(script, data, key, trace)


@pytest.mark.parametrize("slug", SLUGS)
def test_other_numbers_in_the_same_page_are_computed_as_python_does(script, slug):
    walkthrough, generator = aibyhand.find(slug), np.random.default_rng(7)
    checked = 0
    for lane in walkthrough.lanes:
        trace = trace_of(slug, lane)
        data = data_of({"page": trace})
        fixed = {matrix.name: matrix.values for matrix in deciding(trace)}
        for _ in range(40):
            if checked == 6 * (walkthrough.lanes.index(lane) + 1):
                break
            numbers = perturbed(trace, generator) | fixed
            try:
                other = walkthrough.run_on(given_of(trace, numbers), lane=lane)
            except ValueError:
                continue  # refused: another test's matter
            assert structure(other) == structure(trace)
            check(script, data, "page", other, replaced=True)
            checked += 1
    assert checked == 6 * len(walkthrough.lanes)


@pytest.mark.parametrize("slug", SLUGS)
def test_other_sizes_are_computed_as_python_does(script, slug):
    walkthrough, generator = aibyhand.find(slug), np.random.default_rng(11)
    for _ in range(3):
        trace = walkthrough.run_on(random_given(walkthrough, generator))
        check(script, data_of({"page": trace}), "page", trace)


@pytest.mark.parametrize("slug", SLUGS)
def test_what_python_refuses_the_page_refuses_or_does_not_let_change(script, slug):
    walkthrough = aibyhand.find(slug)
    trace = walkthrough.run(lane=walkthrough.shown_lane)
    data = data_of({"page": trace})
    fixed = {data["matrices"][k]["name"] for k in data["fixed"]}
    wrong = []
    for name in trace.given:
        if name in fixed:
            continue
        for value in (0, -1, 0.5, 1000):
            numbers = {one: trace[one].values.copy() for one in trace.given}
            numbers[name][-1, -1] = value
            try:
                other = walkthrough.run_on(given_of(trace, numbers), lane=trace.lane)
            except ValueError:
                other = None
            given = {one: values.tolist() for one, values in numbers.items()}
            found = script(READ, [data, "page", given, {}])
            # Where other steps would be taken, as against a sum that overflows, it must refuse.
            fits = other is not None and structure(other) == structure(trace)
            if isinstance(found, str) == fits:
                wrong.append((name, value, found if fits else "computed"))
    assert wrong == []
