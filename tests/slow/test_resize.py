"""Rectangles resized by a reader: by typing, by their corners, and until nothing fits."""

import re

import pytest
from helpers import opened

pytestmark = pytest.mark.slow

flow = pytest.mark.parametrize("page_name", ["basics/matmul-flow.html"])
cross = pytest.mark.parametrize("page_name", ["attention/cross-attention.html"])


def tool(page):
    box = page.locator("details.abh-resize")
    assert box.get_attribute("hidden") is None
    assert box.get_attribute("open") is not None  # the fixture opens every fold
    return box


def work(box):
    return [re.sub("\u2009", "", text) for text in box.locator("figure > p").all_inner_texts()]


def box_of(box, chain, name):
    """The rectangle of a matrix in a chain, counted from 0, and its two sizes as they are shown."""
    found = box.locator("figure").nth(chain).locator(f".abh-box[data-name='{name}']")
    return found, tuple(found.locator(f".abh-{one}").inner_text() for one in ("rows", "columns"))


@flow
def test_a_size_flows_through_the_chain(open_page):
    box = tool(opened(open_page))
    assert work(box)[0].startswith("Multiplications: C 2 × 3: 2·2·3 = 12; R 2 × 2: 2·3·2 = 12")
    assert "together 24" in work(box)[0]
    assert "together 20" in work(box)[2]

    box.get_by_label("days").fill("50")
    assert [box_of(box, 0, name)[1] for name in "BDCR"] == [
        ("2", "50"), ("50", "2"), ("2", "50"), ("2", "2"),
    ]  # fmt: skip
    assert "C 2 × 50: 2·2·50 = 200; R 2 × 2: 2·50·2 = 200; together 400" in work(box)[0]
    assert "N 2 × 2: 2·50·2 = 200; R' 2 × 2: 2·2·2 = 8; together 208" in work(box)[2]

    box.get_by_role("button", name="The sizes as they were").click()
    assert "together 24" in work(box)[0]


@flow
def test_what_does_not_fit_says_why(open_page):
    box = tool(opened(open_page))
    box.get_by_role("checkbox", name="Edges that meet follow each other").uncheck()
    box.get_by_label("A, columns").fill("4")

    said = box.get_by_role("status").inner_text()
    assert "A has 4 columns and B has 2 rows" in said
    assert "there is no C" in said
    assert "C: doesn't fit; R: doesn't fit" in work(box)[0]
    assert box_of(box, 0, "C")[1] == ("", "")

    box.get_by_label("B, rows").fill("4")
    assert box.get_by_role("status").inner_text() == ""
    assert "C 2 × 3: 2·4·3 = 24" in work(box)[0]


@flow
@pytest.mark.parametrize("typed", ["0", "2.5", "", "99999"])
def test_what_is_no_size_is_refused(open_page, typed):
    box = tool(opened(open_page))
    field = box.get_by_label("days")
    field.fill(typed)

    assert field.get_attribute("aria-invalid") == "true"
    assert "days: a whole number from 1 to 4096" in box.get_by_role("status").inner_text()
    assert "together 24" in work(box)[0]


@flow
def test_a_corner_is_dragged(open_page):
    page = opened(open_page)
    box = tool(page)
    hold = box_of(box, 0, "A")[0].locator(".abh-hold")
    hold.scroll_into_view_if_needed()
    at, wide = hold.bounding_box(), box_of(box, 0, "A")[0].bounding_box()["width"] / 2
    x, y = at["x"] + at["width"] / 2, at["y"] + at["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - wide, y + wide, steps=5)  # one cell wider and one higher
    page.mouse.up()

    assert box_of(box, 0, "A")[1] == ("3", "3")
    assert box_of(box, 0, "B")[1] == ("3", "3")  # which follows
    assert box_of(box, 0, "R")[1] == ("3", "2")


@cross
def test_the_sizes_of_the_source_stand_there_to_scale(open_page):
    box = tool(opened(open_page))
    assert box_of(box, 0, "S_X")[1] == ("128", "128")
    assert box_of(box, 1, "S_E")[1] == ("64", "128")
    square = box_of(box, 0, "S_X")[0].bounding_box()
    assert square["width"] == pytest.approx(square["height"], abs=1)
    assert box_of(box, 1, "S_E")[0].bounding_box()["height"] == pytest.approx(
        square["height"] / 2, abs=1
    )
    assert box.get_by_role("checkbox").count() == 0  # a transpose has to follow


@flow
@pytest.mark.parametrize("width", [360, 1280])
def test_it_is_as_wide_as_the_page(open_page, width):
    page = opened(open_page, width=width)
    tool(page).get_by_label("days").fill("400")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
