"""Bidirectional RNN: one network reads from the left, another one from the right."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np

from aibyhand.core import Axis, Matrix, Role, Stack, given
from aibyhand.ops import beside, column_of, linear, relu, stack, tanh
from aibyhand.pictures.flow import Flow
from aibyhand.walk import Claim, Step, Trace, Walkthrough, WrongTurn

FROM_ZERO = Axis("time", first=0)
WORDS = Axis("word", words=("duck", "and", "cover"))
MEANINGS = Axis("meaning", words=("thing", "deed"))
Activation = Callable[[Matrix], Matrix]

# fmt: off
GIVEN = (
    given("X", [[0, 1, -1], [-1, 0, 2]], Role.INPUT, columns=WORDS, sizes="features × words"),
    # from the left
    given("F", [[2, -1], [2, 2]], Role.WEIGHT, sizes="forward units × features"),
    given("A", [[-1, 1], [-1, 0]], Role.WEIGHT, sizes="forward units × forward units"),
    given("bf", [[1], [1]], Role.BIAS, sizes="forward units × 1"),
    given("h0", [[0], [0]], Role.HIDDEN, sizes="forward units × 1"),
    # from the right
    given("B", [[-1, 2], [2, 2], [1, 1]], Role.WEIGHT, sizes="backward units × features"),
    given(
        "J", [[0, -1, -1], [0, 0, 1], [1, -1, 0]], Role.WEIGHT,
        sizes="backward units × backward units"
    ),
    given("bj", [[1], [-1], [1]], Role.BIAS, sizes="backward units × 1"),
    given("j_after", [[0], [0], [0]], Role.HIDDEN, sizes="backward units × 1"),
    given(
        "V", [[1, -1, 0, -1, -1], [-1, -1, -1, 1, 1]], Role.WEIGHT, rows=MEANINGS,
        sizes="outputs × forward units + backward units"
    ),
    given("c", [[-1], [1]], Role.BIAS, sizes="outputs × 1"),
    given("r", [[1], [-1]], Role.INPUT, sizes="features × 1"),  # another last word
)
SECOND = (  # 2 features, 5 words, 3 units forward, 4 backward, 1 output
    ("X", [[1, -2, 0, 2, -1], [-1, 1, 2, 0.5, 1]]),
    ("F", [[1, -1], [-2, 1], [0.5, 2]]), ("A", [[0, 1, -1], [1, -0.5, 0], [-1, 0, 0.5]]),
    ("bf", [[1], [-0.5], [-1]]), ("h0", [[1], [0.5], [2]]),
    ("B", [[1, 1], [-1, 2], [2, -1], [-1, -1]]),
    ("J", [[0, 1, -1, 0], [0.5, 0, 0, 1], [-1, 1, 0.5, 0], [0, -1, 0, 1]]),
    ("bj", [[-1], [0.5], [1], [2]]), ("j_after", [[2], [0.5], [1], [1.5]]),
    ("V", [[1, -2, 1, 2, -1, 1, 0.5]]), ("c", [[-2]]), ("r", [[2], [-2]]),
)
# fmt: on


def steps(
    X: Matrix, F: Matrix, A: Matrix, bf: Matrix, h0: Matrix,
    B: Matrix, J: Matrix, bj: Matrix, j_after: Matrix,
    V: Matrix, c: Matrix, r: Matrix, activation: Activation = relu,
) -> Iterator[Step]:  # fmt: skip
    """Read the columns of X from the left and from the right, and answer from both states."""
    does = "Write the words, and for each direction its weights and a state of zeros."
    yield Step("Given", does, (X, h0, j_after, F, A, bf, B, J, bj, V, c))

    P = linear(F, X, bf).named("P", Role.LINEAR)
    h = Stack("h", Role.HIDDEN, along=FROM_ZERO, start=h0)
    p = Stack("p", Role.LINEAR).all(column_of(P, t) for t in range(1, X.shape[1] + 1))
    made = _read(p, A, h, "z", activation)
    does = "Multiply F by all words, and add, word by word, A times the state before it."
    yield Step("Forward states", does, (P, *p, *made), part="Two lines")

    K = linear(B, X, bj).named("K", Role.LINEAR)
    j = Stack("j", Role.HIDDEN, along=_down_from(len(p)), start=j_after)
    k = Stack("k", Role.LINEAR).all(column_of(K, t) for t in range(1, X.shape[1] + 1))
    made = _read(k[::-1], J, j, "q", activation)
    does = "Do the same from the last word to the first, with the other weights."
    yield Step("Backward states", does, (K, *k, *made))

    H, Jm, S = _both(h[1:], j[1:])
    does = "Write the forward states side by side, and the backward states under them."
    yield Step("Both states", does, (H, Jm, S), (_two_ways(h, j),), part="Both at once")
    Y = linear(V, S, c).named("Y", Role.OUTPUT)
    yield Step("Output", "Multiply V by both states, and add c.", (Y,))

    # What the last word can't reach is there already.
    kr = linear(B, r, bj).named("kr", Role.LINEAR)
    jr = Stack("jr", Role.HIDDEN, along=_down_from(len(k)), start=j_after)
    made = kr, *_read((kr, *k[-2::-1]), J, jr, "qr", activation)
    hr = Stack("hr", Role.HIDDEN, along=FROM_ZERO, start=h0)
    if len(p) == 1:
        pr = linear(F, r, bf).named("pr", Role.LINEAR)
        made += pr, *_read((pr,), A, hr, "zr", activation)
    sr = stack(hr[1] if len(p) == 1 else h[1], jr[-1]).named("sr", Role.HIDDEN)
    yr = linear(V, sr, c).named("yr", Role.OUTPUT)
    does = "Put another word last, and compute the first output again."
    yield Step("Another last word", does, (r, *made, sr, yr))


def _down_from(last: int) -> Axis:
    """Count down, from the place after the last one."""
    return Axis("time", words=tuple(map(str, range(last + 1, 0, -1))))


def _read(
    words: Iterable[Matrix], W: Matrix, states: Stack, sums: str, activation: Activation
) -> tuple[Matrix, ...]:
    """Take the words in this order: each leaves a state for the next one."""
    made: list[Matrix] = []
    for word in words:
        at = states.along.label(len(states))
        z = linear(W, states[-1], word).named(f"{sums}{at}", Role.LINEAR)
        made += [z, states.add(activation(z))]
    return tuple(made)


def _both(h: Sequence[Matrix], j: Sequence[Matrix]) -> tuple[Matrix, ...]:
    """The forward states in order, the backward states turned round, and both as one."""
    H = beside(*h).named("H", Role.HIDDEN)
    Jm = beside(*j[::-1]).named("Jm", Role.HIDDEN)
    return H, Jm, stack(H, Jm).named("S", Role.HIDDEN)


def _two_ways(h: Stack, j: Stack) -> Flow:
    """One line to the right, the other one to the left, each word's two states in one column."""
    right = [rf"p_{{{t}}},\, A" for t in range(1, len(h))]
    left = [rf"k_{{{t}}},\, J" for t in range(1, len(j))]
    lines = ((*h, None), (None, *j[::-1]))
    return Flow("To the right and to the left", lines, (right, left), to_left=(1,))


