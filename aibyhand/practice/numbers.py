"""The numbers that a command line asks for: from a file, a seed, or a link to a live page."""

import argparse
import re
from pathlib import Path
from urllib.parse import unquote

import numpy as np

from aibyhand.core.given_file import read
from aibyhand.core.lookup import closest
from aibyhand.core.numbers import Array
from aibyhand.practice.fresh import fresh, redrawn
from aibyhand.practice.judging import typed
from aibyhand.practice.resized import choice_of, resized
from aibyhand.walk import Trace
from aibyhand.walk.again import given_of

VERSION = "numbers-1"
_STEP = re.compile(r"step=\d+")  # what the page shows, which changes no number
_SIZE = re.compile(r"size=([\w-]+)\.(\d+)")
_CHANGE = re.compile(r"(\w+)\.(\d+)\.(\d+)=(.+)")


def add_numbers(parser: argparse.ArgumentParser) -> None:
    """Let a command take other numbers than the source's."""
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument(
        "--given", metavar="FILE.json", type=Path, help="matrices to take in place of given ones"
    )
    ways.add_argument("--seed", metavar="WORD", help="fresh numbers, the same for the same word")
    ways.add_argument("--link", metavar="LINK", help="the numbers of a live page, by its address")


def asks_for_numbers(asked: argparse.Namespace) -> str:
    """The option that asks for other numbers, if one does."""
    options = ("given", "seed", "link")
    return next((f"--{name}" for name in options if getattr(asked, name) is not None), "")


def with_numbers(trace: Trace, asked: argparse.Namespace) -> Trace:
    """The walkthrough of a trace on the numbers that are asked for, in the same lane.

    Raises OSError and ValueError as ``core.given_file.read``, ``fresh`` and ``from_link`` do.
    """
    if not asks_for_numbers(asked):
        return trace
    if asked.seed is not None:
        return redrawn(trace, asked.seed)
    numbers = read(asked.given) if asked.given is not None else from_link(trace, asked.link)
    return trace.walkthrough.run_on(numbers, lane=trace.lane)


def from_link(trace: Trace, link: str) -> dict[str, object]:
    """The given numbers that the address of a live page carries, as ``run_on`` takes them.

    ``…#numbers-1&size=tokens.5&seed=7f3a&step=4&X.2.3=0.5`` is the seed's numbers for five tokens,
    with 0.5 in row 2, column 3 of X, and a page that shows step 4.
    Raises ValueError naming what isn't understood.
    """
    version, *parts = unquote(link.partition("#")[2]).split("&")
    if version != VERSION:
        raise ValueError(f"the link carries no numbers: #{VERSION}& is missing")
    start = trace
    if parts and (size := _SIZE.fullmatch(parts[0])):
        length = int(size[2])
        start = resized(start, choice_of(start, size[1], length), length)
        parts.pop(0)
    if parts and parts[0].startswith("seed="):
        numbers = fresh(start, parts.pop(0).removeprefix("seed="))
        start = trace.walkthrough.run_on(numbers, lane=trace.lane)
    changed: dict[str, Array] = {}
    for part in (part for part in parts if not _STEP.fullmatch(part)):
        _change(start, changed, part)
    return given_of(start, changed)


def _change(trace: Trace, changed: dict[str, Array], part: str) -> None:
    found = _CHANGE.fullmatch(part)
    number = typed(found[4]) if found else None
    if not found or not number:
        raise ValueError(f"the link says {part!r}; a change is like X.2.3=0.5")
    name, row, column = found[1], int(found[2]), int(found[3])
    if name not in trace.given:
        raise ValueError(f"the link changes {name}: not given{closest(name, trace.given)}")
    values = changed.setdefault(name, np.array(trace[name].values))
    if not (1 <= row <= values.shape[0] and 1 <= column <= values.shape[1]):
        where, size = f"row {row}, column {column}", trace[name].size
        raise ValueError(f"the link changes {where} of {name}, which is {size}")
    values[row - 1, column - 1] = number[0]
