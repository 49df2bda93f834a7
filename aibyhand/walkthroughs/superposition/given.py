"""What the source gives superposition: its directions and samples, and other ones."""

from itertools import product

import numpy as np

from aibyhand.core import Axis, Role, given

FEATURES = Axis("feature", "{letter}")
SAMPLES = Axis("sample", "{n}")

# fmt: off
GIVEN = (
    given(
        "W", [[1, 0, -1, 0], [0, 1, 0, -1]], Role.WEIGHT, columns=FEATURES,
        sizes="neurons × features"
    ),
    given(
        "X", [[1, 0, 0, 1, 1], [0, 2, 0, 1, 0], [0, 0, 3, 0, 1], [0, 0, 0, 0, 0]], Role.INPUT,
        rows=FEATURES, columns=SAMPLES, sizes="features × samples"
    ),
    given("n", 5, Role.NUMBER),
    given("b", np.full((5, 1), -0.31), Role.BIAS, sizes="features × 1"),
    given(
        "V", [[1, 0, 0, 0], [0, 1, 0, 0]], Role.WEIGHT, columns=FEATURES, sizes="kept × features"
    ),
)
SECOND = (
    ("W", [[1, -0.5, 0, 2, -1], [0.5, 1, -2, 0, 1], [-1, 0.5, 1, 1, -0.5]]),
    ("X", [[1, 0, 2, 0], [0, 1.5, 0, 1], [2, 0, 0, 0.5], [0, 0, 1, 2], [0, 3, 0, 1]]),
)
# fmt: on

# The pentagon: every feature alone, then two neighbours, then two that are no neighbours.
ALONE = given(
    "X",
    np.hstack([np.eye(5), [[1, 1], [1, 0], [0, 1], [0, 0], [0, 0]]]),
    Role.INPUT,
    rows=FEATURES,
    columns=SAMPLES,
    sizes="features × samples",
)
# Every pattern of four features that are on or off, by the number of those that are on.
PATTERNS = sorted(product((0, 1), repeat=4), key=lambda on: (sum(on), [-one for one in on]))
ALL = given("X", np.transpose(PATTERNS), Role.INPUT, rows=FEATURES, sizes="features × samples")
