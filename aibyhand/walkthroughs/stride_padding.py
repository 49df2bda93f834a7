"""Stride and padding: how far a window moves, what lies around the image, and what that changes."""

from collections.abc import Iterator

import numpy as np

from aibyhand.core import Matrix, Role, given
from aibyhand.ops import (
    border,
    border_sides,
    convolve,
    count_columns,
    count_rows,
    max_pool,
    places_across,
    places_down,
    windows_across,
    windows_down,
)
from aibyhand.pictures.abreast import Abreast
from aibyhand.pictures.sliding import Sliding
from aibyhand.walk import Claim, Step, Trace, Walkthrough, WrongTurn

SETTINGS = ((1, 0), (2, 0), (1, 1), (2, 1))  # stride and padding, in the order of the steps
STRIDE = 2  # of "same" and of pooling

# fmt: off
GIVEN = (
    given(
        "I", [[1, 0, 2, 3, 0, 1], [0, 4, 1, 0, 2, 0], [3, 1, 0, 1, 0, 2], [0, 2, 5, 0, 1, 3],
        [1, 0, 1, 2, 4, 0]], Role.INPUT, sizes="pixels down × pixels across"
    ),
    given(
        "K", [[1, 0, -1], [2, 1, 0], [0, -1, 1]], Role.WEIGHT, sizes="kernel side × kernel side"
    ),
    given("b", -1, Role.BIAS),
)
SECOND = (  # an even number of rows and an odd one of columns: the other way round
    ("I", [[2, -1, 0, 4, 1], [0, 3, -2, 1, 5], [1, 0, 6, -3, 2], [4, 1, -1, 0, 3]]),
    ("K", [[0, 2, -1], [1, -2, 0.5], [3, 0, 1]]), ("b", 0.5),
)
# fmt: on


def steps(I: Matrix, K: Matrix, b: Matrix) -> Iterator[Step]:
    """One kernel on one image: with four settings, with the padding of Keras, and pooling."""
    yield Step("Given", "Write the image, the kernel and its bias.", (I, K, b))

    n, m, k = (count(a).named(name, Role.NUMBER) for count, a, name in (
        (count_rows, I, "n"), (count_columns, I, "m"), (count_rows, K, "k")))  # fmt: skip
    does = "Count the places of the window for every stride and padding, down and across."
    yield Step("Sizes", does, (n, m, k, *_sizes(I, K)))

    I1 = border(I, 1).named("I1", Role.INPUT)
    for stride, padding in SETTINGS:
        image = I1 if padding else I
        Y = convolve(image, K, b, stride=stride).named(f"Y{stride}{padding}", Role.LINEAR)
        drawn = Sliding("The window on its way", image, K.shape, stride, Y)
        shows = (I1, Y) if (stride, padding) == (1, 1) else (Y,)
        yield Step(f"Stride {stride}, padding {padding}", _does(stride, padding), shows, (drawn,))

    h, w, e, f, I_S, Y_S = _same(I, K, b, (n, m, k))
    does = (
        "Divide the size by the stride and round up; add as many zeros as that needs, the odd "
        "one at the bottom or on the right."
    )
    yield Step("Same, as in Keras", does, (h, w, e, f, I_S, Y_S))

    E = (Y - Y_S).named("E", Role.ERROR)
    two = (("padding 1", I1), ("same", I_S))
    parts = tuple(Sliding(title, image, K.shape, STRIDE) for title, image in two)
    does = "Subtract the two results that are of one size: where 0 stands, they are the same."
    yield Step("One size, other numbers", does, (E,), (Abreast("Where the windows lie", parts),))

    P3 = max_pool(I, 3, STRIDE).named("P3", Role.HIDDEN)
    P2 = max_pool(I, 2, STRIDE).named("P2", Role.HIDDEN)
    does = "Pool with windows of 3 × 3 that overlap, and with windows of 2 × 2 that touch."
    yield Step("Pooling with overlap", does, (P3, P2))


