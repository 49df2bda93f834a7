"""All walkthroughs beside each other: the map, the cards, and the choice of a lecturer."""

from dataclasses import replace
from html import escape

from aibyhand.core import Matrix
from aibyhand.core.op import Place
from aibyhand.draw.drawing import Drawing
from aibyhand.pages.downloads import formats_table
from aibyhand.pages.html import Html, table
from aibyhand.pages.order import PARTS, level, link_to, linked, parts
from aibyhand.pages.roadmap import roadmap
from aibyhand.render.step_view import StepView
from aibyhand.walk import Walkthrough
from aibyhand.walkthroughs import find

CARD = 440, 400  # the widest and the highest figure whose digits can be read on a card, in px
FEWEST = 8  # numbers in a figure that tells anything


def map_of_the_book(book: str = "..") -> Html:
    """Every walkthrough in its part, with lines from what to know first."""
    return Html(roadmap(book))


def gallery(book: str = ".") -> Html:
    """A card for every walkthrough, by the parts of the book and in an order to learn in."""
    shown = ""
    for part, there in parts().items():
        cards = "".join(_card(w, book) for w in there)
        if cards:
            name = f"gallery-{part}"
            shown += f"<h3 id='{name}'>{escape(PARTS[part])}</h3>"
            shown += (
                f"<ul class='abh-gallery' data-run='none' aria-labelledby='{name}'>{cards}</ul>"
            )
    return Html(shown)


def _card(walkthrough: Walkthrough, book: str) -> str:
    """One figure of a walkthrough, its title and question, and what it takes."""
    title = escape(walkthrough.title)
    first = ", ".join(find(slug).title for slug in walkthrough.after)
    takes = f"Level {level(walkthrough)} · {walkthrough.minutes} min"
    takes += f" · after {escape(first)}" if first else ""
    return (
        f"<li>{telling_figure(walkthrough).inline()}"
        f"<a href='{link_to(walkthrough, book)}'>{title}</a><p>{escape(walkthrough.question)}</p>"
        f"<p class='abh-takes'>{takes}</p></li>"
    )


def telling_figure(walkthrough: Walkthrough) -> Drawing:
    """The last result of a walkthrough whose digits can be read on a card, with what made it.

    A product tells more than a calculation cell by cell, and that more than matrices put together.
    """
    trace = walkthrough.run(lane=walkthrough.shown_lane)
    computed = [m for m in trace.results if m.name and m.made]
    drawn = {m.name: StepView((m,)).plain for m in computed}
    _, matrix = max(enumerate(computed), key=lambda one: _tells(one[1], drawn) + one[:1])
    return replace(drawn[matrix.name], words=f"{matrix.printed} of {walkthrough.title}")


def _tells(matrix: Matrix, drawn: dict[str, Drawing]) -> tuple[bool, bool, int]:
    """Can its digits be read? Are there a few? How much does its place say of how it was made?"""
    drawing = drawn[matrix.name]
    numbers = matrix.values.size + sum(m.values.size for m in matrix.operands)
    fits = drawing.width <= CARD[0] and drawing.height <= CARD[1]
    place = matrix.made.op.place if matrix.made else Place.ALONE
    return fits, numbers >= FEWEST, {Place.ALONE: 0, Place.LINE: 1}.get(place, 2)


def choice(book: str = ".") -> Html:
    """Every walkthrough with what a lecturer asks first: its length, and what to know first."""
    rows = ""
    for there in parts().values():
        for w in there:
            trace = w.run(lane=w.shown_lane)
            cells = sum(m.values.size for m in trace.results)
            first = ", ".join(escape(find(slug).title) for slug in w.after) or "nothing"
            rows += (
                f"<tr><th scope='row'>{linked(w, book)}</th>"
                f"<td>{w.minutes}</td><td>{len(trace.steps)}</td>"
                f"<td>{cells}</td><td>{first}</td></tr>"
            )
    heads = ("Walkthrough", "Minutes", "Steps", "Numbers to compute", "Know first")
    return Html(table(heads, rows, "All walkthroughs, with the time that they take with a pencil"))


def formats() -> Html:
    """Every format of ``aibyhand export`` and what a lecturer gets."""
    return Html(table(("Format", "What you get"), formats_table(), "Formats to take along"))
