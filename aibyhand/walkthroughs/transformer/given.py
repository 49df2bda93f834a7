"""What the source gives the transformer block, and what a real block has besides."""

from aibyhand.core import Axis, Role, given, given_stack

PLACES = Axis("position", "pos {n}")

# fmt: off
GIVEN = (
    given(
        "X", [[5, 6, 0, 7, 0], [0, 2, 4, 0, 3], [1, 0, 1, 1, 0]], Role.INPUT, columns=PLACES,
        sizes="features × positions"
    ),
    # from each position (row) to each position (column)
    given(
        "A", [[1, 0, 0, 0, 1], [1, 1, 0, 0, 0], [0, 1, 1, 0, 0], [0, 0, 1, 1, 0], [0, 0, 0, 1, 1]],
        Role.ATTENTION, columns=PLACES, sizes="positions × listeners"
    ),
    given(
        "W1", [[1, -1, 0], [1, 1, 0], [0, 1, 1], [-1, 1, 1]], Role.WEIGHT,
        sizes="hidden units × features"
    ),
    given("b1", [[1], [0], [1], [0]], Role.BIAS, sizes="hidden units × 1"),
    given(
        "W2", [[1, 0, 0, -1], [0, 1, 1, 0], [0, 0, 1, -1]], Role.WEIGHT,
        sizes="features × hidden units"
    ),
    given("b2", [[0], [0], [1]], Role.BIAS, sizes="features × 1"),
    # What a real block has besides; these numbers are ours.
    given_stack(
        "WQ", [[[0.0, -1, 1], [0, 0, 0.5]], [[0, -0.5, 0.5], [0, 0.5, 0]]], Role.WEIGHT,
        sizes="heads × key numbers × features"
    ),
    given_stack(
        "WK", [[[-0.5, 0, 0.5], [0, 0, 0.5]], [[0.0, 0, -0.5], [-0.5, 0, 0.5]]], Role.WEIGHT,
        sizes="heads × key numbers × features"
    ),
    given_stack(
        "WV", [[[-1, 1, 0], [-1, 0, -1]], [[1, 0, 0], [0, 1, 1]]], Role.WEIGHT,
        sizes="heads × value numbers × features"
    ),
    given(
        "WO", [[0.0, 0, 0, -1], [1, 0, 0.5, 0], [0.0, 0, -1, 0]], Role.WEIGHT,
        sizes="features × heads·value numbers"
    ),
    given("g1", [[1], [2], [1]], Role.WEIGHT, sizes="features × 1"),
    given("c1", [[0], [1], [-1]], Role.BIAS, sizes="features × 1"),
    given("g2", [[1], [1], [2]], Role.WEIGHT, sizes="features × 1"),
    given("c2", [[1], [0], [0]], Role.BIAS, sizes="features × 1"),
    given("base", 10, Role.NUMBER, "b"),
)
SECOND = (  # 4 features, 3 positions, 5 hidden numbers; shares in every column of A
    ("X", [[1, -2, 3], [2, 0, -1], [0, 1, 1], [-1, 3, 2]]),
    ("A", [[0.5, 0.2, 0], [0.3, 0.7, 0.4], [0.2, 0.1, 0.6]]),
    ("W1", [[1, 0, -1, 2], [0, 1, 1, -1], [-1, 2, 0, 1], [1, 1, -2, 0], [0, -1, 1, -1]]),
    ("b1", [[0.5], [-1], [0.25], [1], [-0.5]]),
    ("W2", [[1, -1, 0, 2, 1], [0, 1, 1, -1, -2], [2, 0, -1, 1, 1], [-1, 1, 0.5, 0, 1]]),
    ("b2", [[1], [-0.5], [0], [2]]),
)
# fmt: on
