"""An impulse, a constant input, and a latch: every case of it, and six times."""

from aibyhand.core import Axis, Role, given

TIMES, UNITS, CASES = Axis("time", "time {n}"), Axis("unit", "unit {n}"), Axis("case", "case {n}")

# fmt: off
GIVEN = (
    given("x", [[8, 0, 0, 0, 0, 0]], Role.INPUT, columns=TIMES, sizes="1 × times"),
    given("c", 8, Role.INPUT),
    given("w", 0.5, Role.WEIGHT),
    given("s", 0.5, Role.WEIGHT),
    given("alpha", [[0.5], [0.75]], Role.WEIGHT, r"\alpha", rows=UNITS, sizes="units × 1"),
    # the latch: every case once, and then through time
    given("E", [[0, 0, 0, 0, 1, 1, 1, 1]], Role.GATE, columns=CASES, sizes="1 × cases"),
    given("D", [[0, 0, 1, 1, 0, 0, 1, 1]], Role.INPUT, columns=CASES, sizes="1 × cases"),
    given("Q", [[0, 1, 0, 1, 0, 1, 0, 1]], Role.HIDDEN, columns=CASES, sizes="1 × cases"),
    given("e", [[1, 0, 0, 1, 0, 1]], Role.GATE, columns=TIMES, sizes="1 × times"),
    given("d", [[1, 0, 1, 0, 1, 1]], Role.INPUT, columns=TIMES, sizes="1 × times"),
    given("q0", 0, Role.HIDDEN, "q_0"),
    given("z", [[0.9, 0.1, 0.1, 0.9, 0.1, 0.9]], Role.GATE, columns=TIMES, sizes="1 × times"),
)
SECOND = (  # five times, three units, four cases, and more than one input
    ("x", [[4, -1, 0, 2, -3]]), ("c", -2), ("w", -0.4), ("s", 0.7),
    ("alpha", [[0.2], [0.9], [0.6]]),
    ("E", [[1, 0, 0, 1]]), ("D", [[0, 1, 0, 1]]), ("Q", [[1, 1, 0, 0]]),
    ("e", [[0, 1, 0, 0, 1]]), ("d", [[1, 1, 0, 1, 0]]), ("q0", 1),
    ("z", [[0.3, 0.8, 0.2, 0.1, 0.6]]),
)
# fmt: on
