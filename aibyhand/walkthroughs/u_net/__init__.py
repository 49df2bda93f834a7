"""U-Net: go down to see what is there, come up again to say where, and look across on the way."""

import numpy as np

from aibyhand.core import Matrix, Role
from aibyhand.ops import convolve
from aibyhand.walk import Claim, Trace, Walkthrough, WrongTurn
from aibyhand.walkthroughs.u_net.given import GIVEN, SECOND
from aibyhand.walkthroughs.u_net.steps import steps
from aibyhand.walkthroughs.u_net.variants import sizes, without_skip


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
    second=SECOND,
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
