"""Three words that were read, four that can be written, and the weights of one decoder."""

from aibyhand.core import Axis, Role, given
from aibyhand.walk import Follows

READ = Axis("word read", words=("Ana", "'s", "book"))
WORDS = Axis("word", words=("buku", "rumah", "Ana", "end"))
PLACES = Axis("place", "p{n}")

# fmt: off
GIVEN = (
    given("E", [[1, 2, 2], [-1, 0, 1], [1, 0, 0]], Role.INPUT, columns=READ,
          sizes="encoder features × words read"),
    given("T", [[-1, 1, 0, 0], [1, -1, 2, 1], [-1, 2, 0, 1]], Role.WEIGHT, columns=WORDS,
          sizes="features × words"),
    given("order", [[3, 0, 2]], Role.INPUT, "w", columns=PLACES, sizes="1 × places",
          among="words"),
    # the decoder among itself
    given("WQ1", [[1, -1, -1], [1, 0, -1]], Role.WEIGHT, sizes="key numbers × features"),
    given("WK1", [[1, -1, -1], [1, 0, 1]], Role.WEIGHT, sizes="key numbers × features"),
    given("WV1", [[-1, 0, -1], [1, 1, -1], [1, -1, -1]], Role.WEIGHT, sizes="features × features"),
    # the decoder and the encoder
    given("WQ2", [[0, 0, 1], [1, -1, -1]], Role.WEIGHT, sizes="key numbers × features"),
    given("WK2", [[1, -1, -1], [-1, -1, 1]], Role.WEIGHT, sizes="key numbers × encoder features"),
    given("WV2", [[-1, -1, 1], [1, 0, 2], [1, 2, 0]], Role.WEIGHT,
          sizes="features × encoder features"),
    # a score for every word
    given("O", [[-1, -1, 2], [0, -1, 1], [0, 0, -1], [1, 1, 2]], Role.WEIGHT, rows=WORDS,
          sizes="words × features"),
    given("ob", [[-1], [-1], [0], [-1]], Role.BIAS, "b_o", rows=WORDS, sizes="words × 1"),
    Follows(given("dk", 2, Role.NUMBER, "d_k")),  # the rows of the queries unless given
)
SECOND = (  # six words read and five to choose from, of four numbers instead of three
    ("E", [[-2, 0, 2, -2, -2, -2], [0, -2, 0, -2, -1, 0], [1, 2, -1, -2, 0, -2],
           [0, 2, 1, 0, 2, 2], [0, 0, -1, 1, -1, -2]]),
    ("T", [[1, -2, 0, 0, -1], [-2, 1, 1, 0, 0], [-2, -1, 2, -1, 1], [2, 1, -2, 0, 0]]),
    ("order", [[4, 3, 2]]),
    ("WQ1", [[1, -2, -1, 2], [-1, 1, 0, 0]]),
    ("WK1", [[-1, -1, 0, -1], [1, 2, 1, -1]]),
    ("WV1", [[-1, 0, 0, 0], [0, -1, 0, -1], [0, 0, 1, 1], [0, -1, -1, 0]]),
    ("WQ2", [[-1, -2, 1, 0], [-1, -1, 2, 0]]),
    ("WK2", [[2, -1, -2, 1, 2], [0, 0, -1, -1, -1]]),
    ("WV2", [[1, 1, 0, 1, 1], [1, 0, 0, -1, 0], [0, -1, 0, 0, -1], [0, -1, 0, -1, 0]]),
    ("O", [[1, -1, -2, 2], [1, 1, 2, -1], [1, -2, 0, -1], [2, 1, 2, -2], [-1, 1, 2, -2]]),
    ("ob", [[-2], [0], [1], [2], [-2]]),
)
# fmt: on