def _again(trace: Trace, **other: Any) -> Trace:
    return walkthrough.run_on({name: trace[name].values for name in trace.given} | other)


def _mirrored(trace: Trace) -> bool:
    """Run with the words, the weights and the states of both directions exchanged."""
    g = {name: trace[name].values for name in trace.given}
    n = len(g["A"])
    there = {"X": g["X"][:, ::-1], "V": np.hstack([g["V"][:, n:], g["V"][:, :n]])}
    there |= {"F": g["B"], "A": g["J"], "bf": g["bj"], "h0": g["j_after"]}
    there |= {"B": g["F"], "J": g["A"], "bj": g["bf"], "j_after": g["h0"]}
    turned = _again(trace, **there)
    return all(
        np.allclose(trace[one].values[:, ::-1], turned[other].values)
        for one, other in (("Jm", "H"), ("H", "Jm"), ("Y", "Y"))
    )


def _forward_stays(trace: Trace) -> bool:
    """Run with the other word in its place: no forward state before it is another one."""
    words = np.hstack([trace["X"].values[:, :-1], trace["r"].values])
    again = _again(trace, X=words)["H"].values
    return bool(np.allclose(again[:, :-1], trace["H"].values[:, :-1]))


def _from_the_left_as_well(trace: Trace) -> Matrix:
    q = linear(trace["J"], trace["j_after"], trace["k1"])
    q = q.named("wrong_q", Role.LINEAR, r"\bar{q}_{1}")
    return relu(q).named("wrong", Role.HIDDEN, r"\bar{j}_{1}")


def _not_turned_round(trace: Trace) -> Matrix:
    """Stack the backward states in the order in which they were made."""
    S = _both(trace.stacks["h"], trace.stacks["j"][::-1])[-1]
    return linear(trace["V"], S, trace["c"]).named("wrong", Role.OUTPUT, r"\bar{Y}")


walkthrough = Walkthrough(
    slug="bidirectional-rnn",
    title="Bidirectional RNN",
    question="How can what comes later decide what an earlier word means?",
    given=GIVEN,
    steps=steps,
    part="recurrent",
    minutes=25,
    after=("rnn",),
    variants=(("tanh", partial(steps, activation=tanh)),),
    second=SECOND,
    claims=(
        Claim("With another last word, the first output is another one.",
              lambda t: not np.allclose(t["yr"].values, t["Y"].values[:, :1])),
        Claim("The forward states before the last word stay as they are.", _forward_stays),
        Claim("Turned round, with the two networks exchanged, the sentence gives the same.",
              _mirrored),
    ),
    wrong_turns=(
        WrongTurn(
            "Beginning at the left twice",
            "The second line begins after the last word. Begun at the first, it knows no more "
            "than the first line, and nothing of what is to come.",
            _from_the_left_as_well,
            "j1",
        ),
        WrongTurn(
            "Stacking in the order of making",
            "The backward states were made from the last word to the first. Before they are "
            "stacked they are turned round, or the first word gets the state of the last.",
            _not_turned_round,
            "Y",
        ),
    ),
)  # fmt: skip
