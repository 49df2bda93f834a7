"""Dropout: in training some units are left out by chance, and in use none is."""

import numpy as np

from aibyhand.core import Matrix, Role
from aibyhand.ops import linear, relu
from aibyhand.walk import Claim, Trace, Walkthrough, WrongTurn
from aibyhand.walkthroughs.dropout.given import GIVEN, SECOND
from aibyhand.walkthroughs.dropout.steps import steps
from aibyhand.walkthroughs.dropout.variants import every, learning


def _dropped_are_zero(trace: Trace) -> bool:
    """Whoever is dropped puts out 0, for every example alike."""
    return all(not trace[f"H{n}"].values[trace[f"k{n}"].values[:, 0] == 0].any() for n in (1, 2))


def _made_up_for(trace: Trace) -> bool:
    """Staying with 1 − p, and growing by s, makes 1 on average; s may be rounded to a decimal."""
    near = 0.05 if trace.lane.by_hand else 1e-9
    return all(
        abs(trace[f"s{n}"].values - 1 / (1 - trace[f"p{n}"].values)).max() <= near for n in (1, 2)
    )


def _everybody_plays(trace: Trace) -> bool:
    """Without any mask the new examples give the same outputs."""
    a = trace["X_new"].values
    for n in (1, 2):
        a = np.maximum(trace[f"W{n}_new"].values @ a + trace[f"b{n}_new"].values, 0)
    return np.allclose(trace["W3_new"].values @ a + trace["b3_new"].values, trace["Y_new"].values)


def _not_made_larger(trace: Trace) -> Matrix:
    return (trace["k1"] * trace["A1"]).named("wrong", Role.HIDDEN, r"\bar{H}_1")


def _masked_in_use(trace: Trace) -> Matrix:
    H1 = (trace["D1"] @ trace["A1_new"]).named("H1_new", Role.HIDDEN, "H_1'")
    Z2 = linear(trace["W2_new"], H1, trace["b2_new"]).named("Z2_new", Role.LINEAR, "Z_2''")
    A2 = relu(Z2).named("A2_new", Role.HIDDEN_2, "A_2''")
    H2 = (trace["D2"] @ A2).named("H2_new", Role.HIDDEN_2, "H_2'")
    return linear(trace["W3_new"], H2, trace["b3_new"]).named("wrong", Role.OUTPUT, "Y''")


walkthrough = Walkthrough(
    slug="dropout",
    title="Dropout",
    question="Why does a network learn better if some of its units are left out by chance?",
    given=GIVEN,
    steps=steps,
    part="basics",
    minutes=25,
    after=("backpropagation",),
    pencil="Round 1 / (1 − p) to one decimal; everything after it is exact.",
    variants=(("every", every), ("learning", learning)),
    limits={"first units": (1, 6), "second units": (1, 5)},
    second=SECOND,
    claims=(
        Claim("A dropped unit puts out 0, for every example alike.", _dropped_are_zero),
        Claim(
            "Whoever stays grows by the factor 1 / (1 − p), so that nothing changes on average.",
            _made_up_for,
        ),
        Claim("In use nobody is missing, and nothing is made larger.", _everybody_plays),
    ),
    wrong_turns=(
        WrongTurn(
            "Dropping without making up for it",
            "With half of the units gone, the next layer gets half of what it will get later, "
            "when everybody is there. So those who stay have to put out more.",
            _not_made_larger,
            "H1",
        ),
        WrongTurn(
            "Dropping in use",
            "Masks are for training. With them the same example would be answered in another "
            "way whenever other numbers are drawn, and none of the answers is the best one.",
            _masked_in_use,
            "Y_new",
        ),
    ),
)
