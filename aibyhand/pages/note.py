"""What a note's page shows: prose, and between it sheets, pictures and claims that are computed.

A page begins with ``page = note("brains-and-neurons")``; every cell after that is one call.
"""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from aibyhand import notes
from aibyhand.pages import checks, figures, source_notes, start
from aibyhand.pages.html import Html, scroll
from aibyhand.walk import Trace


def note(slug: str) -> "Note":
    """The page of a note. Raises KeyError naming the closest."""
    return Note(notes.find(slug).run())


@dataclass(frozen=True)
class Note:
    """All that a page shows of a note."""

    trace: Trace

    def sheet(self, *names: str) -> Html:
        """The matrices with these names on a sheet, one cell worked. Raises KeyError for others."""
        return start.example(*(self.trace[name] for name in names))

    def pictures(self, step: int) -> Html:
        """The pictures of a step. Raises ValueError where it draws none."""
        drawn = self.trace.step(step).draws
        if not drawn:
            raise ValueError(f"{self.trace.walkthrough.slug}: step {step} draws no picture")
        return Html(figures.pictures(drawn))

    def code(self, write: Callable[[Trace], str], language: str) -> Html:
        """A program that is written from the note's numbers, with its language above it."""
        text = escape(write(self.trace), quote=False)
        return Html(f"<p class='abh-small'>{language}</p>{scroll(f'<pre>{text}</pre>', language)}")

    def claims(self) -> Html:
        """What must hold, checked now."""
        return Html(checks.claims(self.trace))

    def source_notes(self) -> Html:
        """What the source says beside ours, and what makes the page live: a page's last cell."""
        told = source_notes.source_notes(self.trace.walkthrough.slug)
        return Html(told + start.live(self.trace.walkthrough).html)
