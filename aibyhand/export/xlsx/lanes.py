"""The runs that stand in one workbook: the trace, and the same numbers in the other lanes."""

from aibyhand.core.matrix import Matrix
from aibyhand.core.numbers import Array
from aibyhand.walk import Trace
from aibyhand.walk.again import given_of, other_lanes, repeats, structure


def lanes(trace: Trace) -> list[Trace]:
    """The trace, and the same numbers in the walkthrough's other lanes."""
    return [trace, *other_lanes(trace)]


def deciding(trace: Trace) -> list[Matrix]:
    """The given matrices whose numbers say what is calculated, such as the edges of a graph.

    Formulas follow numbers; they can't follow a matrix that appears, goes or grows. Each one is
    tried with zeros for its numbers, and with ones for its zeros unless it can't have them all; a
    single number also with one more.
    """
    if not trace.walkthrough.parameters or not repeats(trace):
        return []
    found = []
    for name in trace.given:
        values = trace[name].values
        others = [(values == 0) * 1.0, values * 0, *([values + 1] if values.size == 1 else [])]
        if any(_changes(trace, name, other) for other in others):
            found.append(trace[name])
    return found


def _changes(trace: Trace, name: str, other: Array) -> bool:
    """Is something else calculated with these numbers in place of the given ones?"""
    try:
        tried = trace.walkthrough.run_on(given_of(trace, {name: other}), lane=trace.lane)
    except ValueError:
        return False  # no such numbers can be calculated with
    return structure(tried) != structure(trace)
