"""Graph convolutional network: every node adds up what its neighbours, and itself, have to say."""

from collections.abc import Iterator
from functools import partial

import numpy as np

from aibyhand.core import Axis, Matrix, Role, given
from aibyhand.ops import (
    add_identity,
    add_up,
    column_of,
    entry,
    linear,
    normalise_degree,
    relu,
    sigmoid,
    sum_columns,
    times_number,
)
from aibyhand.ops.pencil import hand_sigmoid
from aibyhand.pictures.graph import Edge, Graph, graph_of
from aibyhand.walk import EXACT, Claim, Lane, Step, Trace, Walkthrough, WrongTurn

NODES = Axis("node", "{letter}")

# fmt: off
GIVEN = (
    given(
        "X", [[2, 1, 0, 1, 0], [1, 0, 1, 0, 2], [0, 2, 0, 0, 0], [0, 0, 0, 2, 1]], Role.INPUT,
        columns=NODES, sizes="features × nodes"
    ),
    given(
        "Adj", [[0, 0, 1, 0, 0], [0, 0, 1, 1, 1], [1, 1, 0, 0, 0], [0, 1, 0, 0, 0],
        [0, 1, 0, 0, 0]], Role.ADJACENCY, r"\mathrm{Adj}", rows=NODES, columns=NODES,
        sizes="nodes × nodes"
    ),
    given(
        "W1", [[1, 1, -1, 1], [0, -1, 0, 1], [1, -1, 1, -1]], Role.WEIGHT,
        sizes="first units × features"
    ),
    given("b1", [[0], [0], [0]], Role.BIAS, sizes="first units × 1"),
    given(
        "W2", [[0, 1, -1], [1, 0, -1], [1, 0, -1]], Role.WEIGHT, sizes="second units × first units"
    ),
    given("b2", [[2], [-1], [1]], Role.BIAS, sizes="second units × 1"),
    given(
        "L1", [[-1, 0, 1], [1, 1, -1], [1, 0, 1], [0, 0, 1], [0, -1, 1]], Role.WEIGHT,
        sizes="third units × second units"
    ),
    given("c1", [[-5], [2], [-4], [0], [0]], Role.BIAS, sizes="third units × 1"),
    given("L2", [[-1, 1, 2, 1, -2]], Role.WEIGHT, sizes="outputs × third units"),
    given("c2", [[-6]], Role.BIAS, sizes="outputs × 1"),
)
SECOND = (
    ("X", [[1, 0, 2, -1], [2, 1, 0, 3], [0, 3, 1, 1]]),
    ("Adj", [[0, 1, 0, 0], [1, 0, 1, 0], [0, 1, 0, 1], [0, 0, 1, 0]]),
    ("W1", [[-1, -2, 2], [1, 1, -2]]), ("b1", [[-2], [-2]]), ("W2", [[2, 1], [-2, 1], [-1, -1]]),
    ("b2", [[-2], [1], [1]]), ("L1", [[-1, 1, 2], [0, 0, 2], [1, -1, -2], [-1, 1, 3]]),
    ("c1", [[1], [-1], [-1], [2]]), ("L2", [[-1, -2, -1, 2]]), ("c2", [[1]]),
)
# fmt: on


def steps(
    X: Matrix, Adj: Matrix, W1: Matrix, b1: Matrix, W2: Matrix, b2: Matrix, L1: Matrix, c1: Matrix,
    L2: Matrix, c2: Matrix, lane: Lane = EXACT, normalised: bool = False,
) -> Iterator[Step]:  # fmt: skip
    """Message and pool twice, then a small network for each node; columns are nodes throughout."""
    _refuse_loops(Adj)
    does = "Write the features of every node in a column of its own."
    yield Step("Given", does, (X,), (graph_of("The graph", Adj),))
    yield Step("Adjacency", "Write a 1 for every edge, in both directions.", (Adj,))

    A = P = add_identity(Adj).named("A", Role.ADJACENCY)
    selfs: tuple[Matrix, ...] = (A,)
    if normalised:
        d = sum_columns(A).named("d", Role.ADJACENCY)
        P = normalise_degree(A, d).named("A_hat", Role.ADJACENCY, r"\hat{A}")
        selfs = (A, d, P)
    yield Step("Self-loops", "Add the identity: every node is its own neighbour.", selfs)

    F = X
    layers = (("first", W1, b1, Role.HIDDEN, 0), ("second", W2, b2, Role.HIDDEN_2, 2))
    for k, (which, W, b, role, node) in enumerate(layers, 1):
        Z = linear(W, F, b).named(f"Z{k}", Role.LINEAR)
        M = Z if normalised else relu(Z).named(f"M{k}", Role.MESSAGE)
        made = (Z,) if normalised else (Z, M)
        yield Step(f"Messages, {which} layer", "Work out one message for every node.", made)

        pooled = M @ P
        if normalised:  # Kipf and Welling pool first and take the ReLU afterwards
            G = pooled.named(f"G{k}", Role.LINEAR)
            F = relu(G).named(f"F{k}", role)
        else:
            F = pooled.named(f"F{k}", role)
        says = "Give every node the sum of the messages that arrive there."
        yield Step(f"Pooling, {which} layer", says, (G, F) if normalised else (F,))

        node = min(node, P.shape[1] - 1)
        says = f"Add up the messages that arrive at node {NODES.label(node)}."
        yield Step(f"One node, {which} layer", says, *_written_out(k, node, M, P, role))

    Zh = linear(L1, F, c1).named("Zh", Role.LINEAR)
    H = relu(Zh).named("H", Role.HIDDEN_3)
    yield Step("Linear and ReLU", "Multiply every node's features, without pooling.", (Zh, H))

    out = linear(L2, H, c2).named("out", Role.OUTPUT, "o")
    yield Step("Linear", "Multiply once more: one number for each node.", (out,))

    name, tex = ("p_hand", r"\tilde{p}") if lane.by_hand else ("p", "p")
    p = (hand_sigmoid if lane.by_hand else sigmoid)(out).named(name, Role.PROBABILITY, tex)
    yield Step("Sigmoid", "Turn every number into a probability.", (p,))


