"""What the pages around the walkthroughs show: gallery, roles, errata, bibliography and more."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from html import escape
from typing import TypeVar

import numpy as np

from aibyhand.core.matrix import Matrix
from aibyhand.core.numbers import number
from aibyhand.core.role import FROZEN, LEARNABLE, Role
from aibyhand.draw.mathml import mathml
from aibyhand.draw.sheets import miniature
from aibyhand.ledger import references, sources
from aibyhand.pages.downloads import formats_table
from aibyhand.pages.html import table
from aibyhand.pages.lesson import (
    Html,
    Lesson,
    blank_figure,
    cited,
    equations,
    figure,
    lesson,
    linked,
    referred,
)
from aibyhand.pages.order import PARTS, link_to, parts
from aibyhand.pages.roadmap import roadmap
from aibyhand.sheet.layout import poster
from aibyhand.walk import Walkthrough
from aibyhand.walkthroughs import find

Key = TypeVar("Key")
VERDICTS = ("agrees", "agrees after rounding", "differs")


def walkthrough_pages(book: str = ".") -> dict[str, str]:
    """The page of each walkthrough, in the order of the book, as a link from a page there."""
    return {w.slug: link_to(w, book) for part in parts().values() for w in part}


def _users(book: str, keys: Callable[[Lesson], Iterable[Key]]) -> dict[Key, list[str]]:
    """Links to the walkthroughs that use something, such as a role or a source, by its key."""
    users: dict[Key, list[str]] = defaultdict(list)
    for part in parts().values():
        for w in part:
            for key in keys(Lesson(w)):
                users[key].append(linked(w, book))
    return users


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
    page, title = Lesson(walkthrough), escape(walkthrough.title)
    drawn = miniature(poster(page.trace.parts), f"{title}: small picture of the whole sheet")
    return (
        f"<li><a href='{link_to(walkthrough, book)}'>{drawn.inline()}<span>{title}</span></a>"
        f"<p>{escape(walkthrough.question)}</p></li>"
    )


def roles(book: str = ".") -> Html:
    """Every role: its colours, its word, its name in code, and the walkthroughs that use it."""
    users = _users(book, lambda page: {matrix.role for matrix in page.trace.matrices.values()})
    rows = "".join(
        f"<tr><td><span class='abh-chip abh-digits' style='background:{role.look.fill};"
        f"border-color:{role.look.frame};color:{role.look.ink}'>12</span></td>"
        f"<th scope='row'>{escape(role.word)}</th><td>{_frame(role)}</td>"
        f"<td><code>Role.{role.name}</code></td><td>{_first(users[role])}</td></tr>"
        for role in Role
    )
    return Html(table(("Looks", "Role", "Frame", "In code", "Used in"), rows, "All roles"))


def choice(book: str = ".") -> Html:
    """Every walkthrough with what a lecturer asks first: its length, and what to know first."""
    rows = ""
    for there in parts().values():
        for w in there:
            page = Lesson(w)
            cells = sum(m.values.size for m in page.trace.results)
            first = ", ".join(escape(find(slug).title) for slug in w.after) or "nothing"
            rows += (
                f"<tr><th scope='row'>{linked(w, book)}</th>"
                f"<td>{w.minutes}</td><td>{len(page.trace.steps)}</td>"
                f"<td>{cells}</td><td>{first}</td></tr>"
            )
    heads = ("Walkthrough", "Minutes", "Steps", "Numbers to compute", "Know first")
    return Html(table(heads, rows, "All walkthroughs, with the time that they take with a pencil"))


def formats() -> Html:
    """Every format of ``aibyhand export`` and what a lecturer gets."""
    return Html(table(("Format", "What you get"), formats_table(), "Formats to take along"))


def _first(links: list[str], count: int = 3) -> str:
    """The first links, and how many there are besides."""
    more = f" and {len(links) - count} more" if len(links) > count else ""
    return ", ".join(links[:count]) + more


def _frame(role: Role) -> str:
    return {LEARNABLE: "red", FROZEN: "blue"}.get(
        role.look.frame, "dark" if role is not Role.GRADIENT else "blue, with blue digits"
    )


def example(*shown: Matrix) -> Html:
    """Matrices on a sheet, with one cell worked and their equations above."""
    drawn = figure(shown, _names(shown), f"Sheet of {_names(shown)}")
    return Html(f"<div class='abh-step'>{equations(m for m in shown if m.made)}{drawn}</div>")


def blank(*shown: Matrix) -> Html:
    """The same with the results left empty."""
    empty = blank_figure(shown, f"Sheet of {_names(shown)} to fill in")
    return Html(f"<div class='abh-step'>{equations(m for m in shown if m.made)}{empty}</div>")


def answer(*shown: Matrix) -> Html:
    """The filled sheet, folded."""
    drawn = figure(shown, _names(shown), f"Sheet of {_names(shown)}")
    return Html(f"<details class='abh-answer'><summary>Answer</summary>{drawn}</details>")


def _names(shown: tuple[Matrix, ...]) -> str:
    return ", ".join(matrix.printed for matrix in shown) + "."


def side_by_side(exact: Matrix, *rough: Matrix) -> Html:
    """A column computed exactly, the same by hand, and how far they are apart, row by row."""
    before = exact.made.operands[0] if exact.made else exact
    shared = [before] if all(m.made and m.made.operands[0] is before for m in rough) else []
    heads = [mathml(m.symbol) for m in shared] + [mathml(exact.equation)]
    for matrix in rough:
        heads += [mathml(matrix.equation), "apart"]
    rows = ""
    for i in range(exact.shape[0]):
        cells = [number(float(m.values[i, 0]), m.digits) for m in (*shared, exact)]
        for matrix in rough:
            apart = abs(matrix.values[i, 0] - exact.values[i, 0])
            cells += [number(float(matrix.values[i, 0]), matrix.digits), number(float(apart), 2)]
        rows += "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
    farthest = (float(np.abs(m.values - exact.values).max()) for m in rough)
    gaps = " and ".join(number(gap, 2) for gap in farthest)
    shown = table(tuple(heads), rows, f"Exact and by hand; at most {gaps} apart")
    return Html(f"<div class='abh-numbers'>{shown}</div>")


def errata(book: str = ".") -> Html:
    """The ledger's comparisons and mistakes, counted and grouped by walkthrough."""
    links = walkthrough_pages(book)
    lessons = [lesson(slug) for slug in links]
    sections = "".join(_section(page, links[page.walkthrough.slug]) for page in lessons)
    return Html(_counts(lessons) + sections)


