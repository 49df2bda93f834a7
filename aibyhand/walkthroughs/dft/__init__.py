"""Discrete Fourier transform: two matrix products lead from weights to signals and back."""

from functools import partial

import numpy as np

from aibyhand import core
from aibyhand.core import Matrix, Role
from aibyhand.core.numbers import Array
from aibyhand.ops import column_numbers, cosine_table
from aibyhand.walk import EXACT, Claim, Trace, Walkthrough, WrongTurn
from aibyhand.walkthroughs.dft.given import FREQUENCIES, GIVEN, SECOND, TURNED
from aibyhand.walkthroughs.dft.steps import steps
from aibyhand.walkthroughs.dft.variants import phase


def _fft(trace: Trace, samples: Array) -> Array:
    """The real parts of the fast Fourier transform of every row, frequencies × signals.

    It counts the samples from 0; ours begin at 1, and the last one is the same as sample 0.
    """
    spectrum = np.fft.fft(np.roll(samples, 1, axis=1), axis=1).real
    return np.asarray(spectrum[:, : trace["k"].shape[0] + 1].T[1:])


def _signals(trace: Trace) -> Array:
    return np.asarray(trace["F"].values @ trace["W"].values)


def _fft_of_a(trace: Trace) -> Matrix:
    found = [_fft(trace, _signals(trace))[:, 0]]
    return core.given("fft", found, Role.FREQUENCY, r"\mathrm{FFT}")


def _is_fft(trace: Trace) -> bool:
    both = (_signals(trace), trace["X"].values)
    return all(np.allclose(trace["W"].values @ rows.T, _fft(trace, rows)) for rows in both)


def _recovered(trace: Trace) -> bool:
    found = trace["W"].values @ _signals(trace).T * 2 / trace["n"].values
    return np.allclose(found.T, trace["F"].values)


def _too_many(trace: Trace) -> Matrix:
    k = column_numbers(trace["X"]).named("k_all", Role.NUMBER, r"\bar{k}", rows=FREQUENCIES)
    W = cosine_table(k, trace["t"], trace["n"]).named("W_all", Role.WAVE, r"\bar{W}")
    R = (W @ trace["X"].T).named("R_all", Role.FREQUENCY, r"\bar{R}")
    scaled = (R * 2 / trace["n"]).named("scaled_all", Role.FREQUENCY, r"\bar{S}")
    return scaled.T.named("wrong_all", Role.FREQUENCY, r"\bar{F}")


walkthrough = Walkthrough(
    slug="dft",
    title="Discrete Fourier transform",
    question="Which waves is a signal made of, and how much of each?",
    given=GIVEN,
    steps=steps,
    part="signals",
    minutes=45,
    pencil="Round every cosine to one decimal; compute with those cosines exactly.",
    limits={"frequencies": (1, 5), "samples": (11, 14)},
    variants=(("phase", phase), ("turned", partial(phase, a=TURNED[0], b=TURNED[1]))),
    second=SECOND,
    claims=(
        Claim("With exact cosines the recovered weights are the given weights.", _recovered),
        Claim(
            "The product of exact cosines and samples is the real part of the fast Fourier "
            "transform of the same samples. NumPy says of signal A:",
            _is_fft,
            lambda t: core.given(
                "fft", [_fft(t, _signals(t))[:, 0]], Role.FREQUENCY, r"\mathrm{FFT}"
            ),
        ),
    ),
    wrong_turns=(
        WrongTurn(
            "Forgetting two over n",
            "A wave multiplied by itself and added up over n samples gives n/2, not 1. "
            "Without the scaling every weight comes back n/2 times too large.",
            lambda t: t["R"].T.named("wrong", Role.FREQUENCY, r"\bar{F}"),
            "F_back",
        ),
        WrongTurn(
            "Asking for frequencies from n/2 on",
            "At n samples the wave n − k looks exactly like the wave k. The table then finds every "
            "weight a second time, mirrored; at n/2 and at n it would find twice the weight.",
            _too_many,
            "FX",
        ),
    ),
    page_lane=EXACT,
)
