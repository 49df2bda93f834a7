"""From one residual stream to three, mixed freely and then by a matrix that is constrained."""

from collections.abc import Iterator

from aibyhand.core import Matrix, Role
from aibyhand.ops import (
    linear,
    matrix_power,
    over_column_sums,
    over_row_sums,
    relu,
    rows_of,
    sigmoid,
    sinkhorn_round,
    sum_columns,
    sum_rows,
)
from aibyhand.ops.pencil import hand_sigmoid
from aibyhand.walk import EXACT, Lane, Step
from aibyhand.walkthroughs.mhc.pictures import grow, level, settle

ROUNDS = 5  # of Sinkhorn-Knopp


def steps(
    Xs: Matrix, W: Matrix, bias: Matrix, free: Matrix, R0: Matrix, hpre: Matrix, hpost: Matrix,
    lane: Lane = EXACT,
) -> Iterator[Step]:  # fmt: skip
    """One stream, several streams mixed freely, and several mixed by a constrained matrix."""
    gate = hand_sigmoid if lane.by_hand else sigmoid
    says = "Write three streams of the same features, a layer, and what mixes, reads and writes."
    yield Step("Given", says, (Xs, bias, W, free, hpre, hpost, R0))

    x = rows_of(Xs, 1, 1).named("x", Role.INPUT)
    alone = _layer(x, W, bias, "x")
    one = (x + alone[-1].T).named("one", Role.OUTPUT, "x'")
    yield Step("One stream", "Send one stream through the layer, and add what comes out to it.",
               (x, *alone, one))  # fmt: skip

    freely = (free @ Xs).named("freely", Role.HIDDEN, "X_F")
    loose = sum_columns(freely).named("loose", Role.NUMBER, "t_F")
    yield Step("Three streams, mixed freely",
               "Mix the streams by the free matrix, and add up every feature.",
               (freely, loose))  # fmt: skip

    across = sum_rows(R0).named("across", Role.NUMBER, "a_0")
    down = sum_columns(R0).named("down", Role.NUMBER, "d_0")
    says = "Take positive numbers, and add up their rows and columns."
    yield Step("Positive numbers", says, (down, across))

    shares = _rounds(R0)
    R1, C1, *later, H = shares
    spoiled = sum_rows(C1).named("spoiled", Role.NUMBER, "a_1")
    says = "Divide every row by its sum, then every column by its sum, and look at the rows again."
    yield Step("Sinkhorn-Knopp", says, (R1, C1, spoiled))
    columns = sum_columns(H).named("columns", Role.NUMBER, "d")
    says = "Go on in rounds of both, SK, until no printed digit changes."
    yield Step("The limit", says, (*later, H, columns), settle(shares[1:]))

    yield from _layer_past_streams(Xs, W, bias, H, gate(hpre), gate(hpost))
    yield _sixty(free, H)


def _layer_past_streams(
    Xs: Matrix, W: Matrix, bias: Matrix, H: Matrix, read_gate: Matrix, write_gate: Matrix
) -> Iterator[Step]:
    """Read from the streams, send that through the layer, write the result, and mix."""
    pre = read_gate.named("pre", Role.GATE, r"H_{\mathrm{pre}}")
    read = (pre @ Xs).named("read", Role.INPUT, r"\bar{x}")
    yield Step("Read", "Make a gate for each stream, and mix the streams by them into one input.",
               (pre, read))  # fmt: skip
    layer = _layer(read, W, bias)
    y = layer[-1]
    yield Step("The layer", "Send the input through the layer: linear, then ReLU.", layer)
    once = write_gate.named("once", Role.GATE, "s")
    post = (2 * once).named("post", Role.GATE, r"H_{\mathrm{post}}")
    written = (post @ y.T).named("written", Role.HIDDEN, "Y")
    yield Step("Write", "Make another gate for each stream, twice as large, and share the result.",
               (once, post, written))  # fmt: skip

    mixed = (H @ Xs).named("mixed", Role.HIDDEN, "X_H", rows=Xs.rows)
    kept = sum_columns(mixed).named("kept", Role.NUMBER, "t_H")
    out = (mixed + written).named("out", Role.OUTPUT, "X'")
    says = "Mix the streams by the constrained matrix, add the totals up again, and add the result."
    yield Step("New streams", says, (mixed, kept, out))


def _layer(x: Matrix, W: Matrix, bias: Matrix, end: str = "") -> tuple[Matrix, Matrix]:
    """One row of features through the layer, on its side."""
    tex = f"_{end}" if end else ""
    z = linear(W, x.T, bias).named(f"z{end}", Role.LINEAR, f"z{tex}")
    return z, relu(z).named(f"y{end}", Role.HIDDEN, f"y{tex}")


def _rounds(R0: Matrix) -> tuple[Matrix, ...]:
    """Rows to shares, columns to shares, and again; the last one is what mixes the streams."""
    R1 = over_row_sums(R0).named("R1", Role.PROBABILITY)
    made = [R1, over_column_sums(R1).named("C1", Role.PROBABILITY)]
    for k in range(2, ROUNDS):
        made.append(sinkhorn_round(made[-1]).named(f"C{k}", Role.PROBABILITY))
    H = sinkhorn_round(made[-1]).named("H", Role.PROBABILITY)
    return (*made, H)


def _sixty(free: Matrix, H: Matrix) -> Step:
    """Sixty layers that mix and write nothing: to the power of five, of four and of three."""
    F5 = matrix_power(free, 5).named("F5", Role.WEIGHT)
    F20 = matrix_power(F5, 4).named("F20", Role.WEIGHT)
    T = (F20 / 1000).named("T", Role.WEIGHT)  # thousands, so that B counts in billions
    B = matrix_power(T, 3).named("B", Role.WEIGHT)
    grown = sum_rows(B).named("grown", Role.NUMBER, "g")
    H5 = matrix_power(H, 5).named("H5", Role.PROBABILITY)
    H20 = matrix_power(H5, 4).named("H20", Role.PROBABILITY)
    H60 = matrix_power(H20, 3).named("H60", Role.PROBABILITY)
    says = "Mix sixty times and write nothing; count what the free matrix makes of it in billions."
    shown = (F5, F20, T, B, grown, H5, H20, H60)
    sizes = grow((free, F5, F20), grown, {1: H, 5: H5, 20: H20, 60: H60})
    return Step("Sixty layers", says, shown, (*sizes, *level(H, H5, free.columns)))
