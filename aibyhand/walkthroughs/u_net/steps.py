"""The U-Net of the source: one level down, a bottleneck of two channels, one level up."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from aibyhand.core import Axis, Matrix, Role, Stack
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
)
from aibyhand.pictures.levels import Levels
from aibyhand.pictures.overlay import Overlay
from aibyhand.pictures.stops import Stop
from aibyhand.walk import Step


class Path(NamedTuple):
    """Everything on the way down and up again."""

    I_0: Matrix
    Z: Matrix
    S: Matrix
    P: Matrix
    V: Stack
    B: Stack
    T: Stack
    Up: Matrix


def path_of(I: Matrix, K: Matrix, bk: Matrix, w: Stack, c: Stack, U: Stack) -> Path:
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
    return Path(I_0, Z, S, P, V, B, T, total.named("Up", Role.HIDDEN_3, "U"))


def verdict(L: Matrix) -> tuple[Matrix, Matrix]:
    """Make probabilities of scores, and a mask of what is more likely inside than not."""
    return sigmoid(L).named("prob", Role.PROBABILITY, "Y"), step(L).named(
        "mask", Role.PREDICTION, "M"
    )


def steps(
    I: Matrix, K: Matrix, bk: Matrix, w: Stack, c: Stack, U: Stack,
    f1: Matrix, f2: Matrix, fb: Matrix,
) -> Iterator[Step]:  # fmt: skip
    """An image to a mask: one level down, a bottleneck of two channels, one level up."""
    I_0, Z, S, P, V, B, T, Up = path_of(I, K, bk, w, c, U)
    pixels = Axis("pixel", words=tuple(f"{i + 1},{j + 1}" for i, j in np.ndindex(S.shape)))
    C = channels(S, Up).named(
        "C", Role.HIDDEN_3, rows=Axis("channel", words=("S", "U")), columns=pixels
    )
    F = beside(f1, f2).named("F", Role.WEIGHT)
    L_row = linear(F, C, fb).named("L_row", Role.LINEAR, r"\bar{L}")
    L = as_image(L_row, I.shape[1]).named("L", Role.LINEAR)
    prob, mask = verdict(L)

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
