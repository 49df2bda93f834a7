"""Autoencoder: squeeze every sample through a bottleneck, and try to get it back."""

from collections.abc import Iterator

import numpy as np

from aibyhand.core import Matrix, Role, given
from aibyhand.ops import (
    backwards,
    difference,
    linear,
    relu,
    sum_columns,
    take,
)
from aibyhand.pictures.network import Network
from aibyhand.walk import Claim, Step, Trace, Walkthrough, WrongTurn
from aibyhand.walk.learning import behind_relu, learned, once_more, with_ones

# fmt: off
GIVEN = (
    given(
        "X", [[1, 1, 2, 1], [2, 1, 2, 0], [3, 2, 4, 1], [1, 1, 2, 1]], Role.INPUT,
        sizes="features × samples"
    ),
    given(
        "W1", [[1, 0, 0, 1], [0, 1, 1, 0], [-1, 0, 1, 0]], Role.WEIGHT,
        sizes="first units × features"
    ),
    given("b1", [[0], [0], [-1]], Role.BIAS, sizes="first units × 1"),
    given("W2", [[1, 0, 1], [-1, 1, 0]], Role.WEIGHT, sizes="code numbers × first units"),
    given("b2", [[0], [0]], Role.BIAS, sizes="code numbers × 1"),
    given("W3", [[1, 0], [0, 1], [1, -1]], Role.WEIGHT, sizes="second units × code numbers"),
    given("b3", [[0], [1], [0]], Role.BIAS, sizes="second units × 1"),
    given(
        "W4", [[1, 0, -1], [1, -1, 0], [0, 0, 1], [0, 1, 1]], Role.WEIGHT,
        sizes="features × second units"
    ),
    given("b4", [[0], [0], [1], [-3]], Role.BIAS, sizes="features × 1"),
    given("eta", 0.001, Role.NUMBER, r"\eta"),
)
SECOND = (  # 5 features, 4 and 3 hidden units, a code of 2, 6 samples
    ("X", [[2, 1, -1, 1, -2, 1], [-2, 1, -1, 1, 2, 2], [0, 1, 2, 2, -2, 3], [3, -2, 2, 0, -2, -1],
      [1, 3, 0, 3, 3, -2]]),
    ("W1", [[2, -1, 0, 0, 0], [2, -1, 2, -1, 0], [-1, 0, -2, -1, 2], [-1, 1, -1, -2, 1]]),
    ("b1", [[-2], [2], [-2], [1]]), ("W2", [[1, -2, 0, 0], [-1, 0, -2, 2]]), ("b2", [[2], [-2]]),
    ("W3", [[0, -1], [-1, -2], [2, 0]]), ("b3", [[3], [1], [-1]]),
    ("W4", [[0, -2, 1], [2, -2, -2], [1, -1, -2], [2, -1, -1], [1, 0, 0]]),
    ("b4", [[-3], [1], [-1], [-3], [1]]),
)
# fmt: on


