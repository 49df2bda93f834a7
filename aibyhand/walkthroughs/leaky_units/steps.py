"""Skips in time, leaky units, and a latch, hard and soft."""

from collections.abc import Iterator

from aibyhand.core import Axis, Matrix, Role, Stack
from aibyhand.ops import add_up, beside, column_of, mix, take
from aibyhand.walk import Step
from aibyhand.walkthroughs.leaky_units.given import CASES, TIMES, UNITS
from aibyhand.walkthroughs.leaky_units.pictures import BACK, drawn, grid_of_times, rows_drawn


def steps(
    x: Matrix, c: Matrix, w: Matrix, s: Matrix, alpha: Matrix, E: Matrix, D: Matrix, Q: Matrix,
    e: Matrix, d: Matrix, q0: Matrix, z: Matrix,
) -> Iterator[Step]:  # fmt: skip
    """An impulse through a plain unit, one with skips and leaky ones; then a latch."""
    does = "Write one impulse in a row, and the weights beside it."
    yield Step("Given", does, (x, c, w, s, alpha, e, d, q0, z))

    xs = _each_time("x", x)
    h = _plain(xs, w)
    H = beside(*h).named("H", Role.HIDDEN, columns=TIMES)
    yield Step("A plain unit", "Keep a part of the state, and add the input.", (*xs, *h, H),
               part="Skips in time")  # fmt: skip
    k = _skipping(xs, h, w, s)
    K = beside(*k).named("K", Role.HIDDEN, columns=TIMES)
    yield Step("With a skip", "Add what the state was three times ago, too.", (*k[BACK:], K),
               drawn("One impulse", ("plain", H), ("with a skip", K)))  # fmt: skip
    paths = Stack("p", Role.LINEAR, "p_{%s}")
    for path in _paths(x.shape[1]):
        paths.add(_product([s if leap else w for leap in path]))
    g = add_up(*paths).named("g", Role.LINEAR)
    yield Step("Paths", "Multiply the weights along every path, and add up the paths.",
               (*paths, g), (grid_of_times(x.shape[1]),))  # fmt: skip

    yield from _shares(xs, c, alpha)
    yield from _gates(E, D, Q, (e, d, z), q0)


def _shares(xs: Stack, c: Matrix, alpha: Matrix) -> Iterator[Step]:
    u, v = _leaky("u", [*xs], alpha), _leaky("v", [c] * len(xs), alpha)
    U = beside(*u).named("U", Role.HIDDEN, rows=UNITS, columns=TIMES)
    yield Step("Leaky units", "Keep a share of the state, and take the rest from the input.",
               (*u, U), part="Leaky units")  # fmt: skip
    V = beside(*v).named("V", Role.HIDDEN, rows=UNITS, columns=TIMES)
    lines = [(f"unit {n + 1}", V, n) for n in range(V.shape[0])]
    yield Step("A constant input", "Let the same units see the constant input.", (*v, V),
               rows_drawn("A constant input", lines))  # fmt: skip


def _gates(
    E: Matrix, D: Matrix, Q: Matrix, through: tuple[Matrix, Matrix, Matrix], q0: Matrix
) -> Iterator[Step]:
    Qn = mix(E, D, Q).named("Qn", Role.HIDDEN, "Q'", columns=CASES)
    no = (1 - Qn).named("Qbar", Role.HIDDEN, r"\bar{Q}", columns=CASES)
    does = "Take D where E is 1, and keep Q where E is 0."
    yield Step("The gated latch", does, (E, D, Q, Qn, no),
               part="From a latch to a gate")  # fmt: skip
    es, ds, zs = (_each_time(m.name, m) for m in through)
    q, r = _latch("q", es, ds, q0), _latch("r", zs, ds, q0)
    L = beside(*q).named("L", Role.HIDDEN, columns=TIMES)
    yield Step("Through time", "Let each time begin with the state before.", (*es, *ds, *q, L))
    R = beside(*r).named("R", Role.HIDDEN, columns=TIMES)
    yield Step("A soft latch", "Open and shut the same latch only in part.", (*zs, *r, R),
               drawn("Hard and soft", ("hard", L), ("soft", R)))  # fmt: skip


def _each_time(name: str, row: Matrix) -> Stack:
    times = (column_of(row, t + 1) for t in range(row.shape[1]))
    return Stack(name, row.role, f"{name}_{{%s}}").all(times)


def _plain(x: Stack, w: Matrix) -> Stack:
    """Every state: w times the one before plus the input."""
    h = Stack("h", Role.HIDDEN, "h_{%s}")
    for t, new in enumerate(x):
        h.add(w * h[-1] + new if t else take(new))
    return h


def _skipping(x: Stack, h: Stack, w: Matrix, s: Matrix) -> list[Matrix]:
    """The same plus s times the state three times ago; the first three states have no such way."""
    k = Stack("k", Role.HIDDEN, "k_{%s}", along=Axis("time", first=BACK + 1))
    states = [*h][:BACK]
    for new in [*x][BACK:]:
        k.add(w * states[-1] + s * states[-BACK] + new)
        states.append(k[-1])
    return states


def _leaky(name: str, x: list[Matrix], alpha: Matrix) -> Stack:
    """Every state: a share alpha of the one before, and the rest of the input."""
    h = Stack(name, Role.HIDDEN, f"{name}_{{%s}}")
    for t, new in enumerate(x):
        h.add(alpha * h[-1] + (1 - alpha) * new if t else (1 - alpha) * new)
    return h


def _latch(name: str, gate: Stack, data: Stack, before: Matrix) -> Stack:
    q = Stack(name, Role.HIDDEN, f"{name}_{{%s}}")
    for open_, new in zip(gate, data, strict=True):
        q.add(mix(open_, new, q[-1] if len(q) else before))
    return q


def _paths(times: int) -> Iterator[tuple[bool, ...]]:
    """Every way from the first time to the last, in steps of one and leaps of three."""
    if times == 1:
        yield ()
        return
    yield from ((False, *rest) for rest in _paths(times - 1))
    if times > BACK:
        yield from ((True, *rest) for rest in _paths(times - BACK))


def _product(weights: list[Matrix]) -> Matrix:
    made = weights[0]
    for weight in weights[1:]:
        made = made * weight
    return made
