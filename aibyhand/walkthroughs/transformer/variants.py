"""One position alone, shares in place of sums, and the whole block of 2017."""

from collections.abc import Generator, Iterator

from aibyhand.core import Matrix, Role, Stack
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
from aibyhand.walk import Step
from aibyhand.walkthroughs.transformer.steps import feed_forward, steps


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

    made = feed_forward(N, W1, b1, W2, b2, "F2", Role.HIDDEN_2)
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
