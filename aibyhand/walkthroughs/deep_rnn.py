"""Deep RNN: one recurrent layer on top of another, up through the layers, right through time."""

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from aibyhand.core import Axis, Matrix, Role, Stack, given
from aibyhand.ops import beside, column_numbers, column_of, entry, linear, relu, stack, tanh
from aibyhand.pictures.graph import Edge, Graph
from aibyhand.walk import Claim, Step, Trace, Walkthrough, WrongTurn

FROM_ZERO = Axis("time", first=0)
MOMENTS = Axis("time", "t={n}")
TONES = Axis("tone", words=("low", "high"))
LAYERS = Axis("layer", words=("layer 2", "layer 1"))
Activation = Callable[[Matrix], Matrix]

# fmt: off
GIVEN = (
    given(
        "X", [[1, 0, 2], [-1, 2, 0]], Role.INPUT, rows=TONES, columns=MOMENTS,
        sizes="features × times"
    ),
    given("U1", [[1, 1], [2, -1]], Role.WEIGHT, sizes="lower units × features"),
    given("W1", [[0, 1], [-1, 1]], Role.WEIGHT, sizes="lower units × lower units"),
    given("b1", [[-1], [1]], Role.BIAS, sizes="lower units × 1"),
    given("U2", [[-1, 1], [0, 1], [1, -1]], Role.WEIGHT, sizes="upper units × lower units"),
    given(
        "W2", [[0, 1, 0], [-1, 0, 1], [1, 0, 1]], Role.WEIGHT, sizes="upper units × upper units"
    ),
    given("b2", [[2], [-2], [1]], Role.BIAS, sizes="upper units × 1"),
    given("V", [[1, 2, -1]], Role.WEIGHT, sizes="outputs × upper units"),
    given("c", [[1]], Role.BIAS, sizes="outputs × 1"),
    given("h0", [[0], [0]], Role.HIDDEN, sizes="lower units × 1"),
    given("g0", [[0], [0], [0]], Role.HIDDEN_2, sizes="upper units × 1"),
)
SECOND = (  # 3 features, 5 times, 2 lower units, 4 upper units, 1 output
    ("X", [[1, -2, 0, 2, -1], [-1, 1, 2, 0.5, 1], [0, 2, -1, 1, -2]]),
    ("U1", [[1, -1, 0.5], [-2, 1, 1]]), ("W1", [[0.5, -1], [1, 0]]), ("b1", [[1], [-0.5]]),
    ("U2", [[1, -1], [-1, 2], [2, 1], [-1, -0.5]]),
    ("W2", [[0, 1, -1, 0], [0.5, 0, 0, -1], [-1, 1, 0.5, 0], [0, -1, 0, 1]]),
    ("b2", [[-1], [0.5], [-2], [2]]), ("V", [[1, -2, 0.5, 1]]), ("c", [[-2]]),
    ("h0", [[1], [2]]), ("g0", [[0.5], [1], [2], [1.5]]),
)
# fmt: on


def steps(
    X: Matrix, U1: Matrix, W1: Matrix, b1: Matrix, U2: Matrix, W2: Matrix, b2: Matrix,
    V: Matrix, c: Matrix, h0: Matrix, g0: Matrix, activation: Activation = relu,
) -> Iterator[Step]:  # fmt: skip
    """Carry the lower state through time; at every time it is the upper layer's input."""
    does = "Write the inputs, and for each layer its weights and a state of zeros."
    yield Step("Given", does, (X, h0, g0, U1, W1, b1, U2, W2, b2, V, c))

    P = linear(U1, X, b1).named("P", Role.LINEAR)
    p = Stack("p", Role.LINEAR).all(column_of(P, t) for t in range(1, X.shape[1] + 1))
    m, z, q = (Stack(name, Role.LINEAR) for name in "mzq")
    h = Stack("h", Role.HIDDEN, along=FROM_ZERO, start=h0)
    g = Stack("g", Role.HIDDEN_2, along=FROM_ZERO, start=g0)
    for heard in p:
        z.add(linear(W1, h[-1], heard))
        h.add(activation(z[-1]))
        m.add(linear(U2, h[-1], b2))
        q.add(linear(W2, g[-1], m[-1]))
        g.add(activation(q[-1]))
    does = "Multiply U₁ by all inputs; to the first column, add W₁ times the old state."
    yield Step("Layer 1, first time step", does, (P, *p, z[0], h[1]), part="The first time step")
    does = "Do the same in layer 2, with the new state of layer 1 as its input."
    yield Step("Layer 2, first time step", does, (m[0], q[0], g[1]))

    rest = [
        made for both in zip(z[1:], h[2:], m[1:], q[1:], g[2:], strict=True) for made in both
    ]  # five of them for each time
    does = "Do both layers again, with the second input and the states that are left."
    yield Step("Second time step", does, tuple(rest[:5]), part="Later time steps")
    yield Step("Later time steps", "And again, to the end.", tuple(rest[5:]))

    G = beside(*g[1:]).named("G", Role.HIDDEN_2, columns=MOMENTS)
    Y = linear(V, G, c).named("Y", Role.OUTPUT)
    does = "Write the upper states side by side, multiply V by them, and add c."
    yield Step("Output", does, (G, Y), part="The whole")

    n1 = column_numbers(X).named("n1", Role.NUMBER)
    n2 = (n1 + 1).named("n2", Role.NUMBER)
    R = stack(n2.T, n1.T).named("R", Role.NUMBER, rows=LAYERS, columns=MOMENTS)
    does = "Number the states by rounds: each as early as the states that it depends on allow."
    yield Step("Unrolled", does, (n1, n2, R), (_unrolled(h, g, R),))


