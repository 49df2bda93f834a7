"""The front page: what stands above the fold, and its product, which answers."""

import pytest
from helpers import opened

pytestmark = pytest.mark.slow

only = pytest.mark.parametrize("page_name", ["index.html"])


@only
@pytest.mark.parametrize(("width", "height"), [(1280, 720), (390, 844)])
def test_the_button_and_the_product_stand_above_the_fold(open_page, width, height):
    page = opened(open_page, width=width)
    page.set_viewport_size({"width": width, "height": height})
    for selector in ("a.abh-start", ".abh-sheet svg.abh-figure", ".abh-sheet .abh-worked"):
        box = page.locator(selector).first.bounding_box()
        assert 0 <= box["y"] < box["y"] + box["height"] <= height, selector


@only
def test_a_number_is_changed_and_the_product_follows(open_page):
    page = opened(open_page)
    numbers = page.locator(".abh-sheet svg.abh-figure").first.locator("g[data-m=Y] text")
    assert numbers.all_text_contents() == ["4", "6", "0", "2"]

    page.locator(".abh-sheet [role=gridcell]").focus()
    page.keyboard.press("Home")
    cell = page.locator(".abh-sheet [role=gridcell]")
    for _ in range(9):  # walk to the first number of W
        if cell.get_attribute("aria-label").startswith("W, row 1, column 1"):
            break
        page.keyboard.press("ArrowDown" if "X" in cell.get_attribute("aria-label") else "ArrowLeft")
    page.keyboard.type("3")
    page.keyboard.press("Enter")

    assert numbers.all_text_contents() == ["8", "6", "0", "2"]  # 3·2 + 2·1 + 0·1
    assert page.url.endswith("#numbers-1&W.1.1=3")


@only
def test_the_cards_are_still(open_page):
    page = opened(open_page)
    assert page.locator(".abh-gallery [role=grid]").count() == 0


@pytest.mark.parametrize("page_name", ["start/map.html"])
@pytest.mark.parametrize(("width", "drawn"), [(1200, True), (1280, True), (390, False)])
def test_the_map_is_drawn_where_it_has_room(open_page, width, drawn):
    page = open_page(width=width)
    assert page.locator(".abh-roadmap svg").is_visible() is drawn
    assert page.evaluate("document.documentElement.scrollWidth") <= width
