"""The picture in the README is the one that the library makes today."""

import runpy
import xml.etree.ElementTree as ET

from helpers import ROOT

made = runpy.run_path(str(ROOT / "tools" / "make_picture.py"))


def test_the_picture_is_made_from_todays_library():
    drawn, kept = made["picture"](), made["PLACE"].read_text(encoding="utf-8")
    assert drawn == kept, "it is stale: run python tools/make_picture.py"


def test_it_is_a_picture_of_its_own():
    root = ET.fromstring(made["picture"]())

    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "Q, query, 3 by 4, is W_Q times X" in root.attrib["aria-label"]


def test_the_readme_shows_it():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert "(docs/_static/self-attention-2.svg)" in readme
