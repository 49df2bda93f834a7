"""Convolution: one image, and four small patterns that are looked for at every place of it."""

from collections.abc import Callable, Iterator

import numpy as np

from aibyhand.core import Matrix, Role, Stack, given, given_stack
from aibyhand.ops import add_up, border, convolve, correlate, places_across, places_down, relu
from aibyhand.walk import Claim, Step, Trace, Walkthrough, WrongTurn

PIXELS, WINDOW = "pixels down × pixels across", "rows × columns"

# fmt: off
GIVEN = (
    given(
        "I", [[23, 255, 40, 12, 4], [21, 34, 200, 43, 200], [160, 180, 17, 190, 80],
        [210, 190, 40, 3, 240]], Role.INPUT, sizes=PIXELS
    ),
    given("white", 255, Role.NUMBER, "m"),
    given_stack(
        "K",
        [[[1, 0], [0, 1]], [[0, 1], [1, 0]], [[0.9, 1.1], [-2.8, 0.8]], [[0.9, 1.1], [0, 0.8]]],
        Role.WEIGHT, sizes="kernels × rows of K%s × columns of K%s"
    ),
    given_stack("b", [0, -1, 0.15, -1.6], Role.BIAS, sizes="kernels × 1 × 1"),
)
SECOND = (  # kernels of four sizes, on 5 × 6 pixels between 0 and 10
    ("I", [[1, 8, 3, 0, 5, 2], [9, 2, 7, 4, 1, 6], [0, 5, 10, 3, 8, 2], [6, 1, 4, 9, 0, 7],
      [3, 7, 2, 5, 8, 1]]),
    ("white", 10), ("K1", [[1, -2, 0.5], [-1, 0, 2]]), ("K2", [[0.5, -1], [2, 0], [-1.5, 0.5]]),
    ("K3", [[1, 0, -1], [2, 0.5, -2], [0, 1, -1]]), ("K4", [[-1, 2], [1.5, -2]]), ("b1", 0.5),
    ("b2", -0.25), ("b3", 0.75), ("b4", -0.5),
)
COLOURS = (  # red on the left, blue on the right, and green where both are shut out
    given("IR", [[1, 1, 0, 0], [1, 1, 0, 1], [0, 1, 0, 1]], Role.INPUT, sizes=PIXELS),
    given("IG", [[0, 0, 0, 1], [0, 0, 0, 1], [0, 0, 1, 1]], Role.INPUT, sizes=PIXELS),
    given("IB", [[0, 0, 1, 1], [0, 0, 1, 1], [0, 0, 1, 1]], Role.INPUT, sizes=PIXELS),
)
ONE_EACH = (  # the kernel's table for each colour
    given("KR", [[1, 0], [1, 0]], Role.WEIGHT, sizes=WINDOW),
    given("KG", [[-1, -1], [-1, -1]], Role.WEIGHT, sizes=WINDOW),
    given("KB", [[0, 1], [0, 1]], Role.WEIGHT, sizes=WINDOW),
)
THRESHOLD = given("b", -2, Role.BIAS)
# fmt: on


def steps(I: Matrix, white: Matrix, K: Stack, b: Stack) -> Iterator[Step]:
    """Every kernel at every place: on the raw pixels, and on pixels between 0 and 1."""
    pairs = list(zip(K, b, strict=True))
    yield Step("Given", "Write the image, and the value of a white pixel.", (I, white))

    does = "Write the four kernels, each with its bias."
    yield Step("Kernels", does, tuple(m for pair in pairs for m in pair))

    h = places_down(I, K[0]).named("h", Role.NUMBER)
    w = places_across(I, K[0]).named("w", Role.NUMBER)
    does = "Move the window by one pixel at a time, and count its places down and across."
    yield Step("Slide", does, (h, w))

    Y = Stack("Y", Role.LINEAR).all(convolve(I, kernel, bias) for kernel, bias in pairs)
    N = (I / white).named("N", Role.INPUT)
    Q = Stack("Q", Role.LINEAR).all(convolve(N, kernel, bias) for kernel, bias in pairs)
    does = (
        "At every place multiply pixel by weight, add up, and add the bias; "
        "then do the same with every pixel divided by white."
    )
    yield Step("Multiply, add up, add the bias", does, (*Y, N, *Q))

    R = Stack("R", Role.HIDDEN).all(relu(y) for y in Y)
    RQ = Stack("RQ", Role.HIDDEN, r"\hat{R}_%s").all(relu(q) for q in Q)
    yield Step("ReLU", "Turn every negative number into zero.", (*R, *RQ))


