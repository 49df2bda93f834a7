"""Every mask at once and their mean, and one step of learning with the units that are left."""

from collections.abc import Iterator

from aibyhand.core import Axis, Matrix, Role
from aibyhand.ops import (
    backwards,
    column_of,
    every_mask,
    linear,
    mask_chances,
    outer,
    over_the_rest,
    relu,
    times_number,
)
from aibyhand.walk import Step
from aibyhand.walk.learning import behind_relu, gradient, learned, with_ones
from aibyhand.walkthroughs.dropout.steps import training

MASKS = Axis("mask")


def every(
    X: Matrix, p1: Matrix, p2: Matrix, W1: Matrix, b1: Matrix, W2: Matrix, b2: Matrix,
    W3: Matrix, b3: Matrix,
) -> Iterator[Step]:  # fmt: skip
    """The first example under every mask: of the second layer alone, then of the first one."""
    x = column_of(X, 1).named("x", Role.INPUT)
    a1 = relu(linear(W1, x, b1).named("z1", Role.LINEAR)).named("a1", Role.HIDDEN)
    a2 = relu(linear(W2, a1, b2).named("z2", Role.LINEAR)).named("a2", Role.HIDDEN_2)
    y = linear(W3, a2, b3).named("y", Role.OUTPUT)
    yield Step("Without a mask", "Run the network with everybody.", (x, a1, a2, y))

    K, q, M = _masks(2, a2, p2)
    N = (M * a2).named("N2", Role.HIDDEN_2)
    O = linear(W3, N, b3).named("O", Role.OUTPUT)
    mean = outer(O, q).named("ybar", Role.OUTPUT, r"\bar{y}")
    does = "Run the last layer under every mask, and take the mean by the chances."
    yield Step("Every second mask", does, (K, q, M, N, O, mean))

    K, q, M = _masks(1, a1, p1)
    N = (M * a1).named("N1", Role.HIDDEN)
    input_ = outer(N, q).named("a1bar", Role.HIDDEN, r"\bar{a}_1")
    U = linear(W2, N, b2).named("U", Role.LINEAR)
    R = relu(U).named("R", Role.HIDDEN_2)
    hidden = outer(R, q).named("a2bar", Role.HIDDEN_2, r"\bar{a}_2")
    does = "Run the middle layer under every mask, and take the means before and behind it."
    yield Step("Every first mask", does, (K, q, M, N, input_, U, R, hidden))
    both = linear(W3, hidden, b3).named("yboth", Role.OUTPUT, r"\bar{\bar{y}}")
    yield Step("Every mask of both", "Send the mean on through the last layer.", (both,))


def _masks(n: int, a: Matrix, p: Matrix) -> tuple[Matrix, Matrix, Matrix]:
    """Every mask of a layer, how probable each is, and all of them with the rest made larger."""
    K = every_mask(a).named(f"K{n}", Role.GATE, columns=MASKS)
    q = mask_chances(K, p).named(f"q{n}", Role.PROBABILITY)
    s = over_the_rest(p).named(f"s{n}", Role.NUMBER)
    return K, q, times_number(K, s).named(f"M{n}", Role.GATE)


def learning(
    X: Matrix, T: Matrix, r1: Matrix, r2: Matrix, p1: Matrix, p2: Matrix, W1: Matrix, b1: Matrix,
    W2: Matrix, b2: Matrix, W3: Matrix, b3: Matrix, eta: Matrix,
) -> Iterator[Step]:  # fmt: skip
    """Go on from the gradients of the loss: back through the same masks, and one short step."""
    before = list(training(X, T, r1, r2, p1, p2, W1, b1, W2, b2, W3, b3))
    yield from before
    found = {matrix.name: matrix for step in before for matrix in step.shows}
    d = found["dY"]
    for n, W, b in ((3, W3, b3), (2, W2, b2), (1, W1, b1)):
        a = found[f"H{n - 1}"] if n > 1 else X
        *back, weight, bias = learned(d, with_ones(a), W, b, eta, accent="tilde")
        yield Step(f"Layer {n}", "Multiply by the input and a one.", (*back, weight, bias))
        if n > 1:
            dH = gradient(backwards(W, d), a)
            D, A, Z = (found[f"{letter}{n - 1}"] for letter in "DAZ")
            dA, dZ = behind_relu(backwards(D, dH), A, Z)
            yield Step(f"Back to layer {n - 1}", "Through weights and mask.", (dH, dA, dZ))
            d = dZ
