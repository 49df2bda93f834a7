"""``make.py serve`` on a small book: a page that is open follows its source."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time

import pytest
from helpers import ROOT

pytestmark = pytest.mark.slow

# The checkout's own make.py, with the Python that runs the test in place of a .venv.
SERVE = """
import runpy, sys
make = runpy.run_path("make.py")
space = make["serve"].__globals__
space.update(set_up=lambda: None, venv_python=lambda: sys.executable)
sys.exit(make["main"](["serve", "--port", sys.argv[1]]))
"""


def free_port():
    """A port that nobody uses now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def listens(port):
    """Tell whether somebody answers there."""
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def served(tmp_path, need):
    """Give a checkout with one page, and the address at which it is served."""
    need("sphinx_autobuild")
    for name in ("conf.py", "make.py", "requirements.txt"):
        shutil.copy(ROOT / name, tmp_path)
    for name in (
        "aibyhand",
        *(f"docs/_{n}" for n in ("extensions", "scripts", "static", "templates")),
    ):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "docs" / "index.md").write_text("# Book\n\nFirst words.\n", encoding="utf-8")
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(port)],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        start_new_session=True,
    )
    while not listens(port):  # it does when the first build is done
        assert process.poll() is None, "it ended before it served anything"
        time.sleep(0.2)
    yield tmp_path, f"http://127.0.0.1:{port}/"
    os.killpg(process.pid, signal.SIGINT)
    process.wait(timeout=30)


def test_a_page_that_is_open_follows_its_source(served, browser):
    checkout, address = served
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    assert page.get_by_text("First words.").first.is_visible()

    (checkout / "docs" / "index.md").write_text("# Book\n\nOther words.\n", encoding="utf-8")
    page.get_by_text("Other words.").first.wait_for(timeout=60_000)
    context.close()
    assert not (checkout / "_build" / "html").exists()  # a book is only what was built as one
