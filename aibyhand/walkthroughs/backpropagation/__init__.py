"""Backpropagation: the loss asks every weight and bias how much it had to do with it."""

from functools import partial

import numpy as np

from aibyhand import core
from aibyhand.core import Matrix, Role
from aibyhand.ops import outer
from aibyhand.walk import PENCIL, Claim, Trace, Walkthrough, WrongTurn
from aibyhand.walkthroughs.backpropagation.given import GIVEN, SECOND, SHORT
from aibyhand.walkthroughs.backpropagation.steps import steps
from aibyhand.walkthroughs.backpropagation.variants import again, nudged


def _largest(trace: Trace, letter: str) -> Matrix:
    """Return each layer's largest gradient, whatever its sign, from the last layer to the first."""
    sizes = [np.abs(trace[f"d{letter}{k}"].values).max() for k in (3, 2, 1)]
    return core.given(f"largest_{letter}", [sizes], Role.NUMBER, rf"\max |\mathrm{{d}}{letter}|")


def _grows(trace: Trace, letter: str) -> bool:
    return bool((np.diff(_largest(trace, letter).values) > 0).all())


def _off(trace: Trace, k: int) -> bool:
    """Check that every gradient is zero where its ReLU was off."""
    return not (trace[f"dz{k}"].values * (trace[f"a{k}"].values == 0)).any()


walkthrough = Walkthrough(
    slug="backpropagation",
    title="Backpropagation",
    question="How does a network find out which of its weights to blame?",
    given=GIVEN,
    steps=steps,
    part="basics",
    minutes=45,
    after=("matmul-flow", "softmax"),
    pencil="Round the prediction of the softmax to one decimal; everything after it is exact.",
    variants=(("again", partial(again, eta=SHORT)), ("nudged", nudged)),
    second=SECOND,
    claims=(
        Claim(
            "The gradients grow on the way back, from layer 3 to layer 2 to layer 1.",
            lambda t: _grows(t, "z"),
            lambda t: _largest(t, "z"),
        ),
        Claim(
            "So do the gradients of the weights.",
            lambda t: _grows(t, "W"),
            lambda t: _largest(t, "W"),
        ),
        Claim(
            "Predictions and targets both sum to 1, so the first gradient sums to 0.",
            lambda t: np.allclose(t["dz3"].values.sum(axis=0), 0),
        ),
        Claim("No gradient passes a ReLU that was off.", lambda t: _off(t, 1) and _off(t, 2)),
    ),
    wrong_turns=(
        WrongTurn(
            "Forgetting the mask",
            "The ReLU of layer 1 was off in its first row, so nothing that this row's weights did "
            "reached the loss, and their gradients are zero. Without the mask they are not.",
            lambda t: outer(t["da1"], t["x"]).named("wrong", Role.GRADIENT, "D_1"),
            "dW1",
        ),
        WrongTurn(
            "The gradient on its side",
            "Input times gradient instead of gradient times input: every number is there, "
            "but rows and columns are swapped, and it can't be subtracted from the weights.",
            lambda t: outer(t["a2"], t["dz3"]).named("wrong", Role.GRADIENT, "D_3"),
            "dW3",
        ),
    ),
    page_lane=PENCIL,
)
