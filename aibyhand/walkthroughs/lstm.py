"""LSTM: a memory that runs through time, and three gates that say what happens to it."""

from collections.abc import Iterator
from functools import reduce
from operator import mul

import numpy as np

from aibyhand.core import Axis, Matrix, Role, Stack, given, given_stack
from aibyhand.ops import linear, stack
from aibyhand.pictures.flow import Flow
from aibyhand.walk import EXACT, Claim, Lane, Step, Trace, Walkthrough, WrongTurn

FROM_ZERO = Axis("time", first=0)

# fmt: off
GIVEN = (
    given_stack(
        "x", [[[0], [3], [2]], [[3], [0], [3]], [[3], [3], [0]]], Role.INPUT,
        sizes="times × features × sequences"
    ),
    given("h0", [[1], [1]], Role.HIDDEN, sizes="cells × sequences"),
    given("C0", [[0.3], [-0.5]], Role.MEMORY, sizes="cells × sequences"),
    given(
        "Wf", [[0, -2, 1, 1, -1], [2, -1, -1, 0, -1]], Role.WEIGHT, sizes="cells × features + cells"
    ),
    given(
        "Wc", [[0, 0, 1, -1, 0], [0, -1, -1, -1, 0]], Role.WEIGHT, sizes="cells × features + cells"
    ),
    given(
        "Wi", [[0, 2, -1, 0, 2], [-2, 1, 0, 0, 1]], Role.WEIGHT, sizes="cells × features + cells"
    ),
    given(
        "Wo", [[0, 1, 1, 0, -1], [2, -1, 0, -1, -1]], Role.WEIGHT, sizes="cells × features + cells"
    ),
)
SECOND = (  # 2 features, 3 cells, 4 times, 2 sequences side by side
    ("x", [[[1, 0], [-1, 2]], [[0, 2], [1, -1]], [[-2, 1], [0.5, 1]], [[1, -1], [2, 0.5]]]),
    ("h0", [[0.5, -0.2], [-0.3, 0.4], [0.1, 0.6]]), ("C0", [[0.4, -0.7], [0.9, 0.2], [-0.6, 0.5]]),
    ("Wf", [[1, 0.5, -1, 0, 0.5], [-0.5, 1, 0, 1, -1], [0.5, -1, 1, 0.5, 0]]),
    ("Wc", [[0.5, -1, 0, 1, 0.5], [1, 0.5, -0.5, 0, 1], [-1, 0, 1, 0.5, -0.5]]),
    ("Wi", [[-0.5, 1, 0.5, 0, 1], [0, -1, 1, 0.5, 0.5], [1, 0.5, 0, -1, 0.5]]),
    ("Wo", [[0, 1, -0.5, 1, 0], [1, -0.5, 0.5, 0, -1], [0.5, 0, 1, -1, 0.5]]),
)
BIASES = (  # all forget gates begin wider open, as libraries have it; the others are ours
    given("bf", [[1], [1]], Role.BIAS, sizes="cells × 1"),
    given("bc", [[1], [-1]], Role.BIAS, sizes="cells × 1"),
    given("bi", [[-2], [0]], Role.BIAS, sizes="cells × 1"),
    given("bo", [[0], [2]], Role.BIAS, sizes="cells × 1"),
)
# fmt: on


