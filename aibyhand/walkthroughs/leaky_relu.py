"""Leaky ReLU: a number that isn't positive is made small and not zero, so a dead unit can learn."""

from collections.abc import Callable, Iterator

import numpy as np

from aibyhand.core import Axis, Matrix, Role, given
from aibyhand.ops import beside, leaky_gate, step
from aibyhand.pictures.curves import Curve, Curves, Points
from aibyhand.walk import Claim, Step, Trace, Walkthrough, WrongTurn

SHOPS = Axis("shop", "{letter}")
FARTHEST = 1e6  # a number on a curve: beside a larger one nothing else could be told apart
TIMES = 5  # how often the unit tries to learn

# fmt: off
GIVEN = (
    given("x", [[3], [-1], [0], [5], [-2]], Role.LINEAR, rows=SHOPS, sizes="shops × months"),
    given("alpha", 0.1, Role.NUMBER, r"\alpha"),
    # a unit that is off, of one weight and one input
    given("w", -1, Role.WEIGHT),
    given("s", 2, Role.INPUT),
    given("t", 1, Role.TARGET),
    given("eta", 1, Role.NUMBER, r"\eta"),
)
SECOND = (  # three shops over two months, and a unit that is on
    ("x", [[-2, 1.5], [0.5, -3], [4, -1]]), ("alpha", 0.25),
    ("w", 0.5), ("s", 1.5), ("t", -1), ("eta", 0.2),
)
# fmt: on


def steps(x: Matrix, alpha: Matrix, w: Matrix, s: Matrix, t: Matrix, eta: Matrix) -> Iterator[Step]:
    """Leave a gap in every shut gate; then let a unit that is off learn, without and with it."""
    yield Step("Given", "Write the numbers below each other, and the unit beside them.",
               (x, w, s, t, eta))  # fmt: skip
    yield Step("Leakage", "Write down the part of a loss that is kept.", (alpha,))

    g = leaky_gate(x, alpha).named("g", Role.GATE)
    yield Step("Gate", "Write 1 beside every number above 0, and α beside the others.", (g,))

    y = (x * g).named("y", Role.HIDDEN)
    yield Step("Output", "Multiply every number by its gate.", (y,), (_bend(x, y, alpha),))

    plain = _learn((w, s, t, eta), step, "R")
    yield Step("Off under ReLU", "Let the unit learn once, with the gate of ReLU.", plain[:5])

    leaky = _learn((w, s, t, eta), lambda z: leaky_gate(z, alpha))
    yield Step("On under leaky ReLU", "Let it learn five times, with the gate of leaky ReLU.",
               leaky, _climb(plain, leaky))  # fmt: skip


def _learn(
    unit: tuple[Matrix, Matrix, Matrix, Matrix], gate: Callable[[Matrix], Matrix], mark: str = ""
) -> tuple[Matrix, ...]:
    """Learn again and again, and then look at the last sum and its gate.

    The first try is written down in full: sum, gate, output, gradient, new weight. The others are
    a sum, a gate and a weight. The loss is half the square of output minus target.
    """
    w, s, t, eta = unit
    z, g = _gated(w, s, gate, f"{mark}0")
    y = (z * g).named(f"y{mark}0", Role.HIDDEN, f"y_{{{mark}0}}")
    slope = rf"\mathrm{{d}}_{{{mark}}}w" if mark else r"\mathrm{d}w"
    d = ((y - t) * g * s).named(f"dw{mark}", Role.GRADIENT, slope, of=w)
    made = [z, g, y, d]
    moved = w - eta * d
    for k in range(1, TIMES + 1):
        w = moved.named(f"w{mark}{k}", Role.WEIGHT, f"w_{{{mark}{k}}}")
        z, g = _gated(w, s, gate, f"{mark}{k}")
        made += [w, z, g]
        moved = w - eta * (z * g - t) * g * s
    return tuple(made)


