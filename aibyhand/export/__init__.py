"""Take a walkthrough along: files that other programs open, all read from one trace.

Each format is one module with a function ``files(trace)`` that gives the bytes of every file by its
name; it knows traces and sheets, and no topic. The same trace gives the same bytes. The libraries
behind the formats are loaded when a file is made, not before.
"""

import inspect
import os
import sys
import tempfile
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from aibyhand.core.lookup import closest
from aibyhand.walk import Lane, Trace, Walkthrough

# The name of a format: what a lecturer gets.
FORMATS: dict[str, str] = {
    "xlsx": "a live workbook: every computed cell a formula, and a practice sheet that counts",
    "worksheet": "PDF to print, A4 and US Letter: blanks and room to compute; the answer key",
    "pptx": "slides with tables that can be edited: each step blank, then revealed, with notes",
    "ipynb": "a notebook that recomputes every step in plain NumPy; and the page itself as one",
    "svg": "every step, blank too, and the poster as pictures whose text can be selected",
    "pdf": "the same pictures as PDF, one to a file",
    "png": "the same pictures in pixels, twice as many as on the page",
    "tex": "a LaTeX document of all steps, in the colours of the roles",
    "json": "every number with its name, role, step and origin, for programs",
}

# What each format's files are called, where it is not simply {stem}.FORMAT: these a page links.
NAMES: dict[str, tuple[str, ...]] = {
    "svg": ("{stem}-poster.svg", "{stem}-poster-blank.svg"),
    "pdf": ("{stem}-poster.pdf", "{stem}-poster-blank.pdf"),
    "png": ("{stem}-poster.png", "{stem}-poster-blank.png"),
    "worksheet": (
        "{stem}-worksheet-a4.pdf",
        "{stem}-key-a4.pdf",
        "{stem}-worksheet-letter.pdf",
        "{stem}-key-letter.pdf",
    ),
}

# Files that there are once, whatever the lane.
ONCE: dict[str, tuple[str, ...]] = {"ipynb": ("{slug}-page.ipynb",)}


def stem(trace: Trace) -> str:
    """How a trace's files begin: its slug, and the lane where that is the pencil lane."""
    return named(trace.walkthrough, trace.lane)


def named(walkthrough: Walkthrough, lane: Lane) -> str:
    """How the files of a walkthrough's lane begin."""
    return walkthrough.slug + (f"-{lane}" if lane.by_hand else "")


def names(walkthrough: Walkthrough, lane: Lane, to: str) -> tuple[str, ...]:
    """The files of a format that a reader looks for first."""
    patterns = NAMES.get(to, (f"{{stem}}.{to}",))
    if lane == walkthrough.shown_lane:
        patterns += ONCE.get(to, ())
    return tuple(p.format(stem=named(walkthrough, lane), slug=walkthrough.slug) for p in patterns)


def files(trace: Trace, to: str, **options: Any) -> dict[str, bytes]:
    """The files of one format, by name; ``options`` are the format's own, such as a PNG's width.

    Raises ValueError for an unknown format, TypeError for an option that it doesn't take, and
    ImportError naming a library that is missing.
    """
    check(to)
    try:
        module = import_module(f"{__name__}.{to}")
        known = inspect.signature(module.files).parameters
        if unknown := [name for name in options if name not in known]:
            raise TypeError(f"the format {to} takes no {' or '.join(unknown)}")
        made: dict[str, bytes] = module.files(trace, **options)
    except ModuleNotFoundError as missing:
        package = str(missing.name).split(".")[0]
        raise ImportError(
            f"the format {to} needs the package {package!r}: pip install 'aibyhand[export]'"
        ) from missing
    return made


def check(to: str) -> None:
    """Raise ValueError for an unknown format, naming the closest."""
    if to not in FORMATS:
        raise ValueError(f"no format {to!r}{closest(to, FORMATS)}")


def export(
    trace: Trace,
    to: str | Sequence[str],
    output: str | Path = ".",
    *,
    force: bool = False,
    **options: Any,
) -> list[Path]:
    """Write a trace in one or several formats into a folder, and return the paths.

    ``options`` are the formats' own: ``width`` and ``transparent`` for PNG. Every file is written
    beside its place and then renamed, so that a failure leaves no half file.
    Raises ValueError for an unknown format and FileExistsError where a file is there already and
    ``force`` is not given; nothing is written then.
    """
    wanted = [to] if isinstance(to, str) else list(to)
    for one in wanted:
        check(one)
    made = {name: data for one in wanted for name, data in files(trace, one, **options).items()}
    folder = Path(output)
    paths = [folder / name for name in made]
    present = [path for path in paths if path.exists()]
    if present and not force:
        raise FileExistsError(f"{present[0]} is there already; force=True replaces it")
    folder.mkdir(parents=True, exist_ok=True)
    for path, data in zip(paths, made.values(), strict=True):
        write(path, data)
    return paths


def write(path: Path, data: bytes) -> None:
    """Write a file beside its place and rename it, so that nobody meets half of it."""
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(beside, 0o644)
        os.replace(beside, path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


class _Exporter(ModuleType):
    """The package itself, which can also be called: ``aibyhand.export(trace, to="json")``."""

    def __call__(
        self,
        trace: Trace,
        to: str | Sequence[str],
        output: str | Path = ".",
        *,
        force: bool = False,
        **options: Any,
    ) -> list[Path]:
        """Write a trace in one or several formats into a folder, and return the paths."""
        return export(trace, to, output, force=force, **options)


sys.modules[__name__].__class__ = _Exporter
