"""Backpropagation through time: a loss at every time, and the way back along every path."""

import numpy as np

from aibyhand.core import Matrix, Role
from aibyhand.ops import beside, outer
from aibyhand.walk import Claim, Trace, Walkthrough, WrongTurn
from aibyhand.walk.learning import once_more, updated
from aibyhand.walkthroughs.bptt.given import GIVEN, SECOND
from aibyhand.walkthroughs.bptt.steps import steps


def _paths_agree(trace: Trace) -> bool:
    return bool(np.allclose(trace["s"].values, trace["dw"].values))


def _falls(trace: Trace) -> bool:
    return bool(trace["L_new"].values.item() < trace["L"].values.item())


def _each_its_time(trace: Trace) -> bool:
    """The last loss reaches w in as many ways as there are times, the first in one."""
    count = trace["x"].shape[1]
    return all(
        len([name for name in trace.matrices if name.startswith(f"p{t}_")]) == t
        and np.isclose(
            sum(trace[f"p{t}_{used}"].values for used in range(1, t + 1)), trace[f"s{t}"].values
        ).all()
        for t in range(1, count + 1)
    )


def _own_errors_only(trace: Trace) -> Matrix:
    """Each state is told by its own output alone."""
    own = beside(*trace.stacks["a"]).named("alone", Role.GRADIENT, r"\bar{a}")
    return outer(own, trace["H_before"]).named("wrong", Role.GRADIENT, r"\bar{g}")


def _ten_times_as_far(trace: Trace) -> Matrix:
    far = (10 * trace["eta"]).named("far", Role.NUMBER, r"\bar{\eta}")
    new = [updated(trace[n], far, trace[f"d{n}"], "bar") for n in ("w", "u", "v")]
    (again,) = once_more((trace["L"],), new, "bar")
    return again


walkthrough = Walkthrough(
    slug="bptt",
    title="Backpropagation through time",
    question="How does a weight that is used at every time learn from all of them?",
    given=GIVEN,
    steps=steps,
    part="recurrent",
    minutes=30,
    after=("rnn", "backpropagation"),
    limits={"times": (1, 4)},
    second=SECOND,
    claims=(
        Claim("The sum over all paths is the gradient that the recursion found.", _paths_agree),
        Claim("The loss of time t reaches w in t ways.", _each_its_time),
        Claim("After the step the loss is smaller.", _falls),
    ),
    wrong_turns=(
        WrongTurn(
            "Cut off from later times",
            "A state is told by its own output, and by every later one through the next state. "
            "Without the second, the weight doesn't learn what it did for later times.",
            _own_errors_only,
            "dw",
        ),
        WrongTurn(
            "Ten times as far",
            "The gradient says where down is, not how far. With a rate ten times as large the step "
            "lands on the other side, higher than before.",
            _ten_times_as_far,
            "L_new",
        ),
    ),
)
