"""How a state lasts longer: skips in time, leaky units, and a latch that becomes a gate."""

import numpy as np

from aibyhand.core import Matrix, Role
from aibyhand.ops import beside, mix
from aibyhand.walk import Claim, Trace, Walkthrough, WrongTurn
from aibyhand.walkthroughs.leaky_units.given import GIVEN, SECOND
from aibyhand.walkthroughs.leaky_units.pictures import BACK
from aibyhand.walkthroughs.leaky_units.steps import steps


def _gradient(trace: Trace) -> bool:
    """How the last state with the skip follows the first, by a recursion instead of by paths."""
    w, s = (float(trace[name].values.item()) for name in "ws")
    slopes = [1.0]
    for t in range(1, trace["x"].shape[1]):
        slopes.append(w * slopes[-1] + (s * slopes[t - BACK] if t >= BACK else 0))
    return bool(np.isclose(slopes[-1], trace["g"].values.item()))


def _averages(trace: Trace) -> bool:
    """An input of a leaky unit counts its share once more for every time that has gone by."""
    alpha, seen = trace["alpha"].values, trace["x"].values
    ago = np.arange(seen.shape[1])[::-1]
    return bool(np.allclose(trace["U"].values[:, -1:], (1 - alpha) * (alpha**ago @ seen.T)))


def _takes_or_keeps(trace: Trace) -> bool:
    E, D, Q, new = (trace[name].values for name in ("E", "D", "Q", "Qn"))
    return bool(np.allclose(new, np.where(E == 1, D, Q)))


def _no_leak(trace: Trace) -> Matrix:
    alpha, count = trace["alpha"], trace["x"].shape[1]
    h = [0 * alpha + trace["c"]]  # the state before the first is zero
    for t in range(2, count + 1):
        before = h[-1].named(f"i{t - 1}", Role.HIDDEN, f"i_{{{t - 1}}}")
        h[-1] = before
        h.append(alpha * before + trace["c"])
    h[-1] = h[-1].named(f"i{count}", Role.HIDDEN, f"i_{{{count}}}")
    return beside(*h).named("wrong", Role.HIDDEN, r"\bar{V}")


def _gate_read_backwards(trace: Trace) -> Matrix:
    wrong = mix(trace["E"], trace["Q"], trace["D"])
    return wrong.named("wrong", Role.HIDDEN, r"\bar{Q}'")


walkthrough = Walkthrough(
    slug="leaky-units",
    title="Leaky units",
    question="How can a state be made to last for longer?",
    given=GIVEN,
    steps=steps,
    part="recurrent",
    minutes=25,
    after=("bptt",),
    limits={"times": (4, 6)},
    second=SECOND,
    claims=(
        Claim("The sum over all paths is the gradient of the last state.", _gradient),
        Claim("A leaky unit is a weighted average: older inputs count less.", _averages),
        Claim("The latch takes D where E is 1, and keeps Q elsewhere.", _takes_or_keeps),
    ),
    wrong_turns=(
        WrongTurn(
            "Adding all of the input",
            "The two shares make 1. Without the second, the state grows beyond its input.",
            _no_leak,
            "V",
        ),
        WrongTurn(
            "Reading the gate backwards",
            "Texts differ in what a gate of 1 means. Here it takes the new number.",
            _gate_read_backwards,
            "Qn",
        ),
    ),
)
