"""The downloads of a walkthrough: links from its page to what ``aibyhand.export.site`` wrote."""

from html import escape

from aibyhand.export import formats, names
from aibyhand.export.format import named
from aibyhand.pages.html import table
from aibyhand.walk import Lane, Walkthrough

FOLDER = "downloads"  # in the built book, beside the folders of the pages

# A script shows it, and prints.
PRINT = (
    "<p class='abh-print' hidden><button type='button'>Print this page</button>"
    "<button type='button'>Print it with the answers</button></p>"
)


def downloads(walkthrough: Walkthrough, up: str = "..") -> str:
    """A table with a row for each format; ``up`` leads from the page to the book's first page."""
    slug, place = walkthrough.slug, f"{up}/{FOLDER}"
    lanes = [lane for lane in (walkthrough.shown_lane, walkthrough.other_lane) if lane]
    everything = _link(f"{place}/{slug}.zip", f"{slug}.zip")
    rows = (
        "<tr><th scope='row'>everything here, and every step as a picture</th>"
        f"<td colspan='{len(lanes)}'>{everything}</td></tr>"
    )
    for to, one in formats().items():
        cells = "".join(
            f"<td>{_links(walkthrough, lane, to, f'{place}/{slug}')}</td>" for lane in lanes
        )
        rows += f"<tr><th scope='row'>{escape(one.gives)}</th>{cells}</tr>"
    heads = ("What", *(lane.title for lane in lanes)) if len(lanes) > 1 else ("What", "Files")
    made = table(heads, rows, "Take the whole walkthrough with you")
    about = f"<a href='{up}/start/for-lecturers.html'>How to use, change and cite these files</a>"
    return f"<div class='abh-downloads' id='downloads'>{made}<p>{about}.</p></div>{PRINT}"


def _links(walkthrough: Walkthrough, lane: Lane, to: str, place: str) -> str:
    """The files of a format; each link says what of its name is its own."""
    start, slug = named(walkthrough, lane), walkthrough.slug
    return ", ".join(
        _link(f"{place}/{name}", name.removeprefix(start).removeprefix(slug).lstrip("-."))
        for name in names(walkthrough, lane, to)
    )


def _link(address: str, word: str) -> str:
    file = address.rsplit("/", 1)[-1]
    return f"<a href='{escape(address)}' download aria-label='{escape(file)}'>{escape(word)}</a>"


def formats_table() -> str:
    """Every format and what it gives, as rows of a table."""
    return "".join(
        f"<tr><th scope='row'><code>{escape(to)}</code></th><td>{escape(one.gives)}</td></tr>"
        for to, one in formats().items()
    )
