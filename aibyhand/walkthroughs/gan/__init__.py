"""Generative adversarial network: a forger learns from a detective, and the other way round."""

import numpy as np

from aibyhand.core import Matrix, Role
from aibyhand.ops import relu
from aibyhand.walk import PENCIL, Claim, Trace, Walkthrough, WrongTurn
from aibyhand.walkthroughs.gan.given import GIVEN, SECOND
from aibyhand.walkthroughs.gan.steps import steps
from aibyhand.walkthroughs.gan.variants import discriminator_step, generator_step


def _verdicts(trace: Trace) -> tuple[Matrix, Matrix]:
    """Take the two verdicts, in whatever lane."""
    end = "_1" if trace.lane.by_hand else ""
    return trace[f"Yf{end}"], trace[f"Yx{end}"]


def _opposed(trace: Trace) -> bool:
    """What the generator wants of a fake is what the discriminator wants, minus one."""
    gap = trace["real_label"].values - trace["fake_label"].values
    return np.allclose(trace["dD_fake"].values - trace["dG"].values, gap)


walkthrough = Walkthrough(
    slug="gan",
    title="Generative adversarial network (GAN)",
    question="How do two networks that compete teach each other?",
    given=GIVEN,
    steps=steps,
    part="generative",
    minutes=25,
    after=("backpropagation",),
    pencil="Round the sigmoid to one decimal; the gradients follow from the rounded numbers.",
    variants=(("discriminator", discriminator_step), ("generator", generator_step)),
    second=SECOND,
    claims=(
        Claim(
            "Fake and real go through the same discriminator, and every verdict is a probability.",
            lambda t: all(bool(((y.values >= 0) & (y.values <= 1)).all()) for y in _verdicts(t)),
        ),
        Claim(
            "On fake data the two gradients differ by exactly 1, the gap between the two labels.",
            _opposed,
        ),
        Claim(
            "The discriminator's gradient is never negative on fake and never positive on real "
            "data: the first should score less, the second more.",
            lambda t: bool((t["dD_fake"].values >= 0).all() and (t["dD_real"].values <= 0).all()),
        ),
    ),
    wrong_turns=(
        WrongTurn(
            "A ReLU before the sigmoid",
            "A ReLU turns every negative number into zero, and the sigmoid of zero is one half: "
            "the discriminator could never say that something is rather fake.",
            lambda t: PENCIL("sigmoid", relu(t["Zf"]).named("R", Role.HIDDEN)).named(
                "wrong", Role.PROBABILITY, "Y_f'"
            ),
            "Yf_1",
        ),
        WrongTurn(
            "The wrong label for the generator",
            "With the label of a fake, the generator learns to make its forgeries easier to spot.",
            lambda t: (t["Yf_1"] - t["fake_label"]).named("wrong", Role.GRADIENT, "W"),
            "dG",
        ),
    ),
)
