"""A page on paper: light whatever the theme is, with the answers or without."""

import pytest
from helpers import opened

pytestmark = pytest.mark.slow

only = pytest.mark.parametrize("page_name", ["attention/self-attention.html"])
INK = """() => {
  const [r, g, b] = getComputedStyle(document.querySelector("article p")).color.match(/\\d+/g);
  return Math.max(r, g, b);
}"""
OPEN = "() => document.querySelectorAll('details:is(.abh-answer, .abh-reply)[open]').length"


@only
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_ink_is_dark_and_fills_are_printed(open_page, theme):
    page = opened(open_page, theme=theme)
    before = page.evaluate(INK)

    page.emulate_media(media="print", color_scheme=theme)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(INK) < 100
    for filled in (".abh-figure", ".abh-chip"):
        adjusts = "one => getComputedStyle(document.querySelector(one)).printColorAdjust"
        assert page.evaluate(adjusts, filled) == "exact"

    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen", color_scheme=theme)
    assert page.evaluate(INK) == before


@only
def test_it_is_printed_with_the_answers_or_without(open_page):
    page = opened(open_page)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = false; })")
    page.evaluate(f"window.print = () => {{ window.seen = ({OPEN})(); }}")
    page.evaluate("location.hash = 'downloads'")  # which opens the fold around it
    page.get_by_role("button", name="Print this page").click()
    assert page.evaluate("window.seen") == 0

    page.get_by_role("button", name="Print it with the answers").click()
    assert page.evaluate("window.seen") == page.locator(":is(.abh-answer, .abh-reply)").count() > 2
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(OPEN) == 0


@pytest.mark.parametrize("page_name", ["basics/backpropagation.html"])
def test_a_blank_sheet_that_is_folded_is_printed(open_page):
    page = opened(open_page)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = false; })")
    blank = page.locator(".abh-blank")
    assert blank.count() >= 1

    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert blank.first.get_attribute("open") is not None
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert blank.first.get_attribute("open") is None


@pytest.mark.parametrize("page_name", ["attention/mhc.html"])
def test_a_long_sum_is_as_wide_as_the_paper(open_page):
    page = opened(open_page)
    widest = """() => Math.max(...[...document.querySelectorAll(".abh-worked math")]
      .map((sum) => sum.getBoundingClientRect().width))"""
    before = page.evaluate(widest)
    assert before > 700  # the sheet that this is about is there

    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(widest) <= 660
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(widest) == before
