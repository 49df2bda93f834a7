"""The steps that a worksheet is asked for: read from ``4-6,9``, and said in words and names."""

import re
from collections.abc import Sequence

from aibyhand.export.worksheet.handout import worked_in
from aibyhand.walk import Trace

_PART = re.compile(r"([0-9]{1,9})(?:\s*-\s*([0-9]{1,9}))?")


def chosen(trace: Trace, said: str) -> tuple[int, ...]:
    """The numbers of the steps, each once and in order.

    A range passes over steps that compute nothing new. Raises ValueError naming what can't be asked
    for: what is no list of steps, a range that runs backwards or in which nothing is computed, a
    step that isn't there, and a single one that computes nothing new.
    """
    last, worked = len(trace.steps), worked_in(trace)
    there = f"{trace.walkthrough.slug} has steps 1 to {last}"
    asked: set[int] = set()
    for part in str(said).split(","):
        found = _PART.fullmatch(part.strip())
        if not found:
            what = f"{part.strip()!r} is no step and no range such as 4-6" if part.strip() else ""
            raise ValueError(f"steps {said!r}: {what or 'a step is missing'}; {there}")
        start, end = int(found[1]), int(found[2] or found[1])
        for number in (start, end):
            if not 1 <= number <= last:
                raise ValueError(f"steps {said!r}: there is no step {number}; {there}")
        if end < start:
            raise ValueError(f"steps {said!r}: {start}-{end} runs backwards; {there}")
        wanted = {number for number in range(start, end + 1) if worked[number]}
        if not wanted:
            computing = _listed(_runs([number for number in worked if worked[number]]))
            raise ValueError(
                f"steps {said!r}: step {start} computes nothing new; {there}, "
                f"and computes in {computing}"
            )
        asked |= wanted
    return tuple(sorted(asked))


def in_words(steps: Sequence[int]) -> str:
    """``Steps 4 to 6 and 9``."""
    return f"{'Step' if len(steps) == 1 else 'Steps'} {_listed(_runs(steps))}"


def in_names(steps: Sequence[int]) -> str:
    """``steps-4-to-6-9``: how the files of a worksheet are told from those of all other steps."""
    parts = "-".join(run.replace(" ", "-") for run in _runs(steps))
    return f"{'step' if len(steps) == 1 else 'steps'}-{parts}"


def _runs(steps: Sequence[int]) -> list[str]:
    """Three and more steps that follow each other become one part."""
    runs: list[list[int]] = []
    for number in steps:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [
        part
        for run in runs
        for part in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else map(str, run))
    ]


def _listed(parts: Sequence[str]) -> str:
    """Parts as a sentence lists them."""
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
