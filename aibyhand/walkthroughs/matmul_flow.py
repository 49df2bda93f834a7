"""Matrix multiplication: inner edges meet, outer edges are left, and sizes flow through a chain."""

from collections.abc import Iterator

import numpy as np

from aibyhand.core import Axis, Matrix, Role, given
from aibyhand.ops import beside, count_columns, count_rows, multiplications, stack
from aibyhand.pictures.corners import Meeting
from aibyhand.pictures.rectangles import Rectangles
from aibyhand.walk import Claim, Step, Trace, Walkthrough, WrongTurn

STALLS = Axis("stall", "stall {n}")
DAYS = Axis("day", "day {n}", words=("Mon", "Tue", "Wed"))

# fmt: off
GIVEN = (
    given("A", [[1, 1], [-1, 1]], Role.WEIGHT, columns=STALLS, sizes="figures × stalls"),
    given(
        "B", [[1, 5, 2], [2, 4, 2]], Role.INPUT, rows=STALLS, columns=DAYS, sizes="stalls × days"
    ),
    given("D", [[1, 0], [2, -1], [0, 3]], Role.WEIGHT, rows=DAYS, sizes="days × sums"),
    given("E", [[2, 0], [1, -1], [0, 1]], Role.WEIGHT, sizes="reports × figures"),
    # of the attention whose sizes the post on self- and cross-attention names
    given("t", 128, Role.NUMBER),  # tokens
    given("d", 16, Role.NUMBER),  # rows of queries and keys
    given("v", 12, Role.NUMBER),  # rows of values
)
SECOND = (
    ("A", [[2, -1, 0, 1], [1, 3, -2, 0], [0, 1, 1, -3]]),
    ("B", [[1, 4], [-2, 0], [3, 1], [0, 5]]),
    ("D", [[1, 0, 2, -1, 3], [2, -2, 0, 1, 1]]), ("E", [[1, -1, 2], [0, 3, 1]]),
)
# fmt: on


def steps(A: Matrix, B: Matrix, D: Matrix, E: Matrix) -> Iterator[Step]:
    """Let edges meet, fill the corner, chain to the right and from the left, and count."""
    loose = Rectangles("Two rectangles", apart=(A, B))
    yield Step("Given", "Draw every matrix as a rectangle: rows down, columns across.",
               (A, B, D, E), (loose,))  # fmt: skip

    kA = count_columns(A).named("kA", Role.NUMBER, "k_A")
    kB = count_rows(B).named("kB", Role.NUMBER, "k_B")
    meet = Rectangles("Inner edges that meet", (Meeting(A, B),))
    yield Step("Up and to the right", "Shift B up and to the right, until it touches A.",
               (kA, kB), (meet,))  # fmt: skip

    m = count_rows(A).named("m", Role.NUMBER)
    n = count_columns(B).named("n", Role.NUMBER)
    C = (A @ B).named("C", Role.HIDDEN)
    corner = Rectangles("The corner", (Meeting.of(C),))
    yield Step("The corner", "Take the rows of A and the columns of B.", (m, n), (corner,))
    yield Step("Rows times columns", "Multiply every row of A by every column of B.", (C,))

    R = (C @ D).named("R", Role.HIDDEN_2)
    sideways = Rectangles("To the right", (Meeting.of(C), Meeting.of(R)))
    yield Step("Chain to the right", "Multiply by D from the right.", (R,), (sideways,))

    L = (E @ A).named("L", Role.HIDDEN)
    G = (L @ B).named("G", Role.HIDDEN_2)
    down = Rectangles("From the left", (Meeting.of(C), Meeting.of(L), Meeting.of(G)))
    yield Step("Chain from the left", "Multiply A by E from the left, and only then by B.",
               (L, G), (down,))  # fmt: skip

    N = (B @ D).named("N", Role.HIDDEN)
    R2 = (A @ N).named("R2", Role.HIDDEN_2, "R'")
    P = (L @ N).named("P", Role.HIDDEN_3)
    inner = Rectangles("B and D first", (Meeting.of(N), Meeting.of(R2)))
    yield Step("Either way round", "Multiply B by D first, and only then A and L by the result.",
               (N, R2, P), (inner,))  # fmt: skip
    yield _count(A, B, C, D, N)

    wide, high = (beside(A, A).named("Aw", Role.WEIGHT), stack(B, B).named("Bh", Role.INPUT))
    twice = (wide @ high).named("C2", Role.HIDDEN, "C_2")
    pictures = (
        Rectangles("B from the left", (Meeting(B, A),)),
        Rectangles("One edge changed", (Meeting(wide, B),)),
        Rectangles("Both edges changed", (Meeting.of(twice),)),
    )
    yield Step("Resize", "Put A beside itself, and B below itself.",
               (wide, high, twice), pictures)  # fmt: skip


