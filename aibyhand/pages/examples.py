"""Small matrices for the pages that teach reading and calculating; they are no walkthrough's."""

from collections.abc import Iterator

from aibyhand.core import Axis, Matrix, Role, given
from aibyhand.ops import exp, linear, relu, scale_by_root, sum_columns
from aibyhand.ops.pencil import floor_half, hand_sigmoid, power_of_three
from aibyhand.walk import EXACT, PENCIL, Lane, Step, Walkthrough

SAMPLES = Axis("sample", "{letter}")


def _multiply(X: Matrix, W: Matrix) -> Iterator[Step]:
    Y = (W @ X).named("Y", Role.OUTPUT)
    yield Step("Multiply", "Work every row of W on every sample.", (X, W, Y))
    T = (X @ W).named("T", Role.NUMBER)
    yield Step("Turn round", "Multiply the same two the other way round.", (T,))


# What a reader works as the first one; it is no walkthrough of the book, yet it can be live.
FIRST_PRODUCT = Walkthrough(
    slug="first-product",
    title="Your first product",
    question="How does a matrix make numbers out of numbers?",
    given=(
        given(
            "X", [[2, 0], [1, 3], [1, 1]], Role.INPUT, columns=SAMPLES, sizes="features × samples"
        ),
        given("W", [[1, 2, 0], [0, 1, -1]], Role.WEIGHT),
    ),
    steps=_multiply,
)


def first_product() -> tuple[Matrix, Matrix, Matrix]:
    """The first product: X, W and W·X."""
    trace = FIRST_PRODUCT.run()
    return trace["X"], trace["W"], trace["Y"]


def turned_round() -> Matrix:
    """The first product with its operands the other way round: another matrix."""
    return FIRST_PRODUCT.run()["T"]


def small_layer() -> tuple[Matrix, Matrix, Matrix]:
    """A layer with a bias, its ReLU, and a second layer that is frozen: Z, H and Y."""
    X = given("X", [[1, 0, 2, 1], [0, 1, 1, 3], [2, 1, 0, 1]], Role.INPUT, columns=SAMPLES)
    W = given("W", [[1, -1, 0], [0, 2, 1]], Role.WEIGHT)
    b = given("b", [[1], [-2]], Role.BIAS)
    U = given("U", [[1, 1], [2, -1], [0, 3]], Role.FROZEN_WEIGHT)
    Z = linear(W, X, b).named("Z", Role.LINEAR)
    H = relu(Z).named("H", Role.HIDDEN)
    Y = (U @ H).named("Y", Role.OUTPUT)
    return Z, H, Y


def written_line() -> Matrix:
    """A calculation cell by cell, written on a line: numbers divided by their sums."""
    N = given("N", [[1, 3], [3, 1], [0, 4]], Role.SCORE, columns=SAMPLES)
    n = sum_columns(N).named("n", Role.SCORE)
    return (N / n).named("P", Role.PROBABILITY)


def tanh_to_one_decimal() -> tuple[Matrix, Matrix]:
    """The hyperbolic tangent, exactly and to one decimal."""
    z = given("z", [[-3.0], [-1.0], [-0.5], [0.0], [0.5], [1.0], [2.0], [3.0]], Role.LINEAR)
    return (
        EXACT("tanh", z).named("t", Role.CANDIDATE),
        PENCIL("tanh", z).named("t_1", Role.CANDIDATE),
    )


def sigmoids() -> tuple[Matrix, Matrix, Matrix]:
    """The sigmoid: exactly, to one decimal, and by hand."""
    z = given("z", [[-4], [-3], [-2], [-1], [0], [1], [2], [3], [4]], Role.LINEAR)
    return (
        EXACT("sigmoid", z).named("g", Role.GATE),
        PENCIL("sigmoid", z).named("g_1", Role.GATE),
        hand_sigmoid(z).named("g_h", Role.GATE),
    )


def scaled() -> tuple[Matrix, Matrix]:
    """Scores divided by √3, and the same by hand: halved and rounded down."""
    s = given("s", [[4], [3], [2], [1], [0], [-1], [-2]], Role.SCORE)
    d = given("d", 3, Role.NUMBER)
    return (
        scale_by_root(s, d).named("r", Role.SCORE),
        floor_half(s).named("r_h", Role.SCORE),
    )


def powers() -> tuple[Matrix, Matrix]:
    """Powers of e, and powers of 3 in their place."""
    r = given("r", [[2], [1], [0], [-1], [-2]], Role.SCORE)
    return exp(r).named("E", Role.SCORE), power_of_three(r).named("E_h", Role.SCORE)


def shares() -> tuple[Matrix, Matrix]:
    """What four scores become as shares of 1: exactly, and with both rules of the hand."""
    s = given("s", [[3], [2], [1], [-1]], Role.SCORE)
    d = given("d", 3, Role.NUMBER)
    E = exp(scale_by_root(s, d).named("r", Role.SCORE)).named("E", Role.SCORE)
    E_h = power_of_three(floor_half(s).named("r_h", Role.SCORE)).named("E_h", Role.SCORE)
    n = sum_columns(E).named("n", Role.SCORE)
    n_h = sum_columns(E_h).named("n_h", Role.SCORE)
    return (E / n).named("A", Role.ATTENTION), (E_h / n_h).named("A_h", Role.ATTENTION)


def thirds(lane: Lane) -> tuple[Matrix, Matrix]:
    """Three equal shares: their sum, and what they make of larger values."""
    E = given("E", [[1], [1], [1]], Role.SCORE)
    n = sum_columns(E).named("n", Role.SCORE)
    A = lane("divide", E, n).named("A", Role.ATTENTION)
    V = given("V", [[30, 60, 90]], Role.VALUE)
    return sum_columns(A).named("S", Role.NUMBER), (V @ A).named("Z", Role.OUTPUT)
