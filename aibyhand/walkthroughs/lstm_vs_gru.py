"""LSTM against GRU: their weights and their work counted, what they keep, and how they count."""

from collections.abc import Iterator

import numpy as np

from aibyhand.core import Axis, Matrix, Role, Stack, given
from aibyhand.core.numbers import Array
from aibyhand.ops import beside, column_of, count_columns, counting, mix, power, tanh, zeros_like
from aibyhand.pictures.curves import Curve, Curves, Points
from aibyhand.walk import Claim, Step, Trace, Walkthrough, WrongTurn

NETWORKS = Axis("network", "net {n}", words=("small", "medium", "large"))
FROM_ZERO = Axis("time", first=0)
FARTHEST = 1e6  # of what is drawn: beside a larger number nothing else could be told apart

# fmt: off
GIVEN = (
    given("n", [[3, 20, 100]], Role.NUMBER, columns=NETWORKS, sizes="1 × networks"),  # features
    given("m", [[2, 32, 128]], Role.NUMBER, columns=NETWORKS, sizes="1 × networks"),  # units
    given("keep", 0.9, Role.NUMBER, "g"),  # what a forget gate or an update gate may say
    given("times", [[1, 2, 3, 4, 5, 10, 20]], Role.NUMBER, "t", sizes="1 × looks"),
    given("x", [[1, 0, 1, 1, 0, 1]], Role.INPUT, sizes="1 × minutes"),
    given("cand", 1, Role.NUMBER, "k"),  # what both cells would write for somebody who comes in
)
SECOND = (
    ("n", [[5, 40]]), ("m", [[4, 7]]), ("keep", 0.75), ("times", [[1, 3, 6, 8]]),
    ("x", [[0, 1, 1, 0, 1, 0, 1, 1]]), ("cand", 0.5),
)
# fmt: on


def steps(
    n: Matrix, m: Matrix, keep: Matrix, times: Matrix, x: Matrix, cand: Matrix
) -> Iterator[Step]:
    """Count weights, count multiplications, keep, and count what comes in."""
    yield Step("Given", "Write how many features come in, and how many units there are.", (n, m))

    s = (n + m).named("s", Role.NUMBER)
    b = (m * s).named("b", Role.NUMBER)
    w = (b + 2 * m).named("w", Role.NUMBER)
    L = (4 * w).named("L", Role.NUMBER)
    says = "Count the weights of one block, add its two biases, and take four blocks."
    yield Step("Weights of an LSTM", says, (s, b, w, L), part="Weights")
    G = (3 * w).named("G", Role.NUMBER)
    yield Step("Weights of a GRU", "Take three blocks of the same size.", (G,))

    q = (G / L).named("q", Role.NUMBER)
    LK = (4 * (b + m)).named("LK", Role.NUMBER)
    GK = (3 * (b + 2 * m)).named("GK", Role.NUMBER)
    qK = (GK / LK).named("qK", Role.NUMBER)
    says = "Divide; then count as Keras does, with one bias in a block of the LSTM, and divide."
    yield Step("The ratio", says, (q, LK, GK, qK))

    ML = (4 * b + 3 * m).named("ML", Role.NUMBER)
    MG = (3 * b + 3 * m).named("MG", Role.NUMBER)
    qM = (MG / ML).named("qM", Role.NUMBER)
    says = "Every weight is multiplied once, and three times something meets a gate cell by cell."
    yield Step("Work of one time step", says, (ML, MG, qM), part="Work")

    p = power(keep, times).named("p", Role.MEMORY)
    says = "Multiply by the same gate again and again."
    yield Step("Keeping", says, (keep, times, p), _fading(keep, times, p), part="Memory")
    yield from _count(x, cand)


def _count(x: Matrix, cand: Matrix) -> Iterator[Step]:
    """Let both cells count: one adds, the other goes halfway to the candidate."""
    z = (1 - x / 2).named("z", Role.GATE)
    i_, z_ = Stack("i", Role.GATE), Stack("z", Role.GATE)
    zero = zeros_like(cand)
    C = Stack("C", Role.MEMORY, along=FROM_ZERO, start=zero.named("C0", Role.MEMORY, "C_0"))
    h = Stack("h", Role.HIDDEN, along=FROM_ZERO, start=zero.named("h0", Role.HIDDEN, "h_0"))
    for t in range(1, x.shape[1] + 1):
        C.add(C[-1] + i_.add(column_of(x, t)) * cand)
        h.add(mix(z_.add(column_of(z, t)), h[-1], cand))
    memory = beside(*C[1:]).named("C", Role.MEMORY)
    state = beside(*h[1:]).named("h", Role.HIDDEN)
    shown = tanh(memory).named("S", Role.OUTPUT)
    says = "Add what comes in to the memory; move the state halfway to the candidate."
    shows = (x, cand, z, *C[1:], memory, shown, *h[1:], state)
    yield Step("Counting", says, shows, _counted(x, memory, shown, state))

    dC = (C[-1] - C[-2]).named("dC", Role.MEMORY, r"\Delta C")
    dh = (h[-1] - h[-2]).named("dh", Role.HIDDEN, r"\Delta h")
    says = "See what the last minute adds to either, and read what follows from it."
    yield Step("Proved, and only usual", says, (dC, dh))


