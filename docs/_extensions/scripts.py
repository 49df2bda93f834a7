"""The scripts of live pages as one small file: they are written apart, and loaded together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from rjsmin import jsmin

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


def join(app: Sphinx, config: Config) -> None:
    """Write ``live.js`` from the scripts that conf.py names, in that order."""
    folder = Path(app.doctreedir) / "scripts"
    folder.mkdir(parents=True, exist_ok=True)
    sources = (Path(app.confdir, "docs", "_scripts", f"{name}.js") for name in config.live_scripts)
    text = "\n".join(source.read_text("utf-8") for source in sources)
    (folder / "live.js").write_text(jsmin(text), "utf-8", newline="\n")
    config.html_static_path.append(str(folder))


def setup(app: Sphinx) -> dict[str, Any]:
    """Write the file before anything is built."""
    app.add_config_value("live_scripts", (), "env")
    app.connect("config-inited", join)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
