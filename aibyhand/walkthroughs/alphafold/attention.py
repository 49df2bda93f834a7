"""Row attention with pair bias and gates: algorithm 7 of AlphaFold, without normalisation."""

from collections.abc import Iterator

from aibyhand.core import Matrix, Role, Stack
from aibyhand.ops import channel, count_rows, linear, scale_by_root, sigmoid, softmax, stack
from aibyhand.walk import Step

Affine = tuple[Matrix, Matrix]  # a weight and a bias


def attention(
    m: Matrix, P: Matrix, W: tuple[Stack, Stack, Stack], gate: Affine, WB: Matrix, out: Affine
) -> Iterator[Step]:
    """Let the residues of one sequence look at each other where the pairs tell them to."""
    Q = Stack("Q", Role.QUERY).all(w @ m for w in W[0])
    K = Stack("K", Role.KEY).all(w @ m for w in W[1])
    V = Stack("V", Role.VALUE).all(w @ m for w in W[2])
    E = linear(gate[0], m, gate[1]).named("E", Role.LINEAR)
    G = sigmoid(E).named("G", Role.GATE)
    says = "Multiply by the weights of every head, and squeeze the gates."
    yield Step("Queries, keys, values, gates", says, (*Q, *K, *V, E, G), part="Row attention")

    beta = (WB @ P).named("beta", Role.SCORE, r"\beta")
    heads = range(1, WB.shape[0] + 1)
    B = Stack("B", Role.SCORE).all(channel(beta, h, m.shape[1]) for h in heads)
    says = "Make one number of every pair for each head, and cut each row into a table."
    yield Step("Pair bias", says, (beta, *B))

    c = count_rows(Q[0]).named("c", Role.NUMBER)
    S = Stack("S", Role.SCORE).all(k.T @ q for k, q in zip(K, Q, strict=True))
    # in S and R columns ask and rows answer, in B it is the other way round
    R = Stack("R", Role.SCORE).all(scale_by_root(s, c) + b.T for s, b in zip(S, B, strict=True))
    says = "Multiply keys and queries, divide by the root, and add the bias turned on its side."
    yield Step("Scores", says, (c, *S, *R))

    A = Stack("A", Role.ATTENTION).all(map(softmax, R))
    yield Step("Shares", "Apply softmax to every column.", (*A,))

    F = Stack("F", Role.HIDDEN_2).all(v @ a for v, a in zip(V, A, strict=True))
    C = stack(*F).named("C", Role.HIDDEN_2)
    H = (C * G).named("H", Role.HIDDEN_3)
    says = "Mix the values by the shares, stack the heads, and multiply by the gates."
    yield Step("Mix and gate", says, (*F, C, H))

    D = linear(out[0], H, out[1]).named("D", Role.LINEAR)
    N = (D + m).named("M_new", Role.OUTPUT, "M'")
    yield Step("New sequence", "Mix the heads, and add what was there before.", (D, N))
