"""A decoder without recurrence: it looks back at its own words, and across at the encoder's."""

from collections.abc import Iterator
from typing import NamedTuple

from aibyhand.core import Matrix, Role
from aibyhand.ops import (
    column_of,
    count_rows,
    embed,
    exp,
    likeliest,
    linear,
    over_column_sums,
    scale_by_root,
    so_far,
    softmax,
)
from aibyhand.pictures.heat import Heat
from aibyhand.walk import Step
from aibyhand.walkthroughs.cross_attention.steps import attend


class Encoded(NamedTuple):
    """What the decoder needs beside its own columns: keys and values of what was read."""

    WQ2: Matrix
    K2: Matrix
    V2: Matrix
    dk: Matrix
    O: Matrix
    ob: Matrix


def steps(
    E: Matrix, T: Matrix, order: Matrix, WQ1: Matrix, WK1: Matrix, WV1: Matrix,
    WQ2: Matrix, WK2: Matrix, WV2: Matrix, O: Matrix, ob: Matrix, dk: Matrix | None,
) -> Iterator[Step]:  # fmt: skip
    """All places at once under a mask; then the first word alone, and the same without a mask."""
    given = (E, WK2, WV2, order, T, WQ1, WK1, WV1, WQ2, O, ob)
    yield Step("Given", "Write what the encoder has read, the table of words, and the weights.",
               given)  # fmt: skip

    D = embed(T, order).named("D", Role.INPUT, columns=order.columns)
    yield Step("Words in", "Take the start sign and the words before: each moves on by one place.",
               (D,))  # fmt: skip

    Q1 = (WQ1 @ D).named("Q1", Role.QUERY)
    K1 = (WK1 @ D).named("K1", Role.KEY)
    V1 = (WV1 @ D).named("V1", Role.VALUE)
    dk = dk or count_rows(Q1).named("dk", Role.NUMBER, "d_k")
    S1, P1, M1, A1 = masked(Q1, K1, dk)
    yield Step("Masked self-attention", "Make keys, values and queries; raise e to the scaled "
               "scores, put zeros for later places, and make shares.",
               (K1, V1, Q1, S1, P1, M1, A1), part="Among its own words")  # fmt: skip
    F1, D1 = mixed(D, V1, A1)
    yield Step("Mix and add", "Mix the values by the shares, and add what was there.",
               (F1, D1))  # fmt: skip

    Q2 = (WQ2 @ D1).named("Q2", Role.QUERY)
    K2 = (WK2 @ E).named("K2", Role.KEY)
    V2 = (WV2 @ E).named("V2", Role.VALUE)
    S2, R2, A2, F2 = attend(Q2, K2, V2, dk, "2", "2")
    looks = Heat("Who looks at what", A2, "the place that writes", "the word that was read")
    yield Step("Cross-attention", "Make keys of the encoder, queries of the decoder, and shares.",
               (K2, Q2, S2, R2, A2), (looks,), part="Across to the encoder")  # fmt: skip
    D2 = (D1 + F2).named("D2", Role.OUTPUT)
    yield Step("Mix and add again", "Mix the encoder's values, and add what was there.",
               (V2, F2, D2))  # fmt: skip

    L = linear(O, D2, ob).named("L", Role.LINEAR)
    p = softmax(L).named("p", Role.PROBABILITY)
    yield Step("Scores and probabilities", "Score every word of the table at every place.",
               (L, p), part="Words")  # fmt: skip
    n = likeliest(L).named("n", Role.NUMBER)
    yield Step("Words out", "Take the likeliest word of every place, counted from 0.", (n,))

    yield from compared(D, WV1, P1, V1, Encoded(WQ2, K2, V2, dk, O, ob))


def compared(D: Matrix, WV1: Matrix, P1: Matrix, V1: Matrix, rest: Encoded) -> Iterator[Step]:
    """The first word written alone, and all words without a mask."""
    d = column_of(D, 1).named("d", Role.INPUT)
    v = (WV1 @ d).named("v", Role.VALUE)
    d1 = (d + v).named("d1", Role.OUTPUT)
    yield Step("The first word alone", "Take the start sign only: its one share is 1.",
               (d, v, d1, *written(d1, rest, "s")), part="Is it the same?")  # fmt: skip
    A1u = over_column_sums(P1).named("A1u", Role.ATTENTION)
    F1u, D1u = mixed(D, V1, A1u, "u")
    yield Step("Without the mask", "Make shares of all powers, later places too, and go on.",
               (A1u, F1u, D1u, *written(D1u, rest, "u")))  # fmt: skip


def masked(Q: Matrix, K: Matrix, dk: Matrix) -> tuple[Matrix, ...]:
    """Scores, powers, what is left of them, and shares: none of later places."""
    S = (K.T @ Q).named("S1", Role.SCORE)
    P = exp(scale_by_root(S, dk)).named("P1", Role.SCORE)
    M = so_far(P).named("M1", Role.SCORE)
    return S, P, M, over_column_sums(M).named("A1", Role.ATTENTION)


def mixed(D: Matrix, V: Matrix, A: Matrix, end: str = "") -> tuple[Matrix, Matrix]:
    """The values by their shares, and that added to what was there."""
    F = (V @ A).named(f"F1{end}", Role.OUTPUT)
    return F, (D + F).named(f"D1{end}", Role.OUTPUT)


def written(D1: Matrix, rest: Encoded, end: str) -> tuple[Matrix, ...]:
    """From columns that have looked at their own words to the numbers of words."""
    q = (rest.WQ2 @ D1).named(f"Q2{end}", Role.QUERY)
    *shares, F = attend(q, rest.K2, rest.V2, rest.dk, f"2{end}", f"{{2{end}}}")
    after = (D1 + F).named(f"D2{end}", Role.OUTPUT)
    L = linear(rest.O, after, rest.ob).named(f"L{end}", Role.LINEAR)
    return q, *shares, F, after, L, likeliest(L).named(f"n{end}", Role.NUMBER)
