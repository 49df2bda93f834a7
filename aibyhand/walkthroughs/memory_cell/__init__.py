"""A memory cell: what a sum and a maximum forget, a state that comes back a day later keeps."""

import numpy as np

from aibyhand.core import Matrix, Role
from aibyhand.ops import beside, column_of
from aibyhand.walk import Claim, Trace, Walkthrough, WrongTurn
from aibyhand.walkthroughs.memory_cell.given import GIVEN, SECOND
from aibyhand.walkthroughs.memory_cell.steps import steps
from aibyhand.walkthroughs.memory_cell.variants import layer


def _cannot_be_told_apart(trace: Trace) -> bool:
    pairs = (("sa", "sb"), ("ma", "mb"), ("pa", "pb"))
    return all(np.allclose(trace[x].values, trace[y].values) for x, y in pairs)


def _end_differently(trace: Trace) -> bool:
    ends = [trace[name].values[0, -1] for name in ("Ha", "Hb")]
    return not np.isclose(*ends)


def _fades(trace: Trace) -> bool:
    """The last state in one go: an input counts w once more for each day that has gone by."""
    w, u, start = (float(trace[name].values.item()) for name in ("w", "u", "start"))
    for x, H in (("a", "Ha"), ("b", "Hb")):
        days = trace[x].values[0]
        ago = np.arange(days.size)[::-1]
        last = (u * days * w**ago).sum() + start * w**days.size
        if not np.isclose(trace[H].values[0, -1], last):
            return False
    return True


def _empty_every_day(trace: Trace) -> Matrix:
    again = trace["w"] * trace["start"] + trace["u"] * trace["a"]
    return again.named("wrong", Role.HIDDEN, r"\bar{H}_a")


def _prediction_fed_back(trace: Trace) -> Matrix:
    w, u, v, a = (trace[name] for name in "wuva")
    back, states = trace["start"], []
    for t in range(a.shape[1]):
        x = column_of(a, t + 1).named(f"x{t}", Role.INPUT)
        states.append((w * back + u * x).named(f"h{t}", Role.HIDDEN))
        back = (v * states[-1]).named(f"y{t}", Role.PREDICTION)
    return beside(*states).named("wrong", Role.HIDDEN, r"\bar{H}_a")


walkthrough = Walkthrough(
    slug="memory-cell",
    title="Memory cell",
    question="Why does a network need a memory to tell one order from another?",
    given=GIVEN,
    steps=steps,
    part="recurrent",
    minutes=15,
    variants=(("layer", layer),),
    limits={"days": (1, 5)},
    second=SECOND,
    claims=(
        Claim(
            "Neither the sum nor the largest number nor today alone tells the weeks apart.",
            _cannot_be_told_apart,
        ),
        Claim("The state of the cell does: the weeks end differently.", _end_differently),
        Claim(
            "In the last state every input is still there, times u, and times w once for each "
            "day since.",
            _fades,
        ),
    ),
    wrong_turns=(
        WrongTurn(
            "An empty state every day",
            "If every day begins with the state of the beginning, nothing comes back, and the "
            "cell sees today alone.",
            _empty_every_day,
            "Ha",
        ),
        WrongTurn(
            "Handing on the prediction",
            "The loop carries the state and not the prediction made of it: a cell has two outputs.",
            _prediction_fed_back,
            "Ha",
        ),
    ),
)