def steps(
    x: Stack, h0: Matrix, C0: Matrix, Wf: Matrix, Wc: Matrix, Wi: Matrix, Wo: Matrix,
    lane: Lane = EXACT, biases: tuple[Matrix, ...] = (),
) -> Iterator[Step]:  # fmt: skip
    """Forget, add, show: the same four products at every time, on the input and what was shown."""
    weights = (Wf, Wc, Wi, Wo)
    does = "Write the inputs in order, and the four weight matrices."
    yield Step("Given", does, (*x, *weights, *biases))

    h = Stack("h", Role.HIDDEN, along=FROM_ZERO, start=h0)
    C = Stack("C", Role.MEMORY, along=FROM_ZERO, start=C0)
    linears = {g: Stack(f"z{g}", Role.LINEAR, f"z_{{{g}%s}}") for g in "fcio"}
    gates = {g: Stack(g, Role.GATE) for g in "fio"}
    v_, k_ = Stack("v", Role.INPUT), Stack("k", Role.CANDIDATE, r"C_{%s}^{\prime}")
    p_, n_ = Stack("p", Role.MEMORY), Stack("n", Role.CANDIDATE)
    o_ = Stack("o_", Role.OUTPUT, r"o_{%s}^{\prime}")
    for t, x_t in enumerate(x, 1):
        v = v_.add(stack(x_t, h[-1]))
        does = "Keep the memory, and write the next input on top of the hidden state."
        if t == 1:
            does = "Choose a hidden state and a memory; write the input on top of the hidden state."
        yield Step("Initialise", does, (h0, C0, v) if t == 1 else (v,), part=f"t = {t}")

        sums = map(linear, weights, [v] * 4, biases) if biases else (W @ v for W in weights)
        z = {g: linears[g].add(made) for g, made in zip("fcio", sums, strict=True)}
        does = "Multiply each of the four weight matrices by the stacked column."
        yield Step("Linear transform", does, tuple(z.values()))

        f, i, o = (gates[g].add(lane("sigmoid", z[g])) for g in "fio")
        k = k_.add(lane("tanh", z["c"]))
        past, new = p_.add(C[-1] * f), n_.add(k * i)
        C.add(lane("add", past, new))
        shown = o_.add(lane("tanh", C[-1]))
        h.add(lane("times", shown, o))

        draws = (_through_time(h, C),) if t == len(x) else ()
        bend = "Squeeze the three gates between 0 and 1, and the candidate between −1 and 1."
        update = "Forget a part of the old memory, let a part of the candidate in, and add the two."
        if t == 1:
            yield Step("Non-linear transform", bend, (f, i, o, k))
            yield Step("Update the memory", update, (past, new, C[-1]))
            does = "Squeeze the new memory between −1 and 1."
            yield Step("Candidate output", does, (shown,))
            does = "Multiply the candidate output by the output gate."
            yield Step("Update the hidden state", does, (h[-1],), draws)
        else:
            does = "Make the gates and the candidate, forget a part, let a part in, and add."
            yield Step("Update the memory", does, (f, i, o, k, past, new, C[-1]))
            does = "Squeeze the new memory, and multiply it by the output gate."
            yield Step("Update the hidden state", does, (shown, h[-1]), draws)


def share(
    x: Stack, h0: Matrix, C0: Matrix, Wf: Matrix, Wc: Matrix, Wi: Matrix, Wo: Matrix,
    biases: tuple[Matrix, ...] = (),
) -> Iterator[Step]:  # fmt: skip
    """How much of the first new memory is left in the end: all later forget gates multiplied."""
    gates: list[Matrix] = []
    for step in steps(x, h0, C0, Wf, Wc, Wi, Wo, biases=biases):
        gates += [m for m in step.shows if m.member and m.member[0] == "f"]
        yield step
    later = gates[1:]
    if len(later) > 1:
        does = "Multiply the forget gates of all time steps after the first, cell by cell."
        yield Step("What is left", does, (reduce(mul, later).named("s", Role.GATE),))


def with_biases(
    x: Stack, h0: Matrix, C0: Matrix, Wf: Matrix, Wc: Matrix, Wi: Matrix, Wo: Matrix,
    bf: Matrix = BIASES[0], bc: Matrix = BIASES[1], bi: Matrix = BIASES[2], bo: Matrix = BIASES[3],
) -> Iterator[Step]:  # fmt: skip
    """Every product gets a bias; the rest is as before."""
    return share(x, h0, C0, Wf, Wc, Wi, Wo, (bf, bc, bi, bo))


def _through_time(h: Stack, C: Stack) -> Flow:
    gates = [rf"f_{{{t}}},\, i_{{{t}}}" for t in range(1, len(C))]
    outputs = [f"o_{{{t}}}" for t in range(1, len(h))]
    return Flow(
        "The memory and the hidden state through time", (C.members, h.members), (gates, outputs)
    )


def _with_the_output_gate(trace: Trace) -> Matrix:
    new = (trace["k1"] * trace["o1"]).named("wrong_new", Role.CANDIDATE, r"\bar{n}_{1}")
    return (trace["p1"] + new).named("wrong", Role.MEMORY, r"\bar{C}_{1}")


def _between(trace: Trace, names: str, low: float, high: float) -> bool:
    found = [m.values for name in names.split() for m in trace.stacks[name]]
    return all(bool(np.all((low <= values) & (values <= high))) for values in found)


walkthrough = Walkthrough(
    slug="lstm",
    title="Long short-term memory",
    question="How does a network decide what to keep, what to let in and what to show?",
    given=GIVEN,
    steps=steps,
    part="recurrent",
    minutes=45,
    after=("rnn",),
    pencil="Round the result of every sigmoid and every tanh, every new memory and every new "
    "hidden state to one decimal.",
    variants=(("share", share), ("biases", with_biases)),
    second=SECOND,
    claims=(
        Claim("Every gate lies between 0 and 1.", lambda t: _between(t, "f i o", 0, 1)),
        Claim("Every hidden state lies between −1 and 1.", lambda t: _between(t, "h", -1, 1)),
    ),
    wrong_turns=(
        WrongTurn(
            "Letting in by the output gate",
            "The input gate decides what comes into the memory; the output gate decides only what "
            "is shown of it. With the output gate in its place, the memory never learns what the "
            "network doesn't say aloud.",
            _with_the_output_gate,
            "C1",
        ),
    ),
)
