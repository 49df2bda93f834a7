"""``aibyhand export``: files of walkthroughs, told line by line, with a bar on a terminal."""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aibyhand.export import check, files, formats, left_out, write
from aibyhand.export.format import Option
from aibyhand.practice.fresh import redrawn
from aibyhand.practice.numbers import add_numbers, asks_for_numbers, with_numbers
from aibyhand.walk import LANES, Trace
from aibyhand.walk.lane import WHICH_LANE
from aibyhand.walkthroughs import find, slugs

BAR = 24  # characters


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    listed = "\n".join(f"  {name:<10} {one.gives}" for name, one in formats().items())
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = f"formats:\n{listed}\n  {'all':<10} all of these"
    parser.add_argument("slugs", metavar="SLUG", nargs="*", help="which walkthroughs")
    parser.add_argument("--all", action="store_true", help="all walkthroughs")
    parser.add_argument("--to", metavar="FORMAT", nargs="+", required=True, help="one or several")
    parser.add_argument(
        "--output", metavar="DIR", type=Path, default=Path(), help="into this folder"
    )
    parser.add_argument("--lane", choices=tuple(LANES), help=WHICH_LANE)
    add_numbers(parser)
    parser.add_argument(
        "--copies", metavar="N", type=int, help="so many sets of numbers from --seed, keys apart"
    )
    for option in (option for one in formats().values() for option in one.options):
        if option.metavar:
            kind = str if option.reads else int
            parser.add_argument(
                f"--{option.name}", metavar=option.metavar, type=kind, help=option.says
            )
        else:
            parser.add_argument(f"--{option.name}", action="store_true", help=option.says)
    parser.add_argument("--force", action="store_true", help="replace files that are there already")
    parser.set_defaults(command=run)


def run(asked: argparse.Namespace) -> Iterator[str]:
    """Write the files; yields a line for each. Nothing is written when the call is wrong."""
    wanted = list(formats()) if "all" in asked.to else list(dict.fromkeys(asked.to))
    for to in wanted:
        check(to)
    options = _options(asked, wanted)  # by the format that they go to
    traces = _traces(asked)
    _read(options, [trace for trace, _ in traces])
    folder: Path = asked.output
    _prepare(folder)
    jobs = [(trace, to, copy) for trace, copy in traces for to in wanted]
    bar = Bar(len(jobs))
    kept = 0
    notices: set[str] = set()
    for trace, to, copy in jobs:
        bar.show(f"{trace.walkthrough.slug} {to}")
        for name, data in files(trace, to, **options.get(to, {})).items():
            path = folder / (_numbered(name, to, copy, asked.copies) if copy else name)
            path.parent.mkdir(exist_ok=True)
            if path.exists() and not asked.force:
                kept += 1
                line = f"{path} is kept"
            else:
                write(path, data)
                line = str(path)
            bar.hide()
            yield line
        if missing := left_out(trace, to):
            notice = f"{trace.walkthrough.slug} {to}: {missing}"
            if notice not in notices:  # copies leave out the same
                print(notice, file=sys.stderr)
            notices.add(notice)
        bar.done += 1
    if kept:
        number = "one file was" if kept == 1 else f"{kept} files were"
        yield f"{number} there already and not touched; --force replaces"


def _options(asked: argparse.Namespace, wanted: list[str]) -> dict[str, dict[str, Any]]:
    """What each format is told, as far as it was said."""
    said: dict[str, dict[str, Any]] = {}
    for to, one in formats().items():
        for option in one.options:
            value = getattr(asked, option.name)
            if value is None or value is False:
                continue
            _check(option, value)
            if to not in wanted:
                raise ValueError(f"--{option.name} goes with --to {to}")
            said.setdefault(to, {})[option.name] = value
    return said


def _check(option: Option, value: Any) -> None:
    """Raise ValueError for a number that is too small."""
    if option.metavar and not option.reads and value < option.least:
        raise ValueError(f"--{option.name} {value}: needs {option.least} or more")


def _read(said: dict[str, dict[str, Any]], traces: list[Trace]) -> None:
    """Raise ValueError for a text that one of the traces can't do with."""
    for to, values in said.items():
        for option in formats()[to].options:
            if option.reads and option.name in values:
                for trace in traces:
                    option.reads(trace, values[option.name])


def _numbered(name: str, to: str, copy: int, copies: int) -> str:
    """The name of a file among copies: with its number, and keys in a folder of their own."""
    digits, path = len(str(copies)), Path(name)
    numbered = f"{path.stem}-{copy:0{digits}}{path.suffix}"
    return f"keys/{numbered}" if any(key in name for key in formats()[to].keys) else numbered


def _traces(asked: argparse.Namespace) -> list[tuple[Trace, int]]:
    """The runs that are asked for, each in its lane and with the number of its copy, or 0."""
    if asked.copies is not None and (asked.copies < 1 or asked.seed is None):
        raise ValueError("--copies needs a number of 1 or more, and --seed WORD")
    if bool(asked.slugs) == asked.all:
        raise ValueError("name the walkthroughs, or say --all")
    found = [find(slug) for slug in (slugs() if asked.all else dict.fromkeys(asked.slugs))]
    if asked.all and asked.lane:
        found = [walkthrough for walkthrough in found if LANES[asked.lane] in walkthrough.lanes]
    option = asks_for_numbers(asked)
    if option and option != "--seed" and len(found) != 1:
        raise ValueError(f"{option} goes with one walkthrough")
    runs = [w.run(lane=asked.lane or w.shown_lane) for w in found]
    if asked.copies is None:
        return [(with_numbers(run, asked), 0) for run in runs]
    return [
        (redrawn(run, f"{asked.seed}-{n}"), n) for run in runs for n in range(1, asked.copies + 1)
    ]


def _prepare(folder: Path) -> None:
    """Make the folder. Raises OSError naming it when nothing can be written there."""
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(f"{folder}: is no folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(0, "no permission to write there")
    except OSError as problem:
        raise OSError(f"{folder}: {problem.strerror or problem}") from problem


class Bar:
    """How far the work is: a bar on a terminal, nothing elsewhere."""

    def __init__(self, count: int) -> None:
        self.count, self.done = count, 0
        self.drawn = count > 1 and bool(sys.stderr) and sys.stderr.isatty()

    def show(self, doing: str) -> None:
        """Draw the bar, and what is being done now."""
        filled = BAR * self.done // self.count
        bar = "#" * filled + "." * (BAR - filled)
        self._say(f"\r\x1b[K[{bar}] {self.done}/{self.count} {doing}")

    def hide(self) -> None:
        """Take the bar away: a line comes."""
        self._say("\r\x1b[K")

    def _say(self, text: str) -> None:
        if self.drawn:
            sys.stderr.write(text)
            sys.stderr.flush()
