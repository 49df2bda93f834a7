"""One sample, and three layers of small whole numbers; and a weight to nudge."""

from aibyhand.core import Role, given
from aibyhand.walk import Follows

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
    # which weight of the last layer is nudged, and how far
    given("N", [[0, 0], [1, 0], [0, 0]], Role.NUMBER, sizes="classes × second units"),
    given("eps", 0.01, Role.NUMBER, r"\varepsilon"),
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
