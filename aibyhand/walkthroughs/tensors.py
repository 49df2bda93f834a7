"""Tensors: sheets of rows of numbers, how they are counted, added up, cut anew and stretched."""

from collections.abc import Iterator

import numpy as np

from aibyhand.core import Axis, Matrix, Role, Stack, given, given_stack
from aibyhand.ops import (
    add_up,
    beside,
    count_columns,
    count_rows,
    entry,
    reshape,
    stack,
    sum_columns,
    sum_rows,
    take,
)
from aibyhand.walk import Claim, Step, Trace, Walkthrough, WrongTurn

SHEETS = Axis("sheet", first=0)
ROWS = Axis("row", first=0)
COLUMNS = Axis("column", first=0)
SHAPE = Axis("axis", first=0)

# fmt: off
GIVEN = (
    given_stack("T", [
        [[0, 1, 2, 3, 4], [10, 11, 12, 13, 14]],
        [[100, 101, 102, 103, 104], [110, 111, 112, 113, 114]],
        [[200, 201, 202, 203, 204], [210, 211, 212, 213, 214]],
    ], Role.INPUT, along=SHEETS, rows=ROWS, columns=COLUMNS,
       sizes="sheets × rows × columns"),
    given("row", [[1, 0, -1, 2, 5]], Role.NUMBER, "r", sizes="1 × columns"),
    given("column", [[10], [-10]], Role.NUMBER, "c", sizes="rows × 1"),
    given("sheets", [[-1], [2], [1]], Role.NUMBER, "s", rows=SHEETS, sizes="sheets × 1"),
    # what the source shows
    given("shape4", [[3, 2, 4, 5]], Role.NUMBER, "h", columns=SHAPE, sizes="1 × axes"),
    given("fib", [[0, 1, 1, 2, 3, 5, 8, 13, 21, 34]], Role.INPUT, "f", sizes="1 × places"),
    given("x", [[1], [2], [3]], Role.INPUT, sizes="numbers × 1"),
    given("two", 2, Role.NUMBER, "k"),
    given("twos", [[2, 2, 2]], Role.NUMBER, "t", sizes="1 × numbers"),
    given("p", [[10, 20]], Role.INPUT, sizes="1 × others"),
)
SECOND = (  # two sheets of three rows of four
    ("T", [[[3, -1, 4, 1], [5, 9, -2, 6], [5, 3, 5, 8]],
           [[2, 7, -1, 8], [2, 8, 1, -8], [4, 5, 9, 0]]]),
    ("row", [[2, -3, 1, 4]]), ("column", [[1], [-5], [3]]), ("sheets", [[3], [-2]]),
    ("shape4", [[2, 3, 4, 2]]), ("fib", [[2, 1, 3, 4, 7, 11]]),
    ("x", [[4], [-1], [2], [6]]), ("two", 3), ("twos", [[3, 3, 3, 3]]), ("p", [[5, -7, 1]]),
)
LIMITS = {"sheets": (2, 3), "rows": (2, 4), "columns": (4, 6), "places": (2, 10)}
# fmt: on


def steps(
    T: Stack, row: Matrix, column: Matrix, sheets: Matrix, shape4: Matrix, fib: Matrix,
    x: Matrix, two: Matrix, twos: Matrix, p: Matrix,
) -> Iterator[Step]:  # fmt: skip
    """Count a tensor, point into it, add it up, cut it anew, and stretch what is too short."""
    high, wide = T[0].shape
    yield Step("Given", "Lay the sheets below each other.", tuple(T))
    yield _shape(T, sheets, shape4)

    pick = entry(T[1], 1, 3).named("pick", Role.OUTPUT, "a")
    last = entry(T[-1], high, wide).named("last", Role.OUTPUT, "z")
    through = [entry(one, 2, 4).named(f"e{k}", Role.OUTPUT) for k, one in enumerate(T)]
    line = beside(*through).named("line", Role.OUTPUT, r"\ell")
    yield Step("Point into it", "Say the sheet, the row and the column, each counted from 0.",
               (pick, last, *through, line))  # fmt: skip
    yield _sums(T)

    flat = stack(*T).named("flat", Role.HIDDEN, "F")
    turned = flat.T.named("turned", Role.HIDDEN_2, "U")
    cut = reshape(flat, len(T) * high).named("wide", Role.HIDDEN_3, "W")
    yield Step("Reshape", "Write all rows below each other, turn them, and cut them anew.",
               (flat, turned, cut))  # fmt: skip
    yield _stretched(T, row, column, sheets)

    both = (x + p).named("both", Role.OUTPUT, "B")
    yield Step("What does not fit", "Turn one of two lists into a column, and then add.",
               (x, p, both))  # fmt: skip

    new = (T[0] + 1).named("new", Role.OUTPUT, "N")
    old = take(T[0]).named("old", Role.INPUT, "O")
    yield Step("A new one", "Add 1 to a sheet, and look at the sheet again.", (new, old))
    yield _examples(fib, x, two, twos)


