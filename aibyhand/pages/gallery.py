"""All walkthroughs beside each other: the map, the gallery, and the choice of a lecturer."""

from html import escape

from aibyhand.draw.sheets import miniature
from aibyhand.pages.downloads import formats_table
from aibyhand.pages.html import Html, table
from aibyhand.pages.order import PARTS, link_to, linked, parts
from aibyhand.pages.roadmap import roadmap
from aibyhand.sheet.layout import poster
from aibyhand.walk import Walkthrough
from aibyhand.walkthroughs import find


def map_of_the_book() -> Html:
    """Every walkthrough in its part, with lines from what to know first."""
    return Html(roadmap())


def gallery(book: str = ".") -> Html:
    """A small poster of every walkthrough, by the parts of the book, linked to its page."""
    shown = ""
    for part, there in parts().items():
        cards = "".join(_card(w, book) for w in there)
        if cards:
            name = f"gallery-{part}"
            shown += f"<h3 id='{name}'>{escape(PARTS[part])}</h3>"
            shown += f"<ul class='abh-gallery' aria-labelledby='{name}'>{cards}</ul>"
    return Html(shown)


def _card(walkthrough: Walkthrough, book: str) -> str:
    """The small poster of a walkthrough with its title and its question."""
    trace = walkthrough.run(lane=walkthrough.shown_lane)
    title = escape(walkthrough.title)
    drawn = miniature(poster(trace.parts), f"{title}: small picture of the whole sheet")
    return (
        f"<li><a href='{link_to(walkthrough, book)}'>{drawn.inline()}<span>{title}</span></a>"
        f"<p>{escape(walkthrough.question)}</p></li>"
    )


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
