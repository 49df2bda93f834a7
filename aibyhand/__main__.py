"""The command line: ``aibyhand list``, ``show SLUG [STEP]``, ``values SLUG`` and ``export SLUG…``.

Wrong use ends with exit status 2 and one line on standard error.
"""

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NoReturn

from aibyhand.core import Matrix
from aibyhand.core.names import plain
from aibyhand.export.json import exact
from aibyhand.practice.numbers import add_numbers, with_numbers
from aibyhand.render.step_view import view
from aibyhand.render.text import text
from aibyhand.walk import LANES, Step, Trace
from aibyhand.walk.lane import WHICH_LANE
from aibyhand.walkthroughs import find, slugs


class Parser(argparse.ArgumentParser):
    """A parser whose error is one line, and whose arguments may be told when it is asked."""

    later: Callable[["Parser"], None] | None = None

    def parse_known_args(self, *arguments: Any, **settings: Any) -> Any:
        """Parse, as every parser does."""
        tell, self.later = self.later, None
        if tell:
            tell(self)
        return super().parse_known_args(*arguments, **settings)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and leave."""
        self.exit(2, f"{self.prog}: {_visible(' '.join(message.split()))}\n")


def _visible(text: str) -> str:
    """The text with signs that a terminal would obey, such as escape sequences, written out."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command line; returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    parser = _parser()
    asked = parser.parse_args(arguments)
    if "command" not in asked:
        parser.error("say what to do: list, show, values or export (--help tells more)")
    try:
        for piece in asked.command(asked):
            print(piece)
        if sys.stdout:
            sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads has read enough. What is left in the buffer must not fail at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        return 130  # as a shell says it; whatever was being written is gone
    except (LookupError, TypeError, ValueError, OSError, ImportError, MemoryError) as problem:
        said = problem.args[0] if isinstance(problem, KeyError) else str(problem)
        parser.error(str(said))
    return 0


def _parser() -> Parser:
    parser = Parser(
        prog="aibyhand",
        description="Neural networks computed number by number.",
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(metavar="COMMAND")

    every = commands.add_parser("list", help="all walkthroughs", allow_abbrev=False)
    every.set_defaults(command=_list)

    show = commands.add_parser("show", help="the steps as text", allow_abbrev=False)
    show.add_argument("slug", metavar="SLUG")
    show.add_argument("step", metavar="STEP", type=int, nargs="?", help="the source's number")
    show.set_defaults(command=_show)

    values = commands.add_parser("values", help="every matrix as JSON", allow_abbrev=False)
    values.add_argument("slug", metavar="SLUG")
    values.set_defaults(command=_values)

    export = commands.add_parser("export", help="files to take along", allow_abbrev=False)
    export.later = _tell_export

    for command in (show, values):
        command.add_argument("--lane", choices=tuple(LANES), help=WHICH_LANE)
        add_numbers(command)
    return parser


def _tell_export(parser: Parser) -> None:
    """Load the formats: they say themselves what they take, and no other command needs them."""
    from aibyhand.export import command

    command.arguments(parser)


def _list(asked: argparse.Namespace) -> Iterator[str]:
    """One line a walkthrough: slug, title, number of steps, lanes."""
    traces = [find(slug).run() for slug in slugs()]
    rows = [
        (w.slug, w.title, f"{len(t.steps)} steps", " ".join(lane.name for lane in w.lanes))
        for t in traces
        for w in [t.walkthrough]
    ]
    widths = [max(len(row[k]) for row in rows) for k in range(3)]
    for row in rows:
        columns = [word.ljust(width) for word, width in zip(row, widths, strict=False)]
        yield "  ".join([*columns, row[3]])


def _show(asked: argparse.Namespace) -> Iterator[str]:
    """One step as text, or all of them."""
    walkthrough = find(asked.slug)
    trace = with_numbers(walkthrough.run(lane=asked.lane or walkthrough.shown_lane), asked)
    steps = trace.steps if asked.step is None else (trace.step(asked.step),)
    coloured = _coloured()
    yield f"{trace.walkthrough.title}, {trace.lane} lane"
    for step in steps:
        yield "\n".join(["", *_written(trace, step, coloured)])


def _written(trace: Trace, step: Step, coloured: bool) -> Iterator[str]:
    """A step: its title, its sentence, its equations, its sheet, one cell worked, its pictures."""
    yield f"[{step.number}] {step.title}"
    yield step.does
    seen = view(trace, step)
    equations = [f"  {plain(equation)}" for equation in seen.equations]
    if equations:
        yield "\n".join(["", *equations])
    if step.shows:
        yield "\n" + text(seen.sheet, coloured)
    if seen.worked_words:
        yield "\n" + seen.worked_words
    for drawn in step.draws:
        yield "\n" + drawn.words


def _coloured() -> bool:
    """Colour only on a terminal, and never where NO_COLOR is set (https://no-color.org)."""
    terminal = bool(sys.stdout) and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    return terminal and not os.environ.get("NO_COLOR")


def _values(asked: argparse.Namespace) -> Iterator[str]:
    """Every named matrix as JSON, one a line."""
    walkthrough = find(asked.slug)
    trace = with_numbers(walkthrough.run(lane=asked.lane or walkthrough.shown_lane), asked)
    about = {"slug": walkthrough.slug, "title": walkthrough.title, "lane": trace.lane.name}
    yield f'{json.dumps(about)[:-1]}, "matrices": ['
    rows = [json.dumps(_record(trace, m)) for m in trace.matrices.values()]
    yield ",\n".join(f"  {row}" for row in rows)
    yield "]}"


def _record(trace: Trace, matrix: Matrix) -> dict[str, object]:
    return {
        "name": matrix.name,
        "role": matrix.role.word,
        "step": trace.first_step.get(matrix.name, 1),
        "given": matrix.name in trace.given,  # what follows the others isn't
        "values": [[exact(float(value)) for value in row] for row in matrix.values],
    }


if __name__ == "__main__":
    sys.exit(main())