def _shape(T: Stack, sheets: Matrix, shape4: Matrix) -> Step:
    """How long every axis is, how many axes there are, and how many numbers."""
    m = count_rows(sheets).named("m", Role.NUMBER)
    h = count_rows(T[0]).named("rows", Role.NUMBER, "n")
    w = count_columns(T[0]).named("columns", Role.NUMBER, "q")
    shape = beside(m, h, w).named("shape", Role.NUMBER, "S")
    rank = count_columns(shape).named("rank", Role.NUMBER, r"\rho")
    size = (m * h * w).named("size", Role.NUMBER, r"\sigma")
    rank4 = count_columns(shape4).named("rank4", Role.NUMBER, r"\rho_4")
    return Step("Rank, shape and size", "Count along every axis, count the axes, and multiply.",
                (m, h, w, shape, rank, size, shape4, rank4))  # fmt: skip


def _sums(T: Stack) -> Step:
    """The axis that is added along is gone from the shape."""
    down = [sum_columns(one).named(f"d{k}", Role.HIDDEN) for k, one in enumerate(T)]
    across = [sum_rows(one).named(f"b{k}", Role.HIDDEN) for k, one in enumerate(T)]
    sum0 = add_up(*T).named("sum0", Role.OUTPUT, r"\Sigma_0")
    sum1 = stack(*down).named("sum1", Role.OUTPUT, r"\Sigma_1")
    sum2 = beside(*across).named("sum2", Role.OUTPUT, r"\Sigma_2")
    return Step("Add along an axis", "Add through the sheets, then down, then across.",
                (sum0, *down, sum1, *across, sum2))  # fmt: skip


def _stretched(T: Stack, row: Matrix, column: Matrix, sheets: Matrix) -> Step:
    """Whatever has length 1 along an axis is used again for every place of that axis."""
    twice = (2 * T[1]).named("twice", Role.OUTPUT, "D")
    with_row = (T[1] + row).named("plus_row", Role.OUTPUT, "R")
    with_column = (T[1] + column).named("plus_column", Role.OUTPUT, "C")
    made: list[Matrix] = []
    for k, one in enumerate(T):
        factor = entry(sheets, k + 1, 1).named(f"g{k}", Role.NUMBER)
        made += [factor, (factor * one).named(f"G{k}", Role.OUTPUT)]
    return Step("Broadcast", "Use a number, a row, a column and a number per sheet again.",
                (twice, row, with_row, column, with_column, sheets, *made))  # fmt: skip


def _examples(fib: Matrix, x: Matrix, two: Matrix, twos: Matrix) -> Step:
    """What the source prints."""
    first = entry(fib, 1, 1).named("first", Role.OUTPUT, "f_0")
    second = entry(fib, 1, 2).named("second", Role.OUTPUT, "f_1")
    end = entry(fib, 1, fib.shape[1]).named("end", Role.OUTPUT, "f_{-1}")
    y = reshape(x, x.shape[0]).named("reshaped", Role.HIDDEN, "y")
    number = (y * two).named("by_number", Role.OUTPUT, "y_k")
    listed = (y * twos).named("by_list", Role.OUTPUT, "y_t")
    doubled = (2 * y).named("doubled", Role.OUTPUT, "y_2")
    return Step("The source's examples", "Point into a list, turn a column, and double a row.",
                (fib, first, second, end, y, doubled, two, number, twos, listed))  # fmt: skip


def _same_numbers(trace: Trace) -> bool:
    """Read row by row, the cut one is what it was cut from, and of the shape of the turned one."""
    flat, cut, turned = (trace[name].values for name in ("flat", "wide", "turned"))
    in_order = bool((cut.ravel() == flat.ravel()).all())
    return cut.shape == turned.shape and in_order and not np.array_equal(cut, turned)


def _one_total(trace: Trace) -> bool:
    """Whichever axis goes first, all numbers together are the same."""
    totals = [trace[name].values.sum() for name in ("flat", "sum0", "sum1", "sum2")]
    return bool(np.allclose(totals, totals[0]))


walkthrough = Walkthrough(
    slug="tensors",
    title="Tensors",
    question="What may be done with numbers along three axes, and what does it do to the shape?",
    given=GIVEN,
    steps=steps,
    part="basics",
    minutes=20,
    after=("matmul-flow",),
    second=SECOND,
    limits=LIMITS,
    claims=(
        Claim(
            "The size is how many numbers there are.",
            lambda t: bool(t["size"].values.item() == t["flat"].values.size),
        ),
        Claim("The sums along any axis have the same total.", _one_total),
        Claim("A reshape keeps the order of reading; a transpose does not.", _same_numbers),
        Claim(
            "Adding makes a new tensor, and the old one is as it was.",
            lambda t: bool(np.array_equal(t["old"].values, t["T0"].values)),
        ),
    ),
    wrong_turns=(
        WrongTurn(
            "Turning in place of cutting",
            "The shape is the right one, and nothing complains. But a transpose changes the order "
            "of reading, and a reshape must keep it.",
            lambda t: t["flat"].T.named("wrong", Role.HIDDEN_3, r"\bar{W}"),
            "wide",
        ),
    ),
)
