"""Fresh numbers from a seed: the same in the page, on the command line and in an exported file.

Each given matrix gets numbers of its own kind: as many decimals, none smaller or larger than what
stands in it. Settings, shares, words and what decides the calculation stay as they are.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from aibyhand.core import Matrix, Role
from aibyhand.core.numbers import SAME, Array, decimals
from aibyhand.walk import Trace
from aibyhand.walk.again import deciding, given_of, structure

TRIES = 50
ROOM = 0.25  # so much larger may the share of zeros among the results become
TIMES = 10  # and so many times as large the largest result
_ALL = 2**32 - 1


@dataclass(frozen=True)
class Kind:
    """What the numbers of a given matrix are like: steps of 10⁻ᶜᵒᵘⁿᵗ, from ``low`` to ``high``."""

    name: str
    low: int
    high: int
    count: int


def kinds(trace: Trace) -> tuple[Kind, ...]:
    """The given matrices that get fresh numbers, in the order in which they are given."""
    fixed = {matrix.name for matrix in deciding(trace)}
    return tuple(
        _kind(matrix)
        for matrix in (trace[name] for name in trace.given)
        if matrix.name not in fixed and _may_change(matrix)
    )


def _may_change(matrix: Matrix) -> bool:
    columns = matrix.values.sum(axis=0)
    shares = bool((matrix.values >= 0).all() and np.allclose(columns, 1))  # one-hot targets, too
    chances = matrix.role is Role.PROBABILITY
    return not (matrix.among or shares or chances) and float(np.ptp(matrix.values)) > 0


def _kind(matrix: Matrix) -> Kind:
    count = decimals(matrix.values)
    low, high = (round(float(v) * 10**count) for v in (matrix.values.min(), matrix.values.max()))
    return Kind(matrix.name, low, high, count)


def fresh(trace: Trace, seed: str) -> dict[str, object]:
    """Given numbers from a seed, as ``run_on`` takes them, for the walkthrough of this trace.

    What can't be computed with, and what gives little but zeros or far larger results than those of
    the page, is drawn again. Raises ValueError where fifty draws give nothing, and for an empty
    seed.
    """
    if not seed:
        raise ValueError("the seed is empty; take a word or a number")
    drawn = kinds(trace)
    if not drawn:
        raise ValueError(f"{trace.walkthrough.slug} has no numbers to draw")
    most, high = zeros(trace) + ROOM, largest(trace) * TIMES
    for attempt in range(TRIES):
        numbers = given_of(trace, _draw(trace, drawn, f"{seed}.{attempt}"))
        try:
            other = trace.walkthrough.run_on(numbers, lane=trace.lane)
        except ValueError:
            continue
        if structure(other) == structure(trace) and zeros(other) <= most and largest(other) <= high:
            return numbers
    raise ValueError(f"seed {seed!r} gives no numbers that {trace.walkthrough.slug} can use")


def redrawn(trace: Trace, seed: str) -> Trace:
    """The walkthrough on fresh numbers, in the same lane; the run knows its seed.

    Raises ValueError as ``fresh`` does.
    """
    run = trace.walkthrough.run_on(fresh(trace, seed), lane=trace.lane)
    return replace(run, seed=seed)


def zeros(trace: Trace) -> float:
    """The share of zeros among the numbers that were computed."""
    made = [matrix.values for matrix in trace.matrices.values() if matrix.made]
    return sum(int((abs(v) < SAME).sum()) for v in made) / sum(v.size for v in made)


def largest(trace: Trace) -> float:
    """The size of the largest number that was computed."""
    return max(float(abs(m.values).max()) for m in trace.matrices.values() if m.made)


def _draw(trace: Trace, drawn: tuple[Kind, ...], seed: str) -> dict[str, Array]:
    random, found = mulberry32(fnv1a(seed)), {}
    for kind in drawn:
        shape, span = trace[kind.name].shape, kind.high - kind.low + 1
        flat = [
            (kind.low + int(next(random) * span)) / 10**kind.count
            for _ in range(shape[0] * shape[1])
        ]
        found[kind.name] = np.array(flat).reshape(shape)
    return found


def fnv1a(text: str) -> int:
    """A number of 32 bits from a text, by FNV-1a (Fowler, Noll and Vo)."""
    state = 0x811C9DC5
    for byte in text.encode():
        state = ((state ^ byte) * 0x01000193) & _ALL
    return state


def mulberry32(state: int) -> Iterator[float]:
    """Numbers from 0 to 1, never 1, by Tommy Ettinger's mulberry32.

    It is short enough for a page's script, and no library has to be the same for ever.
    """
    while True:
        state = (state + 0x6D2B79F5) & _ALL
        t = ((state ^ (state >> 15)) * (state | 1)) & _ALL
        t ^= (t + ((t ^ (t >> 7)) * (t | 61) & _ALL)) & _ALL
        yield ((t ^ (t >> 14)) & _ALL) / 2**32
