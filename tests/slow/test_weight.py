"""What a first visit loads: little, nothing that isn't used, and every icon is there."""

import gzip
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

pytestmark = pytest.mark.slow

visited = pytest.mark.parametrize("page_name", ["index.html", "attention/self-attention.html"])
PACKED = {".woff2", ".png"}  # as they are
ALL_KB = 300  # of everything that is loaded, as it is sent
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
    assert sum(map(sent, files)) < ALL_KB, {path.name: round(sent(path)) for path in files}


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
