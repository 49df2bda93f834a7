"""Another size: one token more, one day less, with numbers for what is new.

Only sizes that no weight has are offered: how many tokens, days or samples a network is given. The
numbers that were there stay; what is new is drawn like fresh numbers, the same for everybody.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from aibyhand.core import Matrix, Role
from aibyhand.core.numbers import Array
from aibyhand.practice.fresh import Kind, fnv1a, kinds, mulberry32
from aibyhand.walk import Trace
from aibyhand.walk.again import given_of
from aibyhand.walk.sizes import Resizable

LEARNED = {Role.WEIGHT, Role.BIAS, Role.FROZEN_WEIGHT, Role.FROZEN_BIAS}
AROUND = (-1, 1, 2)  # so many fewer or more are offered
MOST = 2  # sizes of a walkthrough: what else there is to resize is for the command line


@dataclass(frozen=True)
class Choice:
    """A size that a reader may change, and the lengths that it can have besides its own."""

    size: Resizable
    lengths: tuple[int, ...]

    @property
    def name(self) -> str:
        """What is counted."""
        return self.size.name

    @property
    def word(self) -> str:
        """The same as one word, for an address or a file."""
        return self.name.replace(" ", "-")


def choices(trace: Trace) -> tuple[Choice, ...]:
    """The sizes of a run that a reader may change, each with at least one other length."""
    found = []
    for size in trace.walkthrough.sizes:
        if _is_learned(trace, size):
            continue
        tried = (size.default + more for more in AROUND)
        inside = (n for n in tried if size.least <= n <= size.most)
        if lengths := tuple(n for n in inside if _same_steps(trace, size, n)):
            found.append(Choice(size, lengths))
    return tuple(found[:MOST])


def choice_of(trace: Trace, word: str, length: int) -> Choice:
    """The choice that a word names. Raises ValueError naming the sizes and their lengths."""
    for choice in choices(trace):
        if word == choice.word and length in choice.lengths:
            return choice
    said = [f"{c.word}: {', '.join(map(str, c.lengths))}" for c in choices(trace)]
    there = f"; there are: {'; '.join(said)}" if said else ""
    raise ValueError(f"{trace.walkthrough.slug} can't have {length} {word}{there}")


def resized(trace: Trace, choice: Choice, length: int) -> Trace:
    """The run with another length of a size."""
    return _run(trace, choice.size, length)


def _is_learned(trace: Trace, size: Resizable) -> bool:
    """Do weights have it, or does it count the members of a stack?"""
    return any(
        side == "members" or name not in trace.given or trace[name].role in LEARNED
        for name, side in size.axes
    )


def _same_steps(trace: Trace, size: Resizable, length: int) -> bool:
    """Can it be computed, with the same steps?"""
    try:
        other = _run(trace, size, length)
    except ValueError:
        return False
    return [step.title for step in other.steps] == [step.title for step in trace.steps] and [
        [m.name for m in step.shows] for step in other.steps
    ] == [[m.name for m in step.shows] for step in trace.steps]


def _run(trace: Trace, size: Resizable, length: int) -> Trace:
    drawn = {kind.name: kind for kind in kinds(trace)}
    changed = {}
    for name in dict(size.axes):
        matrix = trace[name]
        seed = f"{size.name}.{length}.{name}"
        changed[name] = _fitted(matrix, size, length, mulberry32(fnv1a(seed)), drawn.get(name))
    return trace.walkthrough.run_on(given_of(trace, changed), lane=trace.lane)


def _fitted(
    matrix: Matrix, size: Resizable, length: int, random: Iterator[float], kind: Kind | None
) -> Array:
    """Its numbers, cut or gone on with: drawn like its own, or those it has once more."""
    known = {s: 1 for one in matrix.sizes for s in one.names}
    wanted = list(matrix.shape)
    for axis, one in enumerate(matrix.sizes):
        if size.name in one.names:
            more = one.length({**known, size.name: 2}) - one.length({**known, size.name: 1})
            wanted[axis] += more * (length - size.default)
    if min(wanted) < 1:
        raise ValueError(f"{matrix.printed} would have no {size.name} left")
    rows, columns = (np.arange(n) % old for n, old in zip(wanted, matrix.shape, strict=True))
    found = np.array(matrix.values[np.ix_(rows, columns)])
    if kind is None:
        return found
    for i, j in np.ndindex(*wanted):
        if i >= matrix.shape[0] or j >= matrix.shape[1]:
            drawn = kind.low + int(next(random) * (kind.high - kind.low + 1))
            found[i, j] = drawn / 10**kind.count
    return found
