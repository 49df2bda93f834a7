"""What the source gives the switch transformer, and a second set of ours."""

from aibyhand.core import Axis, Role, given, given_stack

TOKENS = Axis("token", "{n}")
EXPERTS = Axis("expert", "{letter}")

# fmt: off
GIVEN = (
    given(
        "X", [[5, 6, 0, 7, 0], [0, 2, 4, 0, 3], [1, 0, 1, 1, 0]], Role.INPUT, columns=TOKENS,
        sizes="features × tokens"
    ),
    given(
        "A", [[1, 0, 0, 0, 1], [1, 1, 0, 0, 0], [0, 1, 1, 0, 0], [0, 0, 1, 1, 0], [0, 0, 0, 1, 1]],
        Role.ATTENTION, columns=TOKENS, sizes="tokens × pooled tokens"
    ),
    given(
        "S", [[1, -1, 0], [1, 0, -2], [0, 1, 1]], Role.WEIGHT, rows=EXPERTS,
        sizes="experts × features"
    ),
    given_stack(
        "E", [[[1, 0, -1], [0, 1, 0], [0, 0, -1]], [[0, 0, -1], [1, 0, 0], [1, 1, -1]], [[1, 0, 0],
        [0, 1, 1], [0, 1, 0]]], Role.WEIGHT, along=EXPERTS, sizes="experts × features × features"
    ),
    given_stack(
        "b", [[[0], [0], [1]], [[0], [0], [1]], [[0], [1], [0]]], Role.BIAS, along=EXPERTS,
        sizes="experts × features × 1"
    ),
    given("capacity", 2, Role.NUMBER, "c"),
    given("alpha", 0.01, Role.NUMBER, r"\alpha"),
)
SECOND = (  # 3 features, 7 tokens pooled to 6, 4 experts, 2 places
    ("X", [[-1, -2, 3, -2, 0, -2, 0], [-1, -1, 1, 2, 2, 2, -2], [-1, -1, -1, 3, 0, -1, 0]]),
    ("A", [[1, 1, 1, 0, 0, 0], [1, 1, 1, 0, 1, 1], [0, 1, 0, 1, 0, 0], [1, 1, 0, 1, 0, 0],
      [0, 1, 1, 1, 0, 1], [0, 1, 1, 1, 1, 0], [1, 1, 0, 1, 1, 1]]),
    ("S", [[-1, 2, 0], [0, 2, 0], [-1, -2, -1], [-1, -2, 2]]),
    ("EA", [[-1, 0, -2], [0, -2, -1], [0, 2, -2]]), ("bA", [[3], [-1], [3]]),
    ("EB", [[0, 2, -2], [-1, -1, 0], [-1, 2, -2]]), ("bB", [[1], [-2], [3]]),
    ("EC", [[2, 2, 0], [2, -2, 0], [2, 2, -2]]), ("bC", [[-2], [1], [1]]),
    ("ED", [[0, -2, 1], [2, 0, -2], [-1, 1, 0]]), ("bD", [[-2], [-1], [1]]),
)
# fmt: on

ROOMY = given("capacity", 3, Role.NUMBER, "c")
