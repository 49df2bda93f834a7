"""What the source gives the U-Net, and a second set of ours."""

from aibyhand.core import Role, given, given_stack

# fmt: off
GIVEN = (
    given(
        "I", [[1, 2, 0, 0], [2, 3, 1, 0], [0, 1, 2, 1], [0, 0, 1, 1]], Role.INPUT,
        sizes="window pixels·pooled rows × window pixels·pooled columns"
    ),
    given(
        "K", [[0, 1, 0], [1, -1, 1], [0, 1, 0]], Role.WEIGHT,
        sizes="2·border pixels + 1 × 2·border pixels + 1"
    ),
    given("bk", -2, Role.BIAS),
    given_stack("w", [1, -1], Role.WEIGHT, sizes="channels × 1 × 1"),
    given_stack("c", [0, 5], Role.BIAS, sizes="channels × 1 × 1"),
    given_stack(
        "U", [[[1, 0], [0, 1]], [[0, 1], [1, 0]]], Role.WEIGHT,
        sizes="channels × window pixels × window pixels"
    ),
    given("f1", 1, Role.WEIGHT),
    given("f2", -1, Role.WEIGHT),
    given("fb", 1, Role.BIAS),
    given("n", 572, Role.INPUT),
    given("r", 4, Role.NUMBER),
    given("s", 2, Role.NUMBER),
)
SECOND = (  # 4 × 6 pixels
    ("I", [[3, 1, 0, 2, 1, 0], [1, 4, 2, 0, 3, 1], [0, 2, 5, 1, 0, 2], [2, 0, 1, 3, 2, 4]]),
    ("K", [[1, -2, 0], [0.5, 1, -1], [-1, 2, 1]]), ("bk", -1.5), ("w1", 0.5), ("w2", -0.5),
    ("c1", -1.25), ("c2", 5), ("U1", [[1, -2], [0.5, 3]]), ("U2", [[2, 0.25], [-1, 1]]),
    ("f1", 0.5), ("f2", -0.25), ("fb", 0.75),
)
# fmt: on
