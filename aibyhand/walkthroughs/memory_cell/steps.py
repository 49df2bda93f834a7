"""What forgets the order, a cell that doesn't, and where one can read it."""

from collections.abc import Iterator

from aibyhand.core import Axis, Matrix, Role, Stack
from aibyhand.ops import beside, column_of, sum_columns, times_number, tops
from aibyhand.pictures.flow import Flow
from aibyhand.walk import Step
from aibyhand.walkthroughs.memory_cell.given import DAYS
from aibyhand.walkthroughs.memory_cell.pictures import cell, cut_off, kinds

FROM_ZERO = Axis("day", first=0)


def steps(
    a: Matrix, b: Matrix, w: Matrix, u: Matrix, v: Matrix, start: Matrix, c: Matrix
) -> Iterator[Step]:
    """Ask a sum, a maximum and today alone for the order; then let a cell read day by day."""
    days = a.shape[1]
    does = "Write the days of each week in a row, and the weights of the cell beside them."
    yield Step("Given", does, (a, b, w, u, v, start, c))
    yield from _without_memory(a, b, u, v)

    xa, xb = (_each_day(letter, row) for letter, row in (("a", a), ("b", b)))
    ha, hb = (_states(letter, x, w, u, start) for letter, x in (("a", xa), ("b", xb)))
    does = "Keep a part of the old state, and add the input."
    yield Step("A cell", does, (xa[0], ha[0], xb[0], hb[0]), (cell(),), part="A cell")
    ya, yb = (times_number(h[0], v).named(f"y{n}0", Role.PREDICTION, f"y_{{{n}0}}")
              for n, h in (("a", ha), ("b", hb)))  # fmt: skip
    yield Step("Two outputs", "Make a prediction from the state, and hand the state on.", (ya, yb))

    Ha, Hb = _in_a_row("Ha", ha), _in_a_row("Hb", hb)
    later = [m for x, h in ((xa, ha), (xb, hb)) for day in zip(x[1:], h[1:], strict=True)
             for m in day]  # fmt: skip
    through = [(start, *ha), (start, *hb)]
    along = [[rf"w,\, x_{{{letter}{t}}}" for t in range(days)] for letter in "ab"]
    drawn = Flow("Two weeks through one cell", through, along)
    does = "Go on with the state that the day before has left."
    yield Step("Both weeks to the end", does, (*later, Ha, Hb), (drawn,))

    yield _four_kinds((Ha, Hb), (w, u, v), start, c)


def _without_memory(a: Matrix, b: Matrix, u: Matrix, v: Matrix) -> Iterator[Step]:
    sums = [sum_columns(x.T).named(f"s{x.name}", Role.HIDDEN) for x in (a, b)]
    does = "Add up the days of each week: every day has the same weight."
    yield Step("A sum", does, tuple(sums), part="Without a memory")
    most = [tops(x.T).named(f"m{x.name}", Role.HIDDEN) for x in (a, b)]
    yield Step("The largest", "Take the largest number of each week.", tuple(most))
    shown: list[Matrix] = []
    for x in (a, b):
        today = column_of(x, x.shape[1]).named(f"t{x.name}", Role.INPUT)
        shown += [today, (v * u * today).named(f"p{x.name}", Role.PREDICTION)]
    does = "Multiply the last day by u and by v, as a layer does that sees nothing else."
    yield Step("Today alone", does, tuple(shown), (cut_off(a.shape[1]),))


def _each_day(letter: str, row: Matrix) -> Stack:
    days = (column_of(row, t + 1) for t in range(row.shape[1]))
    return Stack(f"x{letter}", Role.INPUT, f"x_{{{letter}%s}}", along=FROM_ZERO).all(days)


def _states(letter: str, inputs: Stack, w: Matrix, u: Matrix, start: Matrix) -> Stack:
    """The state after each day: w times the one before plus u times the input."""
    states = Stack(f"h{letter}", Role.HIDDEN, f"h_{{{letter}%s}}", along=FROM_ZERO)
    for x in inputs:
        before = states[-1] if len(states) else start
        states.add(w * before + u * x)
    return states


def _in_a_row(name: str, states: Stack) -> Matrix:
    return beside(*states).named(name, Role.HIDDEN, columns=DAYS)


def _four_kinds(
    states: tuple[Matrix, Matrix], weights: tuple[Matrix, Matrix, Matrix], start: Matrix, c: Matrix
) -> Step:
    """Read predictions off the states of both weeks, and let one input go on by itself."""
    w, u, v = weights
    days = states[0].shape[1]
    hc = Stack("hc", Role.HIDDEN, "h_{c%s}", along=FROM_ZERO)
    hc.add(w * start + u * c)
    for _ in range(1, days):
        hc.add(times_number(hc[-1], w))
    shown = [*hc, Hc := _in_a_row("Hc", hc)]
    ends = {}
    for H in (*states, Hc):
        letter = H.name[1]
        Y = (v * H).named(f"Y{letter}", Role.PREDICTION, columns=DAYS)
        end = column_of(Y, 1 if H is Hc else days)
        ends[letter] = end.named(f"y{letter}", Role.PREDICTION, rf"\hat{{y}}_{letter}")
        shown += [Y, ends[letter]]
    does = "Let one input go on by itself, and read the predictions of one day or of all."
    return Step("Four kinds of sequences", does, tuple(shown), kinds(days), part="Four kinds")
