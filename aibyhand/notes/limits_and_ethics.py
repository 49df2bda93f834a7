"""Three limits as small sums: errors that add up, an average that hides, a reward that misses."""

from collections.abc import Iterator

import numpy as np

from aibyhand.core import Axis, Matrix, Role, given
from aibyhand.ops import power
from aibyhand.walk import Claim, Step, Trace, Walkthrough

LENGTHS = Axis("sentences", words=("1", "10", "50", "100"))
GROUPS = Axis("group", words=("many", "few"))

# fmt: off
GIVEN = (
    given("right", 0.98, Role.PROBABILITY, "q"),
    given("sentences", [[1, 10, 50, 100]], Role.NUMBER, "n", columns=LENGTHS),
    given("share", [[0.9, 0.1]], Role.PROBABILITY, "s", columns=GROUPS),
    given("good", [[0.99], [0.65]], Role.PROBABILITY, "r", rows=GROUPS),
    given("equal", [[0.5, 0.5]], Role.PROBABILITY, "e", columns=GROUPS),
    given("finish", 100, Role.REWARD, r"\mathit{finish}"),
    given("target", 10, Role.REWARD, r"\mathit{target}"),
    given("gamma", 0.95, Role.NUMBER, r"\gamma"),
)
# fmt: on


def steps(
    right: Matrix, sentences: Matrix, share: Matrix, good: Matrix, equal: Matrix, finish: Matrix,
    target: Matrix, gamma: Matrix,
) -> Iterator[Step]:  # fmt: skip
    """Raise a chance to a power, take two averages, and compare two returns."""
    whole = power(right, sentences).named("whole", Role.PROBABILITY, "w", columns=LENGTHS)
    yield Step("All right", "Multiply the chance once for each sentence.", (whole,))
    average = (share @ good).named("average", Role.OUTPUT, r"\mathit{average}")
    fair = (equal @ good).named("fair", Role.OUTPUT, r"\mathit{fair}")
    yield Step("Two averages", "Weigh by how many there are, and by group.", (average, fair))
    left = (1 - gamma).named("left", Role.NUMBER, "d")
    circles = (target / left).named("circles", Role.REWARD, r"\mathit{circles}")
    gain = (circles - finish).named("gain", Role.REWARD, r"\mathit{gain}")
    yield Step("Two ways to play", "Compare the end of the race with targets for ever.",
               (left, circles, gain))  # fmt: skip


def _hides(trace: Trace) -> bool:
    worst = trace["good"].values.min()
    return bool(trace["average"].values.item() - worst > trace["fair"].values.item() - worst)


def _misses(trace: Trace) -> bool:
    """The discounted sum of endless targets, added up term by term, is more than the finish."""
    gamma = trace["gamma"].values.item()
    endless = trace["target"].values.item() * np.sum(gamma ** np.arange(2000))
    return bool(endless > trace["finish"].values.item())


note = Walkthrough(
    slug="limits-and-ethics",
    title="Limits, and what to watch",
    question="Where do such models go wrong, and what does a number hide?",
    given=GIVEN,
    steps=steps,
    part="notes",
    claims=(
        Claim("The average over all is better than the average over groups.", _hides),
        Claim("Going in circles is worth more than the finish.", _misses),
    ),
)
