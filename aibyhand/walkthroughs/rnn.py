"""Recurrent neural network: one product a time, with the same weights again and again."""

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from aibyhand.core import Axis, Matrix, Role, Stack, given
from aibyhand.ops import beside, column_of, relu, stack, tanh
from aibyhand.pictures.flow import Flow
from aibyhand.walk import Claim, Step, Trace, Walkthrough, WrongTurn

FROM_ZERO = Axis("time", first=0)

# fmt: off
GIVEN = (
    given("X", [[3, 4, 5, 6]], Role.INPUT, sizes="features × times"),
    given("A", [[1, -1], [1, 1]], Role.WEIGHT, sizes="hidden units × hidden units"),
    given("B", [[1], [2]], Role.WEIGHT, sizes="hidden units × features"),
    given("C", [[-1, 1]], Role.WEIGHT, sizes="outputs × hidden units"),
    given("H0", [[0], [0]], Role.HIDDEN, "h_{0}", sizes="hidden units × 1"),
)
SECOND = (  # 2 features, 3 hidden units, 4 times, 1 output
    ("X", [[1, -2, 2, 0], [2, 1, -1, -3]]), ("A", [[1, -1, 0], [0.5, 1, -2], [-1, 1, 1]]),
    ("B", [[1, -1], [-1, 0.5], [2, 1]]), ("C", [[1, -2, 1]]), ("H0", [[1], [0.5], [2]]),
)
# fmt: on


def steps(
    X: Matrix, A: Matrix, B: Matrix, C: Matrix, H0: Matrix,
    activation: Callable[[Matrix], Matrix] = relu,
) -> Iterator[Step]:  # fmt: skip
    """Read the columns of X one after the other; W, the weights side by side, never change."""
    does = "Write the sequence, the three weight matrices, and a hidden state of zeros."
    yield Step("Given", does, (X, A, B, C, H0))

    W = beside(B, A).named("W", Role.WEIGHT)
    x, v = Stack("x", Role.INPUT), Stack("v", Role.INPUT)
    z, y = Stack("Z", Role.LINEAR, "z_{%s}"), Stack("Y", Role.OUTPUT, "y_{%s}")
    h = Stack("H", Role.HIDDEN, "h_{%s}", along=FROM_ZERO, start=H0)
    for t in range(1, X.shape[1] + 1):
        x.add(column_of(X, t))
        v.add(stack(x[-1], h[-1]))
        z.add(W @ v[-1])
        h.add(activation(z[-1]))
        y.add(C @ h[-1])
    does = "Multiply the weights side by side by the input on top of the hidden state."
    yield Step("First hidden state", does, (W, x[0], v[0], z[0], h[1]))
    yield Step("First output", "Multiply the new hidden state by C.", (y[0],))
    later = [m for time in zip(x[1:], v[1:], z[1:], h[2:], y[1:], strict=True) for m in time]
    outputs = beside(*y).named("Y", Role.OUTPUT)
    along = [rf"W,\, x_{{{t}}}" for t in range(1, len(h))]
    drawn = Flow("The hidden state through time", (h.members,), (along,))
    does = "Do the same with the next input and the hidden state that the last one left."
    yield Step("Every later time", does, (*later, outputs), (drawn,))


def _from_zero_again(trace: Trace) -> Matrix:
    """Carry out the second time as if nothing had come before it."""
    v = stack(trace["x2"], trace["H0"]).named("wrong_v", Role.INPUT, r"\bar{v}_{2}")
    z = (trace["W"] @ v).named("wrong_z", Role.LINEAR, r"\bar{z}_{2}")
    h = relu(z).named("wrong_h", Role.HIDDEN, r"\bar{h}_{2}")
    return (trace["C"] @ h).named("wrong", Role.OUTPUT, r"\bar{y}_{2}")


def _as_two_products(trace: Trace) -> bool:
    x, z, h = (trace.stacks[name] for name in ("x", "Z", "H"))
    A, B = trace["A"].values, trace["B"].values
    before = (trace["H0"], *h)
    return all(
        np.allclose(z_t.values, A @ h_t.values + B @ x_t.values)
        for z_t, h_t, x_t in zip(z, before, x, strict=False)
    )


def _same_weights(trace: Trace) -> bool:
    return all(z.operands[0] is trace["W"] for z in trace.stacks["Z"])


walkthrough = Walkthrough(
    slug="rnn",
    title="Recurrent neural network",
    question="How does a network read a sequence and remember what it has read?",
    given=GIVEN,
    steps=steps,
    part="recurrent",
    minutes=15,
    after=("memory-cell",),
    variants=(("tanh", partial(steps, activation=tanh)),),
    second=SECOND,
    claims=(
        Claim("The same W stands in the product of every time.", _same_weights),
        Claim(
            "One product with W gives what two give, with A and with B.",
            _as_two_products,
        ),
    ),
    wrong_turns=(
        WrongTurn(
            "Going back to the first step",
            "The first step sets the hidden state to zero. Repeated at every time, it makes the "
            "network forget: the second output depends on the second input alone.",
            _from_zero_again,
            "Y2",
        ),
    ),
)
