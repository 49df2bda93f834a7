"""Both kinds of attention side by side: the same queries, keys and values from two places."""

from collections.abc import Iterator

from aibyhand.core import Matrix, Role
from aibyhand.ops import beside, count_columns, count_rows, entry, scale_by_root, softmax
from aibyhand.walk import Step
from aibyhand.walkthroughs.cross_attention.pictures import to_scale


def steps(
    X: Matrix, E: Matrix, WQ: Matrix, WKs: Matrix, WVs: Matrix, WK: Matrix, WV: Matrix,
    dk: Matrix | None, n: Matrix,
) -> Iterator[Step]:  # fmt: skip
    """X asks both times; it answers itself, or E answers."""
    says = "Write two sequences with a token in each column, and the weights."
    yield Step("Given", says, (X, E, WQ, WKs, WVs, WK, WV))

    Q = (WQ @ X).named("Q", Role.QUERY)
    yield Step("Queries", "Make the queries of X, once for both.", (Q,))

    Ks = (WKs @ X).named("Ks", Role.KEY, "K_X")
    Vs = (WVs @ X).named("Vs", Role.VALUE, "V_X")
    yield Step("Self: keys and values", "Make keys and values of X, too.", (Ks, Vs))
    dk = dk or count_rows(Q).named("dk", Role.NUMBER, "d_k")
    own = attend(Q, Ks, Vs, dk, "s", "X")
    says = "Multiply keys and queries, divide by the root, take shares, and mix the values."
    yield Step("Self: scores, shares, mix", says, own)

    K = (WK @ E).named("K", Role.KEY, "K_E")
    V = (WV @ E).named("V", Role.VALUE, "V_E")
    yield Step("Cross: keys and values", "Make keys and values of E, with weights of their own.",
               (K, V))  # fmt: skip
    other = attend(Q, K, V, dk, "", "E")
    says = "Do the same with the keys and values of E, and with the same queries."
    yield Step("Cross: scores, shares, mix", says, other)

    t = count_columns(X).named("t_X", Role.NUMBER, "t_X")
    ts = count_columns(own[-1]).named("t_Fs", Role.NUMBER, "t_{F_X}")
    tc = count_columns(other[-1]).named("t_F", Role.NUMBER, "t_{F_E}")
    says = "Set the results side by side, and count their columns and those of X."
    yield Step("The same number of columns", says, (own[-1], other[-1], t, ts, tc))
    yield published(n)


def attend(
    Q: Matrix, K: Matrix, V: Matrix, dk: Matrix, end: str, tex: str
) -> tuple[Matrix, Matrix, Matrix, Matrix]:
    """Score, scale, share out and mix; the queries may come from anywhere."""
    S = (K.T @ Q).named(f"S{end}", Role.SCORE, f"S_{tex}")
    R = scale_by_root(S, dk).named(f"S{end}_scaled", Role.SCORE, f"R_{tex}")
    A = softmax(R).named(f"A{end}", Role.ATTENTION, f"A_{tex}")
    return S, R, A, (V @ A).named(f"F{end}", Role.OUTPUT, f"F_{tex}")


def published(n: Matrix) -> Step:
    """The sizes that follow from those of the source, and rectangles to scale."""
    t = entry(n, 1, 2).named("t", Role.NUMBER)
    u = entry(n, 1, 3).named("u", Role.NUMBER)
    v = entry(n, 1, 5).named("v", Role.NUMBER)
    rows = [
        beside(*pair).named(f"size_{name}", Role.NUMBER, rf"\operatorname{{size}}({tex})")
        for name, tex, pair in (
            ("Ss", "S_X", (t, t)), ("S", "S_E", (u, t)), ("Fs", "F_X", (v, t)), ("F", "F_E", (v, t))
        )
    ]  # fmt: skip
    says = "Take the sizes of the source: the rows of the left matrix, the columns of the right."
    return Step("The sizes of the source", says, (n, t, u, v, *rows), to_scale(n))
