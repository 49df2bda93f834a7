"""Variational autoencoder: encode every sample as a cloud, draw a point from it, and decode that.

The numbers are ours: nobody has published any for this exercise.
"""

import numpy as np

from aibyhand.core import Matrix, Role
from aibyhand.core.numbers import Array
from aibyhand.walk import Claim, Trace, Walkthrough, WrongTurn
from aibyhand.walkthroughs.vae.given import GIVEN, SECOND
from aibyhand.walkthroughs.vae.steps import steps
from aibyhand.walkthroughs.vae.variants import generate, log_variance, training


def _standard(mean: Array, spread: Array) -> Array:
    return np.asarray((mean == 0) & (spread == 1))


def _unstretched(trace: Trace) -> Matrix:
    return (trace["mu"] + trace["eps"]).named("wrong", Role.LATENT, r"\bar{z}")


def _by_variance(trace: Trace) -> Matrix:
    variance = (trace["sd"] * trace["sd"]).named("variance", Role.SPREAD, r"\bar{s}")
    n = (variance * trace["eps"]).named("stretched", Role.NOISE, r"\bar{n}")
    return (trace["mu"] + n).named("wrong", Role.LATENT, r"\bar{z}")


walkthrough = Walkthrough(
    slug="vae",
    title="Variational autoencoder (VAE)",
    question="How does an autoencoder become a maker of new samples?",
    given=GIVEN,
    steps=steps,
    part="generative",
    minutes=30,
    after=("autoencoder",),
    variants=(("training", training), ("log_variance", log_variance), ("generate", generate)),
    second=SECOND,
    claims=(
        Claim(
            "The noise comes back: take the mean from the drawn point, and divide by the spread.",
            lambda t: np.allclose(
                (t["z"].values - t["mu"].values) / t["sd"].values, t["eps"].values
            ),
        ),
        Claim(
            "No divergence is negative, and it is zero only for mean 0 and spread 1.",
            lambda t: bool(
                (t["KL"].values >= 0).all()
                and ((t["KL"].values == 0) == _standard(t["mu"].values, t["sd"].values)).all()
            ),
        ),
        Claim(
            "Where the divergence is zero, so are both its gradients.",
            lambda t: (
                not (np.abs(t["dmu"].values) + np.abs(t["dsd"].values))[t["KL"].values == 0].any()
            ),
        ),
    ),
    wrong_turns=(
        WrongTurn(
            "Noise that is not stretched",
            "Then every cloud has the same size, and the spread can't learn anything from the "
            "reconstruction.",
            _unstretched,
            "z",
        ),
        WrongTurn(
            "The variance in place of the spread",
            "The variance is the spread squared. The noise is stretched by the spread; a log-"
            "variance therefore has to be halved before it becomes a power of e.",
            _by_variance,
            "z",
        ),
    ),
)
