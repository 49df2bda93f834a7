"""The folded block under a step that holds whatever can be copied of it.

It works as it stands. Where the page's script runs, it becomes a menu (docs/_static/copy.js), which
takes the texts and the cells from here and the pictures from the page.
"""

from collections.abc import Sequence
from html import escape

from aibyhand.matrix import Matrix
from aibyhand.render.svg import CELL
from aibyhand.render.table import html_table
from aibyhand.sheet import Sheet
from aibyhand.texts import Texts


def fold(
    anchor: str,
    title: str,
    cite: str,
    texts: Texts,
    blanks: Texts | None = None,
    tables: Sequence[Matrix] = (),
    sheet: Sheet | None = None,
) -> str:
    """Everything to copy of what stands at ``anchor``; ``title`` says what that is."""
    parts = [_text(form, text) for form, text in texts.items()]
    if tables:
        inside = "".join(html_table(m) for m in tables)
        parts.append(f"<details><summary>Table</summary>{inside}</details>")
    for form, text in (blanks or {}).items():
        parts.append(_text(f"{form}, blank", text))
    parts.append(
        f"<details><summary>Reference</summary><p class='abh-cite'>{escape(cite)}</p>"
        f"<a href='#{anchor}'>Link to this place</a></details>"
    )
    empty = f" data-blank='{places(sheet)}'" if sheet else ""
    return (
        f"<details class='abh-copy' id='copy-{anchor}' data-title='{escape(title)}'{empty}>"
        f"<summary>Copy</summary>{''.join(parts)}</details>"
    )


def link(anchor: str) -> str:
    """A way from a blank figure to where its texts can be copied."""
    return (
        f"<p class='abh-copy-blank'><a href='#copy-{anchor}'>Copy the blank version</a>"
        " from its step.</p>"
    )


def _text(form: str, text: str) -> str:
    return f"<details><summary>{form}</summary><pre>{escape(text, quote=False)}</pre></details>"


def places(sheet: Sheet) -> str:
    """Where the results stand in the picture: x, y, width and height of each, to be left empty."""
    return ";".join(
        f"{b.column * CELL},{b.row * CELL},{b.width * CELL},{b.height * CELL}"
        for b in sheet.blocks
        if b.blank
    )
