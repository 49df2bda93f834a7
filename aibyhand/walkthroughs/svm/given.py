"""What a support vector machine starts from: our own numbers, and multipliers it has learned."""

from aibyhand.core import Axis, Role, given

FEATURES = Axis("feature", words=("names", "marks"))
MESSAGES = Axis("message", "{letter}")
NEW = Axis("new message", "new {n}")
MEASURES = Axis("measure", words=("a.m.", "p.m."))
DAYS = Axis("day", "day {n}")
NEXT = Axis("next day", "next {n}")

# fmt: off
GIVEN = (
    given(
        "X", [[0, 2, 2, 2, 0, 0], [1, 0, 2, 3, 2, 4]], Role.INPUT, rows=FEATURES,
        columns=MESSAGES, sizes="features × messages"
    ),
    given("y", [[1, 1, 1, -1, -1, -1]], Role.TARGET, columns=MESSAGES, sizes="1 × messages"),
    given("C", 1, Role.NUMBER),  # the price of a slip
    given(
        "alpha", [[0.75, 0, 1, 0.75, 1, 0]], Role.WEIGHT, r"\alpha", columns=MESSAGES,
        sizes="1 × messages"
    ),
    given(
        "test", [[3, 1], [2, 3]], Role.INPUT, "T", rows=FEATURES, columns=NEW,
        sizes="features × new messages"
    ),
    # four days that no line parts
    given(
        "P", [[1, 1, -1, -1], [1, -1, 1, -1]], Role.INPUT, rows=MEASURES, columns=DAYS,
        sizes="measures × days"
    ),
    given("yp", [[1, -1, -1, 1]], Role.TARGET, columns=DAYS, sizes="1 × days"),
    given(
        "alphap", [[4, 4, 4, 4]], Role.WEIGHT, r"\alpha_p", columns=DAYS, sizes="1 × days"
    ),
    given("unit", 4, Role.NUMBER, r"\tau"),  # the squared distance that halves
    given(
        "testp", [[3, -1, 5], [1, 3, 3]], Role.INPUT, "Q", rows=MEASURES, columns=NEXT,
        sizes="measures × next days"
    ),
)
DEAR = given("C", 2, Role.NUMBER)  # the same six messages, and a slip at twice the price
RIGID = given(
    "alpha", [[1, 0, 1.5, 1, 1.5, 0]], Role.WEIGHT, r"\alpha", columns=MESSAGES,
    sizes="1 × messages"
)
SECOND = (  # solved by a program: the third message lies on the margin, the second inside it
    ("X", [[1, 1, 3, 3, -1], [-1, 1, 3, 3, -1], [1, 2, 2, 0, 1]]), ("y", [[1, -1, 1, -1, -1]]),
    ("C", 2), ("alpha", [[1.25, 2, 1.875, 1.125, 0]]),
    ("test", [[2, -1], [0, 4], [-1, 1]]),
    ("P", [[2, 0, -1], [1, -2, 3]]), ("yp", [[1, -1, -1]]), ("alphap", [[1.5, 0.5, 2]]),
    ("unit", 3), ("testp", [[1, -2, 0, 4], [2, 1, -3, -1]]),
)
# fmt: on
