"""A build that ends well shows what the sources say, whatever happened before it."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow

CONF = """
import os, sys
sys.path.insert(0, {extensions!r})
extensions = ["book_files"]
exclude_patterns = ["_build"]
aibyhand_digest = os.environ["DIGEST"]
stop_at = os.environ.get("STOP_AT", "")

def stop(app, *event):
    if stop_at == "reading" or stop_at in event:
        os._exit(9)  # what a kill does: nothing is tidied up

def show(app, docname, source):
    source[0] = source[0].replace("DIGEST", aibyhand_digest)
    if stop_at == "reading" and docname == "b":
        stop(app)

def setup(app):
    app.connect("source-read", show)
    if stop_at not in ("", "reading"):
        app.connect("html-page-context", stop)
"""
PAGES = ("index", "a", "b", "c")


@pytest.fixture
def book(tmp_path, root):
    """Give a small book of four pages, and build(digest, stop_at) for it."""
    (tmp_path / "conf.py").write_text(CONF.format(extensions=str(root / "docs" / "_extensions")))
    for page in PAGES:
        toc = "\n.. toctree::\n\n   a\n   b\n   c\n" if page == "index" else ""
        (tmp_path / f"{page}.rst").write_text(f"{page}\n======\n\nThe library is DIGEST.\n{toc}")

    def build(digest: str, stop_at: str = "") -> int:
        command = (sys.executable, "-m", "sphinx", "-q", str(tmp_path), str(tmp_path / "_build"))
        environment = {"DIGEST": digest, "STOP_AT": stop_at, "PATH": ""}
        return subprocess.run(command, env=environment, check=False).returncode

    return tmp_path, build


def shown(folder):
    return {page: (folder / "_build" / f"{page}.html").read_text() for page in PAGES}


@pytest.mark.parametrize("moment", ["reading", "a", "b", "index", "genindex", "search"])
def test_after_an_interrupted_build_the_next_one_writes_every_page(book, moment):
    folder, build = book
    assert build("old") == 0
    assert build("new", stop_at=moment) == 9
    assert build("new") == 0
    assert all("The library is new." in text for text in shown(folder).values())


def test_a_finished_build_is_not_repeated(book):
    folder, build = book
    assert build("old") == 0
    before = {path: path.stat().st_mtime_ns for path in (folder / "_build").glob("[abc].html")}
    assert build("old") == 0
    assert before == {path: path.stat().st_mtime_ns for path in before}


def test_a_deleted_page_goes_and_pages_without_a_source_stay(book):
    folder, build = book
    assert build("old") == 0
    (folder / "c.rst").unlink()
    (folder / "index.rst").write_text("index\n=====\n\n.. toctree::\n\n   a\n   b\n")
    assert build("old") == 0
    assert sorted(path.name for path in (folder / "_build").glob("*.html")) == [
        "a.html", "b.html", "genindex.html", "index.html", "search.html",
    ]  # fmt: skip
