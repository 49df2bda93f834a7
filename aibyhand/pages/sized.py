"""The parts of a page in other sizes: ``python -m aibyhand.pages.sized FOLDER``.

Whoever takes a fifth token gets figures that Python has laid out, as all others: one small script
for each size of a page, loaded when it is asked for. It calls ``abh.resize`` with the parts of the
page and with the data that makes them live.
"""

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from aibyhand.export import write
from aibyhand.export.ipynb.page import DOCS
from aibyhand.export.site import library_digest, put, stamp_of
from aibyhand.pages.lesson import Lesson, lesson
from aibyhand.pages.live import live_data
from aibyhand.practice.resized import Choice, choices, resized
from aibyhand.walkthroughs import slugs

NAMED = re.compile(r"&(?!(?:lt|gt|amp|quot|apos);)\w+;")
STAMPS = ".stamps"
COPY = re.compile(r"<p class='abh-copy'.*?</p>")  # a copy would be of the source's size


def file_of(slug: str, choice: Choice, length: int) -> str:
    """The name of the file: the page, the size and its length."""
    return f"{slug}.{choice.word}.{length}.js"


def script(shown: Lesson, sizes: Iterable[Choice], page: str) -> str:
    """What the file of a size says; ``page`` is the text of the walkthrough's page."""
    named = re.findall(r"page\.(step|blank|answer)\((\d+)\)", page)
    made = {f"{part}-{n}": getattr(shown, part)(int(n)).html for part, n in named}
    parts = {key: _tree(ElementTree.fromstring(_xml(html))) for key, html in made.items()}
    told = {"parts": parts, "data": live_data(shown.runs, sizes)}  # these runs the parts have named
    return f"abh.resize({json.dumps(told, ensure_ascii=False, separators=(',', ':'))});\n"


def _xml(html: str) -> str:
    """A part without its copies, and with signs in place of the names that only HTML has."""
    return NAMED.sub(lambda found: unescape(found[0]), COPY.sub("", html))


def _tree(element: ElementTree.Element) -> list[Any]:
    """An element as data: its name, its attributes, and what is inside, texts and elements.

    A page's script makes elements of it one by one, which a strict content policy lets through.
    """
    inside: list[Any] = [element.text] if element.text else []
    for child in element:
        inside.append(_tree(child))
        if child.tail:
            inside.append(child.tail)
    return [element.tag, dict(element.attrib), *inside]


def publish(folder: Path) -> Iterator[str]:
    """Bring the folder up to date; yields the name of every file that was written."""
    folder.mkdir(parents=True, exist_ok=True)
    made: set[str] = set()
    with ProcessPoolExecutor(os.cpu_count() or 1) as pool:
        for names, written in pool.map(partial(_make, folder, library_digest()), slugs()):
            made |= names
            yield from sorted(written)
    for path in folder.glob("*.js"):
        if path.name not in made:
            path.unlink()


def _make(folder: Path, library: bytes, slug: str) -> tuple[set[str], set[str]]:
    """Write the files of one page; all of their names, and those that were written anew."""
    noted, stamp = folder / STAMPS / slug, stamp_of(slug, library)
    told = noted.read_text(encoding="utf-8").split() if noted.exists() else [""]
    if told[0] == stamp and all((folder / name).exists() for name in told[1:]):
        return set(told[1:]), set()
    noted.unlink(missing_ok=True)
    page = next(DOCS.glob(f"*/{slug}.md")).read_text(encoding="utf-8")
    trace = lesson(slug).trace
    names, sizes = [], choices(trace)
    for choice in sizes:
        for length in choice.lengths:
            shown = Lesson(resized(trace, choice, length))
            names.append(file_of(slug, choice, length))
            put(folder / names[-1], script(shown, sizes, page).encode())
    noted.parent.mkdir(exist_ok=True)
    write(noted, "\n".join([stamp, *names]).encode())
    return set(names), set(names)


if __name__ == "__main__":
    for name in publish(Path(sys.argv[1])):
        print(name, flush=True)