def _gated(
    w: Matrix, s: Matrix, gate: Callable[[Matrix], Matrix], at: str
) -> tuple[Matrix, Matrix]:
    z = (w * s).named(f"z{at}", Role.LINEAR, f"z_{{{at}}}")
    return z, gate(z).named(f"g{at}", Role.GATE, f"g_{{{at}}}")


def _bend(x: Matrix, y: Matrix, alpha: Matrix) -> Curves:
    """The curve of leaky ReLU as far as the numbers reach, which are its dots."""
    near = np.abs(x.values) <= FARTHEST
    near &= np.abs(y.values) <= FARTHEST
    reach = max(1.0, float(np.abs(x.values[near]).max(initial=0)))
    along = given("along", [[-reach, 0.0, reach]], Role.LINEAR)
    gate = leaky_gate(along, alpha).named("slope", Role.GATE)
    line = Points(along, (along * gate).named("bend", Role.HIDDEN))
    return Curves("Leaky ReLU", (Curve("leaky ReLU", line, Points(x, y, near)),), "x", y_label="y")


def _climb(plain: tuple[Matrix, ...], leaky: tuple[Matrix, ...]) -> tuple[Curves, ...]:
    """What the unit adds up to before every try and after the last one: above 0 it is on."""
    count = given("tries", [range(TIMES + 1)], Role.NUMBER)
    curves: list[Curve] = []
    for label, made in (("ReLU", plain), ("leaky ReLU", leaky)):
        z = beside(*(m for m in made if m.role is Role.LINEAR)).named("z", Role.LINEAR)
        if np.abs(z.values).max() > FARTHEST:
            return ()
        curves.append(Curve(label, Points(count, z), Points(count, z)))
    return (Curves("Off and on", tuple(curves), "tries", y_label="z"),)


def _same_in_one_go(trace: Trace) -> bool:
    x, alpha = trace["x"].values, trace["alpha"].values
    return bool(np.allclose(np.maximum(x, alpha * x), trace["y"].values))


def _stays(trace: Trace) -> bool:
    """Off, without a gradient, and with the same weight: whatever comes next is the same again."""
    w = trace["w"].values
    return bool(trace["zR0"].values <= 0 and trace["dwR"].values == 0 and trace["wR1"].values == w)


def _gate_read_backwards(trace: Trace) -> Matrix:
    swapped = trace["x"] * (1 + trace["alpha"] - trace["g"])
    return swapped.named("wrong", Role.HIDDEN, r"\bar{y}")


def _without_the_slope(trace: Trace) -> Matrix:
    wrong = (trace["y0"] - trace["t"]) * trace["s"]
    return wrong.named("wrong", Role.GRADIENT, r"D_0")


walkthrough = Walkthrough(
    slug="leaky-relu",
    title="Leaky ReLU",
    question="How can a unit that is shut for every number come back?",
    given=GIVEN,
    steps=steps,
    part="basics",
    minutes=15,
    after=("relu", "backpropagation"),
    second=SECOND,
    claims=(
        Claim(
            "The larger of a number and α times that number gives the same in one go.",
            _same_in_one_go,
        ),
        Claim(
            "Every number keeps its sign.",
            lambda t: bool((np.sign(t["y"].values) == np.sign(t["x"].values)).all()),
        ),
        Claim(
            "Under ReLU the unit is off, its gradient is 0, and its weight stays as it is.",
            _stays,
        ),
        Claim(
            "Under leaky ReLU the same unit is off at first, and on after five tries.",
            lambda t: bool(t["z0"].values <= 0 < t[f"z{TIMES}"].values),
        ),
    ),
    wrong_turns=(
        WrongTurn(
            "Leaking on the wrong side",
            "α belongs to the losses. Read backwards, a loss is kept in full and nearly all of "
            "a profit is gone.",
            _gate_read_backwards,
            "y",
        ),
        WrongTurn(
            "Forgetting the slope",
            "The gate counts twice: in the output, and as the slope in the gradient. Without "
            "the second, the slope counts as 1, as if the unit were on.",
            _without_the_slope,
            "dw",
        ),
    ),
)
