"""The theme's few icons as drawings in the page, in place of a script of 1.5 MB and a font.

The theme marks a place with ``<i class="fa-solid fa-sun">`` and loads Font Awesome, which holds all
of its icons. Here the drawing stands in the page from the start, and nothing is loaded.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

# Lines on 16 × 16; what is filled has a class of its own.
ICONS = {
    "angle-left": "<path d='M10.5 2.5 5 8l5.5 5.5'/>",
    "angle-right": "<path d='M5.5 2.5 11 8l-5.5 5.5'/>",
    "arrow-up": "<path d='M8 14.5V2M2.5 7.5 8 2l5.5 5.5'/>",
    "bars": "<path d='M1.5 3h13M1.5 8h13M1.5 13h13'/>",
    "circle-half-stroke": (
        "<circle cx='8' cy='8' r='6.5'/><path class='abh-filled' d='M8 1.5a6.5 6.5 0 0 1 0 13z'/>"
    ),
    "list": "<path d='M1.5 3.5h1M1.5 8h1M1.5 12.5h1M5.5 3.5h9M5.5 8h9M5.5 12.5h9'/>",
    "magnifying-glass": "<circle cx='6.5' cy='6.5' r='5'/><path d='m10.2 10.2 4.8 4.8'/>",
    "moon": "<path class='abh-filled' d='M14 9.8A6.5 6.5 0 0 1 6.2 2a6.3 6.3 0 1 0 7.8 7.8z'/>",
    "sun": (
        "<circle class='abh-filled' cx='8' cy='8' r='3'/><path d='M8 .8v2M8 13.2v2M.8 8h2M13.2 8h2"
        "M2.9 2.9l1.4 1.4M11.7 11.7l1.4 1.4M2.9 13.1l1.4-1.4M11.7 4.3l1.4-1.4'/>"
    ),
}
PLACE = re.compile(r'<(i|span) class="([^"]*\bfa-solid\b[^"]*)"([^>]*)></\1>')
SCRIPT = re.compile(r'\s*<script[^>]* src="[^"]*/scripts/fontawesome\.js[^"]*"></script>')
# What the theme's stylesheet says of them: the font, and a sign in it for each of 2,000 names.
RULES = re.compile(
    r'@font-face\{[^}]*Font Awesome[^}]*\}|(?:\.fa-[\w-]+,)*\.fa-[\w-]+\{--fa:"[^"]*"\}'
)
UNUSED = ("scripts/fontawesome.js*", "scripts/*.map", "styles/*.map", "vendor/fontawesome/**/*.*")


def drawn(page: str) -> str:
    """Put the drawings into a page, and leave out the script."""
    return SCRIPT.sub("", PLACE.sub(_icon, page))


def _icon(place: re.Match[str]) -> str:
    names, rest = place.group(2).split(), place.group(3)
    name = next((one[3:] for one in names if one[3:] in ICONS and one.startswith("fa-")), "")
    if not name:
        logger.warning("the theme wants an icon that is not drawn: %s", place.group(0))
        return place.group(0)
    kept = " ".join(["abh-icon", *(one for one in names if one not in ("fa-solid", f"fa-{name}"))])
    mode = re.search(r'data-mode="[a-z]+"', rest)
    more = f" {mode.group(0)}" if mode else ""
    return f'<svg class="{kept}" viewBox="0 0 16 16" aria-hidden="true"{more}>{ICONS[name]}</svg>'


def draw(app: Sphinx) -> None:
    """Have every page drawn when its template is filled in."""
    if app.builder.format != "html":
        return
    fill = app.builder.templates.render  # type: ignore[attr-defined]
    app.builder.templates.render = (  # type: ignore[attr-defined]
        lambda template, context: drawn(fill(template, context))
    )


def leave_out(app: Sphinx, exception: Exception | None) -> None:
    """Take away what no page loads."""
    if app.builder.format != "html":
        return
    for pattern in UNUSED:
        for path in Path(app.outdir, "_static").glob(pattern):
            path.unlink()
    for path in Path(app.outdir, "_static", "styles").glob("pydata-sphinx-theme.css"):
        path.write_text(RULES.sub("", path.read_text("utf-8")), "utf-8", newline="\n")


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect both."""
    app.connect("builder-inited", draw)
    app.connect("build-finished", leave_out)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
