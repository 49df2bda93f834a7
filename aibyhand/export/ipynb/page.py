"""A page of the book as a notebook: its text, and its cells to be run and changed.

It is there where the pages are at hand, as in a checkout, for the numbers and the lane of the page.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from aibyhand.ledger import reference
from aibyhand.walk import Trace
from aibyhand.walk.quote import chosen, quote

DOCS = Path(__file__).parents[3] / "docs"
NEEDS = """\
> This notebook is a page of *AI by Hand*. Its cells draw the figures with the library `aibyhand`,
> so it runs where that is installed, such as in a checkout of the book. The notebook of the same
> walkthrough in plain NumPy needs nothing but NumPy. CC BY 4.0."""
STYLE = """\
from IPython.display import HTML  # the page's menus need the page

HTML("<style>.abh-copy, .abh-downloads, details[id^=copy-] {display: none}</style>")"""

_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_CELL = re.compile(r"^```\{code-cell\}[^\n]*\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_REPLY = re.compile(r"^:::\{reply\}\n(.*?)^:::$", re.DOTALL | re.MULTILINE)
_FOLDED = re.compile(r"^:::\{folded\} (.*)\n:::$", re.MULTILINE)  # a notebook folds by itself
_TARGET = re.compile(r"^\([\w-]+\)=\n", re.MULTILINE)
_VALUE = re.compile(r"\{value\}`([^`]*)`")
_CITE = re.compile(r"\{cite\}`([^`]*)`")
_INSIDE = re.compile(r"\[([^\]]*)\]\((?!https?:)[^)]*\)")  # a link to another page of the book


def page_of(trace: Trace) -> Path | None:
    """The source of the page that shows exactly this run, if the pages are at hand."""
    walkthrough = trace.walkthrough
    found = sorted(DOCS.glob(f"*/{walkthrough.slug}.md"))
    if not found or trace.lane != walkthrough.shown_lane:
        return None
    shown = walkthrough.run(lane=trace.lane)
    same = trace.given == shown.given and all(
        np.array_equal(trace[name].values, shown[name].values) for name in shown.given
    )
    return found[0] if same else None


def cells(source: str, trace: Trace) -> Iterator[tuple[str, str]]:
    """The cells of a page: kind and text."""
    yield "markdown", NEEDS
    yield "code", STYLE
    body = _FRONT.sub("", source)
    start = 0
    for cell in _CELL.finditer(body):
        yield from _told(body[start : cell.start()], trace)
        lines = [line for line in cell[1].splitlines() if not line.startswith(":")]
        yield "code", "\n".join(lines).strip()
        start = cell.end()
    yield from _told(body[start:], trace)


def _told(text: str, trace: Trace) -> Iterator[tuple[str, str]]:
    """Text between two cells: numbers and citations filled in, links to pages as their words."""
    text = _VALUE.sub(lambda found: _value(found[1], trace), _TARGET.sub("", text))
    text = _REPLY.sub(r"<details><summary>The reply</summary>\n\n\1\n</details>", text)
    text = _FOLDED.sub(r"*\1*", text)
    text = _CITE.sub(lambda found: _cited(found[1]), text)
    text = _INSIDE.sub(r"\1", text).strip()
    if text:
        yield "markdown", text


def _value(expression: str, trace: Trace) -> str:
    """The number that a role on the page stands for."""
    lane, variant, rest = chosen(trace.walkthrough, expression)
    return quote(trace.walkthrough.run(lane=lane, variant=variant) if lane else trace, rest)


def _cited(key: str) -> str:
    """Who and when, linked to the publication where it has an address."""
    found = reference(key)
    return f"[{found.short}]({found.url})" if found.url else found.short
