"""Transformer block: mix across positions, then put every position through one small network."""

from collections.abc import Generator, Iterator

import numpy as np

from aibyhand.core.matrix import Matrix, given
from aibyhand.core.op import Axis
from aibyhand.core.role import Role
from aibyhand.core.stack import Stack, given_stack
from aibyhand.ops import (
    column_means,
    column_of,
    count_rows,
    linear,
    mean_squares,
    positions,
    relu,
    scale_by_root,
    scale_shift,
    softmax,
    stack,
    sum_columns,
)
from aibyhand.pictures.graph import Edge, Graph
from aibyhand.pictures.network import Network
from aibyhand.walk import Claim, Step, Trace, Walkthrough, WrongTurn

PLACES = Axis("position", "pos {n}")

# fmt: off
GIVEN = (
    given(
        "X", [[5, 6, 0, 7, 0], [0, 2, 4, 0, 3], [1, 0, 1, 1, 0]], Role.INPUT, columns=PLACES,
        sizes="features × positions"
    ),
    # from each position (row) to each position (column)
    given(
        "A", [[1, 0, 0, 0, 1], [1, 1, 0, 0, 0], [0, 1, 1, 0, 0], [0, 0, 1, 1, 0], [0, 0, 0, 1, 1]],
        Role.ATTENTION, columns=PLACES, sizes="positions × listeners"
    ),
    given(
        "W1", [[1, -1, 0], [1, 1, 0], [0, 1, 1], [-1, 1, 1]], Role.WEIGHT,
        sizes="hidden units × features"
    ),
    given("b1", [[1], [0], [1], [0]], Role.BIAS, sizes="hidden units × 1"),
    given(
        "W2", [[1, 0, 0, -1], [0, 1, 1, 0], [0, 0, 1, -1]], Role.WEIGHT,
        sizes="features × hidden units"
    ),
    given("b2", [[0], [0], [1]], Role.BIAS, sizes="features × 1"),
    # What a real block has besides; these numbers are ours.
    given_stack(
        "WQ", [[[0.0, -1, 1], [0, 0, 0.5]], [[0, -0.5, 0.5], [0, 0.5, 0]]], Role.WEIGHT,
        sizes="heads × key numbers × features"
    ),
    given_stack(
        "WK", [[[-0.5, 0, 0.5], [0, 0, 0.5]], [[0.0, 0, -0.5], [-0.5, 0, 0.5]]], Role.WEIGHT,
        sizes="heads × key numbers × features"
    ),
    given_stack(
        "WV", [[[-1, 1, 0], [-1, 0, -1]], [[1, 0, 0], [0, 1, 1]]], Role.WEIGHT,
        sizes="heads × value numbers × features"
    ),
    given(
        "WO", [[0.0, 0, 0, -1], [1, 0, 0.5, 0], [0.0, 0, -1, 0]], Role.WEIGHT,
        sizes="features × heads·value numbers"
    ),
    given("g1", [[1], [2], [1]], Role.WEIGHT, sizes="features × 1"),
    given("c1", [[0], [1], [-1]], Role.BIAS, sizes="features × 1"),
    given("g2", [[1], [1], [2]], Role.WEIGHT, sizes="features × 1"),
    given("c2", [[1], [0], [0]], Role.BIAS, sizes="features × 1"),
    given("base", 10, Role.NUMBER, "b"),
)
# fmt: on


def steps(X: Matrix, A: Matrix, W1: Matrix, b1: Matrix, W2: Matrix, b2: Matrix) -> Iterator[Step]:
    """A mixes the columns of X; the network works on every column by itself."""
    yield Step("Given", "Write the features of every position in a column.", (X,))
    does = "Let queries and keys decide who listens to whom; here the answer is given."
    yield Step("Attention", does, (A,), _listening(A))

    Z = (X @ A).named("Z", Role.MESSAGE)
    does = "Multiply the features by the attention weights: this mixes across positions."
    yield Step("Attention weighting", does, (Z,))
    F1, R, Y = _feed_forward(Z, W1, b1, W2, b2, "Y", Role.OUTPUT)
    does = "Multiply by the first weights and add the bias, for every position alike."
    yield Step("FFN: first layer", does, (F1,))
    yield Step("ReLU", "Set negative numbers to zero.", (R,))
    network = Network("The network, with the numbers of the first position", (Z, R, Y), (W1, W2))
    does = "Multiply by the second weights and add the bias; the next block takes over."
    yield Step("FFN: second layer", does, (Y,), (network,))