def steps(
    X: Matrix, W1: Matrix, b1: Matrix, W2: Matrix, b2: Matrix, W3: Matrix, b3: Matrix, W4: Matrix,
    b4: Matrix,
) -> Iterator[Step]:  # fmt: skip
    """Encode, decode, compare; columns are samples throughout."""
    yield Step("Given", "Write every sample in a column of its own.", (X,), part="Forward")

    Z1 = linear(W1, X, b1).named("Z1", Role.LINEAR)
    H1 = relu(Z1).named("H1", Role.HIDDEN)
    does = "Multiply by the first weights, add the bias, and take the ReLU."
    yield Step("Encoder, first layer", does, (Z1, H1))

    Z2 = linear(W2, H1, b2).named("Z2", Role.LINEAR)
    code = relu(Z2).named("code", Role.LATENT, "c")
    does = "Do the same once more: what comes out is the code."
    yield Step("Encoder, second layer", does, (Z2, code))

    Z3 = linear(W3, code, b3).named("Z3", Role.LINEAR)
    H2 = relu(Z3).named("H2", Role.HIDDEN_2)
    does = "Widen the code with the decoder's first weights, and take the ReLU."
    yield Step("Decoder, first layer", does, (Z3, H2))

    Y = linear(W4, H2, b4).named("Y", Role.OUTPUT)
    layers, weights = (X, H1, code, H2, Y), (W1, W2, W3, W4)
    drawn = Network("The network, with the numbers of the first sample", layers, weights)
    does = "Widen once more to the size of the input, without a ReLU."
    yield Step("Decoder, second layer", does, (Y,), (drawn,))

    T = take(X).named("T", Role.TARGET, "Y'")
    D = difference(Y, T).named("D", Role.ERROR)
    S = (D * D).named("S", Role.ERROR)
    e = sum_columns(S).named("e", Role.ERROR)
    does = "Take the input as the target, and add up the squared errors of every sample."
    yield Step("Target and error", does, (T, D, S, e), part="Loss")

    L = sum_columns(e.T).named("L", Role.ERROR)
    grad = (2 * D).named("grad", Role.GRADIENT, r"\mathrm{d}Y", of=Y)
    does = "Add up the samples' errors to the loss; for its gradient, double every error."
    yield Step("Loss and gradient", does, (L, grad))


def training(
    X: Matrix, W1: Matrix, b1: Matrix, W2: Matrix, b2: Matrix, W3: Matrix, b3: Matrix, W4: Matrix,
    b4: Matrix, eta: Matrix,
) -> Iterator[Step]:  # fmt: skip
    """Go on from the loss gradient: back through every layer, one update, and forward again."""
    forward = list(steps(X, W1, b1, W2, b2, W3, b3, W4, b4))
    yield from forward
    found = {matrix.name: matrix for step in forward for matrix in step.shows}
    inputs = (X, found["H1"], found["code"], found["H2"])
    layers = tuple(zip((W1, W2, W3, W4), (b1, b2, b3, b4), inputs, strict=True))
    new: dict[str, Matrix] = {}
    d = found["grad"]
    for k in (4, 3, 2, 1):
        W, b, a = layers[k - 1]
        through: tuple[Matrix, ...] = ()
        if k < 4:
            through = behind_relu(backwards(layers[k][0], d), inputs[k], found[f"Z{k}"])
            d = through[-1]
        *back, new[W.name], new[b.name] = learned(d, with_ones(a), W, b, eta, accent="tilde")
        does = "Carry the gradient back, and multiply it by the layer's input and a one."
        yield Step(f"Gradients of layer {k}", does, (*through, *back))
    yield Step("Update", "Take a short step against every gradient.", tuple(new.values()))

    does = "Run the network forward with the new weights and biases."
    results = [
        found[name] for name in ("Z1", "H1", "Z2", "code", "Z3", "H2", "Y", "D", "S", "e", "L")
    ]
    yield Step("Forward again", does, once_more(results, new.values(), "tilde"))


def _unmasked(trace: Trace) -> Matrix:
    """Take the ReLU where the source has none: on the output."""
    return relu(trace["Y"]).named("wrong", Role.OUTPUT, r"\bar{Y}")


walkthrough = Walkthrough(
    slug="autoencoder",
    title="Autoencoder",
    question="How does a network learn, without any labels, what matters in its input?",
    given=GIVEN,
    steps=steps,
    part="generative",
    minutes=25,
    after=("backpropagation",),
    variants=(("training", training),),
    second=SECOND,
    claims=(
        Claim(
            "The code is smaller than what goes in, and the output is as large again.",
            lambda t: t["code"].shape[0] < t["X"].shape[0] and t["Y"].shape == t["X"].shape,
        ),
        Claim(
            "The loss is the sum of all squared errors.",
            lambda t: np.allclose(t["L"].values, (t["D"].values ** 2).sum()),
        ),
    ),
    wrong_turns=(
        WrongTurn(
            "A ReLU on the output",
            "The inputs may be any numbers, so the output has to be free as well. A ReLU there "
            "hides an error, and its gradient can't bring back what has become zero.",
            _unmasked,
            "Y",
        ),
    ),
)