def _unrolled(h: Stack, g: Stack, R: Matrix) -> Graph:
    """The inputs below, the outputs on top, and between them the states with their rounds."""
    rows = (("g", 1, g.role), ("h", 2, h.role), ("x", 3, Role.INPUT), ("y", 0, Role.OUTPUT))
    times = range(1, len(h))
    found = [(name, t, row, role) for name, row, role in rows for t in times]
    found += [(name, 0, row, role) for name, row, role in rows[:2]]
    place = {(name, t): k for k, (name, t, _, _) in enumerate(found)}
    ways = (("x", 0, "h", "U_1"), ("h", 1, "h", "W_1"), ("h", 0, "g", "U_2"),
            ("g", 1, "g", "W_2"), ("g", 0, "y", "V"))  # fmt: skip
    edges = tuple(
        Edge(place[start, t - back], place[end, t], label)
        for t in times
        for start, back, end, label in ways
    )
    return Graph(
        "Unrolled, with the round of every state",
        tuple(f"{name}_{t}" if t < 10 else f"{name}_{{{t}}}" for name, t, _, _ in found),
        edges,
        directed=True,
        notes=tuple(entry(R, row, t) for row in (1, 2) for t in times),
        grid=tuple((t, row) for _, t, row, _ in found),
        roles=tuple(role for *_, role in found),
    )


def _same_weights(trace: Trace) -> bool:
    z, m, q = (trace.stacks[name] for name in "zmq")
    return all(
        made.operands[0] is trace[W]
        for W, sums in (("W1", z), ("U2", m), ("W2", q))
        for made in sums
    )


def _layer_by_layer(trace: Trace) -> bool:
    """Let layer 1 read everything first, and then layer 2 read the states of layer 1."""
    reads = trace["X"].values
    for n, start, states in (("1", "h0", "h"), ("2", "g0", "g")):
        U, W, b = (trace[f"{name}{n}"].values for name in "UWb")
        state, read = trace[start].values, []
        for t in range(reads.shape[1]):
            state = np.maximum(U @ reads[:, t : t + 1] + W @ state + b, 0)
            read.append(state)
        reads = np.hstack(read)
        if not np.allclose(reads, np.hstack([m.values for m in trace.stacks[states]])):
            return False
    return True


def _no_sooner(trace: Trace) -> bool:
    """Compare every round with the longest chain of states that the state ends."""
    chain: dict[int, int] = {}

    def longest(m: Matrix) -> int:
        if id(m) not in chain:
            before = max((longest(o) for o in m.operands), default=0)
            chain[id(m)] = before + (m.role in (Role.HIDDEN, Role.HIDDEN_2) and m.made is not None)
        return chain[id(m)]

    rows = (trace.stacks["g"], trace.stacks["h"])
    return bool(np.all([[longest(m) for m in row] for row in rows] == trace["R"].values))


def _the_sum_goes_up(trace: Trace) -> Matrix:
    wrong = linear(trace["U2"], trace["z1"], trace["b2"])
    return wrong.named("wrong", Role.LINEAR, r"\bar{m}_{1}")


def _the_old_state_goes_up(trace: Trace) -> Matrix:
    wrong = linear(trace["U2"], trace["h1"], trace["b2"])
    return wrong.named("wrong", Role.LINEAR, r"\bar{m}_{2}")


walkthrough = Walkthrough(
    slug="deep-rnn",
    title="Deep RNN",
    question="What does a second recurrent layer read, and what can be computed at the same time?",
    given=GIVEN,
    steps=steps,
    part="recurrent",
    minutes=25,
    after=("rnn",),
    variants=(("tanh", partial(steps, activation=tanh)),),
    second=SECOND,
    claims=(
        Claim("The same weights stand in every column of the picture.", _same_weights),
        Claim("One layer after the other gives the same as one time after the other.",
              _layer_by_layer),
        Claim("No state can have an earlier round: the longest chain that ends in it is as long.",
              _no_sooner),
    ),
    wrong_turns=(
        WrongTurn(
            "Passing the sum on",
            "What goes up is the state, behind its ReLU. With the sum in its place, layer 2 "
            "hears a unit that is off.",
            _the_sum_goes_up,
            "m1",
        ),
        WrongTurn(
            "Passing the old state up",
            "Layer 2 hears what layer 1 made of the same time step. The state before it goes "
            "to the right, not up.",
            _the_old_state_goes_up,
            "m2",
        ),
    ),
)  # fmt: skip
