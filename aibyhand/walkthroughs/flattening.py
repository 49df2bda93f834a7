"""Flattening: an image as one long column, what a dense layer makes of it, and what gets lost."""

from collections.abc import Iterator

import numpy as np

from aibyhand.core import Axis, Matrix, Role, given
from aibyhand.ops import (
    cell_numbers,
    convolve,
    embed,
    entry,
    flatten,
    linear,
    relu,
    reshape,
    rows_by,
)
from aibyhand.walk import Claim, Step, Trace, Walkthrough, WrongTurn

UNITS = Axis("unit", "unit {n}")
PLACES = Axis("pixel", first=0)
PIXELS = "pixels down × pixels across"

# fmt: off
GIVEN = (
    given("I", [[0, 7, 0, 0], [0, 8, 0, 0], [0, 9, 6, 0]], Role.INPUT, sizes=PIXELS),
    given("J", [[0, 0, 7, 0], [0, 0, 8, 0], [0, 0, 9, 6]], Role.INPUT, sizes=PIXELS),
    given(
        "W", [[0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0], [0, 0, 1, 0, 0, 0, 1, 0, -1, 0, 1, 0]],
        Role.WEIGHT, rows=UNITS, columns=PLACES, sizes="units × pixels down·pixels across"
    ),
    given("b", [[-20], [-10]], Role.BIAS, rows=UNITS, sizes="units × 1"),
    given(
        "order", [[5, 0, 11, 3, 8, 1, 10, 6, 2, 9, 4, 7]], Role.NUMBER, "o",
        sizes="1 × pixels down·pixels across", among="pixels down·pixels across"
    ),
    given("K", [[1, 0], [1, 1]], Role.WEIGHT, sizes="rows of K × columns of K"),
    given("bk", 0, Role.BIAS),
    # a real image: its side, its channels, how many results, and the side of a kernel
    given("n", 32, Role.NUMBER), given("c", 3, Role.NUMBER),
    given("m", 64, Role.NUMBER), given("k", 3, Role.NUMBER),
)
SECOND = (  # 4 × 3 pixels, three units, and a kernel of 3 × 2
    ("I", [[3, 1, 0], [0, 4, 0], [2, -1, 0], [1, 5, 0]]),
    ("J", [[0, 3, 1], [0, 0, 4], [0, 2, -1], [0, 1, 5]]),
    ("W", [[1, 0, -1, 0, 2, 0, 0, 0, -2, 0.5, 1, 0], [0, 1, 0, -1, 0, 0.5, 2, 0, 0, 0, 0, 1],
      [-1, 0, 2, 0, 0, 1, 0, 1, 0, 0, 0, -2]]),
    ("b", [[-4], [-3], [1]]), ("order", [[7, 2, 9, 0, 11, 4, 1, 6, 10, 3, 8, 5]]),
    ("K", [[1, -1], [0, 2], [0.5, 1]]), ("bk", -1.5), ("n", 28), ("c", 1), ("m", 10), ("k", 5),
)
LIMITS = {
    "pixels down": (2, 4), "pixels across": (2, 4), "rows of K": (1, 2), "columns of K": (1, 2),
}
# fmt: on


