"""Three times with a target each, one weight of each kind, and three factors for a longer way."""

from aibyhand.core import Axis, Role, given

TIMES, FROM_ZERO = Axis("time", "time {n}"), Axis("time", first=0)
FACTORS = Axis("factor", "factor {n}")

# fmt: off
GIVEN = (
    given("x", [[1, 2, 1]], Role.INPUT, columns=TIMES, sizes="1 × times"),
    given("d", [[3, 5, 6]], Role.TARGET, columns=TIMES, sizes="1 × times"),
    given("h0", 2, Role.HIDDEN, "h_{0}"),
    given("u", 1, Role.WEIGHT),
    given("w", 0.5, Role.WEIGHT),
    given("v", 2, Role.WEIGHT),
    given("eta", 0.01, Role.NUMBER, r"\eta"),
    given("factors", [[0.5], [1.0], [2.0]], Role.WEIGHT, r"\mathit{factors}", rows=FACTORS,
          sizes="factors × 1"),
    given("back", [[0, 1, 2, 3, 5, 10]], Role.NUMBER, r"\mathit{back}", sizes="1 × times back"),
)
SECOND = (  # four times, a negative weight, two factors
    ("x", [[1, -2, 3, 1]]), ("d", [[2, -3, 1, 4]]), ("h0", -1), ("u", 0.5), ("w", -0.8),
    ("v", 1.5), ("eta", 0.002), ("factors", [[-0.5], [1.5]]), ("back", [[0, 2, 3, 4]]),
)
# fmt: on
