"""Everything of a page that can be copied, folded at its end, and the ways there from each step.

It works as it stands. Where the page's script runs, the ways become menus (docs/_static/copy.js),
which take texts and cells from the folds and pictures from the page. The folds stand together
because repeated text then compresses to nearly nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

import numpy as np

from aibyhand.core import Matrix
from aibyhand.draw.sizes import CELL
from aibyhand.ledger import entry
from aibyhand.pages.shown import Shown
from aibyhand.render.copied import Texts, of_all, of_given, of_matrices
from aibyhand.render.table import html_table
from aibyhand.sheet.blocks import Sheet
from aibyhand.walk import Step, Trace

WHOLE = "the-poster"  # where on a page the whole walkthrough stands
GIVEN = "given"


def folds(shown: Shown, other: Shown | None) -> str:
    """Whatever can be copied of a page: the given matrices, every step, and all of it.

    Where the other lane gives other numbers for a step, they can be copied too.
    """
    trace = shown.trace
    cite = _cite(trace)
    given = [trace[name] for name in trace.given]
    said = cite.format(", given matrices")
    made = [_fold(GIVEN, GIVEN, "the given matrices", said, of_given(trace), {}, given)]
    for step in trace.steps:
        made.append(_fold_of_step(shown, step, key(trace, step.number), "", cite))
        if other and differs(trace, other.trace, step.number):
            theirs, lane = key(trace, step.number, other.trace), f", {other.lane}"
            their_step = other.trace.step(step.number)
            made.append(_fold_of_step(other, their_step, theirs, lane, cite))
    return together([*made, *_folds_of_all(shown, other, cite)])


def _folds_of_all(shown: Shown, other: Shown | None, cite: str) -> Iterator[str]:
    """The whole walkthrough, in both lanes."""
    trace, what = shown.trace, "the whole walkthrough"
    computed = frozenset(m.name for m in trace.matrices.values() if m.made)
    empty = shown.poster.blanked(computed)
    texts, blanks = of_all(trace), of_all(trace, blank=True)
    yield _fold(WHOLE, WHOLE, what, cite.format(""), texts, blanks, sheet=empty)
    if other:
        name, title = f"{WHOLE}-{other.trace.lane}", f"{what}, {other.lane}"
        tables = [other.trace[one] for one in other.trace.given] + list(other.trace.results)
        said = cite.format(f", {other.lane}")
        yield _fold(name, WHOLE, title, said, of_all(other.trace), {}, tables)


def folded(trace: Trace, shown: Sequence[Matrix], name: str, title: str) -> str:
    """Whatever can be copied of a figure outside the steps."""
    cite = _cite(trace).format(f", {title}")
    texts = of_matrices(shown, f"{trace.walkthrough.title}, {title}")
    return _fold(name, name, title, cite, texts, {}, [m for m in shown if m.made] or shown)


def together(folds: Iterable[str]) -> str:
    """The folds in one place."""
    return f"<div class='abh-copies'>{''.join(folds)}</div>"


def _cite(trace: Trace) -> str:
    """How to cite a part of a walkthrough; the page's script adds the address."""
    found = entry(trace.walkthrough.slug).sources
    sources = "; ".join(f"{s.author}, {s.title}, {s.date}" for s in found)
    return f"AI by Hand: {trace.walkthrough.title}{{}}. CC BY 4.0. Exercise from: {sources}."


def key(trace: Trace, number: int, other: Trace | None = None) -> str:
    """The name of a step's fold, in the lane of the page or in the other one."""
    lane = f"-{other.lane}" if other else ""
    return f"{trace.walkthrough.slug}-{number}{lane}"


def differs(trace: Trace, other: Trace, number: int) -> bool:
    """Does the other lane give other results for a step?"""
    ours, theirs = trace.step(number).results, other.step(number).results
    same = [m.symbol for m in ours] == [m.symbol for m in theirs] and all(
        a.shape == b.shape and np.allclose(a.values, b.values)
        for a, b in zip(ours, theirs, strict=True)
    )
    return bool(theirs) and not same


def _fold_of_step(shown: Shown, step: Step, name: str, lane: str, cite: str) -> str:
    title = f"step {step.number}: {step.title}{lane}"
    anchor = key(shown.trace, step.number)
    seen, tables = shown.step(step.number), step.results or step.shows
    if lane or not step.results:  # the blank version is the same in both lanes
        return _fold(name, anchor, title, cite.format(f", {title}"), seen.texts(), {}, tables)
    return _fold(
        name, anchor, title, cite.format(f", {title}"), seen.texts(), seen.texts(blank=True),
        tables, seen.blanks,
    )  # fmt: skip


def _fold(
    name: str,
    anchor: str,
    title: str,
    cite: str,
    texts: Texts,
    blanks: Texts,
    tables: Sequence[Matrix] = (),
    sheet: Sheet | None = None,
) -> str:
    """Everything to copy of what stands at ``anchor``; ``title`` says what that is."""
    parts = [_text(form, text) for form, text in texts.items()]
    if tables:
        inside = "".join(html_table(m) for m in tables)
        parts.append(f"<details><summary>Table</summary>{inside}</details>")
    parts += [_text(f"{form}, blank", text) for form, text in blanks.items()]
    parts.append(
        f"<details><summary>Reference</summary><p class='abh-cite'>{escape(cite)}</p>"
        f"<a href='#{anchor}'>Link to this place</a></details>"
    )
    empty = f" data-blank='{places(sheet)}'" if sheet else ""
    lane = " data-lane" if name != anchor else ""
    return (
        f"<details id='copy-{name}'{empty}{lane}><summary>Copy {escape(title)}</summary>"
        f"{''.join(parts)}</details>"
    )


def way(name: str, what: str, word: str = "Copy", *, blank: bool = False) -> str:
    """The way from a figure to its fold: ``word`` is seen, and ``what`` is said with it."""
    return (
        f"<p class='abh-copy'{' data-blank' if blank else ''}><a href='#copy-{name}'>"
        f"{word}<span class='abh-hidden'> {escape(what)}</span></a></p>"
    )


def _text(form: str, text: str) -> str:
    return f"<details><summary>{form}</summary><pre>{escape(text, quote=False)}</pre></details>"


def places(sheet: Sheet) -> str:
    """Where the results stand in the picture: x, y, width and height of each, to be left empty."""
    return ";".join(
        f"{b.column * CELL},{b.row * CELL},{b.width * CELL},{b.height * CELL}"
        for b in sheet.blocks
        if b.blank
    )
