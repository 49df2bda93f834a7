"""What the build reads again, what fails it, and what it leaves out of the finished folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.application import ENV_PICKLE_FILENAME

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

# More than half of the theme's files are for its own developers.
UNUSED = ("*.map", "*.LICENSE.txt.map", "webpack-macros.html", "sbt-webpack-macros.html")
UNFINISHED = "unfinished"


def begin(app: Sphinx, _config: Config) -> None:
    """Read every page again after a build that was interrupted.

    Sphinx notes what it has read before it writes the pages. Without this, a build that is stopped
    in between leaves old pages that no later build would write again.
    """
    mark = Path(app.doctreedir) / UNFINISHED
    if mark.exists():
        mark.with_name(ENV_PICKLE_FILENAME).unlink(missing_ok=True)
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.touch()


def finish(app: Sphinx, exception: Exception | None, written: set[str]) -> None:
    """Take away what a finished book doesn't have: deleted pages, the theme's source maps."""
    if exception is not None:
        return
    if app.builder.format == "html":
        remove_unused(Path(app.outdir))
        remove_deleted(Path(app.outdir), app.env.found_docs | written)
    (Path(app.doctreedir) / UNFINISHED).unlink(missing_ok=True)


def remove_unused(folder: Path) -> None:
    """Remove the files of the theme that no page uses."""
    for pattern in UNUSED:
        for path in (folder / "_static").rglob(pattern):
            path.unlink()


def remove_deleted(folder: Path, pages: set[str]) -> None:
    """Remove the pages whose sources are gone."""
    for path in folder.rglob("*.html"):
        inside = path.relative_to(folder)
        of_the_book = inside.parts[0] not in ("_static", "downloads")
        if of_the_book and inside.with_suffix("").as_posix() not in pages:
            path.unlink()


def fail_with_a_cell(app: Sphinx, exception: Exception | None) -> None:
    """Fail a build in which a cell failed, also without -W; the warning shows the traceback."""
    pages = getattr(app.env, "nb_metadata", {}).values()
    if any(page.get("exec_data", {}).get("succeeded") is False for page in pages):
        app.statuscode = 1


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the digest that conf.py computes, and the work at the beginning and the end."""
    app.add_config_value("aibyhand_digest", "", "env", types=[str])
    app.connect("config-inited", begin)
    written: set[str] = set()  # the index, the search: pages without a source are written each time
    app.connect("html-page-context", lambda _app, name, *_: written.add(name))
    app.connect("build-finished", lambda app, exception: finish(app, exception, written))
    app.connect("build-finished", fail_with_a_cell)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
