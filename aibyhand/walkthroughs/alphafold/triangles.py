"""The triangular update along outgoing edges: algorithm 11 of AlphaFold, without normalisation."""

from collections.abc import Iterator

from aibyhand.core import Axis, Matrix, Role, Stack
from aibyhand.core.numbers import number
from aibyhand.ops import channel, channels, linear, sigmoid
from aibyhand.ops.pencil import hand_sigmoid
from aibyhand.pictures.graph import Edge, Graph
from aibyhand.pictures.shades import Shades
from aibyhand.walk import Step

Gated = tuple[Matrix, Matrix, Matrix, Matrix]  # a weight and a bias, and those of the gate


def triangles(P: Matrix, edges: Gated, out: Gated, by_hand: bool = False) -> Iterator[Step]:
    """Correct the pair i, j by the pairs that i and j make with every third residue."""
    end, over = ("h", r"\tilde{%s}") if by_hand else ("", "%s")
    made = _edges(P, edges, by_hand)
    says = "Make a left and a right edge of every pair in each channel, and multiply by a gate."
    yield Step("Left and right edges", says, made, part="Triangular update")

    residues, count = round(P.shape[1] ** 0.5), made[-1].shape[0] // 2
    a, b = (Stack(f"{name}{end}", Role.HIDDEN_2, f"{over % name}_%s") for name in "ab")
    for k in range(1, count + 1):
        a.add(channel(made[-1], k, residues))
        b.add(channel(made[-1], count + k, residues))
    says = "Cut every row into a table: row i holds the edges that go out from residue i."
    yield Step("Edges as tables", says, (*a, *b))

    T = Stack(f"T{end}", Role.HIDDEN_3, f"{over % 'T'}_%s")
    T.all(left @ right.T for left, right in zip(a, b, strict=True))
    says = "Multiply each table of a by that of b transposed: it adds up over every third residue."
    yield Step("Triangles", says, (*T,), _triangle(a[0], b[0], T[0]))

    WU, bU, Wg, bg = out
    t = channels(*T).named(f"t{end}", Role.HIDDEN_3, over % "t", columns=P.columns)
    U = linear(WU, t, bU).named(f"U{end}", Role.LINEAR, over % "U")
    e = linear(Wg, P, bg).named("e", Role.LINEAR)
    g = (hand_sigmoid if by_hand else sigmoid)(e).named(f"g{end}", Role.GATE, over % "g")
    N = (U * g + P).named(f"P_new{end}", Role.OUTPUT, f"{over % 'P'}'")
    drawn = Shades("The pairs before and after", (P, N), residues)
    says = "Mix the channels, multiply by a gate, and add what was there before."
    yield Step("New pairs", says, (e, g, U, N), (drawn,))


def _edges(P: Matrix, weights: Gated, by_hand: bool) -> tuple[Matrix, ...]:
    """All left edges and below them all right ones; whole, their gates, and what these let by."""
    W, b, W_gate, b_gate = weights
    half = [str(k) for k in range(1, W.shape[0] // 2 + 1)]
    rows = Axis("edge", words=tuple(f"{side}{k}" for side in "ab" for k in half))
    whole = linear(W, P, b).named("X_open", Role.LINEAR, r"\hat{X}", rows=rows)
    Y = linear(W_gate, P, b_gate).named("Y", Role.LINEAR, rows=rows)
    if not by_hand:
        return whole, Y, (whole * sigmoid(Y)).named("X", Role.HIDDEN_2, rows=rows)
    G = hand_sigmoid(Y).named("Gh", Role.GATE, r"\tilde{G}")
    return whole, Y, G, (whole * G).named("Xh", Role.HIDDEN_2, r"\tilde{X}", rows=rows)


def _triangle(a: Matrix, b: Matrix, T: Matrix) -> tuple[Graph, ...]:
    """The edges 1 to 3 and 2 to 3, whose product is a part of the edge 1 to 2."""
    if a.shape[0] < 3:
        return ()
    edges = tuple(
        Edge(i, j, f"{m.tex}[{i + 1},{j + 1}] = {number(float(m.values[i, j]), m.digits)}", m is T)
        for m, i, j in ((a, 0, 2), (b, 1, 2), (T, 0, 1))
    )
    title = "A triangle: two edges to residue 3 are a part of the edge from 1 to 2"
    return (Graph(title, ("1", "2", "3"), edges, directed=True, role=a.role),)
