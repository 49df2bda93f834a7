"""Max pooling: of every window only the largest number stays, and only it learns."""

from collections.abc import Iterator

import numpy as np

from aibyhand.core import Matrix, Role, given
from aibyhand.ops import (
    back_to_pixels,
    border_sides,
    enlarge,
    max_pool,
    mean_pool,
    step,
    where_largest,
    windows_across,
    windows_down,
)
from aibyhand.pictures.abreast import Abreast
from aibyhand.pictures.sliding import Sliding
from aibyhand.walk import Claim, Step, Trace, Walkthrough, WrongTurn

SMALL, LARGE = 2, 3  # the sides of the two windows
STRIDE = 2  # how far each of them moves

# fmt: off
GIVEN = (
    given(
        "I", [[1, 3, 2, 0, 4, 1, 7], [5, 2, 0, 1, 3, 2, 0], [0, 1, 6, 2, 8, 1, 3],
        [2, 4, 1, 0, 0, 5, 2], [3, 0, 2, 9, 1, 1, 4], [1, 2, 0, 3, 6, 0, 5], [7, 1, 1, 0, 2, 3, 8]],
        Role.INPUT, sizes="2·windows down + 1 × 2·windows across + 1"
    ),
    given(
        "D", [[2, -1, 1], [3, -2, 4], [-3, 5, 1]], Role.GRADIENT,
        sizes="windows down × windows across"
    ),
)
SECOND = (  # 7 × 5 pixels, most of them negative
    ("I", [[-3, 2, -1, 0.5, -4], [-2, -5, 1, -0.5, 3], [4, -1, -2.5, -3, -1], [0, -2, -1.5, -4, 2],
      [-1, 1.5, -3, -2, 6], [-6, -0.5, 5, -1, 0], [-2, 3, -1, -7, 1]]),
    ("D", [[1, -2], [0.5, 3], [-1.5, 4]]),
)
# fmt: on


def steps(I: Matrix, D: Matrix) -> Iterator[Step]:
    """Pool twice to the same size, with small and with large windows; then send gradients back."""
    yield Step("Given", "Write the image, and a gradient for every number of the output.", (I, D))

    does = "Move a window of 2 × 2 by two pixels at a time, and one of 3 × 3; count their places."
    both = (Sliding(f"{k} × {k}", I, (k, k), STRIDE) for k in (SMALL, LARGE))
    drawn = (Abreast("Small windows and large ones", tuple(both)),)
    yield Step("Windows", does, (*_places(I, SMALL), *_places(I, LARGE)), drawn)

    P = max_pool(I, SMALL, STRIDE).named("P2", Role.HIDDEN)
    M = mean_pool(I, SMALL, STRIDE).named("M2", Role.HIDDEN_2)
    does = "Write down the largest number of every small window; beside it the mean, to compare."
    back = _way_back(I, D, SMALL)
    yield Step("Largest", does, (P, M), (_winners(I, P, back[0], SMALL),))

    L = max_pool(I, LARGE, STRIDE).named("P3", Role.HIDDEN)
    large = _way_back(I, D, LARGE)
    does = (
        "Pool with the large window: as many numbers, but others. "
        "Then send every gradient back to the pixel that was the largest."
    )
    won = _winners(I, L, large[0], LARGE)
    yield Step("Output, and the way back", does, (L, *back, *large), (won,))


def _places(I: Matrix, size: int) -> tuple[Matrix, Matrix]:
    h, w = (count(I, size, STRIDE) for count in (windows_down, windows_across))
    return h.named(f"h{size}", Role.NUMBER), w.named(f"w{size}", Role.NUMBER)


def _way_back(I: Matrix, D: Matrix, size: int) -> tuple[Matrix, Matrix]:
    """Which pixel was the largest of every window, and the gradient of every pixel."""
    A = where_largest(I, size, STRIDE).named(f"A{size}", Role.NUMBER)
    return A, back_to_pixels(D, A, I).named(
        f"dI{size}", Role.GRADIENT, rf"\mathrm{{d}}_{{{size}}}I", of=I
    )


def _winners(I: Matrix, pooled: Matrix, where: Matrix, size: int) -> Sliding:
    """The windows, and the pixels that were the largest of one."""
    once = given("once", np.ones(where.shape), Role.NUMBER)
    wins = back_to_pixels(once, where, I).named("wins", Role.NUMBER)
    won = step(wins).named("won", Role.GATE, "W")
    return Sliding(
        f"The largest of every {size} × {size} window", I, (size, size), STRIDE, pooled, won
    )


def _as_many_as_places(trace: Trace) -> bool:
    return all(
        trace[f"P{k}"].shape == (trace[f"h{k}"].values.item(), trace[f"w{k}"].values.item())
        for k in (SMALL, LARGE)
    )


def _all_of_the_gradient(trace: Trace) -> bool:
    arrived = trace["D"].values.sum()
    return all(np.isclose(trace[name].values.sum(), arrived) for name in ("dI2", "dI3"))


def _shared(trace: Trace) -> Matrix:
    """The gradient of a mean: every pixel of a window gets as much."""
    share = given("share", np.full((SMALL, SMALL), 1 / SMALL**2), Role.NUMBER, "s")
    shared = enlarge(trace["D"], share).named("shared", Role.GRADIENT, "S")
    below, right = np.subtract(trace["I"].shape, shared.shape).tolist()
    wrong = border_sides(shared, bottom=below, right=right)
    return wrong.named("wrong", Role.GRADIENT, r"\bar{G}")


walkthrough = Walkthrough(
    slug="max-pooling",
    title="Max pooling",
    question="How does an image become smaller and keep what was found in it?",
    given=GIVEN,
    steps=steps,
    part="vision",
    minutes=20,
    after=("stride-padding",),
    limits={"windows down": (1, 3), "windows across": (1, 3)},
    second=SECOND,
    claims=(
        Claim(
            "An output has as many rows and columns as its window has places.", _as_many_as_places
        ),
        Claim(
            "No mean is larger than the largest number of its window.",
            lambda t: bool((t["M2"].values <= t["P2"].values + 1e-9).all()),
        ),
        Claim(
            "The larger window never gives the smaller number.",
            lambda t: bool((t["P3"].values >= t["P2"].values).all()),
        ),
        Claim(
            "Nothing of the gradient gets lost: what the pixels get adds up to what arrived.",
            _all_of_the_gradient,
        ),
    ),
    wrong_turns=(
        WrongTurn(
            "Moving the window by one pixel",
            "That is what a convolution does unless you say otherwise. A pooling window moves by "
            "its own size unless you say otherwise; moved by one, it makes the image hardly "
            "smaller.",
            lambda t: max_pool(t["I"], SMALL, 1).named("wrong", Role.HIDDEN, r"\bar{P}_{2}"),
            "P2",
        ),
        WrongTurn(
            "Sharing the gradient among the pixels of a window",
            "That is the gradient of the mean. Of the largest, only the pixel that won had a part "
            "in the output; a little more of any other would change nothing.",
            _shared,
            "dI2",
        ),
    ),
)
