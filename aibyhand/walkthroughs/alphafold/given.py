"""Two aligned sequences, a table for each pair channel, and the weights; all numbers are ours."""

from aibyhand.core import Axis, Role, given, given_stack

RESIDUES = Axis("residue", "res {n}")
HEADS = "heads × head numbers × MSA channels"
EDGES = "2·hidden channels × pair channels"

# fmt: off
GIVEN = (
    given_stack("M", [[[0, 0, 2], [1, -1, 1], [1, 0, 2]], [[0, 2, 0], [-1, 0, 0], [0, 0, 2]]],
                Role.INPUT, columns=RESIDUES, sizes="sequences × MSA channels × residues"),
    given_stack("Z", [[[0, -1, 2], [2, 0, -1], [-1, 0, 2]], [[0, -1, 1], [1, -1, 1], [0, 1, -1]]],
                Role.INPUT, rows=RESIDUES, columns=RESIDUES,
                sizes="pair channels × residues × residues"),
    # attention: a weight of each kind for each head, the gates of all heads in one
    given_stack("WQ", [[[1, 0, 0], [-1, -1, 1]], [[0, -1, 0], [-1, -1, 1]]], Role.WEIGHT,
                sizes=HEADS),
    given_stack("WK", [[[0, 0, 1], [1, -1, 0]], [[0, 0, 1], [-1, 0, 0]]], Role.WEIGHT,
                sizes=HEADS),
    given_stack("WV", [[[1, 2, 0], [-1, -1, 1]], [[0, -1, 1], [1, 1, 1]]], Role.WEIGHT,
                sizes=HEADS),
    given("WG", [[1, -1, 2], [1, -1, 0], [1, 0, 0], [-1, 1, 1]], Role.WEIGHT,
          sizes="heads·head numbers × MSA channels"),
    given("bG", [[0], [0], [1], [-1]], Role.BIAS, sizes="heads·head numbers × 1"),
    given("WB", [[1, -1], [0, 1]], Role.WEIGHT, sizes="heads × pair channels"),
    given("WO", [[0, 0, 1, 1], [1, -1, -1, 1], [0, 1, 0, 1]], Role.WEIGHT,
          sizes="MSA channels × heads·head numbers"),
    given("bO", [[-1], [1], [-1]], Role.BIAS, sizes="MSA channels × 1"),
    # the triangular update: first the left edges, below them the right ones; and their gates
    given("WX", [[2, -1], [1, 1], [0, -1], [-1, 2]], Role.WEIGHT, sizes=EDGES),
    given("bX", [[-1], [1], [-1], [1]], Role.BIAS, sizes="2·hidden channels × 1"),
    given("WY", [[1, -1], [1, 2], [1, 0], [1, 2]], Role.WEIGHT, sizes=EDGES),
    given("bY", [[-1], [0], [1], [-1]], Role.BIAS, sizes="2·hidden channels × 1"),
    given("WU", [[-1, -1], [1, -1]], Role.WEIGHT, sizes="pair channels × hidden channels"),
    given("bU", [[0], [1]], Role.BIAS, sizes="pair channels × 1"),
    given("Wg", [[2, 0], [1, 1]], Role.WEIGHT, sizes="pair channels × pair channels"),
    given("bg", [[0], [-1]], Role.BIAS, sizes="pair channels × 1"),
)
SECOND = (  # one sequence of four residues, heads of three numbers, three pair channels
    ("M", [[[1, -1, 0, 2], [0, 2, -1, 1]]]),
    ("Z", [[[0, 1, -1, 2], [3, 0, 1, 0], [1, -2, 0, 1], [0, 1, 2, -1]],
           [[1, 0, 2, 0], [0, -1, 1, 1], [-1, 0, 0, 2], [2, 1, 0, 0]],
           [[0, 2, 0, -1], [1, 1, -1, 0], [0, 0, 2, 1], [-2, 1, 0, 1]]]),
    ("WQ", [[[1, 0], [0, -1], [1, 1]], [[0, 2], [-1, 0], [1, -1]]]),
    ("WK", [[[0, 1], [1, 1], [-1, 0]], [[1, 0], [0, 1], [2, -1]]]),
    ("WV", [[[1, -1], [0, 2], [1, 0]], [[0, 1], [1, 1], [-2, 1]]]),
    ("WG", [[1, 1], [-1, 0], [0, 2], [0, -1], [1, 0], [1, -2]]),
    ("bG", [[0], [1], [-1], [1], [0], [2]]), ("WB", [[1, 0, -1], [0, 2, 1]]),
    ("WO", [[1, 0, -1, 0, 1, 0], [0, 1, 0, 2, 0, -1]]), ("bO", [[1], [-1]]),
    ("WX", [[1, 0, -1], [0, 1, 2], [2, -1, 0], [1, 0, 1]]), ("bX", [[1], [-1], [0], [-2]]),
    ("WY", [[0, 1, 1], [-1, 0, 1], [1, 1, 0], [0, -1, 1]]), ("bY", [[0], [1], [-1], [0]]),
    ("WU", [[1, 0], [-1, 1], [0, 2]]), ("bU", [[0], [1], [-1]]),
    ("Wg", [[1, 0, 1], [0, -1, 0], [1, 1, 0]]), ("bg", [[1], [0], [-1]]),
)
# fmt: on
