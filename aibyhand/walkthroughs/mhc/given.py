"""Three streams, a layer, and what mixes them, reads from them and writes to them."""

from aibyhand.core import Axis, Role, given

STREAMS = Axis("stream", "{letter}")

# fmt: off
GIVEN = (
    given("Xs", [[2, 0, 1, -1], [0, 4, 1, 2], [1, -2, 3, 1]], Role.INPUT, "X", rows=STREAMS,
          sizes="streams × features"),
    # the layer: linear, ReLU
    given("W", [[1, 0, -1, 0], [0, 1, 0, 1], [1, -1, 0, 0], [0, 0, 1, -1]], Role.WEIGHT,
          sizes="features × features"),
    given("bias", [[0], [-1], [1], [0]], Role.BIAS, "b", sizes="features × 1"),
    # two matrices that mix the streams: one as it was learned, one that is still to be constrained
    given("free", [[0.9, 0.3, 0.2], [0.2, 0.9, 0.3], [0.3, 0.2, 0.9]], Role.WEIGHT, "F",
          rows=STREAMS, columns=STREAMS, sizes="streams × streams"),
    given("R0", [[5, 6, 2], [2, 10, 3], [6, 8, 10]], Role.WEIGHT, "R_0",
          rows=STREAMS, columns=STREAMS, sizes="streams × streams"),
    # what the gates are made of: how much of each stream is read, and how much is written to it
    given("hpre", [[0, -4, 4]], Role.WEIGHT, "q", columns=STREAMS, sizes="1 × streams"),
    given("hpost", [[-4], [0], [4]], Role.WEIGHT, "p", rows=STREAMS, sizes="streams × 1"),
)
SECOND = (  # four streams of three features
    ("Xs", [[1, -2, 0.5], [3, 1, -1], [-1, 2, 2], [0.5, 0, -3]]),
    ("W", [[1, -0.5, 2], [0.5, 1, -1], [-1, 2, 0.5]]), ("bias", [[0.5], [-1], [1]]),
    ("free", [[0.7, 0.4, -0.1, 0.2], [0.3, 0.8, 0.2, 0.1], [-0.2, 0.3, 0.9, 0.4],
              [0.1, 0.2, 0.3, 0.6]]),
    ("R0", [[4, 2, 3, 1.5], [2, 3, 1.5, 2], [2.5, 3, 5, 2], [1.5, 2, 2, 2.5]]),
    ("hpre", [[1, -3.5, 3.5, -0.5]]), ("hpost", [[0.5], [-1], [5], [-4]]),
)
# fmt: on