def _listening(A: Matrix) -> tuple[Graph, ...]:
    """Draw who listens to whom, where every position gives and takes."""
    if A.shape[0] != A.shape[1]:
        return ()
    arrows = tuple(Edge(int(i), int(j)) for i, j in np.argwhere(A.values) if i != j)
    names = tuple(str(k + 1) for k in range(A.shape[1]))
    title = "Which position gives to which, apart from itself"
    return (Graph(title, names, arrows, directed=True, role=Role.ATTENTION),)


def _feed_forward(
    Z: Matrix, W1: Matrix, b1: Matrix, W2: Matrix, b2: Matrix, name: str, role: Role
) -> tuple[Matrix, Matrix, Matrix]:
    """Compute two layers with a ReLU between them."""
    F1 = linear(W1, Z, b1).named("F1", Role.LINEAR)
    R = relu(F1).named("R", Role.HIDDEN)
    return F1, R, linear(W2, R, b2).named(name, role)


def one_position(
    X: Matrix, A: Matrix, W1: Matrix, b1: Matrix, W2: Matrix, b2: Matrix
) -> Iterator[Step]:
    """Follow the first position alone: of the others it takes what the attention gives it."""
    a = column_of(A, 1).named("a", Role.ATTENTION)
    yield Step("Given", "Take the first column of the attention weights.", (X, A, a))
    z = (X @ a).named("z", Role.MESSAGE)
    yield Step("Mix", "Mix all positions with it.", (z,))
    f = linear(W1, z, b1).named("f", Role.LINEAR)
    r = relu(f).named("r", Role.HIDDEN)
    y = linear(W2, r, b2).named("y", Role.OUTPUT)
    yield Step("Feed-forward", "Put the one column through the network.", (f, r, y))


def averages(
    X: Matrix, A: Matrix, W1: Matrix, b1: Matrix, W2: Matrix, b2: Matrix
) -> Iterator[Step]:
    """The same with shares: every column of the attention weights divided by its sum."""
    s = sum_columns(A).named("s", Role.SCORE)
    shares = (A / s).named("Abar", Role.ATTENTION, r"\bar{A}")
    yield Step("Shares", "Divide every column by its sum.", (A, s, shares))
    yield from steps(X, shares, W1, b1, W2, b2)


def block(
    X: Matrix, WQ: Stack, WK: Stack, WV: Stack, WO: Matrix,
    g1: Matrix, c1: Matrix, W1: Matrix, b1: Matrix, W2: Matrix, b2: Matrix, g2: Matrix, c2: Matrix,
    base: Matrix,
) -> Iterator[Step]:  # fmt: skip
    """The encoder's block of 2017, which normalises after each residual connection (post-norm)."""
    P = positions(X, base).named("P", Role.WAVE)
    XP = (X + P).named("XP", Role.INPUT)
    yield Step("Positions", "Add to every column where it stands.", (X, P, XP))

    found: list[Matrix] = []
    for k, (*parts, Z) in enumerate(_heads(XP, WQ, WK, WV), 1):
        yield Step(f"Head {k}", "Score, scale, softmax, mix.", (*parts, Z))
        name = "J" if k == len(WQ) else f"J{k}"
        found.append(Z if k == 1 else _under(found[-1], Z, name))
    O = (WO @ found[-1]).named("O", Role.MESSAGE)
    yield Step("Join the heads", "Stack what they found, and mix it.", (found[-1], O))
    N = yield from _add_and_normalise(XP, O, g1, c1, 1)

    made = _feed_forward(N, W1, b1, W2, b2, "F2", Role.HIDDEN_2)
    yield Step("Feed-forward", "Put every column through the network.", made)
    yield from _add_and_normalise(N, made[-1], g2, c2, 2)


def _heads(XP: Matrix, WQ: Stack, WK: Stack, WV: Stack) -> Iterator[tuple[Matrix, ...]]:
    """Attend with the weights of every head."""
    Q, K, V = Stack("Q", Role.QUERY), Stack("K", Role.KEY), Stack("V", Role.VALUE)
    S, d = Stack("S", Role.SCORE), Stack("d", Role.NUMBER)
    scaled = Stack("S%s_scaled", Role.SCORE, r"\hat{S}_{%s}")
    A, Z = Stack("A", Role.ATTENTION), Stack("Z", Role.MESSAGE)
    for wq, wk, wv in zip(WQ, WK, WV, strict=True):
        q, k, v = Q.add(wq @ XP), K.add(wk @ XP), V.add(wv @ XP)
        s, size = S.add(k.T @ q), d.add(count_rows(k))
        r = scaled.add(scale_by_root(s, size))
        a = A.add(softmax(r))
        yield q, k, v, s, size, r, a, Z.add(v @ a)


