"""The small pieces of a page: HTML that a cell shows, a box that scrolls, a table, a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Html:
    """A piece of a page, as a cell shows it."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


def scroll(inside: str, label: str) -> str:
    """A box that scrolls sideways by itself, by keyboard too."""
    name = escape(label, quote=True)
    return f"<div class='abh-scroll' role='group' aria-label='{name}' tabindex='0'>{inside}</div>"


def table(heads: tuple[str, ...], rows: str, caption: str) -> str:
    """A table with a caption, in a box that scrolls; ``rows`` are its ``<tr>`` elements."""
    head = "".join(f"<th scope='col'>{h}</th>" for h in heads)
    return scroll(
        f"<table class='abh-table'><caption>{caption}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>",
        caption,
    )


def bullets(lines: Iterable[str]) -> str:
    """A list of sentences, or nothing where there are none."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<ul>{items}</ul>" if items else ""
