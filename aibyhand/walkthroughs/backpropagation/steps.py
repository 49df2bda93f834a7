"""Forward once, and back layer by layer."""

from collections.abc import Iterator

from aibyhand.core import Matrix, Role
from aibyhand.ops import backwards, difference, linear, relu, softmax
from aibyhand.pictures.over import Over
from aibyhand.walk import EXACT, Lane, Step
from aibyhand.walk.learning import behind_relu, gradient, learned, with_ones

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
