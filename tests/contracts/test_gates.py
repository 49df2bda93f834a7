"""Every walkthrough: its reference agrees, and a gate that is left out is noticed."""

from dataclasses import replace
from functools import cache

import numpy as np
from every import check_agreement, every, runs
from helpers import (
    everything,
    given_of,
    recompute,
    reference_of,
)

from aibyhand import Matrix, Trace


@cache
def asserted(slug: str) -> frozenset[str]:
    """Name what the reference asserts, on any of the sets."""
    reference = reference_of(slug)
    return frozenset(name for trace in runs(slug, "exact") for name in reference(given_of(trace)))


def noticed(trace: Trace, gate: Matrix, names: frozenset[str]) -> bool:
    """Does some asserted number change without this gate, or do the sizes no longer fit?"""
    try:
        without = recompute(trace, gate)
    except ValueError:
        return True
    for name, m in trace.matrices.items():
        changed = without[name].shape != m.shape or not np.allclose(
            without[name], m.values, rtol=0, atol=1e-9
        )
        if name in names and changed:
            return True
    return False


def gates(trace: Trace) -> list[Matrix]:
    """List what can be left out; a discount of values that are zero by definition shows nowhere."""
    found = [m for m in everything(trace) if m.made and m.made.op.dropped and not on_zeros(m)]
    return [m for m in found if not stands_guard(trace, m)]


def on_zeros(m: Matrix) -> bool:
    return any(o.made and o.made.op.name == "zeros_like" for o in m.made.operands)


def stands_guard(trace: Trace, gate: Matrix) -> bool:
    """Is this a ReLU whose zeros are refused by what follows, such as a logarithm?

    Then it can't change a number of a run that comes to its end.
    """
    if gate.made.op.name != "relu":
        return False
    zeros = replace(gate, values=np.zeros(gate.shape))
    for m in everything(trace):
        if m.made and any(o is gate for o in m.made.operands):
            operands = [zeros if o is gate else o for o in m.made.operands]
            if m.made.op.fits(operands, m.made.settings):
                return True
    return False


def called(gate: Matrix) -> str:
    """Name a gate by its operation and where it stands, such as relu in a1."""
    return f"{gate.made.op.name} in {gate.name or gate.printed}"


@every
def test_every_gate_left_out_is_noticed(slug):
    unseen: set[str] | None = None
    for trace in runs(slug, "exact"):
        dropped = {called(g) for g in gates(trace) if not noticed(trace, g, asserted(slug))}
        unseen = dropped if unseen is None else unseen & dropped
    assert not unseen, f"{slug}: neither set shows a change without {', '.join(sorted(unseen))}"


@every
def test_the_reference_agrees_and_leaves_nothing_out(slug):
    for trace in runs(slug, "exact"):
        expected = reference_of(slug)(given_of(trace))
        assert set(expected) == trace.matrices.keys() - set(trace.given)
        check_agreement(trace, expected)
