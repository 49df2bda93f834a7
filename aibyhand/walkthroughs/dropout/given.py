"""Two examples, seven random numbers, and weights before and after training."""

from aibyhand.core import Axis, Role, given

EXAMPLES = Axis("example", "ex {n}")
NEW = Axis("new example", "new {n}")

# fmt: off
GIVEN = (
    given("X", [[3, 5], [4, 1]], Role.INPUT, columns=EXAMPLES, sizes="features × examples"),
    given("T", [[-4, 7], [10, 5]], Role.TARGET, columns=EXAMPLES, sizes="outputs × examples"),
    given("r1", [[0.61], [0.39], [0.75], [0.4]], Role.NUMBER, sizes="first units × 1"),
    given("r2", [[0.65], [0.42], [0.23]], Role.NUMBER, sizes="second units × 1"),
    given("p1", 0.5, Role.NUMBER),
    given("p2", 0.33, Role.NUMBER),
    given("W1", [[1, 0], [1, 1], [0, 1], [1, -1]], Role.WEIGHT, sizes="first units × features"),
    given("b1", [[0], [0], [1], [0]], Role.BIAS, sizes="first units × 1"),
    given("W2", [[1, 0, 0, 1], [0, 1, 1, 0], [1, 0, -1, -1]], Role.WEIGHT,
          sizes="second units × first units"),
    given("b2", [[0], [0], [1]], Role.BIAS, sizes="second units × 1"),
    given("W3", [[1, -1, 0], [0, 1, -1]], Role.WEIGHT, sizes="outputs × second units"),
    given("b3", [[0], [-2]], Role.BIAS, sizes="outputs × 1"),
    # after training, and two examples that it has not seen
    given("X_new", [[3, 3], [2, 1]], Role.INPUT, "X'", columns=NEW,
          sizes="features × new examples"),
    given("W1_new", [[1, 0], [1, 1], [-1, 1], [1, -1]], Role.WEIGHT, "W_1'",
          sizes="first units × features"),
    given("b1_new", [[0], [1], [1], [0]], Role.BIAS, "b_1'", sizes="first units × 1"),
    given("W2_new", [[1, 0, 1, 1], [1, 1, 1, 0], [1, 0, -1, 0]], Role.WEIGHT, "W_2'",
          sizes="second units × first units"),
    given("b2_new", [[0], [0], [1]], Role.BIAS, "b_2'", sizes="second units × 1"),
    given("W3_new", [[1, 1, 0], [0, 1, -1]], Role.WEIGHT, "W_3'", sizes="outputs × second units"),
    given("b3_new", [[0], [-1]], Role.BIAS, "b_3'", sizes="outputs × 1"),
    given("eta", 0.001, Role.NUMBER, r"\eta"),  # only the learning step takes it
)
SECOND = (  # three features, five and four units, three outputs, two examples and one new one
    ("X", [[2, -1], [1, 3], [-2, 1]]), ("T", [[1, -3], [4, 2], [-2, 5]]),
    ("r1", [[0.35], [0.82], [0.1], [0.67], [0.5]]), ("r2", [[0.91], [0.25], [0.58], [0.72]]),
    ("p1", 0.2), ("p2", 0.5),
    ("W1", [[1, -1, 2], [2, 1, 0], [-1, 1, 1], [0, 2, 1], [1, 1, -2]]),
    ("b1", [[1], [-1], [0.5], [-2], [1]]),
    ("W2", [[1, -1, 0, 2, 1], [-2, 1, 1, 0, 1], [0, 1, -1, 1, -2], [1, 0, 2, -1, 1]]),
    ("b2", [[-1], [2], [1], [-3]]),
    ("W3", [[1, 0, -1, 2], [-1, 2, 1, 0], [2, 1, 0, -1]]), ("b3", [[1], [-2], [0.5]]),
    ("X_new", [[1], [-2], [3]]),
    ("W1_new", [[1, -1, 1], [2, 0, 1], [-1, 1, 0], [1, 2, 1], [0, 1, -1]]),
    ("b1_new", [[-2], [1], [1], [0.5], [-1]]),
    ("W2_new", [[1, -1, 0, 1, 1], [-1, 1, 1, 0, 2], [0, 1, -2, 1, -1], [-1, 0, 1, -1, 1]]),
    ("b2_new", [[1], [0.5], [-1], [-2]]),
    ("W3_new", [[1, 1, -1, 1], [-1, 1, 2, 0], [1, 0, 1, -2]]), ("b3_new", [[0.5], [1], [-1]]),
)
# fmt: on
