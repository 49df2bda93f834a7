"""Forward, a loss at every time, and back: by a recursion, by paths, and by powers alone."""

from collections.abc import Iterator

from aibyhand.core import Matrix, Role, Stack
from aibyhand.ops import (
    add_up,
    beside,
    column_of,
    difference,
    half_squared_lengths,
    outer,
    power,
    sum_rows,
    take,
    times_number,
)
from aibyhand.walk import Step
from aibyhand.walk.learning import gradient, once_more, updated
from aibyhand.walkthroughs.bptt.given import FACTORS, FROM_ZERO, TIMES
from aibyhand.walkthroughs.bptt.pictures import curves, ways


def steps(
    x: Matrix, d: Matrix, h0: Matrix, u: Matrix, w: Matrix, v: Matrix, eta: Matrix,
    factors: Matrix, back: Matrix,
) -> Iterator[Step]:  # fmt: skip
    """Forward, a loss at every time, and back: by a recursion, by paths, and by powers alone."""
    does = "Write inputs and targets in time, the first state, and one weight of each kind."
    yield Step("Given", does, (x, d, h0, u, w, v, eta, factors, back))

    xs = Stack("x", Role.INPUT, "x_{%s}").all(column_of(x, t + 1) for t in range(x.shape[1]))
    h = Stack("h", Role.HIDDEN, "h_{%s}", along=FROM_ZERO, start=h0)
    for came in xs:
        h.add(w * h[-1] + u * came)
    H = beside(*h[1:]).named("H", Role.HIDDEN, columns=TIMES)
    y = times_number(H, v).named("y", Role.OUTPUT, columns=TIMES)
    yield Step("Forward", "Make every state of the one before and the input, then every output.",
               (*xs, *h[1:], H, y), part="Forward")  # fmt: skip
    e = difference(y, d).named("e", Role.ERROR, columns=TIMES)
    losses = half_squared_lengths(e).named("losses", Role.ERROR, r"\ell", columns=TIMES)
    L = sum_rows(losses).named("L", Role.ERROR)
    yield Step("Loss", "Take half the squared error of every time, and add them up.",
               (e, losses, L))  # fmt: skip

    es, a, dh = _back_through_time(e, v, w, h)
    yield Step("Back through the states", "Give every state its own error and, from the last to "
               "the first, w times what the next state has.", (*es, *a, *reversed(dh)),
               part="Back")  # fmt: skip
    dH = beside(*dh).named("dH", Role.GRADIENT, r"\mathrm{d}H", columns=TIMES, of=H)
    before = beside(*h[:-1]).named("H_before", Role.HIDDEN, "B", columns=TIMES)
    dw, du, dv = (gradient(outer(of, by), to) for of, by, to in
                  ((dH, before, w), (dH, x, u), (e, H, v)))  # fmt: skip
    yield Step("Gradients", "Add up one term for each time: what reaches the result, times what "
               "the weight was multiplied by.", (dH, before, dw, du, dv))  # fmt: skip
    yield _by_paths(a, h, w)

    new = tuple(updated(old, eta, slope) for old, slope in ((w, dw), (u, du), (v, dv)))
    (again,) = once_more((L,), new)
    yield Step("Update", "Step against the gradients, and compute the loss once more.",
               (*new, *_named(again)), part="Forward again")  # fmt: skip
    table = power(factors, back).named("table", Role.LINEAR, "F", rows=FACTORS)
    parts = (1 / table).named("parts", Role.LINEAR, r"\bar{F}", rows=FACTORS)
    yield Step("One factor for each time", "Raise the factors to the number of times back, and "
               "see which part is left.", (factors, back, table, parts),
               curves(factors, back, table), part="Over many times")  # fmt: skip


def _back_through_time(
    e: Matrix, v: Matrix, w: Matrix, h: Stack
) -> tuple[Stack, Stack, list[Matrix]]:
    """What each state is told by its own output, and all that reaches it; in the order of time."""
    count = e.shape[1]
    es = Stack("e", Role.ERROR, "e_{%s}").all(column_of(e, t + 1) for t in range(count))
    a = Stack("a", Role.GRADIENT, "a_{%s}").all(v * one for one in es)
    dh: list[Matrix] = []
    for t in range(count, 0, -1):
        found = a[t - 1] + w * dh[0] if dh else take(a[t - 1])
        dh.insert(0, gradient(found, h[t]))
    return es, a, dh


def _by_paths(a: Stack, h: Stack, w: Matrix) -> Step:
    """Every way from the loss of a time to a use of w: the factors on it, multiplied."""
    parts, sums = [], []
    for t, error in enumerate(a, 1):
        paths = []
        for used in range(t, 0, -1):  # the time at which w is reached
            path = error
            for _ in range(t - used):
                path = path * w
            name, tex = f"p{t}_{used}", f"p_{{{t},{used}}}"
            paths.append((path * h[used - 1]).named(name, Role.GRADIENT, tex))
        total = add_up(*paths) if len(paths) > 1 else take(paths[0])
        sums.append(total.named(f"s{t}", Role.GRADIENT, f"s_{{{t}}}"))
        parts += [*paths, sums[-1]]
    total = add_up(*sums) if len(sums) > 1 else take(sums[0])
    s = total.named("s", Role.GRADIENT)
    return Step("The same by paths", "From the loss of every time, multiply along every way back "
                "to a use of w, and add up.", (*parts, s), (ways(len(a)),))  # fmt: skip


def _named(again: Matrix) -> list[Matrix]:
    """The results that changed, in the order of their making."""
    return [m for m in (*again.ancestors(), again) if m.name.endswith("_new")
            and not m.name.startswith(("w_", "u_", "v_"))]  # fmt: skip
