"""Everything of a page that can be copied, folded at its end, and the ways there from each step.

It works as it stands. Where the page's script runs, the ways become menus (docs/_static/copy.js),
which take texts and cells from the folds and pictures from the page. The folds stand together
because repeated text then compresses to nearly nothing.
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
        f"<details id='copy-{anchor}'{empty}><summary>Copy {escape(title)}</summary>"
        f"{''.join(parts)}</details>"
    )


def way(anchor: str, what: str, *, blank: bool = False) -> str:
    """The way from a figure to its fold."""
    word = "Copy blank" if blank else "Copy"
    return (
        f"<p class='abh-copy'{' data-blank' if blank else ''}><a href='#copy-{anchor}'>{word}"
        f"<span class='abh-hidden'> {escape(what)}</span></a></p>"
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
