"""Transformer block: mix across positions, then put every position through one small network."""

import numpy as np

from aibyhand.core import Matrix, Role
from aibyhand.ops import linear, sum_columns
from aibyhand.walk import Claim, Trace, Walkthrough, WrongTurn
from aibyhand.walkthroughs.transformer.given import GIVEN, SECOND
from aibyhand.walkthroughs.transformer.steps import steps
from aibyhand.walkthroughs.transformer.variants import averages, block, one_position


def _without_relu(trace: Trace) -> Matrix:
    return linear(trace["W2"], trace["F1"], trace["b2"]).named("wrong", Role.OUTPUT, "Y'")


def _alone(trace: Trace) -> bool:
    """The network gives every column what it gives that column alone."""
    numbers = {name: trace[name].values for name in ("W1", "b1", "W2", "b2")}
    columns = trace["Z"].values.T
    alone = [walkthrough.run_on(numbers | {"X": z[:, None], "A": [[1]]})["Y"] for z in columns]
    return np.allclose(np.hstack([y.values for y in alone]), trace["Y"].values)


def _in_another_order(trace: Trace) -> bool:
    """With the positions the other way round, the same columns come out the other way round."""
    numbers = {name: trace[name].values for name in ("W1", "b1", "W2", "b2")}
    turned = {"X": trace["X"].values[:, ::-1], "A": trace["A"].values[::-1, ::-1]}
    return np.allclose(walkthrough.run_on(numbers | turned)["Y"], trace["Y"].values[:, ::-1])


walkthrough = Walkthrough(
    slug="transformer",
    title="Transformer block",
    question="What does one block of a transformer do with a sequence?",
    given=GIVEN,
    steps=steps,
    part="attention",
    after=("self-attention",),
    minutes=35,
    variants=(("position", one_position), ("averages", averages), ("block", block)),
    second=SECOND,
    claims=(
        Claim(
            "Every column of A sums to 2, so every column of Z is a sum of two positions. "
            "With a softmax, the columns would sum to 1.",
            lambda t: np.allclose(t["A"].values.sum(axis=0), 2),
            lambda t: sum_columns(t["A"]).named("total", Role.NUMBER, r"\Sigma"),
        ),
        Claim(
            "The network gives every position what it would give it alone: "
            "positions meet in the attention and nowhere else.",
            _alone,
        ),
        Claim(
            "Turn the order of the positions round, in X and in A, and the same columns come out "
            "in the turned order: the block by itself knows no order.",
            _in_another_order,
        ),
    ),
    wrong_turns=(
        WrongTurn(
            "Mixing with the transpose",
            "Column j of A says whom position j listens to. "
            "With the transpose, every position hears those that listen to it.",
            lambda t: (t["X"] @ t["A"].T).named("wrong", Role.MESSAGE, "Z'"),
            "Z",
        ),
        WrongTurn(
            "Leaving out the ReLU",
            "Without it, the two layers are one: a single product with W₂W₁ would do the same. "
            "Only the hidden numbers below zero show the difference.",
            _without_relu,
            "Y",
        ),
    ),
)