def _sizes(I: Matrix, K: Matrix) -> tuple[Matrix, ...]:
    """The places down and across: the name's first digit is the stride, the second the padding."""
    return tuple(
        count(I, K, stride=s, padding=p).named(f"{name}{s}{p}", Role.NUMBER)
        for s, p in SETTINGS
        for name, count in (("h", places_down), ("w", places_across))
    )


def _does(stride: int, padding: int) -> str:
    where = "on the image with its border of zeros " if padding else ""
    far = "one pixel" if stride == 1 else "two pixels"
    return f"Move the kernel {where}by {far} at a time: multiply, add up, add the bias."


def _same(
    I: Matrix, K: Matrix, b: Matrix, counts: tuple[Matrix, Matrix, Matrix]
) -> tuple[Matrix, ...]:
    """What Keras makes of padding "same": the size first, then the zeros that it needs."""
    n, m, k = counts
    h = windows_down(I, 1, STRIDE).named("hS", Role.NUMBER)
    w = windows_across(I, 1, STRIDE).named("wS", Role.NUMBER)
    e = ((h - 1) * STRIDE + k - n).named("e", Role.NUMBER)
    f = ((w - 1) * STRIDE + k - m).named("f", Role.NUMBER)
    down, across = (int(zeros.values.item()) for zeros in (e, f))
    top, left = down // 2, across // 2
    padded = border_sides(I, top=top, left=left, bottom=down - top, right=across - left)
    I_S = padded.named("IS", Role.INPUT)
    return h, w, e, f, I_S, convolve(I_S, K, b, stride=STRIDE).named("YS", Role.LINEAR)


def _sizes_are_counted(trace: Trace) -> bool:
    return all(
        trace[f"Y{s}{p}"].shape
        == (trace[f"h{s}{p}"].values.item(), trace[f"w{s}{p}"].values.item())
        for s, p in SETTINGS
    )


def _every_second(trace: Trace) -> bool:
    return all(
        np.allclose(trace[f"Y2{p}"].values, trace[f"Y1{p}"].values[::2, ::2]) for p in (0, 1)
    )


def _taken_out(trace: Trace) -> bool:
    """A zero less above or on the left: the window begins one pixel later."""
    first = [1 - int(trace[name].values.item()) // 2 for name in "ef"]
    return np.allclose(trace["YS"].values, trace["Y11"].values[first[0] :: 2, first[1] :: 2])


walkthrough = Walkthrough(
    slug="stride-padding",
    title="Stride and padding",
    question="How large is what a convolution makes, and which pixels does it look at?",
    given=GIVEN,
    steps=steps,
    part="vision",
    minutes=45,
    after=("convolution-exercise",),
    limits={"pixels down": (3, 6), "pixels across": (3, 6), "kernel side": (3, 3)},
    second=SECOND,
    claims=(
        Claim("Every result is as large as the formula says.", _sizes_are_counted),
        Claim(
            "A stride of 2 gives every second number of every second row of a stride of 1.",
            _every_second,
        ),
        Claim(
            "Inside the border, padding changes nothing.",
            lambda t: np.allclose(t["Y11"].values[1:-1, 1:-1], t["Y10"].values),
        ),
        Claim(
            "What “same” gives is taken out of stride 1 and padding 1, too, from another place on.",
            _taken_out,
        ),
    ),
    wrong_turns=(
        WrongTurn(
            "Putting the zeros around the result",
            "The size is right, and the middle even is. But the window never was at the edge: "
            "its places there have no number, and zero is none.",
            lambda t: border(t["Y10"], 1).named("wrong", Role.LINEAR, r"\bar{Y}_{11}"),
            "Y11",
        ),
        WrongTurn(
            "Taking “padding 1” for “same”",
            "With a stride of 1 they are one and the same. With a stride of 2 they need not be: "
            "weights that were trained with one are then used with the other, nothing complains, "
            "and nearly every number is wrong.",
            lambda t: t["Y21"],
            "YS",
        ),
    ),
)
