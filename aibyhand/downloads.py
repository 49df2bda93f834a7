"""The downloads of a walkthrough: links from its page to what ``aibyhand.export.site`` wrote."""

from html import escape

from aibyhand.export import FORMATS, names
from aibyhand.trace import Walkthrough

FOLDER = "downloads"  # in the built book, beside the folders of the pages


def downloads(walkthrough: Walkthrough, up: str = "..") -> str:
    """A list with a line for each format; ``up`` leads from the page to the book's first page."""
    slug = walkthrough.slug
    place = f"{up}/{FOLDER}"
    everything = _link(f"{place}/{slug}.zip", f"{slug}.zip")
    rows = [f"<li>{everything}: all of these, and every step as a picture, in one folder</li>"]
    for to, gives in FORMATS.items():
        shown, other = walkthrough.shown_lane, walkthrough.other_lane
        line = _links(walkthrough, shown, to, f"{place}/{slug}")
        if other:
            word = "exactly" if other == "exact" else "by hand"
            line += f"; {word}: {_links(walkthrough, other, to, f'{place}/{slug}')}"
        rows.append(f"<li><strong>{escape(to)}</strong>, {escape(gives)}: {line}</li>")
    about = f"<a href='{up}/start/for-lecturers.html'>how to use and cite them</a>"
    return (
        f"<div class='abh-downloads' id='downloads'><p>Take the whole walkthrough with you "
        f"({about}):</p><ul>{''.join(rows)}</ul></div>"
    )


def _links(walkthrough: Walkthrough, lane: str, to: str, place: str) -> str:
    found = names(walkthrough, lane, to)
    return ", ".join(_link(f"{place}/{name}", name) for name in found)


def _link(address: str, word: str) -> str:
    return f"<a href='{escape(address)}' download>{escape(word)}</a>"


def formats_table() -> str:
    """Every format and what it gives, as rows of a table."""
    return "".join(
        f"<tr><th scope='row'><code>{escape(to)}</code></th><td>{escape(gives)}</td></tr>"
        for to, gives in FORMATS.items()
    )
