"""The loss: before and after a short step, and with one weight nudged."""

from collections.abc import Iterator

from aibyhand.core import Matrix, Role
from aibyhand.ops import linear, minus_ln, softmax, sum_columns, times_number
from aibyhand.walk import Step
from aibyhand.walk.learning import once_more
from aibyhand.walkthroughs.backpropagation.steps import steps


def again(
    x: Matrix, W1: Matrix, b1: Matrix, W2: Matrix, b2: Matrix, W3: Matrix, b3: Matrix, t: Matrix,
    eta: Matrix,
) -> Iterator[Step]:  # fmt: skip
    """Take a short step, and then go forward once more with the new weights and biases."""
    before = list(steps(x, W1, b1, W2, b2, W3, b3, None, t, eta))
    yield from before
    forward = before[0].shows
    loss = _loss(forward[-3], t, "", "")
    yield Step("Loss", "Take minus the logarithm of the right class's probability.", loss)
    shown = once_more(forward[:-2], before[-1].shows)
    yield Step("Forward again", "Run the network forward with the new weights.", shown)
    after = _loss(shown[-1], t, "_new", "'")
    yield Step("Loss again", "Take the loss once more.", after)


def nudged(
    x: Matrix, W1: Matrix, b1: Matrix, W2: Matrix, b2: Matrix, W3: Matrix, b3: Matrix, t: Matrix,
    eta: Matrix, N: Matrix, eps: Matrix,
) -> Iterator[Step]:  # fmt: skip
    """Make one weight a little larger, and see how much the loss grows for it."""
    before = list(steps(x, W1, b1, W2, b2, W3, b3, None, t, eta))
    yield from before
    _, _, _, a2, _, p, *_ = before[0].shows
    L = _loss(p, t, "", "")
    yield Step("Loss", "Take minus the logarithm of the right class's probability.", L)
    W = W3 + times_number(N, eps).named("nudge", Role.WEIGHT, r"\varepsilon N")
    W = W.named("W3_nudged", Role.WEIGHT, r"\hat{W}_3")
    z = linear(W, a2, b3).named("z3_nudged", Role.LINEAR, r"\hat{z}_3")
    share = softmax(z).named("p_nudged", Role.PROBABILITY, r"\hat{p}")
    loss = _loss(share, t, "_nudged", "nudged")
    yield Step("Nudge", "Make one weight a little larger, and take the loss.", (W, z, share, *loss))
    more = (loss[-1] - L[-1]).named("more", Role.NUMBER, r"\Delta L")
    slope = (more / eps).named("slope", Role.GRADIENT, "s")
    says = "Divide what the loss grew by what the weight grew."
    yield Step("Slope", says, (more, slope))


def _loss(p: Matrix, t: Matrix, end: str, mark: str) -> tuple[Matrix, Matrix, Matrix]:
    """The probability of each sample's right class, and minus its logarithm."""
    accent = {"": "{}", "'": "{}'", "nudged": r"\hat{{{}}}"}[mark].format
    right = (t * p).named(f"right{end}", Role.PROBABILITY, accent("R"))
    q = sum_columns(right).named(f"q{end}", Role.PROBABILITY, accent("q"))
    return right, q, minus_ln(q).named(f"L{end}", Role.NUMBER, accent("L"))
