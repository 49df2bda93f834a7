"""The picture in the README says what the library says today."""

import runpy
import xml.etree.ElementTree as ET

from helpers import ROOT

SVG = "{http://www.w3.org/2000/svg}"
made = runpy.run_path(str(ROOT / "tools" / "make_picture.py"))


def said(svg: str) -> tuple[str | None, list[str | None]]:
    """Give what a picture says: its text alternative and its digits, whatever its style."""
    root = ET.fromstring(svg)
    return root.findtext(f"{SVG}desc"), [text.text for text in root.iter(f"{SVG}text")]


def test_the_picture_says_what_the_library_says_today():
    kept = made["PLACE"].read_text(encoding="utf-8")

    assert said(kept) == said(made["picture"]()), "it is stale: run python tools/make_picture.py"


def test_it_is_a_picture_of_its_own():
    root = ET.fromstring(made["picture"]())

    assert root.tag == f"{SVG}svg"
    assert "Q, query, 3 by 4, is W_Q times X" in root.findtext(f"{SVG}desc")


def test_the_readme_shows_it():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert "(docs/_static/self-attention-2.svg)" in readme
