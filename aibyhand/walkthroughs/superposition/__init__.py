"""Superposition: more features than neurons, each of them a direction."""

from functools import partial

import numpy as np

from aibyhand.core import Role
from aibyhand.ops import relu, take
from aibyhand.walk import Claim, Trace, Walkthrough, WrongTurn
from aibyhand.walkthroughs.superposition.given import ALL, ALONE, GIVEN, SECOND
from aibyhand.walkthroughs.superposition.steps import steps
from aibyhand.walkthroughs.superposition.variants import patterns, pentagon


def _without_opposites(trace: Trace) -> bool:
    """Samples in which no two opposite features are active come back as they were."""
    opposite = trace["G"].values < 0
    x = trace["X"].values
    free = [j for j in range(x.shape[1]) if not x[:, j] @ opposite @ x[:, j]]
    return bool(free) and np.array_equal(trace["Y"].values[:, free], x[:, free])


def _every_feature_alone(trace: Trace) -> bool:
    alone = 7 * np.eye(trace["W"].shape[1])
    return np.array_equal(walkthrough.run(W=trace["W"], X=alone)["Y"].values, alone)


walkthrough = Walkthrough(
    slug="superposition",
    title="Superposition",
    question="How can two neurons hold four features?",
    given=GIVEN,
    steps=steps,
    part="basics",
    minutes=20,
    after=("matmul-flow",),
    variants=(
        ("pentagon", partial(pentagon, X=ALONE)),
        ("patterns", partial(patterns, X=ALL)),
    ),
    second=SECOND,
    claims=(
        Claim(
            "Every direction has length 1: the diagonal of G holds ones, and they add up to the "
            "number of features.",
            lambda t: (
                np.trace(t["G"].values) == t["W"].shape[1]
                and bool((np.diag(t["G"].values) == 1).all())
            ),
        ),
        Claim(
            "All four rows of G are made from two, as many as there are neurons (its rank).",
            lambda t: np.linalg.matrix_rank(t["G"].values) == t["W"].shape[0],
        ),
        Claim("One active feature, whatever its size, comes back as it was.", _every_feature_alone),
        Claim(
            "So does every sample in which no two opposite features are active together.",
            _without_opposites,
        ),
    ),
    wrong_turns=(
        WrongTurn(
            "Stopping before the ReLU",
            "Then every active feature leaves its negative at the opposite one, and a sample of "
            "one feature looks like two.",
            lambda t: take(t["R"]).named("wrong", Role.OUTPUT, r"\bar{Y}"),
            "Y",
        ),
        WrongTurn(
            "A ReLU on the neurons",
            "A neuron's negative half is a feature of its own here. Cut there, C and D could "
            "never come back.",
            lambda t: (t["W"].T @ relu(t["H"]).named("wrong_H", Role.HIDDEN, r"\bar{H}")).named(
                "wrong", Role.LINEAR, r"\bar{R}"
            ),
            "R",
        ),
    ),
)
