"""The numbers of a run once more: in another lane, or with some of them changed."""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from aibyhand.core import Matrix, Stack
from aibyhand.core.numbers import Array
from aibyhand.walk.lane import Lane
from aibyhand.walk.trace import Trace


def lanes(trace: Trace) -> list[Trace]:
    """The trace, and the same numbers in the walkthrough's other lanes."""
    return [trace, *other_lanes(trace)]


def other_lanes(trace: Trace) -> list[Trace]:
    """The same numbers in the walkthrough's other lanes; none for the run of a variant."""
    others = [lane for lane in trace.walkthrough.lanes if lane != trace.lane]
    if not others or not repeats(trace):
        return []
    return [run for lane in others if (run := _in_lane(trace, lane))]


def _in_lane(trace: Trace, lane: Lane) -> Trace | None:
    """The same numbers in another lane; nothing where they can't be computed there."""
    if _is_kept(trace):
        return trace.walkthrough.run(lane=lane)
    try:
        return trace.walkthrough.run_on(given_of(trace), lane=lane)
    except ValueError:  # 3 to the power of 700 is too large, e to that power may not be
        return None


def _is_kept(trace: Trace) -> bool:
    """Is this what the walkthrough gives out whenever it is carried out on what is given?"""
    return trace is trace.walkthrough.run(lane=trace.lane)


def has_other_numbers(trace: Trace) -> bool:
    """Are its given numbers others than those of the walkthrough?"""
    own = trace.walkthrough.run(lane=trace.lane)
    if trace is own:
        return False
    return any(
        name in own.matrices and not np.array_equal(own[name].values, trace[name].values)
        for name in trace.given
    )


def repeats(trace: Trace) -> bool:
    """Does the walkthrough give this trace again? A variant's it doesn't."""
    if _is_kept(trace):
        return True
    try:
        again = trace.walkthrough.run_on(given_of(trace), lane=trace.lane)
    except ValueError:  # what is given to the variant has other sizes
        return False
    return structure(again) == structure(trace) and all(
        np.array_equal(again[name].values, m.values) for name, m in trace.matrices.items()
    )


def structure(trace: Trace) -> list[tuple[str, tuple[int, int], str]]:
    """What was calculated, whatever the numbers."""
    return [(m.name, m.shape, m.words if m.made else "") for m in trace.matrices.values()]


def given_of(trace: Trace, other: Mapping[str, Array] | None = None) -> dict[str, object]:
    """What the trace started from, as ``run`` takes it, with other numbers for some matrices."""
    values: dict[str, object] = {}
    given = {name: trace[name].values for name in trace.given} | dict(other or {})
    for name, default in trace.walkthrough.parameters.items():
        if isinstance(default, Stack):
            names = [default.name(k) for k in range(len(given))]
            values[name] = [given[one] for one in names if one in given]
        elif name in given:
            values[name] = given[name]
    return values


@lru_cache(maxsize=16)  # a page asks several times
def deciding(trace: Trace) -> tuple[Matrix, ...]:
    """The given matrices whose numbers say what is calculated, such as the edges of a graph.

    Formulas follow numbers; they can't follow a matrix that appears, goes or grows. Each one is
    tried with zeros for its numbers, and with ones for its zeros unless it can't have them all; a
    single number also with one more.
    """
    if not trace.walkthrough.parameters or not repeats(trace):
        return ()
    found = []
    for name in trace.given:
        values = trace[name].values
        others = [(values == 0) * 1.0, values * 0, *([values + 1] if values.size == 1 else [])]
        if any(_changes(trace, name, other) for other in others):
            found.append(trace[name])
    return tuple(found)


def _changes(trace: Trace, name: str, other: Array) -> bool:
    """Is something else calculated with these numbers in place of the given ones?"""
    try:
        tried = trace.walkthrough.run_on(given_of(trace, {name: other}), lane=trace.lane)
    except ValueError:
        return False  # no such numbers can be calculated with
    return structure(tried) != structure(trace)
