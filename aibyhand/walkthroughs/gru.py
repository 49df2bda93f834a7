"""GRU: two gates and no second memory; what is new and what is old are mixed."""

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from aibyhand.core import Axis, Matrix, Role, Stack, given, given_stack
from aibyhand.ops import linear
from aibyhand.pictures.flow import Flow
from aibyhand.walk import EXACT, Claim, Lane, Step, Trace, Walkthrough, WrongTurn

FROM_ZERO = Axis("time", first=0)
REPORT = Axis("change", words=("sun", "wind", "rain"))
FROM_X, FROM_H, SHIFT = "cells × features", "cells × cells", "cells × 1"

# fmt: off
GIVEN = (
    given_stack("x", [[[0], [-1], [0]], [[1], [1], [-1]]], Role.INPUT, rows=REPORT,
                sizes="times × features × sequences"),
    given("h0", [[1], [-1]], Role.HIDDEN, sizes="cells × sequences"),
    given("Wir", [[1, -1, -2], [-2, -2, 1]], Role.WEIGHT, sizes=FROM_X),
    given("bir", [[-1], [0]], Role.BIAS, sizes=SHIFT),
    given("Whr", [[1, 2], [1, 1]], Role.WEIGHT, sizes=FROM_H),
    given("bhr", [[1], [1]], Role.BIAS, sizes=SHIFT),
    given("Wiz", [[0, -1, 2], [1, 2, 0]], Role.WEIGHT, sizes=FROM_X),
    given("biz", [[-1], [0]], Role.BIAS, sizes=SHIFT),
    given("Whz", [[2, -2], [1, 2]], Role.WEIGHT, sizes=FROM_H),
    given("bhz", [[1], [0]], Role.BIAS, sizes=SHIFT),
    given("Win", [[1, -1, 0], [2, 2, 2]], Role.WEIGHT, sizes=FROM_X),
    given("bin_", [[1], [0]], Role.BIAS, "b_{in}", sizes=SHIFT),
    given("Whn", [[-2, 0], [-1, -1]], Role.WEIGHT, sizes=FROM_H),
    given("bhn", [[1], [1]], Role.BIAS, sizes=SHIFT),
)
SECOND = (  # 2 features, 3 cells, 4 times, 2 sequences side by side
    ("x", [[[1, 0], [-1, 2]], [[0, 2], [1, -1]], [[-2, 1], [0.5, 1]], [[1, -1], [2, 0.5]]]),
    ("h0", [[0.5, -0.2], [-0.3, 0.4], [0.1, 0.6]]),
    ("Wir", [[1, 0.5], [-0.5, 1], [0.5, -1]]), ("bir", [[0.5], [-1], [0.25]]),
    ("Whr", [[1, -1, 0.5], [0.5, 1, -2], [-1, 0.5, 1]]), ("bhr", [[-0.5], [0.75], [1]]),
    ("Wiz", [[-1, 0.5], [0.5, 1], [1, -0.5]]), ("biz", [[0.5], [0.25], [-0.75]]),
    ("Whz", [[0.5, 1, -1], [2, -0.5, 1], [-0.5, 1, 0.5]]), ("bhz", [[-1], [0.5], [0.25]]),
    ("Win", [[1, -0.5], [-1, 0.5], [0.5, 1]]), ("bin_", [[0.25], [-0.5], [0.5]]),
    ("Whn", [[-1, 0.5, 1], [0.5, 1, -0.5], [1, -1, 0.5]]), ("bhn", [[0.75], [-0.25], [1]]),
)
# fmt: on


def steps(
    x: Stack, h0: Matrix, Wir: Matrix, bir: Matrix, Whr: Matrix, bhr: Matrix,
    Wiz: Matrix, biz: Matrix, Whz: Matrix, bhz: Matrix,
    Win: Matrix, bin_: Matrix, Whn: Matrix, bhn: Matrix,
    lane: Lane = EXACT, in_front: bool = False,
) -> Iterator[Step]:  # fmt: skip
    """Two gates, a candidate, a mixture; the reset acts behind its matrix, or ``in_front``."""
    weights = (Wir, bir, Whr, bhr, Wiz, biz, Whz, bhz, Win, bin_, Whn, bhn)
    does = "Write six matrices, each with its bias, then the inputs in order and the old state."
    yield Step("Given", does, (*weights, *x, h0))

    h = Stack("h", Role.HIDDEN, along=FROM_ZERO, start=h0)
    reset, update, (a_, c_, s_) = _added("r"), _added("z"), _sums("n")
    r_, z_, p_ = Stack("r", Role.GATE), Stack("z", Role.GATE), Stack("p", Role.LINEAR)
    n_ = Stack("n", Role.CANDIDATE)
    for t, x_t in enumerate(x, 1):
        ar, cr, sr = reset(linear(Wir, x_t, bir), linear(Whr, h[-1], bhr))
        r = r_.add(lane("sigmoid", sr))
        az, cz, sz = update(linear(Wiz, x_t, biz), linear(Whz, h[-1], bhz))
        z = z_.add(lane("sigmoid", sz))
        if t == 1:
            does = "Add up what the input and the state say to the reset gate, and squeeze the sum."
            yield Step("Reset gate", does, (ar, cr, sr, r), part="t = 1")
            does = "Do the same with the weights of the update gate."
            yield Step("Update gate", does, (az, cz, sz, z))
        else:
            does = "Make both gates from the next input and the state that was left."
            yield Step("Gates", does, (ar, az, cr, cz, sr, r, sz, z), part=f"t = {t}")

        an = a_.add(linear(Win, x_t, bin_))
        if in_front:
            p = p_.add(r * h[-1])
            seen = p, c_.add(linear(Whn, p, bhn))
        else:
            cn = c_.add(linear(Whn, h[-1], bhn))
            seen = cn, p_.add(r * cn)
        sn = s_.add(an + seen[-1])
        n = n_.add(lane("tanh", sn))
        does = (
            "Let through as much of the state as the reset gate says, add the input, and squeeze."
        )
        yield Step("Candidate", does, (an, *seen, sn, n))

        h.add(lane("mix", z, h[-1], n))
        does = "Mix candidate and old state by the update gate."
        yield Step("New state", does, (h[-1],), (_through_time(h),) if t == len(x) else ())


