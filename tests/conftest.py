"""What tests share: where things are, and what to do when a program is missing."""

import importlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
GATE = os.environ.get("AIBYHAND_GATE") == "1"

# Programs have other names on other systems. Whatever is not here is a Python module.
PROGRAMS = {
    "chromium": ["chromium", "chromium-browser", "google-chrome", "chrome"],
    "libreoffice": ["soffice", "libreoffice"],
    "node": ["node", "nodejs"],
    "pdflatex": ["pdflatex"],
    "pdftotext": ["pdftotext"],
    "pdffonts": ["pdffonts"],
    "pdfinfo": ["pdfinfo"],
}


def give_up(reason: str) -> None:
    """Skip the test; in the gate, which should have everything, fail it."""
    if GATE:
        pytest.fail(f"the gate should have it: {reason}", pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def root() -> Path:
    """Give the checkout's folder."""
    return ROOT


@pytest.fixture(scope="session")
def need() -> Callable[[str], str | ModuleType]:
    """Give need: for a name it returns a program's path or a module, or skips the test."""

    def need(name: str) -> str | ModuleType:
        if name in PROGRAMS:
            found = next(filter(None, map(shutil.which, PROGRAMS[name])), None)
            return found or give_up(f"no {name} on this machine")
        try:
            return importlib.import_module(name)
        except ImportError as error:
            return give_up(f"no module {name}: {error}")

    return need


@cache
def python_with_torch() -> str | None:
    """Return a Python that can import PyTorch: this one, or the system's."""
    candidates = [sys.executable, shutil.which("python3"), "/usr/bin/python3"]
    for python in filter(None, candidates):
        test = [python, "-W", "ignore", "-c", "import torch, numpy"]
        try:
            if subprocess.run(test, capture_output=True, timeout=120).returncode == 0:
                return python
        except OSError:
            continue
    return None


@pytest.fixture(scope="session")
def run_torch() -> Callable[[str], str]:
    """Give run_torch: for some code it returns what that prints in a Python with PyTorch.

    That has NumPy, too. It is another process, and may be another Python: let the code print JSON.
    """
    python = python_with_torch() or give_up("no Python with PyTorch on this machine")

    def run(code: str) -> str:
        command = [python, "-W", "ignore", "-"]
        done = subprocess.run(command, input=code, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say which checks the fast suite left out, and what this machine lacks for them."""
    if config.option.markexpr != "not slow" or GATE:
        return
    lacking = [name for name, names in PROGRAMS.items() if not any(map(shutil.which, names))]
    there = f"; of their programs this machine lacks {', '.join(lacking)}" if lacking else ""
    terminalreporter.write_line(
        "Not checked here: the built book in a browser, and the exported files in the programs "
        f"that open them (python3 make.py test -m slow){there}."
    )


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name a lane by its name."""
    from aibyhand import Lane

    return val.name if isinstance(val, Lane) else None
