"""The scripts of live pages as one small file: they are written apart, and loaded together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from rjsmin import jsmin

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def join(app: Sphinx) -> None:
    """Write ``live.js`` from the scripts that conf.py names, in that order.

    It goes straight to its place: a folder named in ``html_static_path`` would stand in the book's
    ``.buildinfo``, which is the same wherever the book is built.
    """
    if app.builder.format != "html":
        return
    folder = Path(app.outdir) / "_static"
    folder.mkdir(parents=True, exist_ok=True)
    names = app.config.live_scripts
    sources = (Path(app.confdir, "docs", "_scripts", f"{name}.js") for name in names)
    text = jsmin("\n".join(source.read_text("utf-8") for source in sources))
    (folder / "live.js").write_text(text, "utf-8", newline="\n")


def setup(app: Sphinx) -> dict[str, Any]:
    """Write the file before any page is."""
    app.add_config_value("live_scripts", (), "env")
    app.connect("builder-inited", join)
    return {"version": "2", "parallel_read_safe": True, "parallel_write_safe": True}
