"""A picture that leaves the page: a file of its own, which looks the same in any program.

What a page's style would say stands in the file: the dark ink, fonts that other programs know, and
a title. There are no ids, so that several pictures can be put into one document.
"""

import re
from html import escape

from aibyhand.core.role import ACCENT, INK
from aibyhand.draw.glyphs import outline
from aibyhand.draw.svg import CELL, EDGE, EQUATION, FONT, maths

FAMILY = "Arial,Helvetica,'Liberation Sans','DejaVu Sans',sans-serif"

_START = re.compile(r'<svg class="abh-figure" role="img" aria-label="([^"]*)" ')
_CLASS = re.compile(r' class="[^"]*"')
_PAGES = re.compile(r' style="--abh[^"]*"')  # how a page may scale it
_VIEW = re.compile(r'width="(\d+)" height="(\d+)" viewBox="(-?\d+) (-?\d+) \d+ \d+"')


def standalone(drawn: str, title: str) -> str:
    """The file of a page's picture. Raises ValueError for anything else."""
    start = _START.match(drawn)
    if not start:
        raise ValueError(f"{title}: not a picture of ours")
    head, _, inside = drawn[start.end() :].partition(">")
    named = f"<title>{escape(title)}</title><desc>{start.group(1)}</desc>"
    inside = _CLASS.sub("", inside).replace("currentColor", INK)
    head = _PAGES.sub("", head.replace(FONT, FAMILY))
    return f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {head}>{named}{inside}\n'


def captioned(drawn: str, tex: str) -> str:
    """A page's picture with a line of maths below it, such as the worked cell."""
    view = _VIEW.search(drawn)
    if not view:
        raise ValueError("not a picture of ours")
    width, height, left, top = map(int, view.groups())
    room = max(width - 2 * EDGE, round(outline(tex).width * EQUATION + 1))
    wide, high = room + 2 * EDGE, height + CELL
    view_box = f'width="{wide}" height="{high}" viewBox="{left} {top} {wide} {high}"'
    line = maths(tex, 0, top + high - EDGE - 8, EQUATION, room).replace("currentColor", ACCENT)
    return drawn.replace(view.group(), view_box, 1).replace("</svg>", f"{line}</svg>")


def formula(tex: str, size: float) -> tuple[str, float, float]:
    """A formula as a file of its own with type of this size; and the width and height of it."""
    drawn = outline(tex)
    above, below = max(drawn.above, 0.75) * size, max(drawn.below, 0.25) * size
    width, height = drawn.width * size + 1, above + below
    return (
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.2f}" height="{height:.2f}" '
            f'viewBox="0 0 {width:.2f} {height:.2f}">'
            + maths(tex, 0, above, size, width).replace("currentColor", INK)
            + "</svg>"
        ),
        width,
        height,
    )