def _counts(lessons: list[Lesson]) -> str:
    total: Counter[str] = Counter()
    rows = ""
    for page in lessons:
        counted = Counter(found.verdict for found in page.comparisons())
        counted["mistakes"] = len(page.entry.errata)
        total += counted
        walkthrough = page.walkthrough
        rows += _row(f"<a href='#{walkthrough.slug}'>{escape(walkthrough.title)}</a>", counted)
    heads = ("Walkthrough", *(word.capitalize() for word in VERDICTS), "Mistakes explained")
    counts = table(heads, rows + _row("All", total), "Printed values by verdict, and mistakes")
    return f"<div class='abh-numbers'>{counts}</div>"


def _row(title: str, counted: Counter[str]) -> str:
    cells = "".join(f"<td>{counted[word]}</td>" for word in (*VERDICTS, "mistakes"))
    return f"<tr><th scope='row'>{title}</th>{cells}</tr>"


def _section(page: Lesson, link: str) -> str:
    slug, title = page.walkthrough.slug, escape(page.walkthrough.title)
    parts = [f"<h2 id='{slug}'>{title}</h2><p><a href='{link}'>To the walkthrough</a></p>"]
    if page.entry.errata:
        parts.append(page.mistakes())
    if page.entry.printed:
        parts.append(page.printed_table())
    if len(parts) == 1:
        parts.append("<p>No number of its source was found in print, and no mistake is known.</p>")
    return "".join(parts)


def credits(book: str = ".") -> Html:
    """Every publication that the book draws on, and the walkthroughs that do."""
    users = _users(book, lambda page: [source.key for source in page.entry.sources])
    rows = "".join(
        f"<tr><td>{cited(source)}</td><td>{escape(source.licence or 'not stated')}</td>"
        f"<td>{', '.join(users[key])}</td></tr>"
        for key, source in sources().items()
    )
    return Html(table(("Publication", "Licence", "Used in"), rows, "Publications"))


def bibliography(book: str = ".") -> Html:
    """Every reference in full, and the walkthroughs that cite it; the key is its anchor."""
    users = _users(book, lambda page: [listed.key for listed in page.entry.references])
    items = "".join(
        f"<li id='{key}'><p>{referred(reference)}</p>"
        f"<p class='abh-small'>Cited in: {', '.join(users[key])}</p></li>"
        for key, reference in references().items()
    )
    return Html(f"<ul class='abh-references'>{items}</ul>")
