"""Sora's diffusion transformer: guess the noise in a video, guided by a text; then take it away."""

from collections.abc import Iterator
from functools import partial
from math import isqrt

import numpy as np

from aibyhand.core import Axis, Matrix, Role, given
from aibyhand.ops import linear, relu, rows_of, stack, times_number
from aibyhand.pictures.frames import Frames
from aibyhand.walk import Claim, Step, Walkthrough, WrongTurn

MOMENTS = Axis("frame", "fr {n}")
PATCHES = Axis("patch", "p {n}")

# fmt: off
GIVEN = (
    given(
        "frames", [[1, 0, 0, 1], [2, 0, 1, 0], [0, 1, 3, 0], [0, 1, 4, 0]], Role.INPUT, "F",
        rows=MOMENTS, sizes="frames × pixels"
    ),
    given("We", [[1, 0, -1, 0], [0, 1, 0, 1]], Role.FROZEN_WEIGHT, sizes="latent numbers × pixels"),
    given("be", [[0], [1]], Role.FROZEN_BIAS, sizes="latent numbers × 1"),
    given(
        "noise", [[0, 2, 1, -1], [-1, 0, -2, 1]], Role.NOISE, "N", columns=PATCHES,
        sizes="latent numbers × frames"
    ),
    given("t_bits", [[1], [1]], Role.CONDITION, "t", sizes="time bits × 1"),  # step 3 in binary
    given("text", [[0], [1], [-1]], Role.CONDITION, "s", sizes="words × 1"),  # "sora is sky"
    given(
        "Wc", [[1, 0, 0, 1, 0], [0, 1, 0, -1, 1], [1, 1, 0, 0, 1], [0, 2, 0, 1, 0]], Role.WEIGHT,
        sizes="2·latent numbers × time bits + words"
    ),
    given("bc", [[0], [0], [0], [2]], Role.BIAS, sizes="2·latent numbers × 1"),
    given(
        "A", [[1, 0, 0, 0], [1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1]], Role.ATTENTION, rows=PATCHES,
        columns=PATCHES, sizes="frames × frames"
    ),
    given("Wf", [[-1, 1], [0, 1]], Role.WEIGHT, sizes="latent numbers × latent numbers"),
    given("bf", [[-2], [-5]], Role.BIAS, sizes="latent numbers × 1"),
    given(
        "Wd", [[1, 0], [0, 1], [1, 1], [-1, 1]], Role.FROZEN_WEIGHT, sizes="pixels × latent numbers"
    ),
    given("bd", [[1], [0], [0], [0]], Role.FROZEN_BIAS, sizes="pixels × 1"),
    given("side", 256, Role.INPUT, "n"),
    given("channels", 3, Role.INPUT, "c"),
    given("latent_side", 32, Role.LATENT, "m"),
    given("latent_channels", 4, Role.LATENT, "d"),
)
SECOND = (
    ("frames", [[1, 0, 2, 1, 0, 3], [0, 2, 1, 0, 1, 1], [3, 1, 0, 2, 1, 0]]),
    ("We", [[1, 0, -1, 2, 0, -1], [0, 1, -2, 0, 1, 0]]), ("be", [[2], [-1]]),
    ("noise", [[1, -2, 0], [0, 1, 3]]), ("t_bits", [[1], [0], [1]]), ("text", [[2], [-1]]),
    ("Wc", [[1, 0, -1, 1, 0], [0, 1, 1, -1, 1], [1, 1, 0, 0, 2], [0, 2, -1, 1, 0]]),
    ("bc", [[-1], [1], [3], [-2]]), ("A", [[1, 0, 2], [1, 1, 0], [0, 3, 1]]),
    ("Wf", [[-1, 1], [0, 2]]), ("bf", [[-2], [3]]),
    ("Wd", [[1, 0], [0, 1], [1, 2], [-1, 1], [2, -1], [0, -1]]),
    ("bd", [[1], [-2], [0], [3], [1], [2]]),
)
# fmt: on
WC_POST = given(
    "Wc",
    [[1, 0, 0, 1, 0], [0, 1, 0, -1, 1], [-1, 1, 0, 0, 1], [0, 2, 0, 1, 0]],
    Role.WEIGHT,
    sizes="2·latent numbers × time bits + words",
)  # with the one sign that gives the shift of the post

# The sizes of the paper, for the variant that counts.


