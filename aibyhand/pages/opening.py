"""What stands around the steps of a page: the question, the way through, what comes next."""

from collections.abc import Iterator, Mapping
from html import escape

from aibyhand.core import Matrix
from aibyhand.draw.mathml import mathml
from aibyhand.ledger import entry
from aibyhand.pages.order import linked, what_next
from aibyhand.pages.publications import cited
from aibyhand.render.words import legend
from aibyhand.walk import Step, Trace, Walkthrough
from aibyhand.walkthroughs import find


def opening(walkthrough: Walkthrough) -> str:
    """The question, and where the exercise comes from."""
    first, *others = entry(walkthrough.slug).sources
    more = f" (and {len(others)} more in the source notes)" if others else ""
    question = f"<p class='abh-question'>{escape(walkthrough.question)}</p>"
    lines = (
        f"Exercise from: {cited(first)}{more}.",
        f"Time needed: {walkthrough.minutes} minutes with a pencil.",
        f"Know first: {_know_first(walkthrough)}.",
        "<a href='#downloads'>Workbook, worksheet, slides and more to take with you</a>.",
    )
    return f"{question}<p class='abh-source'>{'<br>'.join(lines)}</p>"


def _know_first(walkthrough: Walkthrough) -> str:
    """Links to what the reader needs: how to read a sheet, the pencil's rules, other pages."""
    first = ["<a href='../start/reading-a-sheet.html'>how to read a sheet</a>"]
    if walkthrough.pencil:
        first.append("<a href='../start/pencil.html'>pencil arithmetic</a>")
    return ", ".join(first + [linked(find(slug)) for slug in walkthrough.after])


def read_next(walkthrough: Walkthrough) -> str:
    """Links to the walkthroughs that build on this one, or to the next one of the book."""
    following = what_next(walkthrough)
    lines = "".join(f"<li>{linked(w)}: {escape(w.question)}</li>" for w in following)
    whole = "<a href='../start/map.html'>The map</a> shows the way through all walkthroughs."
    return f"<ul>{lines}</ul><p>{whole}</p>"


def legend_of(trace: Trace) -> str:
    """The colours of the page, by role."""
    chips = "".join(
        f"<li><span class='abh-chip' style='background:{m.role.look.fill};"
        f"border-color:{m.role.look.frame}'></span>{escape(m.role.word)}</li>"
        for m in legend(list(trace.matrices.values()))
    )
    return f"<ul class='abh-legend' aria-label='Colours on this page'>{chips}</ul>"


def way_through(trace: Trace) -> str:
    """The way through as boxes: each step with what it makes, and where that comes from."""
    made_in = {
        id(matrix): step.number
        for step in reversed(trace.steps)
        for matrix in (*step.results, *(() if step.results else step.shows))
    }
    return f"<ol class='abh-way'>{''.join(_box(trace, step, made_in) for step in trace.steps)}</ol>"


def _box(trace: Trace, step: Step, made_in: Mapping[int, int]) -> str:
    """A step's box, which leads to it; it names the steps that it needs beside the one before."""
    shapes = ", ".join(
        f"{mathml(m.symbol)}&nbsp;<span class='abh-size'>{m.size}</span>"
        for m in step.results or step.shows
    )
    needed = {made_in[part] for m in step.results for part in _parts(m, made_in)} - {step.number}
    named = sorted(needed) if needed - {step.number - 1} else []
    note = f"<span class='abh-from'>from {', '.join(map(str, named))}</span>" if named else ""
    link = f"<a href='#{trace.walkthrough.slug}-{step.number}'>{escape(step.title)}</a>"
    return f"<li value='{step.number}'>{link} <span class='abh-shapes'>{shapes}</span>{note}</li>"


def _parts(matrix: Matrix, made_in: Mapping[int, int]) -> Iterator[int]:
    """What a matrix is made of, as far as a step shows it; of other parts, their parts."""
    for operand in matrix.operands:
        if id(operand) in made_in:
            yield id(operand)
        else:
            yield from _parts(operand, made_in)
