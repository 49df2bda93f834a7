"""The source notes at the end of a page: its points, what it prints beside ours, its mistakes."""

from functools import cache
from html import escape

from aibyhand.core.numbers import number
from aibyhand.draw.mathml import mathml
from aibyhand.ledger import Comparison, compare, entry
from aibyhand.notes import subject
from aibyhand.pages.html import bullets, table
from aibyhand.pages.publications import mistakes, referred, unknowable


def source_notes(slug: str) -> str:
    """The source's points, its printed values beside ours, its mistakes, and the references."""
    found = entry(slug)
    parts = [bullets(found.points)]
    if found.printed:
        parts.append(printed_table(slug))
    if found.errata:
        parts.append(mistakes(found))
    if found.unknown:
        parts.append(unknowable(found))
    if found.references:
        items = "".join(f"<li>{referred(r)}</li>" for r in found.references)
        parts.append(f"<p class='abh-small'>References</p><ul>{items}</ul>")
    return "".join(parts)


@cache
def comparisons(slug: str) -> tuple[Comparison, ...]:
    """Every printed value beside ours, in the lane and the variant that it belongs to."""
    run = subject(slug).run
    return tuple(compare(run(lane=p.lane, variant=p.variant), p) for p in entry(slug).printed)


def printed_table(slug: str) -> str:
    """Every printed value beside ours, with the verdict."""
    rows = "".join(_row(slug, found) for found in comparisons(slug))
    return table(("Value", "Printed", "Ours", "Where", "Verdict"), rows, "Printed values")


def _row(slug: str, found: Comparison) -> str:
    p = found.printed
    ours = "; ".join(", ".join(_short(float(v)) for v in row) for row in found.ours)
    verdict = found.verdict + (f", because {p.because}" if p.because else "")
    symbol = subject(slug).run(lane=p.lane, variant=p.variant)[p.name].symbol
    return (
        f"<tr><th scope='row'>{mathml(symbol)}{p.matrix.removeprefix(p.name)}</th>"
        f"{_rows(p.shown)}{_rows(ours)}"
        f"<td>{escape(p.where)}</td><td>{escape(verdict)}</td></tr>"
    )


def _rows(numbers: str) -> str:
    """A cell of a table with rows of numbers, one below the other; short ones stay on a line."""
    rows = escape(numbers).split("; ")
    kept = " class='abh-kept'" if max(map(len, rows)) <= 24 else ""
    return f"<td{kept}>{';<br>'.join(rows)}</td>"


def _short(value: float) -> str:
    """A number with up to four decimals, as many as it needs."""
    shown = number(value, 4)
    return shown.rstrip("0").rstrip(".")
