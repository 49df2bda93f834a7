"""What the source gives the GAN, and a second set of ours."""

from aibyhand.core import Role, given

# fmt: off
GIVEN = (
    given("N", [[1, 1, 0, 1], [1, 0, 1, -1]], Role.NOISE, sizes="noise numbers × fakes"),
    given(
        "X", [[2, 3, 3, 4], [1, 1, 1, 1], [2, 3, 4, 3], [1, 1, 1, 1]], Role.INPUT,
        sizes="features × real samples"
    ),
    given("G1", [[1, 1], [0, 1], [-1, 1]], Role.WEIGHT, sizes="generator units × noise numbers"),
    given("g1", [[0], [2], [0]], Role.BIAS, sizes="generator units × 1"),
    given(
        "G2", [[-1, 1, 0], [1, 0, 1], [0, 1, 1], [0, 0, 1]], Role.WEIGHT,
        sizes="features × generator units"
    ),
    given("g2", [[0], [0], [0], [1]], Role.BIAS, sizes="features × 1"),
    given(
        "D1", [[1, 0, 0, -1], [0, 1, 1, 0], [0, 0, 1, -1]], Role.WEIGHT,
        sizes="discriminator units × features"
    ),
    given("d1", [[0], [0], [1]], Role.BIAS, sizes="discriminator units × 1"),
    given("D2", [[1, 1, -1]], Role.WEIGHT, sizes="1 × discriminator units"),
    given("d2", [[-1]], Role.BIAS, sizes="1 × 1"),
    given("fake_label", 0, Role.TARGET, "t_f"),
    given("real_label", 1, Role.TARGET, "t_x"),
    given("eta", 0.01, Role.NUMBER, r"\eta"),
)
SECOND = (
    ("N", [[2, -1, 1], [1, 1, -2]]), ("X", [[3, 1, 2, 0, 1], [1, 2, 0, 1, -2], [2, -1, 1, 3, 1]]),
    ("G1", [[1, 2], [-1, 1], [2, -1], [1, -1]]), ("g1", [[0.5], [-1], [0.25], [0.5]]),
    ("G2", [[0.5, -1, 0.25, 1], [-0.5, 0.5, 0.25, -1], [0.25, 0.5, -0.5, 0.5]]),
    ("g2", [[0.3], [0.6], [-0.2]]), ("D1", [[1, -0.5, 0.5], [-1, 1, 0.5]]), ("d1", [[-0.4], [0.7]]),
    ("D2", [[0.8, -0.6]]), ("d2", [[0.3]]), ("fake_label", 0.1), ("real_label", 0.9),
)
# fmt: on
