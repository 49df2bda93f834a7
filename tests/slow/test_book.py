"""The built book in a real browser: every page, light and dark, wide and narrow."""

import gzip
import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

NAMELESS = """() => [...document.querySelectorAll("article svg, article img")].filter(figure => {
  if (figure.closest("[aria-hidden=true], [role=presentation]")) return false;
  if (figure.parentElement.closest("svg, [role=img][aria-label]")) return false;
  if (figure.matches("img")) return !figure.alt;
  const name = figure.getAttribute("aria-label") || figure.getAttribute("aria-labelledby");
  return figure.getAttribute("role") !== "img" || !name;
}).map(figure => figure.outerHTML.slice(0, 200))"""

LEVELS = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
  .filter(heading => heading.offsetParent !== null && heading.closest("main"))
  .map(heading => [Number(heading.tagName[1]), heading.innerText])"""

# A box reaches above and below the letters: only the middle of it counts.
OVERLAPS = """() => {
  const found = [];
  for (const svg of document.querySelectorAll("article svg")) {
    const boxes = [...svg.querySelectorAll("text, .abh-name")]
      .filter(element => !element.closest("defs"))
      .filter(element => !element.parentElement.closest("text, .abh-name"))
      .map(element => ({element, box: element.getBoundingClientRect()}))
      .filter(({element, box}) => box.width && element.textContent.trim())
      .map(({element, box}) => ({
        words: element.textContent.trim(),
        left: box.left + 0.5, right: box.right - 0.5,
        top: box.top + 0.2 * box.height, bottom: box.bottom - 0.2 * box.height,
      }))
      .sort((a, b) => a.left - b.left);
    boxes.forEach((a, i) => {
      for (let j = i + 1; j < boxes.length && boxes[j].left < a.right; j++) {
        const b = boxes[j];
        if (a.top < b.bottom && b.top < a.bottom) found.push(`${a.words} / ${b.words}`);
      }
    });
  }
  return found;
}"""

TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const scrolls = element => element && (
    element.matches("body") ? false
      : getComputedStyle(element).overflowX !== "visible" || scrolls(element.parentElement));
  return [...document.querySelectorAll("main *")]
    .filter(e => e.getBoundingClientRect().right > width + 1 && !scrolls(e.parentElement))
    .map(e => e.outerHTML.slice(0, 120)).slice(0, 5).concat("the page scrolls sideways");
}"""


# Boxes of the page's own text that hold more than they show, and have no shade to say so.
UNSAID = """() => [...document.querySelectorAll("main article *")]
  .filter(e => e.scrollWidth > e.clientWidth + 1 && e.checkVisibility()
    && /auto|scroll/.test(getComputedStyle(e).overflowX)
    && !getComputedStyle(e).backgroundImage.includes("gradient"))
  .map(e => e.outerHTML.slice(0, 160)).slice(0, 5)"""


# Cells of tables that a rule meant for something else has moved onto their neighbours.
MOVED = """() => [...document.querySelectorAll("main article :is(th, td)")]
  .filter(e => getComputedStyle(e).transform !== "none")
  .map(e => e.outerHTML.slice(0, 160)).slice(0, 5)"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_opens_without_a_complaint_or_another_host(open_page, theme):
    page = open_page(theme=theme)

    assert page.evaluate("document.documentElement.dataset.theme") == theme


@pytest.mark.parametrize("width", [360, 768])
def test_a_small_screen_does_not_scroll_sideways(open_page, width):
    page = open_page(width=width)
    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate(UNSAID) == []
    assert page.evaluate(MOVED) == []


def test_every_figure_has_a_name(open_page):
    assert open_page().evaluate(NAMELESS) == []


def test_headings_are_in_order(open_page):
    headings = open_page().evaluate(LEVELS)
    levels = [level for level, _ in headings]

    assert levels.count(1) == 1
    assert levels[0] == 1
    jumps = [headings[i + 1] for i, level in enumerate(levels[:-1]) if levels[i + 1] > level + 1]
    assert jumps == []


@pytest.mark.parametrize("width", [360, 1280])
def test_no_text_lies_on_another_in_a_figure(open_page, width):
    assert open_page(width=width).evaluate(OVERLAPS) == []


# The theme changes colours alone, and the width what can be reached and hit.
RULES = {
    ("light", 1280): ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    ("dark", 1280): {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    ("light", 360): {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]},
}


@pytest.mark.parametrize(("theme", "width"), RULES)
def test_axe_finds_no_barrier(open_page, need, theme, width):
    axe = need("axe_playwright_python.sync_playwright").Axe()
    options = {
        "resultTypes": ["violations"],
        "runOnly": RULES[theme, width],
        "rules": {"empty-table-header": {"enabled": False}},  # it takes MathML for empty
        "preload": False,  # it would fetch the styles again, which a file may not
    }

    page = open_page(theme=theme, width=width)
    found = axe.run(page, options=options).response
    assert [
        (violation["id"], node["html"][:160], [check["message"] for check in node["any"]][:1])
        for violation in found["violations"]
        for node in violation["nodes"][:3]
    ] == []


@pytest.mark.parametrize("page_name", ["search.html"])
def test_search_works_from_a_file(open_page, page_name):
    page = open_page(query="?q=hand")

    page.wait_for_selector("#search-results li a", timeout=10_000)
    assert page.locator("#search-results li a").count() > 0


def test_every_link_within_the_book_leads_somewhere(book: Path):
    ids, broken = {}, []
    pages = {path: path.read_text("utf-8") for path in book.rglob("*.html")}
    for path, html in pages.items():
        ids[path] = set(re.findall(r"""\sid=["']([^"']+)["']""", html)) | {""}
    for path, html in pages.items():
        for link in re.findall(r"""<a\b[^>]*\shref=["']([^"']+)["']""", html):
            if re.match(r"[a-z]+:", link):
                continue
            name, _, place = link.partition("#")
            # only the page for wrong addresses has links that begin at the top of a host
            start = book if name.startswith("/") and path.name == "404.html" else path.parent
            target = (start / name.removeprefix("/")).resolve() if name else path
            if not target.exists() or (target in ids and place not in ids[target]):
                broken.append(f"{path.relative_to(book)}: {link}")

    assert broken == []


def test_what_can_be_copied_is_light(book: Path):
    copies = re.compile(r"<p class='abh-copy'.*?</p>|<div class='abh-copies'>.*?</div>", re.S)
    heavy = {}
    for path in book.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        whole, without = (len(gzip.compress(h.encode())) for h in (html, copies.sub("", html)))
        if whole - without > 22_000:
            heavy[path.name] = whole - without
    assert heavy == {}


def test_no_page_is_heavy(book: Path):
    heavy = {
        path.name: size
        for path in book.rglob("*.html")
        if (size := len(gzip.compress(path.read_bytes()))) > 200_000
    }
    assert heavy == {}
