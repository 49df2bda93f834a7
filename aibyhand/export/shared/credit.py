"""Whom the files of a walkthrough credit, and under what licence they may be used."""

from aibyhand.ledger import Source, entries, entry
from aibyhand.walk import Trace

LICENCE = "AI by Hand, CC BY 4.0"
KEEP = f"{LICENCE}: copy and change it, and keep both credits."


def sources(trace: Trace) -> tuple[Source, ...]:
    """Where the exercise comes from; nothing for a walkthrough that no ledger knows."""
    slug = trace.walkthrough.slug
    return entry(slug).sources if slug in entries() else ()


def credits(trace: Trace) -> str:
    """The same in one sentence."""
    cited = [
        ", ".join(filter(None, (s.author, s.title, s.date, s.licence))) for s in sources(trace)
    ]
    return f"Exercise from: {'; '.join(cited)}." if cited else ""