def steps(
    frames: Matrix, We: Matrix, be: Matrix, noise: Matrix, t_bits: Matrix, text: Matrix, Wc: Matrix,
    bc: Matrix, A: Matrix, Wf: Matrix, bf: Matrix, Wd: Matrix, bd: Matrix,
) -> Iterator[Step]:  # fmt: skip
    """Encode, add noise, guess the noise; the error trains, the difference generates."""
    patches = frames.T.named("patches", Role.INPUT, "P", columns=PATCHES)
    film = _film("The video", patches)
    yield Step("Given", "Write every frame of the video as one row of pixels.", (frames,), (film,))
    yield Step("Video to patches", "Turn every frame into a column.", (patches,))

    Ze = linear(We, patches, be).named("Ze", Role.LINEAR)
    latent = relu(Ze).named("latent", Role.LATENT, "L")
    yield Step("Visual encoder", "Squeeze every patch into fewer numbers.", (Ze, latent))

    noised = (latent + noise).named("noised", Role.LATENT, r"\tilde{L}")
    yield Step("Add noise", "Add the sampled noise to the latent.", (noised,))

    cond = stack(t_bits, text).named("cond", Role.CONDITION, "c")
    yield Step("Conditions", "Stack the time step on top of the text.", (cond,))

    ss = linear(Wc, cond, bc).named("ss", Role.CONDITION, "g")
    scale, shift = _halves(ss, noised.shape[0])
    yield Step("Scale and shift", "Estimate both from the conditions.", (ss, scale, shift))

    scaled = (noised * scale).named("scaled", Role.LATENT, r"L_{\gamma}")
    conditioned = (scaled + shift).named("conditioned", Role.LATENT, "C")
    yield Step("Apply them", "Scale every column, then shift it.", (scaled, conditioned))
    yield Step("Self-attention", "Take the attention matrix as it is given.", (A,))

    weighted = (conditioned @ A).named("weighted", Role.HIDDEN, "H")
    yield Step("Attention pooling", "Mix the columns by the attention matrix.", (weighted,))

    pred_noise = linear(Wf, weighted, bf).named("pred_noise", Role.PREDICTION, r"\hat{N}")
    yield Step("Feed forward", "Predict the noise, column by column.", (pred_noise,))

    diff = (pred_noise - noise).named("diff", Role.ERROR, "D")
    grad = (2 * diff).named("grad", Role.GRADIENT, "G", of=pred_noise)
    yield Step("Train", "Compare the prediction with the sampled noise.", (diff, grad))

    clean = (noised - pred_noise).named("clean", Role.LATENT, r"\hat{L}")
    yield Step("Generate", "Subtract the predicted noise.", (clean,))

    Zd = linear(Wd, clean, bd).named("Zd", Role.LINEAR)
    pixels = relu(Zd).named("pixels", Role.OUTPUT, r"\hat{P}")
    yield Step("Visual decoder", "Turn every column back into pixels.", (Zd, pixels))

    video = pixels.T.named("video", Role.OUTPUT, r"\hat{F}", rows=MOMENTS)
    film = _film("The generated video", pixels)
    yield Step("Patches to video", "Turn every column back into a frame.", (video,), (film,))


def _halves(ss: Matrix, count: int) -> tuple[Matrix, Matrix]:
    """Read the scale from the first rows and the shift from those below."""
    scale = rows_of(ss, 1, count).named("scale", Role.CONDITION, r"\gamma")
    below = rows_of(ss, count + 1, max(2 * count, ss.shape[0]))
    return scale, below.named("shift", Role.CONDITION, r"\beta")


def _film(title: str, columns: Matrix) -> Frames:
    """Draw the columns as images: squares where the pixels allow it, else one line of pixels."""
    count = columns.shape[0]
    side = isqrt(count)
    height = side if side * side == count else 1
    return Frames(title, columns, height, count // height)


def _shifted_first(noised: Matrix, scale: Matrix, shift: Matrix) -> Matrix:
    shifted = (noised + shift).named("shifted", Role.LATENT, "L'")
    return (shifted * scale).named("wrong", Role.LATENT, "C'")


def compression(
    side: Matrix, channels: Matrix, latent_side: Matrix, latent_channels: Matrix
) -> Iterator[Step]:
    """How many numbers the encoder of the paper takes in and gives out, and their ratio."""
    yield Step("Given", "Write down the sizes.", (side, channels, latent_side, latent_channels))
    area = times_number(side, side).named("area", Role.INPUT, "n^2")
    numbers = times_number(area, channels).named("numbers", Role.INPUT, r"N_{\mathrm{in}}")
    yield Step("Before", "Count the numbers in an image.", (area, numbers))
    latent_area = times_number(latent_side, latent_side).named("latent_area", Role.LATENT, "m^2")
    latents = times_number(latent_area, latent_channels).named(
        "latents", Role.LATENT, r"N_{\mathrm{out}}"
    )
    yield Step("After", "Count the numbers in its latent.", (latent_area, latents))
    factor = (numbers / latents).named("factor", Role.NUMBER, "r")
    yield Step("Factor", "Divide the first by the second.", (factor,))


walkthrough = Walkthrough(
    slug="sora-dit",
    title="Sora's diffusion transformer (DiT)",
    question="How can a transformer make a video out of noise?",
    given=GIVEN,
    steps=steps,
    part="generative",
    minutes=45,
    after=("self-attention", "autoencoder"),
    variants=(
        ("shift as in the post", partial(steps, Wc=WC_POST)),
        ("compression", compression),
    ),
    second=SECOND,
    claims=(
        Claim(
            "The clean latent plus the predicted noise is the noised latent again.",
            lambda t: np.allclose(t["clean"].values + t["pred_noise"].values, t["noised"].values),
        ),
        Claim(
            "Had the prediction been perfect, the clean latent would be the latent of step 3: "
            "they differ by exactly the error of step 11.",
            lambda t: np.allclose(t["latent"].values - t["clean"].values, t["diff"].values),
        ),
        Claim(
            "The generated video has as many frames and pixels as the given one.",
            lambda t: t["video"].shape == t["frames"].shape,
        ),
    ),
    wrong_turns=(
        WrongTurn(
            "Shifting first, then scaling",
            "Scale first, then shift. The other way round, the shift is scaled as well.",
            lambda t: _shifted_first(t["noised"], t["scale"], t["shift"]),
            "conditioned",
        ),
    ),
)
