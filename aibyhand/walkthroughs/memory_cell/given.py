"""Two weeks of three days with the same dresses in another order, and a cell of three weights."""

from aibyhand.core import Axis, Role, given

DAYS = Axis("day", "day {n}", first=0)

# fmt: off
GIVEN = (
    given("a", [[1, 3, 2]], Role.INPUT, columns=DAYS, sizes="1 × days"),
    given("b", [[3, 1, 2]], Role.INPUT, columns=DAYS, sizes="1 × days"),
    given("w", 0.5, Role.WEIGHT),  # how much of the old state is kept
    given("u", 1, Role.WEIGHT),  # how much of the input comes in
    given("v", 2, Role.WEIGHT),  # from the state to the prediction
    given("start", 0, Role.HIDDEN, "h_s"),
    given("c", 4, Role.INPUT),  # the one input of a sequence that is made from it
    # a weight for each day: only the variant takes it
    given("k", [[0.25, 0.5, 1]], Role.WEIGHT, sizes="1 × days"),
)
SECOND = (  # four days, a state that isn't empty, and an input that counts against
    ("a", [[2, -1, 4, 0.5]]), ("b", [[4, 2, -1, 0.5]]),
    ("w", 0.8), ("u", -1.5), ("v", 0.5), ("start", 2), ("c", -3),
)
# fmt: on
