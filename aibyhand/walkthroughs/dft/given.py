"""Three signals by their weights, one by its samples; and a wave that begins elsewhere."""

from aibyhand.core import Axis, Role, given
from aibyhand.walk import Follows

SIGNALS = Axis("signal", "{letter}")
FREQUENCIES = Axis("frequency", "{n}w")
TIMES = Axis("time", "{n}t")

# fmt: off
GIVEN = (
    given(
        "F", [[1, 2, 0, 0], [1, 0, 1, 1], [0, -1, 1, 0]], Role.FREQUENCY, rows=SIGNALS,
        columns=FREQUENCIES, sizes="signals × frequencies"
    ),
    given(
        "X", [[-2.5, -1.8, 3, -0.7, -1.0, -0.7, 3, -1.8, -2.5, 5]], Role.TIME, columns=TIMES,
        sizes="signals like X × samples"
    ),
    Follows(given("n", 10, Role.NUMBER)),  # counted from the columns of X, unless it is given
    # the weights of cosines and of sines in one more signal
    given("a", [[0, 3, 0, 0]], Role.FREQUENCY, columns=FREQUENCIES, sizes="1 × frequencies"),
    given("b", [[0, -4, 0, 0]], Role.FREQUENCY, columns=FREQUENCIES, sizes="1 × frequencies"),
)
SECOND = (  # 2 signals, 3 frequencies, 8 samples
    ("F", [[1, -2, 0.5], [0, 3, 1]]), ("X", [[0.3, -1, 2.5, 0.5, -1.5, 2, 4, -3]]),
)
# fmt: on
TWELVE = given("n", 12, Role.NUMBER)
# the wave of a and b, turned upside down
TURNED = (
    given("a", [[0, -3, 0, 0]], Role.FREQUENCY, columns=FREQUENCIES, sizes="1 × frequencies"),
    given("b", [[0, 4, 0, 0]], Role.FREQUENCY, columns=FREQUENCIES, sizes="1 × frequencies"),
)
