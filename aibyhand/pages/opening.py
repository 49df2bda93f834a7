"""What stands around the steps of a page: the question, what is given, the way, what comes next."""

from html import escape

from aibyhand.draw.mathml import mathml
from aibyhand.ledger import entry
from aibyhand.pages.copying import GIVEN, way
from aibyhand.pages.html import scroll
from aibyhand.pages.order import linked, what_next
from aibyhand.pages.publications import cited
from aibyhand.render.words import legend
from aibyhand.walk import Trace, Walkthrough
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
    whole = "<a href='../index.html#map'>The map</a> shows the way through all walkthroughs."
    return f"<ul>{lines}</ul><p>{whole}</p>"


def given(trace: Trace) -> str:
    """The given matrices with shapes and roles, and the legend of the page."""
    rows = "".join(
        f"<tr><th scope='row'>{mathml(m.symbol)}</th><td>{m.size}</td>"
        f"<td>{escape(m.role.word)}</td></tr>"
        for m in (trace[name] for name in trace.given)
    )
    head = "".join(f"<th scope='col'>{word}</th>" for word in ("Name", "Size", "Role"))
    head = f"<tr>{head}</tr>"
    body = f"<table class='abh-table'><thead>{head}</thead><tbody>{rows}</tbody></table>"
    to_copy = way(GIVEN, "the given matrices")
    return scroll(body, "Given matrices") + _legend(trace) + to_copy


def _legend(trace: Trace) -> str:
    chips = "".join(
        f"<li><span class='abh-chip' style='background:{m.role.look.fill};"
        f"border-color:{m.role.look.frame}'></span>{escape(m.role.word)}</li>"
        for m in legend(list(trace.matrices.values()))
    )
    return f"<ul class='abh-legend' aria-label='Colours on this page'>{chips}</ul>"


def pipeline(trace: Trace) -> str:
    """The pipeline: the shapes that flow through the steps."""
    rows = []
    for step in trace.steps:
        shapes = ", ".join(
            f"{mathml(m.symbol)} <span class='abh-size'>{m.size}</span>" for m in step.shows
        )
        anchor = f"{trace.walkthrough.slug}-{step.number}"
        link = f"<a href='#{anchor}'>[{step.number}] {escape(step.title)}</a>"
        rows.append(f"<li>{link}{': ' if shapes else ''}{shapes}</li>")
    return f"<ol class='abh-map'>{''.join(rows)}</ol>"
