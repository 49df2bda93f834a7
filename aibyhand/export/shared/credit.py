"""Whom the files of a walkthrough credit, and under what licence they may be used."""

from aibyhand.ledger import Source, entries, entry
from aibyhand.walk import Trace
from aibyhand.walk.again import has_other_numbers

LICENCE = "AI by Hand, CC BY 4.0"
KEEP = f"{LICENCE}: copy and change it, and keep both credits."


def sources(trace: Trace) -> tuple[Source, ...]:
    """Where the exercise comes from; nothing for a walkthrough that no ledger knows."""
    slug = trace.walkthrough.slug
    return entry(slug).sources if slug in entries() else ()


def credits(trace: Trace, *, licences: bool = True) -> str:
    """The same in one sentence, and another one where the numbers are no longer the source's."""
    cited = [
        ", ".join(filter(None, (s.author, s.title, s.date, s.licence if licences else "")))
        for s in sources(trace)
    ]
    said = f"Exercise from: {'; '.join(cited)}." if cited else ""
    return " ".join(filter(None, (said, changed(trace))))


def changed(trace: Trace) -> str:
    """What a file says of numbers that aren't the source's; nothing where they are."""
    if not has_other_numbers(trace):
        return ""
    return f"Numbers changed (seed {trace.seed})." if trace.seed else "Numbers changed."