def _under(above: Matrix, Z: Matrix, name: str) -> Matrix:
    return stack(above, Z).named(name, Role.MESSAGE, columns=Z.columns)


def _add_and_normalise(
    stayed: Matrix, change: Matrix, g: Matrix, c: Matrix, k: int
) -> Generator[Step, None, Matrix]:
    """Add what a layer found to what went in, then bring every column to mean 0 and spread 1."""
    U = (stayed + change).named(f"U{k}", Role.HIDDEN)
    yield Step(f"Residual {k}", "Add what came out to what went in.", (U,))
    m = column_means(U).named(f"m{k}", Role.NUMBER)
    D = (U - m).named(f"D{k}", Role.HIDDEN)
    v = mean_squares(D).named(f"v{k}", Role.NUMBER)
    H = scale_by_root(D, v).named(f"H{k}", Role.HIDDEN)
    N = scale_shift(H, g, c).named(*(("N", Role.HIDDEN_2) if k == 1 else ("Y", Role.OUTPUT)))
    does = "Take off the mean, divide by the spread, then scale and shift every row."
    yield Step(f"Layer normalisation {k}", does, (m, D, v, H, N))
    return N


def _without_relu(trace: Trace) -> Matrix:
    return linear(trace["W2"], trace["F1"], trace["b2"]).named("wrong", Role.OUTPUT, "Y'")


def _alone(trace: Trace) -> bool:
    """The network gives every column what it gives that column alone."""
    numbers = {name: trace[name].values for name in ("W1", "b1", "W2", "b2")}
    columns = trace["Z"].values.T
    alone = [walkthrough.run_on(numbers | {"X": z[:, None], "A": [[1]]})["Y"] for z in columns]
    return np.allclose(np.hstack([y.values for y in alone]), trace["Y"].values)


def _in_another_order(trace: Trace) -> bool:
    """With the positions the other way round, the same columns come out the other way round."""
    numbers = {name: trace[name].values for name in ("W1", "b1", "W2", "b2")}
    turned = {"X": trace["X"].values[:, ::-1], "A": trace["A"].values[::-1, ::-1]}
    return np.allclose(walkthrough.run_on(numbers | turned)["Y"], trace["Y"].values[:, ::-1])


walkthrough = Walkthrough(
    slug="transformer",
    title="Transformer block",
    question="What does one block of a transformer do with a sequence?",
    given=GIVEN,
    steps=steps,
    part="attention",
    after=("self-attention",),
    minutes=35,
    variants=(("position", one_position), ("averages", averages), ("block", block)),
    second=(  # 4 features, 3 positions, 5 hidden numbers; shares in every column of A
        ("X", [[1, -2, 3], [2, 0, -1], [0, 1, 1], [-1, 3, 2]]),
        ("A", [[0.5, 0.2, 0], [0.3, 0.7, 0.4], [0.2, 0.1, 0.6]]),
        ("W1", [[1, 0, -1, 2], [0, 1, 1, -1], [-1, 2, 0, 1], [1, 1, -2, 0], [0, -1, 1, -1]]),
        ("b1", [[0.5], [-1], [0.25], [1], [-0.5]]),
        (
            "W2",
            [[1, -1, 0, 2, 1], [0, 1, 1, -1, -2], [2, 0, -1, 1, 1], [-1, 1, 0.5, 0, 1]],
        ),
        ("b2", [[1], [-0.5], [0], [2]]),
    ),
    claims=(
        Claim(
            "Every column of A sums to 2, so every column of Z is a sum of two positions. "
            "With a softmax, the columns would sum to 1.",
            lambda t: np.allclose(t["A"].values.sum(axis=0), 2),
            lambda t: sum_columns(t["A"]).named("total", Role.NUMBER, r"\Sigma"),
        ),
        Claim(
            "The network gives every position what it would give it alone: "
            "positions meet in the attention and nowhere else.",
            _alone,
        ),
        Claim(
            "Turn the order of the positions round, in X and in A, and the same columns come out "
            "in the turned order: the block by itself knows no order.",
            _in_another_order,
        ),
    ),
    wrong_turns=(
        WrongTurn(
            "Mixing with the transpose",
            "Column j of A says whom position j listens to. "
            "With the transpose, every position hears those that listen to it.",
            lambda t: (t["X"] @ t["A"].T).named("wrong", Role.MESSAGE, "Z'"),
            "Z",
        ),
        WrongTurn(
            "Leaving out the ReLU",
            "Without it, the two layers are one: a single product with W₂W₁ would do the same. "
            "Only the hidden numbers below zero show the difference.",
            _without_relu,
            "Y",
        ),
    ),
)
