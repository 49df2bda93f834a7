"""One tall product, cut once for one head and cut again for several."""

from collections.abc import Iterator

from aibyhand.core import Matrix, Role, Stack
from aibyhand.ops import (
    add_up,
    count_columns,
    count_rows,
    entry,
    rows_of,
    scale_by_root,
    softmax,
    stack,
)
from aibyhand.walk import Step
from aibyhand.walkthroughs.multi_head_attention.pictures import to_scale


def steps(X: Matrix, WQ: Stack, WK: Stack, WV: Stack, n: Matrix) -> Iterator[Step]:
    """The same rows asked all together, and head by head."""
    W = stack(*WQ, *WK, *WV).named("W", Role.WEIGHT)
    T = (W @ X).named("T", Role.LINEAR)
    says = "Stack all weights, and multiply once: queries, keys and values lie below each other."
    yield Step("Given", says, (X, *WQ, *WK, *WV, T))

    d, heads = WQ[0].shape[0], len(WQ)
    rows = d * heads
    Q, K, V = (rows_of(T, k * rows + 1, (k + 1) * rows) for k in range(3))
    Q, K, V = Q.named("Q", Role.QUERY), K.named("K", Role.KEY), V.named("V", Role.VALUE)
    S = (K.T @ Q).named("S", Role.SCORE)
    R = scale_by_root(S, count_rows(Q).named("dk", Role.NUMBER, "d_k")).named("R", Role.SCORE)
    A = softmax(R).named("A", Role.ATTENTION)
    F = (V @ A).named("F", Role.OUTPUT)
    says = "Cut the product in three, multiply keys and queries, take shares, and mix the values."
    yield Step("One head", says, (Q, K, V, S, R, A, F))

    cuts = [(k * d + 1, (k + 1) * d) for k in range(heads)]
    Qs = Stack("Q", Role.QUERY).all(rows_of(Q, *cut) for cut in cuts)
    Ks = Stack("K", Role.KEY).all(rows_of(K, *cut) for cut in cuts)
    Vs = Stack("V", Role.VALUE).all(rows_of(V, *cut) for cut in cuts)
    says = "Cut queries, keys and values once more: each head gets some of the rows."
    yield Step("Several heads", says, (*Qs, *Ks, *Vs))

    Ss = Stack("S", Role.SCORE).all(k.T @ q for k, q in zip(Ks, Qs, strict=True))
    size = count_rows(Qs[0]).named("dh", Role.NUMBER, "d_h")
    Rs = Stack("R", Role.SCORE).all(scale_by_root(one, size) for one in Ss)
    total = (add_up(*Ss) if heads > 1 else rows_of(S, 1, S.shape[0])).named(
        "S_sum", Role.SCORE, r"S_{\Sigma}"
    )
    says = "Multiply keys and queries of each head, and divide by the root of its own size."
    yield Step("Scores", says, (*Ss, total, *Rs))
    yield from _shared(Rs, Vs, n, W, F)


def _shared(Rs: Stack, Vs: Stack, n: Matrix, W: Matrix, F: Matrix) -> Iterator[Step]:
    """Shares, mixtures, and what all of it costs."""
    As = Stack("A", Role.ATTENTION).all(map(softmax, Rs))
    yield Step("Shares", "Apply softmax to every column, in each head by itself.", (*As,))
    Fs = Stack("F", Role.OUTPUT).all(v @ a for v, a in zip(Vs, As, strict=True))
    joined = stack(*Fs).named("F_multi", Role.OUTPUT, r"\bar{F}")
    says = "Mix the values of each head, and stack what the heads found."
    yield Step("Mix and stack", says, (*Fs, joined))

    t, r, h, d = (
        entry(n, 1, k).named(name, Role.NUMBER, name[0])
        for k, name in enumerate(("tn", "rn", "hn", "dn"), 1)
    )
    one = (t * t).named("scores_one", Role.NUMBER, "s_1")
    several = (one * h).named("scores_several", Role.NUMBER, "s_h")
    all_rows = (one * r).named("products_one", Role.NUMBER, "m_1")
    in_heads = (several * d).named("products_several", Role.NUMBER, "m_h")
    says = "Count scores and multiplications at the sizes of the source."
    counts = (n, t, r, h, d, one, several, all_rows, in_heads)
    yield Step("The sizes of the source", says, counts, to_scale(n))

    times = (several / one).named("times", Role.NUMBER, "q")
    high = count_rows(W).named("rows_W", Role.NUMBER, "r_W")
    wide = count_columns(W).named("columns_W", Role.NUMBER, "c_W")
    weights = (high * wide).named("weights", Role.NUMBER, "n_W")
    height = count_rows(F).named("rows_F", Role.NUMBER, "r_F")
    extra = (height * height).named("weights_out", Role.NUMBER, "n_O")
    says = "Compare the scores; count the weights, and those that join the heads in a real layer."
    yield Step("What is not the same", says, (times, high, wide, weights, height, extra))
