"""The ledger's comparisons and mistakes, counted and grouped by walkthrough."""

from collections import Counter
from collections.abc import Iterable
from html import escape

from aibyhand.ledger import entry
from aibyhand.pages.html import Html, table
from aibyhand.pages.order import walkthrough_pages
from aibyhand.pages.publications import mistakes
from aibyhand.pages.source_notes import comparisons, printed_table
from aibyhand.walkthroughs import find

VERDICTS = ("agrees", "agrees after rounding", "differs")


def errata(book: str = ".") -> Html:
    """The ledger's comparisons and mistakes, counted and grouped by walkthrough."""
    links = walkthrough_pages(book)
    return Html(_counts(links) + "".join(_section(slug, link) for slug, link in links.items()))


def _counts(slugs: Iterable[str]) -> str:
    total: Counter[str] = Counter()
    rows = ""
    for slug in slugs:
        counted = Counter(found.verdict for found in comparisons(slug))
        counted["mistakes"] = len(entry(slug).errata)
        total += counted
        rows += _row(f"<a href='#{slug}'>{escape(find(slug).title)}</a>", counted)
    heads = ("Walkthrough", *(word.capitalize() for word in VERDICTS), "Mistakes explained")
    counts = table(heads, rows + _row("All", total), "Printed values by verdict, and mistakes")
    return f"<div class='abh-numbers'>{counts}</div>"


def _row(title: str, counted: Counter[str]) -> str:
    cells = "".join(f"<td>{counted[word]}</td>" for word in (*VERDICTS, "mistakes"))
    return f"<tr><th scope='row'>{title}</th>{cells}</tr>"


def _section(slug: str, link: str) -> str:
    title, found = escape(find(slug).title), entry(slug)
    parts = [f"<h2 id='{slug}'>{title}</h2><p><a href='{link}'>To the walkthrough</a></p>"]
    if found.errata:
        parts.append(mistakes(found))
    if found.printed:
        parts.append(printed_table(slug))
    if len(parts) == 1:
        parts.append("<p>No number of its source was found in print, and no mistake is known.</p>")
    return "".join(parts)
