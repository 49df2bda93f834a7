"""A drawing gives itself out in three ways, and all of them say and show the same."""

import xml.etree.ElementTree as ET

import pytest
from helpers import trace_of

from aibyhand import Role, given
from aibyhand.draw.drawing import EDGE, Drawing, frame
from aibyhand.draw.sheets import draw_sheet
from aibyhand.draw.writing import text
from aibyhand.sheet.layout import lay_out
from aibyhand.walkthroughs import slugs

SVG = "{http://www.w3.org/2000/svg}"
SMALL = frame(text("3", 10, 20, 15), 100, 40, 'A "3" & no <4>')


def texts(svg: str) -> list[str]:
    return [e.text or "" for e in ET.fromstring(svg).iter() if e.tag in ("text", f"{SVG}text")]


def test_an_edge_is_added_on_every_side():
    assert (SMALL.left, SMALL.top) == (-EDGE, -EDGE)
    assert (SMALL.width, SMALL.height) == (100 + 2 * EDGE, 40 + 2 * EDGE)
    above = frame("", 100, 40, "", top=-30)
    assert (above.top, above.height) == (-30 - EDGE, 70 + 2 * EDGE)


@pytest.mark.parametrize("made", [SMALL.inline(), SMALL.nested(5, 7), SMALL.standalone("T")])
def test_its_size_is_the_size_of_what_it_gives_out(made):
    root = ET.fromstring(made)

    assert (root.get("width"), root.get("height")) == (str(SMALL.width), str(SMALL.height))
    assert root.get("viewBox") == f"-8 -8 {SMALL.width} {SMALL.height}"


def test_it_is_named_on_a_page_and_in_a_file_and_not_again_inside_another():
    page, inner, file = (
        ET.fromstring(made) for made in (SMALL.inline(), SMALL.nested(0, 0), SMALL.standalone("T"))
    )

    assert page.get("aria-label") == 'A "3" & no <4>'
    assert (file.findtext(f"{SVG}title"), file.findtext(f"{SVG}desc")) == ("T", 'A "3" & no <4>')
    assert inner.get("role") is None
    assert "3" in texts(SMALL.nested(0, 0))


def test_what_is_wide_may_shrink_on_a_page():
    wide = Drawing("", 1000, 10, "")

    assert 'style="--abh-least:820px"' in wide.inline()
    assert "--abh" not in wide.standalone("T") + wide.nested(0, 0) + SMALL.inline()


def test_a_caption_stands_below_and_makes_room():
    m = given("m", [[1, 2]], Role.INPUT)
    drawn = draw_sheet(lay_out([m]), "said")
    told = drawn.captioned(r"m_{1,1} = 1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9")

    assert told.words == "said"
    assert told.height == drawn.height + 40
    assert told.width > drawn.width
    assert told.inside.startswith(drawn.inside)


@pytest.mark.parametrize("slug", slugs())
def test_a_page_and_a_file_show_the_same_digits(slug):
    for step in trace_of(slug).steps:
        drawings = [one.drawing() for one in step.draws]
        if step.shows:
            drawings.append(draw_sheet(lay_out(step.shows), step.does))
        for drawn in drawings:
            page, file = drawn.inline(), drawn.standalone(step.title)
            assert texts(page) == texts(file) == texts(drawn.nested(0, 0))
            assert "currentColor" not in file
