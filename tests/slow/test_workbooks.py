"""Every workbook, recalculated by LibreOffice after its inputs were changed."""

import json
import re
from io import BytesIO
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from helpers import ROOT
from op_examples import EXAMPLES
from slow.office import convert, edited

import aibyhand
from aibyhand import EXACT, Trace, Walkthrough, given
from aibyhand.core import Matrix
from aibyhand.core.lookup import Named
from aibyhand.core.matrix import apply
from aibyhand.core.numbers import round_half_away
from aibyhand.export.xlsx import files
from aibyhand.export.xlsx.names import names
from aibyhand.walk.again import deciding, lanes

pytestmark = pytest.mark.slow

SLUGS = aibyhand.slugs()
MARK = re.compile(r"=IF\(ISNUMBER\(([$\w]+)\),IF\(ROUND\(ABS\([$\w]+-'(\w+)'!([$\w]+)\)")
Changes = dict[str, dict[str, float]]  # by sheet and cell

every = pytest.mark.parametrize("slug", SLUGS)


def shown(slug: str) -> Trace:
    walkthrough = aibyhand.find(slug)
    return walkthrough.run(lane=walkthrough.shown_lane)


def workbook(trace: Trace) -> bytes:
    return next(iter(files(trace).values()))


def opened(data: bytes | Path, values: bool = False) -> openpyxl.Workbook:
    source = BytesIO(data) if isinstance(data, bytes) else data
    return openpyxl.load_workbook(source, data_only=values)


def one_change(trace: Trace) -> Trace:
    """The run with another number in the first given matrix."""
    name = trace.given[0]
    values = trace[name].values.copy()
    values[0, 0] += 1.5
    return trace.walkthrough.run_on({name: values}, lane=trace.lane)


def all_changed(trace: Trace) -> Trace:
    """The run with other numbers in every given matrix that takes them.

    Where a number says what is calculated at all, as an edge of a graph does, it stays: the
    workbook says so.
    """
    random = np.random.default_rng(7)
    replaced: dict[str, object] = {}
    fixed = [matrix.name for matrix in deciding(trace)]
    for name in trace.given:
        steps = random.choice([-1.5, -1, 0.5, 1, 2], size=trace[name].shape)
        for values in (trace[name].values + steps, trace[name].values[:, ::-1]):
            other = {**replaced, name: values}  # numbers of columns can only change places
            try:
                trace.walkthrough.run_on(other, lane=trace.lane)
            except ValueError:
                continue
            replaced = other if name not in fixed else replaced
            break
    assert len(replaced) >= len(trace.given) - 1, f"only {list(replaced)} can be changed"
    return trace.walkthrough.run_on(replaced, lane=trace.lane)


def ranges(book: openpyxl.Workbook, trace: Trace) -> list[tuple[Matrix, str, list[list[str]]]]:
    """Every matrix of every lane, with its sheet and its cells row by row, by its defined name."""
    found = []
    for k, one in enumerate(lanes(trace)):
        named = names(one.matrices, f"{one.lane}_" if k else "")
        for name, matrix in one.matrices.items():
            ((sheet, area),) = book.defined_names[named[name]].destinations
            cells = book[sheet][area.replace("$", "")]
            rows = cells if isinstance(cells, tuple) else ((cells,),)
            found.append((matrix, sheet, [[cell.coordinate for cell in row] for row in rows]))
    return found


def changes(book: openpyxl.Workbook, before: Trace, after: Trace) -> Changes:
    """What to type into the first sheet to come from one run's inputs to another's."""
    typed: Changes = {}
    first = book.sheetnames[0]
    for matrix, sheet, cells in ranges(book, before):
        if sheet == first and matrix.name in before.given:
            for (i, j), value in np.ndenumerate(after[matrix.name].values):
                if value != matrix.values[i, j]:
                    typed.setdefault(sheet, {})[cells[i][j]] = float(value)
    return typed


def answers(book: openpyxl.Workbook, values: openpyxl.Workbook) -> Changes:
    """The right answers of every practice sheet, as the live sheet prints them."""
    found: Changes = {}
    for page in book:
        for row in page.iter_rows() if "practice" in page.title else ():
            for cell in row:
                mark = MARK.match(str(cell.value))
                if mark:
                    own, sheet, place = mark[1], mark[2], mark[3].replace("$", "")
                    printed = values[sheet][place].number_format.split(";")[0]
                    count = len(printed.partition(".")[2])
                    right = round_half_away(float(values[sheet][place].value), count)
                    found.setdefault(page.title, {})[own.replace("$", "")] = right
    return found


