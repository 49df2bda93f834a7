"""Softmax: scores, negative ones too, become shares of a whole."""

from collections.abc import Iterator

import numpy as np

from aibyhand.core import Axis, Matrix, Role, given
from aibyhand.ops import exp, largest, sum_columns
from aibyhand.ops.pencil import power_of_three
from aibyhand.walk import EXACT, Claim, Lane, Step, Trace, Walkthrough, WrongTurn
from aibyhand.walk.powers import powers

SHOPS = Axis("shop", "{letter}")

# fmt: off
GIVEN = (
    given("x", [[3], [1], [0], [-1], [-2]], Role.SCORE, rows=SHOPS, sizes="shops × dollars"),
)
SECOND = (  # two columns, each with its own sum
    ("x", [[2, -1], [0.5, 3], [-2, 1]]),
)
# fmt: on


def steps(x: Matrix, lane: Lane = EXACT) -> Iterator[Step]:
    """Raise, add up, divide; every column of scores is shared out by itself."""
    yield Step("Given", "Write the scores below each other.", (x,))

    if lane.by_hand:
        h, tilde = "3", r"\tilde{%s}"
        *top, E = powers(power_of_three, x, "E3", tilde % "E")
        yield Step("Exponentiate", "Raise 3 to the power of every score.", (*top, E))
    else:
        h, tilde = "s", "%s"
        *top, E = powers(exp, x, "E")
        yield Step("Exponentiate", "Raise e to the power of every score.", (*top, E))

    Z = sum_columns(E).named(f"Z{h}", Role.SCORE, tilde % "Z")
    yield Step("Sum", "Add up the powers.", (Z,))

    p = (E / Z).named("p3" if lane.by_hand else "p", Role.PROBABILITY, tilde % "p")
    yield Step("Divide", "Divide every power by the sum.", (p,))

    total = sum_columns(p).named("total", Role.NUMBER, "T")
    yield Step("Check", "Add up the shares: they make a whole.", (total,))


def _shares(trace: Trace) -> Matrix:
    return trace["p3" if trace.lane.by_hand else "p"]


def _same_after_a_shift(trace: Trace) -> bool:
    shifted = walkthrough.run(lane=trace.lane, x=trace["x"].values + 1)
    return np.allclose(_shares(shifted).values, _shares(trace).values)


def _keeps_the_order(trace: Trace) -> bool:
    before, after = np.diff(trace["x"].values, axis=0), np.diff(_shares(trace).values, axis=0)
    return np.array_equal(np.sign(before), np.sign(after))


def _divided_by_the_largest(trace: Trace) -> Matrix:
    powers = trace["E3" if trace.lane.by_hand else "E"]
    top = largest(powers).named("wrong_top", Role.SCORE, "M")
    return (powers / top).named("wrong", Role.PROBABILITY, r"\bar{p}")


walkthrough = Walkthrough(
    slug="softmax",
    title="Softmax",
    question="How do scores become shares that add up to 1?",
    given=GIVEN,
    steps=steps,
    part="basics",
    minutes=10,
    pencil="Use 3 in place of e.",
    second=SECOND,
    claims=(
        Claim("The shares add up to 1.", lambda t: np.allclose(t["total"].values, 1)),
        Claim(
            "Every share lies between 0 and 1.",
            lambda t: bool(((_shares(t).values >= 0) & (_shares(t).values <= 1)).all()),
        ),
        Claim("The order of the scores is the order of the shares.", _keeps_the_order),
        Claim("The same number added to every score changes no share.", _same_after_a_shift),
    ),
    wrong_turns=(
        WrongTurn(
            "Dividing by the largest power",
            "The best score then gets a whole share by itself, and the shares add up to more "
            "than a whole. Only their sum makes them add up to 1.",
            _divided_by_the_largest,
            "p",
        ),
    ),
    page_lane=EXACT,
)