def _fading(keep: Matrix, times: Matrix, p: Matrix) -> tuple[Curves, ...]:
    """The share that is left, as a line over time and as dots."""
    last = float(times.values.max())
    if last > FARTHEST or np.abs(p.values).max() > FARTHEST or keep.values.item() <= 0:
        return ()  # between two steps there are no powers of a number below zero
    along = given("along", [np.linspace(0, last, 41).tolist()], Role.NUMBER)
    line = Points(along, power(keep, along).named("line", Role.MEMORY))
    curve = Curve("both cells", line, Points(times, p))
    return (Curves("What is left", (curve,), "time steps", y_label="share"),)


def _counted(x: Matrix, *rows: Matrix) -> tuple[Curves, ...]:
    if any(np.abs(row.values).max() > FARTHEST for row in rows):
        return ()
    minutes = counting(count_columns(x).named("many", Role.NUMBER)).named("minutes", Role.NUMBER)
    labels = ("LSTM, memory", "LSTM, shown", "GRU")
    curves = (
        Curve(label, Points(minutes, row), Points(minutes, row))
        for label, row in zip(labels, rows, strict=True)
    )
    return (Curves("Counting", tuple(curves), "minutes", y_label="count"),)


def _step_by_step(trace: Trace) -> bool:
    """Both cells from 1 on, with nothing new coming in: shut input gate, candidate of 0."""
    gate, left = trace["keep"].values.item(), trace["p"].values[0]
    for t, share in zip(trace["times"].values[0], left, strict=True):
        C = h = 1.0
        for _ in range(int(t)):
            C, h = gate * C + 0 * 1, (1 - gate) * 0 + gate * h
        if not np.allclose([C, h], share):
            return False
    return True


def _so_far(trace: Trace) -> Array:
    return np.asarray(trace["x"].values.cumsum(axis=1))


def _two_thirds(trace: Trace) -> Matrix:
    w = trace["w"]
    return (2 * w / (3 * w)).named("wrong", Role.NUMBER, r"\bar{q}")


def _inputs_alone(trace: Trace) -> Matrix:
    n, m = trace["n"], trace["m"]
    return (4 * (m * n + 2 * m)).named("wrong", Role.NUMBER, r"\bar{L}")


walkthrough = Walkthrough(
    slug="lstm-vs-gru",
    title="LSTM against GRU",
    question="What does one gate fewer save, and what does it cost?",
    given=GIVEN,
    steps=steps,
    part="recurrent",
    minutes=25,
    after=("gru",),
    second=SECOND,
    claims=(
        Claim(
            "Where both count their biases alike, a GRU has three quarters of the weights.",
            lambda t: np.allclose(4 * t["G"].values, 3 * t["L"].values),
        ),
        Claim(
            "Counted as in Keras, it has more than three quarters.",
            lambda t: bool((t["qK"].values > 0.75).all()),
        ),
        Claim(
            "Carried out time after time with the same gate, both cells keep the same share.",
            _step_by_step,
        ),
        Claim(
            "The LSTM's memory is the candidate times the number of those who came in.",
            lambda t: np.allclose(t["C"].values, _so_far(t) * t["cand"].values),
        ),
        Claim(
            "The GRU's state misses the candidate by a half, a quarter, an eighth of it, and so "
            "on: it never passes it.",
            lambda t: np.allclose(t["h"].values, (1 - 0.5 ** _so_far(t)) * t["cand"].values),
        ),
    ),
    wrong_turns=(
        WrongTurn(
            "Two gates against three",
            "Two thirds would be right if gates were all. The candidate has a block of weights "
            "too, in both cells: it is three blocks against four.",
            _two_thirds,
            "q",
        ),
        WrongTurn(
            "Counting the input alone",
            "Every block reads the old state as well as the input. That is the larger part where "
            "there are more units than features.",
            _inputs_alone,
            "L",
        ),
    ),
)