def steps(
    I: Matrix, J: Matrix, W: Matrix, b: Matrix, order: Matrix, K: Matrix, bk: Matrix,
    n: Matrix, c: Matrix, m: Matrix, k: Matrix,
) -> Iterator[Step]:  # fmt: skip
    """Write an image as a column, and ask two units and one kernel what they see in it."""
    yield Step("Given", "Write the image, and the same image moved to the right.", (I, J))

    v = flatten(I).named("v", Role.INPUT, rows=PLACES)
    u = flatten(J).named("u", Role.INPUT)
    yield Step("Flatten", "Write the rows of either image one after the other, as a column.",
               (v, u))  # fmt: skip

    back = reshape(v, I.shape[1]).named("back", Role.INPUT, "B")
    yield Step("Cut it back", "Cut the column after every full row of the image.", (back,))

    N = cell_numbers(I).named("N", Role.NUMBER)
    across = entry(N, 1, 2).named("across", Role.NUMBER, "a")
    down = entry(N, 2, 1).named("down", Role.NUMBER, "d")
    does = "Number the pixels from 0, and read how far from pixel 0 its two neighbours are."
    yield Step("Neighbours", does, (N, across, down))

    z = linear(W, v, b).named("z", Role.LINEAR)
    h = relu(z).named("h", Role.HIDDEN)
    yield Step("Dense layer", "Multiply by the weights, add the biases, and apply ReLU.",
               (z, h))  # fmt: skip

    Wp = embed(W, order).named("Wp", Role.WEIGHT, "W'")
    vp = rows_by(v, order).named("vp", Role.INPUT, "v'")
    zp = linear(Wp, vp, b).named("zp", Role.LINEAR, "z'")
    does = "Put pixels and columns of weights into the same new order, and multiply again."
    yield Step("Shuffle", does, (order, Wp, vp, zp))

    zm = linear(W, u, b).named("zm", Role.LINEAR, "z_m")
    hm = relu(zm).named("hm", Role.HIDDEN, "h_m")
    yield Step("Moved", "Give the moved image to the same two units.", (zm, hm))

    C = convolve(I, K, bk).named("C", Role.LINEAR)
    Cm = convolve(J, K, bk).named("Cm", Role.LINEAR, "C_m")
    yield Step("One kernel", "Lay one kernel on every place of both images.", (C, Cm))

    x = (n * n * c).named("x", Role.NUMBER)
    y = (k * k * c).named("y", Role.NUMBER)
    D = (m * x + m).named("D", Role.NUMBER)
    E = (m * y + m).named("E", Role.NUMBER)
    q = (D / E).named("q", Role.NUMBER)
    does = "Count the weights of both for a real image, biases included, and divide."
    yield Step("Count", does, (n, c, m, k, x, y, D, E, q))


def _nothing_lost(trace: Trace) -> bool:
    return bool(np.array_equal(trace["back"].values, trace["I"].values))


def _a_row_apart(trace: Trace) -> bool:
    return bool(trace["across"].values == 1 and trace["down"].values == trace["I"].shape[1])


def _falls_silent(trace: Trace) -> bool:
    return bool(trace["h"].values[0, 0] > 0 == trace["hm"].values[0, 0])


def _moves_along(trace: Trace) -> bool:
    return bool(np.allclose(trace["Cm"].values[:, 1:], trace["C"].values[:, :-1]))


def _column_by_column(trace: Trace) -> Matrix:
    return flatten(trace["I"].T).named("wrong", Role.INPUT, r"\bar{v}")


def _weights_left(trace: Trace) -> Matrix:
    wrong = linear(trace["W"], trace["vp"], trace["b"])
    return wrong.named("wrong", Role.LINEAR, r"\bar{z}")


walkthrough = Walkthrough(
    slug="flattening",
    title="Flattening: what a long vector hides",
    question="What does a network lose when an image becomes one long vector?",
    given=GIVEN,
    steps=steps,
    part="vision",
    minutes=25,
    after=("convolution-exercise",),
    second=SECOND,
    limits=LIMITS,
    claims=(
        Claim("Cut back at the right width, the column is the image again.", _nothing_lost),
        Claim(
            "In the column, left and right are 1 apart, and above and below a whole row.",
            _a_row_apart,
        ),
        Claim(
            "With pixels and weights shuffled alike, every unit adds up the same.",
            lambda t: bool(np.allclose(t["zp"].values, t["z"].values)),
        ),
        Claim("The unit that answers to the image is silent for the moved one.", _falls_silent),
        Claim("When the image moves, the answers of the kernel move along.", _moves_along),
    ),
    wrong_turns=(
        WrongTurn(
            "Going down the columns",
            "Rows come one after the other here. Column by column, the same numbers meet the "
            "weights of other pixels.",
            _column_by_column,
            "v",
        ),
        WrongTurn(
            "Shuffling only the pixels",
            "A weight belongs to its pixel. Where the pixels move alone, weights meet pixels of "
            "other places, and the first unit doesn't find its L any more.",
            _weights_left,
            "zp",
        ),
    ),
)
