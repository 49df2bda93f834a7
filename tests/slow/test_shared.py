"""What other programs see of a page: its description, its card, its address, the list of pages."""

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from urllib.robotparser import RobotFileParser

import pytest
from helpers import ROOT

pytestmark = pytest.mark.slow

CONF = """
import runpy
globals().update(runpy.run_path({conf!r}))
extensions = ["myst_parser", "sphinxext.opengraph", "hosting"]
exclude_patterns, html_static_path = [], []
templates_path = [{templates!r}]
html_theme_options, html_css_files, html_js_files = {{}}, [], []
html_theme, html_favicon, html_math_renderer = "basic", None, "mathjax"
"""


def built(folder, site):
    """The one page of a small book with the settings of ours, as HTML."""
    (folder / "_static").mkdir()
    logo = (ROOT / "docs" / "_static" / "logo.png").read_bytes()
    (folder / "_static" / "logo.png").write_bytes(logo)
    paths = {"conf": str(ROOT / "conf.py"), "templates": str(ROOT / "docs" / "_templates")}
    (folder / "conf.py").write_text(CONF.format(**paths), encoding="utf-8")
    (folder / "deep").mkdir()
    (folder / "deep" / "a b.md").write_text("---\norphan: true\n---\n# Deep\n", encoding="utf-8")
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


def robots(folder):
    """What a robot reads."""
    parser = RobotFileParser()
    parser.parse((folder / "out" / "robots.txt").read_text(encoding="utf-8").splitlines())
    return parser


def test_without_a_host_no_address_is_made_up(tmp_path):
    page = built(tmp_path, "")
    written = {path.name for path in (tmp_path / "out").iterdir()}
    missing = (tmp_path / "out" / "404.html").read_text(encoding="utf-8")

    assert 'rel="canonical"' not in page
    assert "sitemap.xml" not in written
    assert robots(tmp_path).can_fetch("*", "/index.html")
    assert robots(tmp_path).site_maps() is None
    assert "http" not in (tmp_path / "out" / "robots.txt").read_text(encoding="utf-8")
    assert 'href="/index.html"' in missing


def test_with_a_host_every_page_has_its_address_and_stands_in_the_list(tmp_path):
    page = built(tmp_path, "https://book.example/by-hand")  # the slash at the end is added
    deep = (tmp_path / "out" / "deep" / "a b.html").read_text(encoding="utf-8")
    missing = (tmp_path / "out" / "404.html").read_text(encoding="utf-8")
    listed = ET.parse(tmp_path / "out" / "sitemap.xml").getroot()
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"

    assert '<link rel="canonical" href="https://book.example/by-hand/index.html" />' in page
    assert '<link rel="canonical" href="https://book.example/by-hand/deep/a%20b.html" />' in deep
    assert "canonical" not in missing
    assert listed.tag == f"{space}urlset"
    assert [one.text for one in listed.findall(f"{space}url/{space}loc")] == [
        "https://book.example/by-hand/deep/a%20b.html",
        "https://book.example/by-hand/index.html",
    ]
    assert robots(tmp_path).site_maps() == ["https://book.example/by-hand/sitemap.xml"]
    assert 'href="/by-hand/index.html"' in missing
    assert not re.search(r'(?:href|src|action)="(?!/by-hand/|#|https?:)', missing)
