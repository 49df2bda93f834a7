"""Tokens, and the weights of two heads of two rows; and the sizes that the source names."""

from aibyhand.core import Axis, Role, given, given_stack

SIZES = Axis("size", words=("t", "r", "h", "d"))
WORDS = Axis("word", "word {n}", words=("bank", "near", "river"))
HEADS = "heads × head rows × features"

# fmt: off
GIVEN = (
    given("X", [[1, 0, 2], [0, 1, 1], [1, 1, 0], [2, 0, 1]], Role.INPUT,
          columns=WORDS, sizes="features × tokens"),
    given_stack("WQ", [[[1, 0, 0, -1], [0, 1, 0, 0]], [[-1, 0, 1, 0], [0, 0, 0, 1]]], Role.WEIGHT,
                sizes=HEADS),
    given_stack("WK", [[[0, 1, 0, -1], [1, 0, -1, 0]], [[0, 1, 1, 0], [1, 0, 0, 0]]], Role.WEIGHT,
                sizes=HEADS),
    given_stack("WV", [[[1, 0, 1, 1], [0, 1, 1, 0]], [[1, 1, 0, 0], [0, 0, 1, 2]]], Role.WEIGHT,
                sizes=HEADS),
    # tokens, rows of queries, keys and values, heads, and rows of a head
    given("n", [[40, 36, 3, 12]], Role.NUMBER, columns=SIZES, sizes="1 × 4"),
)
SECOND = (  # three heads of two rows, and two tokens of three features
    ("X", [[1, -1], [2, 0], [0, 3]]),
    ("WQ", [[[1, 0, -1], [0, 1, 0]], [[0, 0, 1], [1, 1, 0]], [[-1, 0, 0], [0, 1, 1]]]),
    ("WK", [[[1, 1, 0], [0, -1, 1]], [[1, 0, 0], [0, 0, -1]], [[0, 1, 0], [1, 0, 1]]]),
    ("WV", [[[2, 0, 1], [1, 1, 0]], [[0, 3, 0], [-1, 0, 1]], [[1, 0, 0], [0, 2, -1]]]),
    ("n", [[5, 6, 2, 3]]),
)
# fmt: on
