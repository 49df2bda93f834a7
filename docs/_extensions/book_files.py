"""What the build reads again, what fails it, and what it leaves out of the finished folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# More than half of the theme's files are for its own developers.
UNUSED = ("*.map", "*.LICENSE.txt.map", "webpack-macros.html", "sbt-webpack-macros.html")


def remove_unused(app: Sphinx, exception: Exception | None) -> None:
    """Remove the theme's source maps from a finished book."""
    if exception is None and app.builder.format == "html":
        static = Path(app.outdir) / "_static"
        for pattern in UNUSED:
            for path in static.rglob(pattern):
                path.unlink()


def fail_with_a_cell(app: Sphinx, exception: Exception | None) -> None:
    """Fail a build in which a cell failed, also without -W; the warning shows the traceback."""
    pages = getattr(app.env, "nb_metadata", {}).values()
    if any(page.get("exec_data", {}).get("succeeded") is False for page in pages):
        app.statuscode = 1


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the digest that conf.py computes, and the work at the end."""
    app.add_config_value("aibyhand_digest", "", "env", types=[str])
    app.connect("build-finished", remove_unused)
    app.connect("build-finished", fail_with_a_cell)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
