"""Sigmoid: one score against a fixed zero becomes a share between 0 and 1."""

from collections.abc import Iterator

import numpy as np

from aibyhand.core import Matrix, Role, given
from aibyhand.ops import exp, row_of_ones_under, rows_of, sigmoid, sum_columns
from aibyhand.pictures.curves import Curve, Curves, Points
from aibyhand.walk import EXACT, Claim, Lane, Step, Trace, Walkthrough, WrongTurn

FARTHEST = 50  # a score on the curve: beyond, it is as flat as at 10

# fmt: off
GIVEN = (
    given("x", [[2]], Role.SCORE, sizes="1 × days"),
    given("xs", [[-4], [-3], [-1], [0], [1], [3], [4]], Role.SCORE, "x'", sizes="scores × 1"),
)
SECOND = (  # two days, and other scores for the curve
    ("x", [[1.5, -0.5]]),
    ("xs", [[-6], [-2], [0.5], [2]]),
)
# fmt: on


def steps(x: Matrix, xs: Matrix, lane: Lane = EXACT) -> Iterator[Step]:
    """Softmax of a score and a zero, and what that gives for other scores."""
    yield Step("Given", "Write the score of the new shop; the usual shop has 0.", (x, xs))

    e = exp(x).named("Ea", Role.SCORE, "E_a")
    E = row_of_ones_under(e).named("E", Role.SCORE)
    yield Step("Exponentiate", "Raise e to the power of both scores; e to the power of 0 is 1.",
               (e, E))  # fmt: skip

    Z = sum_columns(E).named("Z", Role.SCORE)
    yield Step("Sum", "Add up both powers.", (Z,))

    p = (E / Z).named("p", Role.PROBABILITY)
    s = lane("sigmoid", x).named("s", Role.PROBABILITY)
    table = lane("sigmoid", xs).named("s_table", Role.PROBABILITY, "s'")
    yield Step("Divide", "Divide both by the sum: the first share is the sigmoid of the score.",
               (p, s, table), (_bend(xs, table),))  # fmt: skip


def _bend(xs: Matrix, table: Matrix) -> Curves:
    """The curve of the sigmoid, with the table as its dots."""
    near = np.abs(xs.values) <= FARTHEST
    reach = max(6.0, float(np.abs(xs.values[near]).max(initial=0)))
    along = given("along", np.linspace(-reach, reach, 121).reshape(1, -1), Role.SCORE)
    line = Points(along, sigmoid(along).named("bend", Role.PROBABILITY))
    curve = Curve("σ", line, Points(xs, table, near))
    return Curves("The sigmoid", (curve,), "score", y_label="share")


def _first_share_is_the_sigmoid(trace: Trace) -> bool:
    return np.allclose(sigmoid(trace["x"]).values, trace["p"].values[:1])


def _swapped_by_the_sign(trace: Trace) -> bool:
    turned = walkthrough.run(x=-trace["x"].values, xs=trace["xs"].values)
    return np.allclose(turned["p"].values, trace["p"].values[::-1])


def _more_than_half(trace: Trace) -> bool:
    ahead = trace["p"].values[:1] - 0.5
    return np.array_equal(np.sign(np.round(ahead, 12)), np.sign(trace["x"].values))


def _divided_by_the_usual(trace: Trace) -> Matrix:
    usual = rows_of(trace["E"], 2, 2).named("wrong_Z", Role.SCORE, r"\bar{Z}")
    return (trace["E"] / usual).named("wrong", Role.PROBABILITY, r"\bar{p}")


walkthrough = Walkthrough(
    slug="sigmoid",
    title="Sigmoid",
    question="How does a single score become a chance between 0 and 1?",
    given=GIVEN,
    steps=steps,
    part="basics",
    after=("softmax",),
    minutes=10,
    pencil="Round every sigmoid to one decimal.",
    second=SECOND,
    claims=(
        Claim(
            "The two shares add up to 1.",
            lambda t: np.allclose(t["p"].values.sum(axis=0), 1),
        ),
        Claim("The first share is the sigmoid of the score.", _first_share_is_the_sigmoid),
        Claim("The opposite score swaps the shares.", _swapped_by_the_sign),
        Claim("A score above 0 gets more than one half.", _more_than_half),
    ),
    wrong_turns=(
        WrongTurn(
            "Dividing by the usual shop's power",
            "That compares the shops, and says how many times as much the new one gets. "
            "A share needs the sum of both.",
            _divided_by_the_usual,
            "p",
        ),
    ),
    page_lane=EXACT,
)
