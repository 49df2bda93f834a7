"""The bar of steps, one step at a time, and what is folded below a lesson's end."""

import gzip

import pytest
from helpers import opened

pytestmark = pytest.mark.slow

PAGE = "attention/self-attention.html"
only = pytest.mark.parametrize("page_name", [PAGE])
SEEN = """() => [...document.querySelectorAll(".bd-article > section > section")]
  .filter((one) => one.checkVisibility()).map((one) => one.querySelector("h2").firstChild.data)"""


def press(page, name):
    """Click a button of the bar where it is: a driver that scrolls to it first would leave."""
    box = page.get_by_role("button", name=name).bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def bar(page):
    return page.locator(".abh-steps p").inner_text()


@only
def test_the_bar_says_which_step_is_read_and_leads_on(open_page):
    page = opened(open_page)
    assert bar(page) == "1 of 9: Given"

    page.locator("#self-attention-4").scroll_into_view_if_needed()
    page.evaluate("document.getElementById('self-attention-4').scrollIntoView()")
    page.wait_for_function("document.querySelector('.abh-steps p').innerText.startsWith('4 of 9')")
    assert page.locator(".abh-way [aria-current=step] a").inner_text() == "Scores"

    press(page, "Next step")
    page.wait_for_function("document.querySelector('.abh-steps p').innerText.startsWith('5 of 9')")
    heading = page.locator("#self-attention-5 > h2").bounding_box()
    assert 0 <= heading["y"] < 200


@only
def test_no_title_moves_a_button(open_page):
    page = opened(open_page)
    places = set()
    for k in range(1, 10):
        page.evaluate(f"document.getElementById('self-attention-{k}').scrollIntoView()")
        page.wait_for_function(f"document.querySelector('.abh-steps p').innerText[0] === '{k}'")
        places.add(page.get_by_role("button", name="Next step").bounding_box()["x"])
    assert len(places) == 1


@only
@pytest.mark.parametrize("width", [320, 360, 390])
def test_on_a_telephone_the_bar_says_the_number_of_the_step(open_page, width):
    page = opened(open_page, width=width)
    assert bar(page) == "1/9"
    assert page.evaluate(
        "(p => p.scrollWidth <= p.clientWidth)(document.querySelector('.abh-steps p'))"
    )


@only
def test_one_step_at_a_time_by_the_arrow_keys(open_page):
    page = opened(open_page)
    everything = page.evaluate(SEEN)
    press(page, "One step at a time")
    assert page.evaluate(SEEN) == ["The way through", "[1] Given"]

    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert page.evaluate(SEEN) == ["The way through", "[4] Scores"]
    assert page.url.endswith("#numbers-1&step=4")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(SEEN)[1] == "[3] Copy and transpose"

    page.locator(".abh-way a", has_text="Divide").click()
    assert page.evaluate(SEEN)[1] == "[8] Divide"
    for _ in range(3):
        page.keyboard.press("ArrowRight")  # the last step is the last
    assert page.evaluate(SEEN)[1] == "[9] Mix the values"

    page.keyboard.press("Escape")
    assert page.evaluate(SEEN) == everything
    assert "step" not in page.url


@only
def test_arrow_keys_in_a_figure_stay_with_its_cells(open_page):
    page = opened(open_page, query="#numbers-1&step=4")
    page.locator(".abh-now [role=gridcell]").focus()
    page.keyboard.press("ArrowRight")
    assert bar(page) == "4 of 9: Scores"


@only
@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390)])
def test_a_link_opens_its_step_with_its_numbers(open_page, need, theme, width):
    axe = need("axe_playwright_python.sync_playwright").Axe()
    page = opened(open_page, theme=theme, width=width, query="#numbers-1&step=2&X.1.1=7")
    assert page.evaluate(SEEN) == ["The way through", "[2] Queries, keys, values"]
    # Row 1 of the source's W_Q is [1, 1, 0, 0, 0, 0]: 7 + 0 where 2 + 0 was.
    assert page.evaluate("abh.live.all[abh.live.find('0', 'Q')].values[0][0]") == 7
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    options = {"resultTypes": ["violations"], "preload": False}
    found = axe.run(page, options=options).response["violations"]
    found = [(one["id"], [n["html"][:100] for n in one["nodes"]]) for one in found]
    assert [one for one in found if one[0] != "empty-table-header"] == []


@only
def test_what_is_linked_in_a_fold_is_opened(book, browser, page_name):
    page = browser.new_context().new_page()
    page.goto((book / page_name).as_uri())
    assert not page.locator("#downloads").is_visible()
    page.locator("a[href='#downloads']").first.click()
    page.wait_for_selector("#downloads", state="visible")
    page.goto((book / page_name).as_uri() + "#source-notes")
    page.wait_for_function("document.querySelector('#source-notes > details').open")
    page.context.close()


def test_the_scripts_of_live_pages_are_small_and_plain(book):
    script = (book / "_static" / "live.js").read_text("utf-8")
    assert len(gzip.compress(script.encode(), 9)) <= 16 * 1024
    for word in ("eval(", "new Function", "innerHTML", "document.write", "setAttribute('style'"):
        assert word not in script
