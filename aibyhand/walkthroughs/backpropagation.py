"""Backpropagation: the loss asks every weight and bias how much it had to do with it."""

from collections.abc import Iterator
from functools import partial

import numpy as np

from aibyhand.core import Matrix, Role, given
from aibyhand.ops import (
    backwards,
    difference,
    linear,
    outer,
    relu,
    softmax,
)
from aibyhand.pictures.over import Over
from aibyhand.walk import EXACT, PENCIL, Claim, Follows, Lane, Step, Trace, Walkthrough, WrongTurn
from aibyhand.walk.learning import behind_relu, gradient, learned, once_more, with_ones

# fmt: off
GIVEN = (
    given("x", [[2], [1], [3]], Role.INPUT, sizes="features × samples"),
    given(
        "W1", [[1, -1, 1], [1, 1, 0], [0, 1, 1], [1, 0, 1]], Role.WEIGHT,
        sizes="first units × features"
    ),
    given("b1", [[-5], [0], [1], [-2]], Role.BIAS, sizes="first units × 1"),
    given("W2", [[1, -1, 1, 0], [0, 1, -1, 1]], Role.WEIGHT, sizes="second units × first units"),
    given("b2", [[0], [3]], Role.BIAS, sizes="second units × 1"),
    given("W3", [[2, 0], [0, 2], [1, 1]], Role.WEIGHT, sizes="classes × second units"),
    given("b3", [[-1], [-5], [-7]], Role.BIAS, sizes="classes × 1"),
    # the softmax unless given
    Follows(given("y", [[0.5], [0.5], [0.0]], Role.PREDICTION, sizes="classes × samples")),
    given("t", [[0], [1], [0]], Role.TARGET, sizes="classes × samples"),
    given("eta", 1, Role.NUMBER, r"\eta"),
)
SECOND = (
    ("x", [[1, 1], [2, 0], [2, 0], [0, 2]]),
    ("W1", [[-1, 2, 1, 1], [1, 2, 0, 0], [0, -1, 0, 0], [1, -1, -1, -1], [1, 1, 0, 0],
      [1, 1, 1, 1]]),
    ("b1", [[-4], [-4], [1], [-1], [-4], [-2]]),
    ("W2", [[-1, 1, 0, 0, -1, -1], [-1, 1, 0, -1, 1, 1], [1, -1, -1, -1, -1, -1],
      [1, 0, 1, 1, -1, 0], [1, 0, -1, 0, -1, -1]]),
    ("b2", [[2], [-2], [-3], [1], [-1]]),
    ("W3", [[2, -1, 2, 0, -2], [-2, -2, 1, 2, 0], [-2, 1, 2, -1, 1]]), ("b3", [[-2], [-2], [1]]),
    ("t", [[0, 1], [0, 0], [1, 0]]), ("eta", 0.5),
)
# fmt: on
SHORT = given("eta", 0.01, Role.NUMBER, r"\eta")

BY_INPUT = "Multiply the gradient by the layer's input and a one."
BY_FIRST_INPUT = "Multiply the gradient by the input and a one."
THROUGH = "Carry the gradient back through the weights."


def steps(
    x: Matrix, W1: Matrix, b1: Matrix, W2: Matrix, b2: Matrix, W3: Matrix, b3: Matrix,
    y: Matrix | None, t: Matrix, eta: Matrix, lane: Lane = EXACT,
) -> Iterator[Step]:  # fmt: skip
    """Forward once, then back layer by layer; gradients add up over the samples (the columns)."""
    z1 = linear(W1, x, b1).named("z1", Role.LINEAR)
    a1 = relu(z1).named("a1", Role.HIDDEN)
    z2 = linear(W2, a1, b2).named("z2", Role.LINEAR)
    a2 = relu(z2).named("a2", Role.HIDDEN_2)
    z3 = linear(W3, a2, b3).named("z3", Role.LINEAR)
    p = softmax(z3).named("y_exact", Role.PROBABILITY, "p")
    y = y or lane("take", p).named("y", Role.PREDICTION)
    forward = (z1, a1, z2, a2, z3, p, y)
    does = "Run the network forward, and write down the target."
    yield Step("Given", does, (*forward, t), part="Forward")
    sheet = (W1, b1, z1, a1, W2, b2, z2, a2, W3, b3, z3)
    yield Step(
        "Insert cells", "Make an empty cell for every gradient.", (),
        (Over("Cells for the gradients", forward, blank=sheet),),
    )  # fmt: skip

    found: list[Matrix] = []

    def back(title: str, does: str, *shows: Matrix, part: str = "") -> Step:
        """Where a layer is done, draw the gradients so far over the layers that they reached."""
        found.extend(matrix for matrix in shows if matrix.of)
        if len(shows) == 1:  # a step on the way
            return Step(title, does, shows, part=part)
        drawn = Over("Gradients so far", _reached(forward, found), tuple(found))
        return Step(title, does, shows, (drawn,), part)

    dz3 = gradient(difference(y, t), z3)
    yield back("Layer 3: softmax", "Subtract the target from the prediction.", dz3, part="Layer 3")
    g3 = learned(dz3, with_ones(a2), W3, b3, eta)
    yield back("Layer 3: weights and biases", BY_INPUT, *g3.gradients)

    da2, dz2 = behind_relu(backwards(W3, dz3), a2, z2)
    yield back("Layer 2: activations", THROUGH, da2, part="Layer 2")
    yield back("Layer 2: ReLU", "Keep the gradient where the ReLU was on.", dz2)
    g2 = learned(dz2, with_ones(a1), W2, b2, eta)
    yield back("Layer 2: weights and biases", BY_INPUT, *g2.gradients)

    da1, dz1 = behind_relu(backwards(W2, dz2), a1, z1)
    yield back("Layer 1: activations", THROUGH, da1, part="Layer 1")
    yield back("Layer 1: ReLU", "Keep the gradient where the ReLU was on.", dz1)
    g1 = learned(dz1, with_ones(x), W1, b1, eta)
    yield back("Layer 1: weights and biases", BY_FIRST_INPUT, *g1.gradients)

    new = (*g3.new, *g2.new, *g1.new)
    yield Step("Gradient descent", "Take a step against every gradient.", new, part="Update")


def _reached(forward: tuple[Matrix, ...], found: list[Matrix]) -> tuple[Matrix, ...]:
    """The layers from the first one that a gradient has reached; each has two results."""
    first = next(i for i, m in enumerate(forward) if any(g.of is m for g in found))
    return forward[first - first % 2 :]


def again(
    x: Matrix, W1: Matrix, b1: Matrix, W2: Matrix, b2: Matrix, W3: Matrix, b3: Matrix, t: Matrix,
    eta: Matrix,
) -> Iterator[Step]:  # fmt: skip
    """Take a short step, and then go forward once more with the new weights and biases."""
    before = list(steps(x, W1, b1, W2, b2, W3, b3, None, t, eta))
    yield from before
    shown = once_more(before[0].shows[:-2], before[-1].shows)
    yield Step("Forward again", "Run the network forward with the new weights.", shown)


def _largest(trace: Trace, letter: str) -> Matrix:
    """Return each layer's largest gradient, whatever its sign, from the last layer to the first."""
    sizes = [np.abs(trace[f"d{letter}{k}"].values).max() for k in (3, 2, 1)]
    return given(f"largest_{letter}", [sizes], Role.NUMBER, rf"\max |\mathrm{{d}}{letter}|")


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
    variants=(("again", partial(again, eta=SHORT)),),
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
