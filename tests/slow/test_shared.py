"""What other programs see of a page that is shared: its description, and a card of its own."""

import os
import re
import subprocess
import sys

import pytest
from helpers import ROOT

pytestmark = pytest.mark.slow

CONF = """
import runpy
globals().update(runpy.run_path({conf!r}))
extensions = ["myst_parser", "sphinxext.opengraph"]
exclude_patterns, templates_path, html_static_path = [], [], []
html_theme_options, html_css_files, html_js_files = {{}}, [], []
html_theme, html_favicon, html_math_renderer = "basic", None, "mathjax"
"""


def built(folder, site):
    """The one page of a small book with the settings of ours, as HTML."""
    (folder / "_static").mkdir()
    logo = (ROOT / "docs" / "_static" / "logo.png").read_bytes()
    (folder / "_static" / "logo.png").write_bytes(logo)
    (folder / "conf.py").write_text(CONF.format(conf=str(ROOT / "conf.py")), encoding="utf-8")
    (folder / "index.md").write_text("# A page\n\nFive scores become shares.\n", encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", str(folder), str(folder / "out")]
    env = os.environ | {"SITE_URL": site}
    done = subprocess.run(command, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return (folder / "out" / "index.html").read_text(encoding="utf-8")


def content(page, name):
    found = re.search(rf'<meta (?:property|name)="{name}" content="([^"]*)"', page)
    return found and found[1]


def test_a_page_says_what_it_is_about(tmp_path):
    page = built(tmp_path, "")

    assert content(page, "description") == "Five scores become shares."
    assert content(page, "og:title") == "A page"
    assert content(page, "og:image") is None  # an address without a host is none


def test_with_a_host_a_page_has_a_card(tmp_path):
    page = built(tmp_path, "https://book.example/")

    image = content(page, "og:image")
    assert image.startswith("https://book.example/_images/")
    card = (tmp_path / "out" / image.removeprefix("https://book.example/")).read_bytes()
    assert card.startswith(b"\x89PNG")
    assert content(page, "og:url") == "https://book.example/index.html"