def _refuse_loops(Adj: Matrix) -> None:
    """Every node gets its own loop; one that is there already would count twice."""
    loops = np.flatnonzero(np.diagonal(Adj.values))
    if loops.size:
        node, at = NODES.label(int(loops[0])), loops[0] + 1
        weight = f"{Adj.values[loops[0], loops[0]]:g}"
        raise ValueError(
            f"gcn: {Adj.printed} has {weight} in row {at}, column {at}: node {node} is its own "
            "neighbour already, and the identity would add it again; write 0 there"
        )


def _written_out(
    k: int, node: int, M: Matrix, P: Matrix, role: Role
) -> tuple[tuple[Matrix, ...], tuple[Graph]]:
    """Write one node's column of the pooled matrix as a sum, and draw the edges it comes along."""
    weights = P.values[:, node]
    senders = [i for i in range(len(weights)) if weights[i]]
    parts = []
    for i in senders:
        name = NODES.label(i)
        part = column_of(M, i + 1).named(f"m{k}_{name}", M.role, f"m_{{{k}{name}}}")
        if weights[i] != 1:
            weight = entry(P, i + 1, node + 1).named(f"a{k}_{name}", P.role, f"a_{{{k}{name}}}")
            part = times_number(part, weight).named(f"w{k}_{name}", M.role, f"w_{{{k}{name}}}")
        parts.append(part)
    name = NODES.label(node)
    total = add_up(*parts).named(f"f{k}_{name}", role, f"f_{{{k}{name}}}")
    edges = tuple(Edge(i, node) for i in senders if i != node)
    nodes = tuple(NODES.label(i) for i in range(len(weights)))
    graph = Graph(f"The messages to node {name}", nodes, edges, directed=True, role=M.role)
    return (*parts, total), (graph,)


def _probability(trace: Trace) -> Matrix:
    return trace["p_hand" if trace.lane.by_hand else "p"]


def _is_column(trace: Trace, k: int) -> bool:
    """Is the written sum of layer ``k`` the column that pooling gave?"""
    total = trace.step(3 * k + 3).shows[-1]
    column = [NODES.label(j) for j in range(trace["A"].shape[1])].index(total.name[3:])
    return np.allclose(total.values[:, 0], trace[f"F{k}"].values[:, column])


walkthrough = Walkthrough(
    slug="gcn",
    title="Graph convolutional network",
    question="How does a node in a graph learn from its neighbours?",
    given=GIVEN,
    steps=steps,
    part="signals",
    minutes=30,
    pencil="Take 1 for the sigmoid from 3 upwards, 0 from −3 downwards, and one half between.",
    variants=(("kipf-welling", partial(steps, normalised=True)),),
    second=SECOND,
    claims=(
        Claim(
            "The two sums written out are the columns that the products gave.",
            lambda t: _is_column(t, 1) and _is_column(t, 2),
        ),
        Claim(
            "A is symmetric: whoever hears a neighbour is heard by it.",
            lambda t: np.array_equal(t["A"].values, t["A"].values.T),
        ),
        Claim(
            "Every output lies between 0 and 1.",
            lambda t: bool(((_probability(t).values >= 0) & (_probability(t).values <= 1)).all()),
            _probability,
        ),
    ),
    wrong_turns=(
        WrongTurn(
            "Forgetting the self-loops",
            "Without the ones on the diagonal a node hears its neighbours but forgets itself.",
            lambda t: (t["M1"] @ t["Adj"]).named("wrong", Role.HIDDEN, "F_{1}'"),
            "F1",
        ),
    ),
)
