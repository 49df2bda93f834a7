"""The ledger's comparisons and mistakes, counted and grouped by page."""

from collections import Counter
from collections.abc import Iterable
from html import escape

from aibyhand.ledger import entry
from aibyhand.notes import subject
from aibyhand.pages.html import Html, table
from aibyhand.pages.order import pages
from aibyhand.pages.publications import mistakes
from aibyhand.pages.source_notes import comparisons, printed_table

VERDICTS = ("agrees", "agrees after rounding", "differs")


def errata(book: str = ".") -> Html:
    """The ledger's comparisons and mistakes, counted and grouped by page."""
    links = pages(book)
    return Html(_counts(links) + "".join(_section(slug, link) for slug, link in links.items()))


def _counts(slugs: Iterable[str]) -> str:
    total: Counter[str] = Counter()
    rows = ""
    for slug in slugs:
        counted = Counter(found.verdict for found in comparisons(slug))
        counted["mistakes"] = len(entry(slug).errata)
        total += counted
        rows += _row(f"<a href='#{slug}'>{escape(subject(slug).title)}</a>", counted)
    heads = ("Page", *(word.capitalize() for word in VERDICTS), "Mistakes explained")
    counts = table(heads, rows + _row("All", total), "Printed values by verdict, and mistakes")
    return f"<div class='abh-numbers'>{counts}</div>"


def _row(title: str, counted: Counter[str]) -> str:
    cells = "".join(f"<td>{counted[word]}</td>" for word in (*VERDICTS, "mistakes"))
    return f"<tr><th scope='row'>{title}</th>{cells}</tr>"


def _section(slug: str, link: str) -> str:
    title, found = escape(subject(slug).title), entry(slug)
    parts = [f"<h2 id='{slug}'>{title}</h2><p><a href='{link}'>To the page</a></p>"]
    if found.errata:
        parts.append(mistakes(found))
    if found.printed:
        parts.append(printed_table(slug))
    if len(parts) == 1:
        parts.append("<p>No number of its source was found in print, and no mistake is known.</p>")
    return "".join(parts)
