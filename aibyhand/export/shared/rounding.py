"""How many decimals a worksheet asks for."""

from aibyhand.walk import Trace


def how_to_round(trace: Trace) -> str:
    """How to round what is filled in, in one sentence; nothing where every number is whole."""
    if trace.lane.by_hand:
        return trace.walkthrough.pencil
    return "Two decimals are enough." if any(m.digits > 1 for m in trace.results) else ""
