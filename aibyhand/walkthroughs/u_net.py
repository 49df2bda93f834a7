"""U-Net: go down to see what is there, come up again to say where, and look across on the way."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from aibyhand.core.matrix import Matrix, given
from aibyhand.core.op import Axis
from aibyhand.core.role import Role
from aibyhand.core.stack import Stack, given_stack
from aibyhand.ops import (
    add_up,
    as_image,
    beside,
    border,
    channels,
    convolve,
    enlarge,
    linear,
    max_pool,
    relu,
    sigmoid,
    step,
    take,
    times_number,
)
from aibyhand.pictures.levels import Levels
from aibyhand.pictures.overlay import Overlay
from aibyhand.pictures.stops import Stop
from aibyhand.walk import Claim, Step, Trace, Walkthrough, WrongTurn

# fmt: off
GIVEN = (
    given(
        "I", [[1, 2, 0, 0], [2, 3, 1, 0], [0, 1, 2, 1], [0, 0, 1, 1]], Role.INPUT,
        sizes="window pixels·pooled rows × window pixels·pooled columns"
    ),
    given(
        "K", [[0, 1, 0], [1, -1, 1], [0, 1, 0]], Role.WEIGHT,
        sizes="2·border pixels + 1 × 2·border pixels + 1"
    ),
    given("bk", -2, Role.BIAS),
    given_stack("w", [1, -1], Role.WEIGHT, sizes="channels × 1 × 1"),
    given_stack("c", [0, 5], Role.BIAS, sizes="channels × 1 × 1"),
    given_stack(
        "U", [[[1, 0], [0, 1]], [[0, 1], [1, 0]]], Role.WEIGHT,
        sizes="channels × window pixels × window pixels"
    ),
    given("f1", 1, Role.WEIGHT),
    given("f2", -1, Role.WEIGHT),
    given("fb", 1, Role.BIAS),
    given("n", 572, Role.INPUT),
    given("r", 4, Role.NUMBER),
    given("s", 2, Role.NUMBER),
)
# fmt: on

# The sizes of the paper, for the variant that counts.
DEPTH = 4


class _Path(NamedTuple):
    """Everything on the way down and up again."""

    I_0: Matrix
    Z: Matrix
    S: Matrix
    P: Matrix
    V: Stack
    B: Stack
    T: Stack
    Up: Matrix


def _path(I: Matrix, K: Matrix, bk: Matrix, w: Stack, c: Stack, U: Stack) -> _Path:
    """Convolve with a border that keeps the size, pool, think, and enlarge what was pooled."""
    padding = K.shape[0] // 2
    I_0 = (border(I, padding) if padding else take(I)).named("I_0", Role.INPUT)
    Z = convolve(I_0, K, bk).named("Z", Role.LINEAR)
    S = relu(Z).named("S", Role.HIDDEN)
    P = max_pool(S, U[0].shape[0]).named("P", Role.HIDDEN_2)

    V = Stack("V", Role.LINEAR).all(convolve(P, *pair) for pair in zip(w, c, strict=True))
    B = Stack("B", Role.LATENT).all(relu(v) for v in V)
    T = Stack("T", Role.HIDDEN_3).all(enlarge(*pair) for pair in zip(B, U, strict=True))
    total = T[0] + T[1] if len(T) == 2 else add_up(*T)
    return _Path(I_0, Z, S, P, V, B, T, total.named("Up", Role.HIDDEN_3, "U"))


def _verdict(L: Matrix) -> tuple[Matrix, Matrix]:
    """Make probabilities of scores, and a mask of what is more likely inside than not."""
    return sigmoid(L).named("prob", Role.PROBABILITY, "Y"), step(L).named(
        "mask", Role.PREDICTION, "M"
    )


def steps(
    I: Matrix,
    K: Matrix,
    bk: Matrix,
    w: Stack,
    c: Stack,
    U: Stack,
    f1: Matrix,
    f2: Matrix,
    fb: Matrix,
) -> Iterator[Step]:
    """An image to a mask: one level down, a bottleneck of two channels, one level up."""
    I_0, Z, S, P, V, B, T, Up = _path(I, K, bk, w, c, U)
    pixels = Axis("pixel", words=tuple(f"{i + 1},{j + 1}" for i, j in np.ndindex(S.shape)))
    C = channels(S, Up).named(
        "C", Role.HIDDEN_3, rows=Axis("channel", words=("S", "U")), columns=pixels
    )
    F = beside(f1, f2).named("F", Role.WEIGHT)
    L_row = linear(F, C, fb).named("L_row", Role.LINEAR, r"\bar{L}")
    L = as_image(L_row, I.shape[1]).named("L", Role.LINEAR)
    prob, mask = _verdict(L)

    window, across = U[0].shape[0], f"{K.size} convolution, ReLU"
    pooled = f"{window}\N{MULTIPLICATION SIGN}{window} max pooling"
    one = "1\N{MULTIPLICATION SIGN}1 convolution"
    stops = (
        Stop((I,)),
        Stop((S,), across),
        Stop((P,), pooled, 1),
        Stop(B.members, f"{one}, ReLU", 1),
        Stop((S, Up), "transposed convolution"),
        Stop((L,), one),
        Stop((mask,), "sigmoid, threshold"),
    )
    drawn = Levels("The way through the network, to scale", stops, ((1, 4),))
    yield Step("Given", "Write the image.", (I,), (drawn,))

    does = "Put zeros around the image, convolve, and apply ReLU; keep the result for later."
    yield Step("Convolution with padding, ReLU", does, (I_0, Z, S))
    does = "Keep the largest number of every window: an image half as high and half as wide."
    yield Step("Max pooling", does, (P,))
    does = "Make two channels of the small image, each with a weight, a bias and a ReLU."
    yield Step("Bottleneck", does, (*V, *B))
    does = "Replace every pixel by the pixel times a kernel, and add the two channels."
    yield Step("Transposed convolution", does, (*T, Up))
    does = "Stack what was kept on what came up, a channel in each row; set their weights in a row."
    yield Step("Concatenate with the skip", does, (C, F))
    does = "Weigh the two channels at every pixel, squeeze, and keep what is above one half."
    marked = Overlay("The mask on the image", I, mask)
    title = f"{one}, sigmoid, threshold"
    yield Step(title, does, (L_row, L, prob, mask), (marked,))


def without_skip(
    I: Matrix, K: Matrix, bk: Matrix, w: Stack, c: Stack, U: Stack, f2: Matrix, fb: Matrix
) -> Iterator[Step]:
    """The same way down and up, with nothing that looks across."""
    *down, V, B, T, Up = _path(I, K, bk, w, c, U)
    yield Step("Given", "Write the image.", (I,))
    bottom = (m for pair in zip(V, B, strict=True) for m in pair)
    yield Step("Down and up", "Pool and enlarge as before.", (*down, *bottom, *T, Up))
    L = convolve(Up, f2, fb).named("L", Role.LINEAR)
    yield Step("Verdict", "Decide by what came up alone.", (L, *_verdict(L)))


def sizes(n: Matrix, r: Matrix, s: Matrix) -> Iterator[Step]:
    """How the side of an image changes in the network of the paper, which has no padding."""
    yield Step("Given", "Write the side of the image.", (n, r, s))
    side, kept, stops, skips = n, [], [_counted(n, 0)], []
    for k in range(1, DEPTH + 1):
        kept.append((side - r).named(f"d{k}", Role.HIDDEN))
        side = (kept[-1] / s).named(f"p{k}", Role.HIDDEN_2)
        stops += [_counted(kept[-1], k - 1), _counted(side, k)]
        yield Step(f"Down, level {k}", "Convolve twice, then pool.", (kept[-1], side))
    side = (side - r).named("b", Role.LATENT)
    stops.append(_counted(side, DEPTH))
    yield Step("Bottom", "Convolve twice.", (side,))
    for k in range(DEPTH, 0, -1):
        up = times_number(side, s).named(f"u{k}", Role.HIDDEN_3)
        cut = (kept[k - 1] - up).named(f"x{k}", Role.NUMBER)
        side = (up - r).named(f"e{k}", Role.OUTPUT)
        skips.append((2 * k - 1, len(stops)))
        stops += [_counted(up, k - 1), _counted(side, k - 1)]
        does = "Enlarge, cut what was kept to that size, and convolve twice."
        drawn = Levels("The U of the paper, to scale", tuple(stops), tuple(skips))
        yield Step(f"Up, level {k}", does, (up, cut, side), () if k > 1 else (drawn,))


def _counted(side: Matrix, level: int) -> Stop:
    """Stop at a square image, of which only the side was counted."""
    count = side.values.item()
    if count < 1 or count != int(count):
        raise ValueError(f"{side.printed}: a side of {count:g} is no whole number of pixels")
    return Stop((side,), level=level, side=int(count))


def _pixel_by_pixel(trace: Trace) -> bool:
    weighed = trace["f1"].values * trace["S"].values + trace["f2"].values * trace["Up"].values
    return np.allclose(trace["L"].values, weighed + trace["fb"].values)


def _added(trace: Trace) -> Matrix:
    """Add the skip, as a residual network does, in place of stacking it."""
    return (trace["S"] + trace["Up"]).named("wrong", Role.LINEAR, r"\tilde{L}")


walkthrough = Walkthrough(
    slug="u-net",
    title="U-Net",
    question="How does a network say for every single pixel what it belongs to?",
    given=GIVEN,
    steps=steps,
    part="vision",
    minutes=40,
    after=("convolution-exercise",),
    variants=(("without_skip", without_skip), ("sizes", sizes)),
    limits={
        "border pixels": (0, 2),
        "window pixels": (1, 3),
        "pooled rows": (1, 3),
        "pooled columns": (1, 3),
        "channels": (2, 2),
    },
    second=(  # 4 × 6 pixels
        ("I", [[3, 1, 0, 2, 1, 0], [1, 4, 2, 0, 3, 1], [0, 2, 5, 1, 0, 2], [2, 0, 1, 3, 2, 4]]),
        ("K", [[1, -2, 0], [0.5, 1, -1], [-1, 2, 1]]),
        ("bk", -1.5),
        ("w1", 0.5),
        ("w2", -0.5),
        ("c1", -1.25),
        ("c2", 5),
        ("U1", [[1, -2], [0.5, 3]]),
        ("U2", [[2, 0.25], [-1, 1]]),
        ("f1", 0.5),
        ("f2", -0.25),
        ("fb", 0.75),
    ),
    claims=(
        Claim(
            "The mask has a number for every pixel of the image.",
            lambda t: t["mask"].shape == t["I"].shape,
        ),
        Claim(
            "One product over all pixels is the same as weighing the two images, adding them up "
            "and adding the bias.",
            _pixel_by_pixel,
        ),
        Claim(
            "A pixel is in the mask exactly where its probability is more than one half.",
            lambda t: np.array_equal(t["mask"].values, t["prob"].values > 0.5),
        ),
    ),
    wrong_turns=(
        WrongTurn(
            "No border around the image",
            "Without padding every convolution takes a pixel off each side, and what was kept no "
            "longer fits what comes up.",
            lambda t: convolve(t["I"], t["K"], t["bk"]).named("wrong", Role.LINEAR, "Z'"),
            "Z",
        ),
        WrongTurn(
            "Adding the skip instead of stacking it",
            "A residual network adds; a U-Net stacks, and a learned weight decides what each "
            "channel counts. Added, the two could not be weighed against each other.",
            _added,
            "L",
        ),
    ),
)
