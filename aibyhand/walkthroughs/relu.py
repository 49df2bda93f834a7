"""ReLU: a positive number passes through an open gate, any other meets a shut one."""

from collections.abc import Iterator

import numpy as np

from aibyhand.core import Axis, Matrix, Role, given
from aibyhand.ops import relu, step
from aibyhand.pictures.curves import Curve, Curves, Points
from aibyhand.walk import Claim, Step, Trace, Walkthrough, WrongTurn

SHOPS = Axis("shop", "{letter}")
FARTHEST = 1e6  # a number on the curve: beside a larger one nothing else could be told apart

# fmt: off
GIVEN = (
    given("x", [[3], [-1], [0], [5], [-2]], Role.LINEAR, rows=SHOPS, sizes="shops × months"),
)
SECOND = (  # three shops over two months
    ("x", [[-2, 1.5], [0.5, -3], [4, -1]]),
)
# fmt: on


def steps(x: Matrix) -> Iterator[Step]:
    """Write a gate for every number, and multiply; every cell decides for itself."""
    yield Step("Given", "Write the numbers below each other.", (x,))

    g = step(x).named("g", Role.GATE)
    yield Step("Gate", "Write 1 beside every number above 0, and 0 beside the others.", (g,))

    y = (x * g).named("y", Role.HIDDEN)
    yield Step("Output", "Multiply every number by its gate.", (y,), (_bend(x, y),))


def _bend(x: Matrix, y: Matrix) -> Curves:
    """The curve of ReLU as far as the numbers reach, which are its dots."""
    near = np.abs(x.values) <= FARTHEST
    reach = max(1.0, float(np.abs(x.values[near]).max(initial=0)))
    along = given("along", [[-reach, 0.0, reach]], Role.LINEAR)
    line = Points(along, relu(along).named("bend", Role.HIDDEN))
    return Curves("ReLU", (Curve("ReLU", line, Points(x, y, near)),), "x", y_label="y")


def _same_in_one_go(trace: Trace) -> bool:
    return bool(np.array_equal(relu(trace["x"]).values, trace["y"].values))


def _twice_is_once(trace: Trace) -> bool:
    again = walkthrough.run(x=trace["y"].values)
    return bool(np.array_equal(again["y"].values, trace["y"].values))


def _gate_read_backwards(trace: Trace) -> Matrix:
    return (trace["x"] * (1 - trace["g"])).named("wrong", Role.HIDDEN, r"\bar{y}")


walkthrough = Walkthrough(
    slug="relu",
    title="ReLU",
    question="How does a layer let some numbers pass and stop the others?",
    given=GIVEN,
    steps=steps,
    part="basics",
    minutes=5,
    second=SECOND,
    claims=(
        Claim("No number of the output is negative.", lambda t: bool((t["y"].values >= 0).all())),
        Claim("The larger of a number and 0 gives the same in one go.", _same_in_one_go),
        Claim("A second ReLU changes nothing any more.", _twice_is_once),
    ),
    wrong_turns=(
        WrongTurn(
            "Reading the gate backwards",
            "A 1 opens the gate. Read backwards, the losses pass and every profit is lost.",
            _gate_read_backwards,
            "y",
        ),
    ),
)