def _count(A: Matrix, B: Matrix, C: Matrix, D: Matrix, N: Matrix) -> Step:
    """Both ways to the same result: rows times inner edge times columns for each product."""
    first = multiplications(A, B).named("n1", Role.NUMBER)
    second = multiplications(C, D).named("n2", Role.NUMBER)
    left = (first + second).named("work_left", Role.NUMBER, r"n_{(AB)D}")
    third = multiplications(B, D).named("n3", Role.NUMBER)
    fourth = multiplications(A, N).named("n4", Role.NUMBER)
    right = (third + fourth).named("work_right", Role.NUMBER, r"n_{A(BD)}")
    says = "Count the multiplications of both ways."
    return Step("Count the work", says, (first, second, left, third, fourth, right))


def attention(t: Matrix, d: Matrix, v: Matrix) -> Iterator[Step]:
    """Count the work of values times keys transposed times queries, without a softmax between."""
    yield Step("Given", "Take the sizes of an attention.", (t, d, v))
    scores = (t * d * t).named("s1", Role.NUMBER)
    mixed = (v * t * t).named("s2", Role.NUMBER)
    long = (scores + mixed).named("work_scores", Role.NUMBER, r"n_{V(K^\top Q)}")
    yield Step("Scores first", "Multiply keys and queries first.", (scores, mixed, long))
    table = (v * t * d).named("s3", Role.NUMBER)
    asked = (v * d * t).named("s4", Role.NUMBER)
    short = (table + asked).named("work_values", Role.NUMBER, r"n_{(VK^\top)Q}")
    yield Step("Values first", "Multiply values and keys first.", (table, asked, short))


def _all_ways(trace: Trace) -> bool:
    ways = (trace["P"].values, trace["G"].values @ trace["D"].values,
            trace["E"].values @ trace["R"].values)  # fmt: skip
    return all(np.allclose(way, ways[0]) for way in ways)


walkthrough = Walkthrough(
    slug="matmul-flow",
    title="Matrix multiplication",
    question="Which matrices can be multiplied, and how large is the result?",
    given=GIVEN,
    steps=steps,
    part="basics",
    minutes=15,
    second=SECOND,
    variants=(("attention", attention),),
    claims=(
        Claim(
            "The result has the rows of the left matrix and the columns of the right one.",
            lambda t: t["C"].shape == (t["m"].values.item(), t["n"].values.item()),
        ),
        Claim(
            "Brackets may move: A B first or B D first, the result is the same.",
            lambda t: np.allclose(t["R"].values, t["R2"].values),
        ),
        Claim("So they may in a chain of four, E A B D, in any way.", _all_ways),
        Claim(
            "Twice the same along the inner edge doubles every number and changes no size.",
            lambda t: (
                t["C2"].shape == t["C"].shape and np.allclose(t["C2"].values, 2 * t["C"].values)
            ),
        ),
    ),
    wrong_turns=(
        WrongTurn(
            "Columns of A in place of its rows",
            "A row of the left matrix meets a column of the right one. Where the left matrix is "
            "square, its columns fit just as well, and nothing but the numbers tells.",
            lambda t: (t["A"].T @ t["B"]).named("wrong", Role.HIDDEN, r"\bar{C}"),
            "C",
        ),
        WrongTurn(
            "Changing the order",
            "Brackets may move, the matrices may not. What is multiplied from the other side "
            "may fit, too, and gives other numbers.",
            lambda t: (t["N"] @ t["A"]).named("wrong", Role.HIDDEN_2, r"\bar{R}"),
            "R2",
        ),
    ),
)