def moved(stride: int, padding: int) -> Callable[..., Iterator[Step]]:
    """The first kernel again, with another stride or with zeros around the image."""

    def steps(I: Matrix, K1: Matrix, b1: Matrix) -> Iterator[Step]:
        yield Step("Given", "Write the image, the kernel and its bias.", (I, K1, b1))
        h = places_down(I, K1, stride=stride, padding=padding).named("h", Role.NUMBER)
        w = places_across(I, K1, stride=stride, padding=padding).named("w", Role.NUMBER)
        yield Step("Slide", "Count the places of the window down and across.", (h, w))
        image = border(I, padding).named("I_0", Role.INPUT) if padding else I
        Y = convolve(image, K1, b1, stride=stride).named("Y1", Role.LINEAR)
        does = "At every place multiply pixel by weight, add up, and add the bias."
        yield Step("Multiply, add up, add the bias", does, (Y,))

    return steps


def three_channels(
    IR: Matrix = COLOURS[0], IG: Matrix = COLOURS[1], IB: Matrix = COLOURS[2],
    KR: Matrix = ONE_EACH[0], KG: Matrix = ONE_EACH[1], KB: Matrix = ONE_EACH[2],
    b: Matrix = THRESHOLD,
) -> Iterator[Step]:  # fmt: skip
    """A colour image: one kernel has a table for each channel, and all add up to one result."""
    channels = ((IR, KR), (IG, KG), (IB, KB))
    does = "Write the three channels of the image, each with its table of the kernel, and the bias."
    yield Step("Given", does, (*(m for pair in channels for m in pair), b))
    Y_ = [
        correlate(*pair).named(f"Y{c}", Role.LINEAR)
        for pair, c in zip(channels, "RGB", strict=True)
    ]
    yield Step("Slide", "At every place multiply pixel by weight and add up.", tuple(Y_))
    Y = add_up(*Y_, b).named("Y", Role.LINEAR)
    R = relu(Y).named("R", Role.HIDDEN)
    yield Step("Add up", "Add the three channels and the bias, and apply ReLU.", (Y, R))


def _size_is_counted(trace: Trace) -> bool:
    return trace["Y1"].shape == (trace["h"].values.item(), trace["w"].values.item())


def _only_bias_differs(trace: Trace) -> bool:
    white = trace["white"].values
    results = zip(*(trace.stacks[name] for name in ("Y", "Q", "b")), strict=True)
    return all(
        np.allclose(y.values - b.values, white * (q.values - b.values)) for y, q, b in results
    )


def _fewer_pass(trace: Trace) -> bool:
    passing = [np.count_nonzero(trace[name].values) for name in ("RQ4", "R4")]
    return bool(passing[0] <= passing[1])


def _turned(trace: Trace) -> Matrix:
    turned = trace["K3"].values[::-1, ::-1]
    K = given("K3_turned", turned, Role.WEIGHT, r"\bar{K}_{3}")
    return convolve(trace["I"], K, trace["b3"]).named("wrong", Role.LINEAR, r"\bar{Y}_{3}")


walkthrough = Walkthrough(
    slug="convolution-exercise",
    title="Convolution",
    question="How does a network find the same small pattern anywhere in an image?",
    given=GIVEN,
    steps=steps,
    part="vision",
    minutes=40,
    variants=(
        ("stride 2", moved(2, 0)),
        ("padding 1", moved(1, 1)),
        ("stride 2, padding 1", moved(2, 1)),
        ("channels", three_channels),
    ),
    limits={"pixels down": (4, 7), "pixels across": (4, 7)},
    second=SECOND,
    claims=(
        Claim(
            "The result has as many rows and columns as the window has places.", _size_is_counted
        ),
        Claim(
            "Apart from the bias, the raw results are the scaled ones times the value of white.",
            _only_bias_differs,
        ),
        Claim("Scaled, no more places pass the fourth threshold than raw.", _fewer_pass),
    ),
    wrong_turns=(
        WrongTurn(
            "Turning the kernel over first",
            "That is convolution as mathematics defines it. Deep learning lays the kernel down as "
            "it is written (cross-correlation), so a turned kernel looks for another pattern.",
            _turned,
            "Y3",
        ),
        WrongTurn(
            "Using these biases on raw pixels",
            "The biases are thresholds for pixels between 0 and 1. Among sums in the hundreds they "
            "change almost nothing, and ReLU lets every place of the fourth kernel pass.",
            lambda t: t["R4"],
            "RQ4",
        ),
    ),
)
