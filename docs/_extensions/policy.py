"""Pages that a strict content security policy lets through: nothing inline, only files of ours.

A host may send ``script-src 'self'; style-src 'self'`` with every page. Then a browser ignores
scripts and styles that stand in the page itself, whoever wrote them. So what the theme, Sphinx and
the library put there moves out when a page is written: a script and a style sheet into a file that
is named after its content, and the ``style`` attributes of a page into one such sheet, as classes.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

FOLDER = "_static/inline"
# A comment, a script, a style sheet, or a tag; a quoted value may hold anything.
PART = re.compile(
    r"<!--.*?-->"
    r"|<(?P<kind>script|style)(?P<given>(?:\"[^\"]*\"|'[^']*'|[^'\">])*)>(?P<inside>.*?)</(?P=kind)>"
    r"|<[a-zA-Z](?:\"[^\"]*\"|'[^']*'|[^'\">])*>",
    re.S,
)
ATTRIBUTE = re.compile(r"\s+([\w:-]+)=(\"[^\"]*\"|'[^']*')")
DATA = re.compile(r"\s(?:src=|type=[\"']?application/json)")
# The theme's script for choosing a version reads the first, and its search as one types the second:
# the book has neither, and a name that isn't there means the same as false.
UNUSED = re.compile(r"\s*DOCUMENTATION_OPTIONS\.(?:pagename|search_as_you_type) = [^;]*;\s*")


@dataclass
class Strict:
    """A page on its way: what has moved out of it so far, by the name of the file."""

    link: Callable[[str], str]  # from a path in the book to the address that the page uses
    files: dict[str, str] = field(default_factory=dict)
    classes: dict[str, str] = field(default_factory=dict)  # by declarations

    def page(self, html: str) -> str:
        """Move everything out of a page."""
        html = PART.sub(self._part, html)
        if not self.classes:
            return html
        # An id that nothing has makes a class as strong as the attribute was.
        rules = (f".{name}:not(#_) {{ {said} }}" for said, name in self.classes.items())
        sheet = self._sheet("\n".join(rules))
        return html.replace("</head>", f"{sheet}\n  </head>", 1)

    def _part(self, part: re.Match[str]) -> str:
        kind, given = part["kind"], part["given"]
        if kind == "style":
            return self._sheet(part["inside"])
        if kind == "script":
            if DATA.search(given) or not part["inside"].strip():
                return part[0]
            if UNUSED.fullmatch(part["inside"]):
                return ""
            return f'<script{given} src="{self._file(part["inside"], "js")}"></script>'
        return part[0] if part[0].startswith("<!--") else self._tag(part[0])

    def _tag(self, tag: str) -> str:
        found = {name.lower(): value[1:-1] for name, value in ATTRIBUTE.findall(tag)}
        if any(name.startswith("on") for name in found):
            logger.warning("no policy lets the script in this attribute run: %s", tag[:200])
        if "style" not in found:
            return tag
        said = unescape(found["style"]).strip().rstrip(";")
        name = self.classes.setdefault(said, f"abh-style-{len(self.classes) + 1}")
        names = " ".join(filter(None, (found.get("class"), name)))
        quote = '"' if "'" in names else "'"
        kept = ATTRIBUTE.sub(lambda m: "" if m[1].lower() in ("style", "class") else m[0], tag)
        return re.sub(r"^<[\w:-]+", lambda start: f"{start[0]} class={quote}{names}{quote}", kept)

    def _sheet(self, rules: str) -> str:
        return f'<link rel="stylesheet" href="{self._file(rules, "css")}" />'

    def _file(self, text: str, ending: str) -> str:
        text = text.strip() + "\n"
        path = f"{FOLDER}/{hashlib.sha256(text.encode()).hexdigest()[:12]}.{ending}"
        self.files[path] = text
        return self.link(path)


def begin(app: Sphinx) -> None:
    """Have every page made strict when its template is filled in, after all others had it."""
    if app.builder.format != "html":
        return
    fill = app.builder.templates.render  # type: ignore[attr-defined]

    def render(template: str, context: dict[str, Any]) -> str:
        strict = Strict(lambda path: str(context["pathto"](path, 1)))
        html = strict.page(fill(template, context))
        for path, text in strict.files.items():
            target = Path(app.outdir, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8", newline="\n")
        return html

    app.builder.templates.render = render  # type: ignore[attr-defined]


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Remove the files that no page names any more."""
    if exception is not None or app.builder.format != "html":
        return
    pages = (p for p in Path(app.outdir).rglob("*.html") if "downloads" not in p.parts)
    named = {
        name
        for page in pages
        for name in re.findall(rf"{FOLDER}/([\w.]+)", page.read_text("utf-8"))
    }
    for path in Path(app.outdir, FOLDER).glob("*"):
        if path.name not in named:
            path.unlink()


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect both."""
    app.connect("builder-inited", begin, priority=900)
    app.connect("build-finished", finish)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
