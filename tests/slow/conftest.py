"""The built book, and a browser to open it in."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from hashlib import sha1
from pathlib import Path

import pytest

try:
    import fcntl
except ImportError:  # Windows: run the slow tests in one process there
    fcntl = None

ROOT = Path(__file__).resolve().parent.parent.parent
FLAGS = [
    "--no-sandbox",  # CI is root
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
]


def pages() -> list[str]:
    """Return the HTML pages that the sources in docs/ become."""
    sources = [path.relative_to(ROOT / "docs") for path in sorted((ROOT / "docs").rglob("*.md"))]
    shown = [path for path in sources if not any(part.startswith("_") for part in path.parts)]
    return [path.with_suffix(".html").as_posix() for path in shown] + ["search.html"]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run every test that asks for a page, and names none, on every page."""
    marks = metafunc.definition.iter_markers("parametrize")
    first = [mark.args[0] for mark in marks]
    named = [name for names in first for name in ([names] if isinstance(names, str) else names)]
    if "page_name" in metafunc.fixturenames and "page_name" not in named:
        metafunc.parametrize("page_name", pages())


@pytest.fixture(scope="session")
def book() -> Path:
    """Give the folder of the book, built from today's sources by the first worker that asks.

    A second build would take files away for a moment while another worker reads them.
    """
    command = [sys.executable, "make.py", "book"]
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", "alone")
    name = f"aibyhand-{sha1(bytes(ROOT)).hexdigest()}"
    with Path(tempfile.gettempdir(), name).open("a+", encoding="utf-8") as lock:
        if fcntl:
            fcntl.flock(lock, fcntl.LOCK_EX)
        lock.seek(0)
        if run == "alone" or lock.read() != run:
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
            assert done.returncode == 0, done.stderr
            lock.truncate(0)
            lock.write(run)
    return ROOT / "_build" / "html"


@pytest.fixture(scope="session")
def browser(need) -> Iterator[object]:
    """Give a headless Chromium."""
    chromium = need("chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(book: Path, browser, page_name: str) -> Iterator[Callable[..., object]]:
    """Give open_page, which opens the page and returns it; complaints are an error at the end."""
    complaints, contexts = [], []

    def heard(message) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(message.text)

    def asked(request) -> None:
        if not request.url.startswith(("file:", "data:", "blob:")):
            complaints.append(f"asked another host for {request.url}")

    def open_page(width: int = 1280, theme: str = "light", query: str = ""):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=theme, reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", heard)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", asked)
        page.on("requestfailed", lambda request: complaints.append(f"no {request.url}"))
        page.goto((book / page_name).as_uri() + query)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        page.evaluate("document.fonts.ready")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
