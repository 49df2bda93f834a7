"""How many decimals a worksheet asks for."""

from aibyhand.walk import Trace


def how_to_round(trace: Trace) -> str:
    """How to round what is filled in, in a sentence; nothing where every number is whole."""
    if trace.lane.by_hand:
        return trace.walkthrough.pencil
    if all(m.digits < 2 for m in trace.results):
        return ""
    return "Two decimals are enough; the answers keep all digits, so yours may differ a little."