def _through_time(h: Stack) -> Flow:
    gates = [rf"z_{{{t}}},\, n_{{{t}}}" for t in range(1, len(h))]
    return Flow("The state through time", (h.members,), (gates,))


def _sums(whose: str) -> Iterator[Stack]:
    """What the input adds, what the state adds, and the sum of both."""
    return (Stack(f"{k}{whose}", Role.LINEAR, f"{k}_{{{whose}%s}}") for k in "acs")


def _added(whose: str) -> Callable[[Matrix, Matrix], tuple[Matrix, Matrix, Matrix]]:
    a_, c_, s_ = _sums(whose)

    def add_up(from_input: Matrix, from_state: Matrix) -> tuple[Matrix, Matrix, Matrix]:
        a, c = a_.add(from_input), c_.add(from_state)
        return a, c, s_.add(a + c)

    return add_up


def _times(trace: Trace, names: str) -> Iterator[tuple[Matrix, ...]]:
    """The matrices of every time; ``old`` is the state that it begins with."""
    stacks = {**trace.stacks, "old": (trace["h0"], *trace.stacks["h"])}
    return zip(*(stacks[name] for name in names.split()), strict=False)


def _gates_between(trace: Trace) -> bool:
    gates = (gate.values for both in _times(trace, "r z") for gate in both)
    return all(bool(((gate >= 0) & (gate <= 1)).all()) for gate in gates)


def _mixture_between(trace: Trace) -> bool:
    """Within what the last digits of a sum may be off."""
    return all(
        bool((np.abs(h - (n + old) / 2) <= np.abs(n - old) / 2 + 1e-9).all())
        for h, n, old in ([m.values for m in time] for time in _times(trace, "h n old"))
    )


def _other_way_round(trace: Trace) -> Iterator[tuple[Matrix, Matrix]]:
    """Every new state, and what it is where z says how much is new, its weights turned to minus."""
    for t, (sz, n, old, h) in enumerate(_times(trace, "sz n old h"), 1):
        new = trace.lane("sigmoid", 0 - sz).named(f"v{t}", Role.GATE, rf"\tilde{{z}}_{{{t}}}")
        yield h, trace.lane("mix", new, n, old).named(f"w{t}", Role.HIDDEN, rf"\tilde{{h}}_{{{t}}}")


def _same_by_the_other_convention(trace: Trace) -> bool:
    return all(np.allclose(h.values, other.values) for h, other in _other_way_round(trace))


def _one_bias_for_both(trace: Trace) -> Matrix:
    """Add both biases outside the reset, as if they could be one."""
    bias = (trace["bin_"] + trace["bhn"]).named("wrong_b", Role.BIAS, r"\bar{b}_{n}")
    a = linear(trace["Win"], trace["x1"], bias).named("wrong_a", Role.LINEAR, r"\bar{a}_{n1}")
    c = (trace["Whn"] @ trace["h0"]).named("wrong_c", Role.LINEAR, r"\bar{c}_{n1}")
    return trace.lane("tanh", a + trace["r1"] * c).named("wrong", Role.CANDIDATE, r"\bar{n}_{1}")


def _read_the_other_way(trace: Trace) -> Matrix:
    wrong = trace.lane("mix", trace["z1"], trace["n1"], trace["h0"])
    return wrong.named("wrong", Role.HIDDEN, r"\bar{h}_{1}")


walkthrough = Walkthrough(
    slug="gru",
    title="Gated recurrent unit",
    question="How can two gates do what an LSTM does with three gates and a memory?",
    given=GIVEN,
    steps=steps,
    part="recurrent",
    minutes=30,
    after=("lstm",),
    pencil="Round the result of every sigmoid and every tanh, and every new state to one decimal.",
    variants=(("in_front", partial(steps, in_front=True)),),
    second=SECOND,
    claims=(
        Claim("Every gate lies between 0 and 1.", _gates_between),
        Claim(
            "Every new state lies between the candidate and the state before, or on one of them.",
            _mixture_between,
        ),
        Claim(
            "A library whose update gate says how much is new comes to the same states, with the "
            "signs of its weights and biases turned.",
            _same_by_the_other_convention,
            lambda t: [other for _, other in _other_way_round(t)][-1],
        ),
    ),
    wrong_turns=(
        WrongTurn(
            "Making one bias of two",
            "In the gates the two biases are only added, so one would do. In the candidate the "
            "reset gate stands between them: it multiplies one of them and not the other.",
            _one_bias_for_both,
            "n1",
        ),
        WrongTurn(
            "Reading z the other way round",
            "Some texts let z say how much is new. With weights that were made for the other "
            "reading, what was to be kept is overwritten, and what was to go stays.",
            _read_the_other_way,
            "h1",
        ),
    ),
)
