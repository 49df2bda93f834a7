"""The built book as a strict host serves it: nothing of it needs more than the policy allows."""

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

HEARD = """
  globalThis.refused = [];
  document.addEventListener("securitypolicyviolation", (event) => refused.push(
    [event.effectiveDirective, event.blockedURI, event.sourceFile, event.sample].join(" ")));
"""
# Where the digits of a given number stand in the window, once its figure is live.
CELL = """() => {
  const figure = abh.figures.find((one) => one.box.parentElement.ariaLabel === "Figure of step 1");
  figure.box.scrollIntoView({ block: "center" });
  const block = figure.blocks.find((one) => abh.live.matrices[one.k].name === "X");
  const { x, y } = block.place(0, 1), around = figure.svg.getBoundingClientRect();
  const share = around.width / figure.width, middle = block.side / 2;
  return [around.left + (x + middle - figure.left) * share,
          around.top + (y + middle - figure.top) * share];
}"""


def headers(book: Path) -> dict[str, str]:
    """The headers that the book asks hosts for, of all its files."""
    first, *lines = (book / "_headers").read_text(encoding="utf-8").splitlines()
    assert first == "/*"
    return dict(line.strip().split(": ", 1) for line in lines)


class Host(SimpleHTTPRequestHandler):
    """A host that sends the book's own headers, and its page for what isn't there."""

    def end_headers(self) -> None:
        for name, value in headers(Path(self.directory)).items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, *_: object) -> None:
        page = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def host(book: Path) -> Iterator[str]:
    """Serve the book, and give its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=book)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def visit(host: str, browser) -> Iterator[object]:
    """Give a function that opens an address; what the browser refused is an error at the end."""
    complaints: list[str] = []
    context = browser.new_context(reduced_motion="reduce")
    context.add_init_script(HEARD)
    page = context.new_page()
    page.on("console", lambda m: m.type == "error" and complaints.append(f"{page.url}: {m.text}"))
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))

    def visit(address: str):
        page.emulate_media(color_scheme="light")
        page.goto(f"{host}/{address}")
        if page.locator("#abh-live").count():
            page.wait_for_selector("html[data-live=ready]")
        return page

    yield visit
    assert page.evaluate("refused") == []
    context.close()
    assert complaints == []


def test_the_policy_names_the_book_itself_and_nobody_else(book):
    policy = headers(book)["Content-Security-Policy"]
    allowed = dict(part.strip().split(" ", 1) for part in policy.split(";"))

    assert allowed["default-src"] == allowed["script-src"] == allowed["style-src"] == "'self'"
    assert set(allowed.values()) <= {"'self'", "'none'"}


def test_no_page_needs_more_than_the_policy_allows(visit, book):
    paths = sorted(path.relative_to(book).as_posix() for path in book.rglob("*.html"))
    assert len(paths) > 5
    for path in paths:
        page = visit(path)
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            page.wait_for_selector(f"html[data-theme={theme}]")
        family = page.evaluate("getComputedStyle(document.body).fontFamily")
        assert family.startswith("system-ui"), path  # the style sheets were let through
        assert page.evaluate("refused") == [], path


def test_a_live_page_is_pointed_at_and_changed(visit):
    page = visit("attention/self-attention.html")
    page.mouse.move(*page.evaluate(CELL))
    assert page.locator(".abh-live path.abh-here[d*=M]").count() == 1
    page.mouse.click(*page.evaluate(CELL))
    page.keyboard.type("7")
    page.keyboard.press("Enter")

    assert page.evaluate("abh.live.given[abh.live.find('0', 'X')][0][1]") == 7
    assert page.evaluate("location.hash") == "#numbers-1&X.1.2=7"


def test_the_page_for_wrong_addresses_is_whole_at_any_depth(visit, host, browser):
    context = browser.new_context()
    page = context.new_page()
    answer = page.goto(f"{host}/no/such/thing.html")
    assert answer.status == 404
    assert page.get_by_role("heading", name="This page isn't here").is_visible()
    page.locator("main").get_by_role("link", name="The front page").click()
    assert page.url == f"{host}/index.html"
    context.close()


def test_what_the_policy_forbids_is_noticed(host, browser):
    context = browser.new_context()
    context.add_init_script(HEARD)
    page = context.new_page()
    page.goto(f"{host}/404.html")
    assert page.evaluate("refused") == []
    page.evaluate("document.body.setAttribute('style', 'color: red')")
    page.wait_for_function("refused.length > 0")
    assert page.evaluate("refused")[0].startswith("style-src-attr inline")
    context.close()
