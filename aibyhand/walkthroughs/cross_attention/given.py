"""Two sequences and the weights of both kinds of attention; and the sizes that the source names."""

from aibyhand.core import Axis, Role, given
from aibyhand.walk import Follows

WRITTEN = Axis("word", "word {n}", words=("Ana", "has", "arrived"))
READ = Axis("word", "word {n}", words=("llegó", "Ana"))
SIZES = Axis("size", words=("f", "t", "u", "k", "v"))

# fmt: off
GIVEN = (
    given("X", [[1, 0, 2], [0, 2, 1], [1, 1, 0], [2, 0, 0]], Role.INPUT, columns=WRITTEN,
          sizes="features × tokens"),
    given("E", [[1, 0], [1, 1], [0, 2]], Role.INPUT, columns=READ,
          sizes="other features × other tokens"),
    given("WQ", [[1, 0, 0, -1], [0, 1, -1, 0]], Role.WEIGHT, sizes="key numbers × features"),
    given("WKs", [[0, 1, 0, 0], [1, 0, -1, -1]], Role.WEIGHT, "W_{KX}",
          sizes="key numbers × features"),
    given("WVs", [[1, 0, 0, 1], [0, 1, 1, 0], [2, 0, -1, 0]], Role.WEIGHT, "W_{VX}",
          sizes="own value numbers × features"),
    given("WK", [[1, -1, 0], [0, 1, -1]], Role.WEIGHT, "W_{KE}",
          sizes="key numbers × other features"),
    given("WV", [[2, 1, 0], [1, 0, 1], [-1, 1, 1]], Role.WEIGHT, "W_{VE}",
          sizes="other value numbers × other features"),
    Follows(given("dk", 2, Role.NUMBER, "d_k")),  # the rows of Q unless given
    # features and tokens of X, tokens of E, rows of queries and keys, rows of values
    given("n", [[36, 128, 64, 16, 12]], Role.NUMBER, columns=SIZES, sizes="1 × 5"),
)
SECOND = (  # two tokens look at four; the values have two rows in one and four in the other
    ("X", [[1, -1], [2, 0], [0, 3]]), ("E", [[1, 0, -1, 2], [0, 2, 1, -1]]),
    ("WQ", [[1, 0, -1], [0, 1, 0], [1, 1, 0]]), ("WKs", [[0, 1, 1], [1, -1, 0], [0, 0, 1]]),
    ("WVs", [[1, 0, 2], [-1, 1, 0]]), ("WK", [[1, 0], [0, -1], [1, 1]]),
    ("WV", [[2, 1], [0, -1], [1, 0], [-1, 3]]), ("n", [[5, 9, 4, 3, 2]]),
)
# fmt: on
