"""What a first visit loads: little, nothing that isn't used, and every icon is there."""

import gzip
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from helpers import ROOT

pytestmark = pytest.mark.slow

visited = pytest.mark.parametrize("page_name", ["index.html", "attention/self-attention.html"])
PACKED = {".woff2", ".png"}  # as they are
ALL_KB = 250  # of everything that is loaded, as it is sent
EMPTY = """() => [...document.querySelectorAll(".abh-icon")].filter((icon) => {
  const { width, height } = icon.getBoundingClientRect();
  return icon.checkVisibility({ visibilityProperty: true }) && (width < 8 || height < 8);
}).map((icon) => icon.parentElement.outerHTML.slice(0, 200))"""


def sent(path: Path) -> float:
    """How large a file is as it is sent, in KB."""
    content = path.read_bytes()
    return len(content if path.suffix in PACKED else gzip.compress(content)) / 1024


def loaded(page) -> list[Path]:
    """Every file that the page asks for, itself among them."""
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url))
    page.reload()
    page.evaluate("document.fonts.ready")
    return sorted({Path(unquote(urlsplit(url).path)) for url in asked if url.startswith("file:")})


@visited
def test_a_first_visit_is_light(open_page, book, page_name):
    files = loaded(open_page())
    assert len(files) > 5
    assert book / page_name in files
    assert "stix-two-math-more.woff2" not in {path.name for path in files}
    assert sum(map(sent, files)) < ALL_KB, {path.name: round(sent(path)) for path in files}


def spans(text: str) -> set[int]:
    """The characters of a list such as "U+20-7E, U+A0"."""
    found = re.findall(r"([0-9A-F]+)(?:-([0-9A-F]+))?", text)
    return {k for low, high in found for k in range(int(low, 16), int(high or low, 16) + 1)}


def fonts_ranges() -> tuple[set[int], set[int]]:
    """What book.css says that the second font file has, and the first, which it names last."""
    css = (ROOT / "docs" / "_static" / "book.css").read_text(encoding="utf-8")
    more, first = re.findall(r"unicode-range: (.*?);", css.replace("U+", ""), re.S)
    return spans(more), spans(first)


def test_the_style_says_of_the_fonts_what_their_maker_says():
    maker = (ROOT / "tools" / "make_font.py").read_text(encoding="utf-8")
    used, known = (spans(re.search(rf'{name} = """(.*?)"""', maker, re.S)[1])
                   for name in ("USED", "KNOWN"))  # fmt: skip
    assert fonts_ranges() == (known, used)
    assert used < known


def test_every_formula_is_written_with_the_first_font_file(book):
    """A sign that no file has, such as a hat, is another font's in any case."""
    more, first = fonts_ranges()
    seen = set()
    for path in book.rglob("*.html"):
        for formula in re.findall(r"<math.*?</math>", path.read_text(encoding="utf-8"), re.S):
            seen |= set(map(ord, unescape(re.sub(r"<annotation.*?</annotation>|<[^>]+>", "",
                                                 formula, flags=re.S))))  # fmt: skip
    assert len(seen) > 100
    assert {chr(k) for k in seen & more - first} == set()


@visited
def test_no_icon_font_and_no_index_for_a_search_is_loaded(open_page, book):
    names = {path.name for path in loaded(open_page())}
    assert not {name for name in names if name.startswith(("fa-", "fontawesome", "search"))}
    assert not list((book / "_static").rglob("fontawesome.js"))
    theme = book / "_static" / "styles" / "pydata-sphinx-theme.css"
    assert "--fa:" not in theme.read_text(encoding="utf-8")


@visited
@pytest.mark.parametrize("width", [360, 1280])
def test_every_icon_is_drawn(open_page, width):
    page = open_page(width=width)
    assert page.locator(".abh-icon").count() >= 5
    assert page.locator("[class*='fa-solid']").count() == 0
    assert page.evaluate(EMPTY) == []


@pytest.mark.parametrize("page_name", ["search.html"])
def test_the_search_still_finds(open_page):
    page = open_page(query="?q=softmax")
    page.wait_for_selector("#search-results li")
    assert page.locator("#search-results li").count() > 3