def spoilt(right: Changes) -> Changes:
    """The same with one wrong answer on every sheet."""
    wrong = {sheet: dict(cells) for sheet, cells in right.items()}
    for cells in wrong.values():
        cells[sorted(cells)[len(cells) // 2]] += 1
    return wrong


def every_operation() -> Trace:
    """Every row of the table of operations in one workbook, on the examples of its tests."""
    steps: dict[str, Matrix] = {}
    handed = []
    for k, (name, example) in enumerate(EXAMPLES.items()):
        made = example.result().made
        operands = [given(f"g{k}_{n}", m.values, m.role) for n, m in enumerate(made.operands)]
        handed += operands
        steps |= {m.name: m for m in operands}
        result = apply(made.op, *operands, **made.settings)
        steps[f"r{k}"] = result.named(f"r{k}", operands[0].role, f"r_{{{k}}}")
        assert made.op.name == name
    walkthrough = Walkthrough("operations", "Operations", "", lambda: iter(()))
    listed = tuple(m.name for m in handed)
    return Trace(walkthrough, EXACT, (), Named("matrix", steps.items()), listed, {})


@pytest.fixture(scope="module")
def books(need, tmp_path_factory) -> dict[str, openpyxl.Workbook]:
    """Give every changed workbook as LibreOffice computes it, by slug and kind."""
    program = need("libreoffice")
    folder = tmp_path_factory.mktemp("workbooks")
    written = {}
    for slug in SLUGS:
        trace = shown(slug)
        data = workbook(trace)
        book, values = opened(data), opened(data, values=True)
        right = answers(book, values)
        written |= {
            f"{slug} one": edited(data, changes(book, trace, one_change(trace))),
            f"{slug} all": edited(data, changes(book, trace, all_changed(trace))),
            f"{slug} right": edited(data, right),
            f"{slug} wrong": edited(data, spoilt(right)),
        }
        if trace.walkthrough.second:
            second = trace.walkthrough.run_second(lane=trace.lane)
            written[f"{slug} second"] = edited(workbook(second), {})
    written["operations"] = edited(workbook(every_operation()), {})
    paths = []
    for name, data in written.items():
        paths.append(folder / f"{name.replace(' ', '_')}.xlsx")
        paths[-1].write_bytes(data)
    made = convert(program, paths, "xlsx:Calc MS Excel 2007 XML", folder / "made")
    return {name: opened(path, values=True) for name, path in zip(written, made, strict=True)}


def check(book: openpyxl.Workbook, trace: Trace) -> None:
    """Every matrix of every lane is what run() computes, and no cell holds an error."""
    for matrix, sheet, cells in ranges(book, trace):
        found = [[book[sheet][cell].value for cell in row] for row in cells]
        where = f"{trace.walkthrough.slug}, {sheet}: {matrix.name}"
        np.testing.assert_allclose(
            np.array(found, float), matrix.values, rtol=1e-9, atol=1e-12, err_msg=where
        )
    for page in book:
        for row in page.iter_rows():
            for cell in row:
                assert not str(cell.value).startswith("#"), f"{page.title}!{cell.coordinate}"


def scores(book: openpyxl.Workbook) -> list[tuple[int, int]]:
    """Read "0 of 57" from every practice sheet."""
    found = []
    for page in book:
        if "practice" in page.title:
            texts = [str(c.value) for row in page.iter_rows(max_row=6) for c in row]
            (score,) = (re.fullmatch(r"(\d+) of (\d+)", t) for t in texts if " of " in t[:8])
            found.append((int(score[1]), int(score[2])))
    return found


@every
def test_one_changed_input_changes_all_that_follows(books, slug):
    changed = one_change(shown(slug))
    same = [np.array_equal(m.values, shown(slug)[n].values) for n, m in changed.matrices.items()]
    assert not all(same)
    check(books[f"{slug} one"], changed)


@every
def test_with_every_input_changed_it_is_what_run_computes(books, slug):
    check(books[f"{slug} all"], all_changed(shown(slug)))


@every
def test_other_sizes_are_what_run_computes(books, slug):
    if not aibyhand.find(slug).second:
        pytest.skip("it has no second set of given matrices")
    walkthrough = aibyhand.find(slug)
    check(books[f"{slug} second"], walkthrough.run_second(lane=walkthrough.shown_lane))


def test_every_operation_is_what_its_loops_compute(books):
    check(books["operations"], every_operation())


@every
def test_the_score_counts_from_nothing_to_full(books, slug):
    count = len(lanes(shown(slug)))
    nothing = scores(books[f"{slug} one"])
    full = scores(books[f"{slug} right"])
    assert len(nothing) == len(full) == count
    assert all(right == 0 < of for right, of in nothing)
    assert full == [(of, of) for _, of in nothing]


@every
def test_one_wrong_answer_keeps_the_score_below_full(books, slug):
    assert all(right == of - 1 for right, of in scores(books[f"{slug} wrong"]))


def test_the_published_workbook_on_softmax_agrees(need, tmp_path):
    """Six vectors, three raised to e and three to 3; the workbook is ImagineAILab's."""
    published = ROOT / "tests" / "published" / "softmax.json"
    vectors = json.loads(published.read_text(encoding="utf-8"))["given"]
    walkthrough = aibyhand.find("softmax")
    traces = {name: walkthrough.run(x=values) for name, values in vectors.items()}
    paths = []
    for name, trace in traces.items():
        paths.append(tmp_path / f"{name}.xlsx")
        paths[-1].write_bytes(edited(workbook(trace), {}))
    made = convert(need("libreoffice"), paths, "xlsx:Calc MS Excel 2007 XML", tmp_path / "made")
    for (name, trace), path in zip(traces.items(), made, strict=True):
        book = opened(path, values=True)
        x = np.array(vectors[name], float)
        for base, matrix in ((np.e, "p"), (3, "pencil_p3")):
            ((sheet, area),) = book.defined_names[matrix].destinations
            found = [row[0].value for row in book[sheet][area.replace("$", "")]]
            np.testing.assert_allclose(found, (base**x / (base**x).sum()).ravel(), rtol=1e-12)
        assert trace["total"].values.item() == pytest.approx(1)
