"""Discrete Fourier transform: two matrix products lead from weights to signals and back."""

from collections.abc import Iterator

import numpy as np

from aibyhand.core import Axis, Matrix, Role, given
from aibyhand.core.numbers import Array
from aibyhand.ops import column_numbers, cosine_table, count_columns, counting, difference, largest
from aibyhand.pictures.curves import Curves, Points, row_curves
from aibyhand.walk import EXACT, Claim, Follows, Lane, Step, Trace, Walkthrough, WrongTurn

SIGNALS = Axis("signal", "{letter}")
FREQUENCIES = Axis("frequency", "{n}w")
TIMES = Axis("time", "{n}t")

# fmt: off
GIVEN = (
    given(
        "F", [[1, 2, 0, 0], [1, 0, 1, 1], [0, -1, 1, 0]], Role.FREQUENCY, rows=SIGNALS,
        columns=FREQUENCIES, sizes="signals × frequencies"
    ),
    given(
        "X", [[-2.5, -1.8, 3, -0.7, -1.0, -0.7, 3, -1.8, -2.5, 5]], Role.TIME, columns=TIMES,
        sizes="signals like X × samples"
    ),
    Follows(given("n", 10, Role.NUMBER)),  # counted from the columns of X, unless it is given
)
SECOND = (  # 2 signals, 3 frequencies, 8 samples
    ("F", [[1, -2, 0.5], [0, 3, 1]]), ("X", [[0.3, -1, 2.5, 0.5, -1.5, 2, 4, -3]]),
)
# fmt: on


def steps(F: Matrix, X: Matrix, n: Matrix | None, lane: Lane = EXACT) -> Iterator[Step]:
    """From weights to signals and back: the same table of cosines is used for both ways."""
    n = n or count_columns(X).named("n", Role.NUMBER)
    does = "Write the samples of signal X in a row, and count them."
    yield Step("Given", does, (X, n), (_samples(X),))
    does = "Write the weights of the signals A, B, C as rows, one column for each frequency."
    yield Step("Frequency matrix", does, (F,))

    _refuse_mirrored(F, X)
    k = column_numbers(F).named("k", Role.NUMBER, rows=FREQUENCIES)
    t = counting(n).named("t", Role.NUMBER, columns=TIMES)
    W = cosine_table(k, t, n).named("W", Role.WAVE)
    fine, wave = _between(k, n, W.shape[1])
    drawn = _waves(Points(fine, wave), Points(t, W))
    does = "Read every cosine wave at the times 1t, 2t, and so on up to the last."
    yield Step("From cosine to samples", does, (k, t), (drawn,))

    p = "1" if lane.by_hand else ""  # the names of whatever comes from rounded cosines end in 1
    C = lane("take", W).named("W1", Role.WAVE) if lane.by_hand else W
    does = "Write the samples as a matrix: a row for each frequency, a column for each time."
    yield Step("Cosine matrix", does, (W, C) if lane.by_hand else (W,))

    T = (F @ C).named(f"T{p}" if p else "Tm", Role.TIME, f"T_{p}" if p else "T")
    does = "Multiply the frequency matrix by the cosine matrix."
    yield Step("Inverse DFT: from frequency to time", does, (T,))

    Tt = T.T.named(f"Tt{p}", Role.TIME, f"T_{{t{p}}}")
    yield Step("Transpose", "Turn every signal from a row into a column.", (Tt,))

    R = (C @ Tt).named(f"R{p}", Role.FREQUENCY)
    does = "Multiply the cosine matrix by the transposed signals."
    yield Step("DFT: from time to frequency", does, (R,))

    scaled = (R * 2 / n).named(f"R{p}_scaled", Role.FREQUENCY, _hat("R", p))
    yield Step("Scale", "Multiply every number by two over the number of samples.", (scaled,))

    back = scaled.T.named(f"F{p}_back", Role.FREQUENCY, _hat("F", p))
    does = "Turn the recovered weights back into rows, and compare them with the given ones."
    yield Step("Transpose", does, (back, *_errors(back, F)) if lane.by_hand else (back,))

    RX = (C @ X.T).named(f"RX{p}", Role.FREQUENCY, rf"R_{{X{p}}}")
    does = "Multiply the cosine matrix by the samples of X, written as a column."
    yield Step("DFT of X", does, (RX,))

    RX_scaled = (RX * 2 / n).named(f"RX{p}_scaled", Role.FREQUENCY, _hat("R", f"X{p}"))
    yield Step("Scale", "Multiply every number by two over the number of samples.", (RX_scaled,))

    FX = RX_scaled.T.named(f"FX{p}", Role.FREQUENCY, rf"F_{{X{p}}}")
    does = "Turn the column into a row, and read off the weights of X."
    yield Step("Transpose", does, (FX,), (_recovered_wave(FX, X, t, fine, wave),))


def _errors(back: Matrix, F: Matrix) -> tuple[Matrix, Matrix]:
    """Where the rounded cosines lead, against the given weights, and how far off at most."""
    error = difference(back, F).named("E1", Role.ERROR)
    return error, largest(error).named("e1", Role.ERROR)


def _refuse_mirrored(F: Matrix, X: Matrix) -> None:
    """From half the samples on, a weight comes back doubled or mixed with another one."""
    if 2 * F.shape[1] >= X.shape[1]:
        raise ValueError(
            f"dft: the {F.shape[1]} frequencies of {F.printed} need more than {2 * F.shape[1]} "
            f"samples, and {X.printed} has {X.shape[1]}: from half the samples on, a weight comes "
            "back doubled, or mixed with that of a slower wave"
        )


def _hat(letter: str, index: str) -> str:
    return rf"\hat{{{letter}}}_{{{index}}}" if index else rf"\hat{{{letter}}}"


def _between(k: Matrix, n: Matrix, count: int) -> tuple[Matrix, Matrix]:
    """Times between those of the samples, and every cosine wave there."""
    fine = given("fine", np.linspace(0, count, 20 * count + 1), Role.NUMBER)
    return fine, cosine_table(k, fine, n).named("wave", Role.WAVE)


def _waves(line: Points, dots: Points) -> Curves:
    curves = row_curves((dots.up.rows or FREQUENCIES).label, line, dots)
    return Curves("The cosine waves and their samples", curves, "time", apart=True)


def _samples(X: Matrix) -> Curves:
    times = given("times", np.arange(1, X.shape[1] + 1), Role.NUMBER)
    curves = row_curves(lambda k: "X", Points(times, X), Points(times, X))
    return Curves("The samples of X", curves, "time")


def _recovered_wave(FX: Matrix, X: Matrix, t: Matrix, fine: Matrix, wave: Matrix) -> Curves:
    found = (FX @ wave).named("found", Role.TIME)
    curves = row_curves(lambda k: "X", Points(fine, found), Points(t, X))
    return Curves("The wave with the recovered weights, and the samples of X", curves, "time")


def _fft(trace: Trace, samples: Array) -> Array:
    """The real parts of the fast Fourier transform of every row, frequencies × signals.

    It counts the samples from 0; ours begin at 1, and the last one is the same as sample 0.
    """
    spectrum = np.fft.fft(np.roll(samples, 1, axis=1), axis=1).real
    return np.asarray(spectrum[:, : trace["k"].shape[0] + 1].T[1:])


def _signals(trace: Trace) -> Array:
    return np.asarray(trace["F"].values @ trace["W"].values)


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
    second=SECOND,
    claims=(
        Claim("With exact cosines the recovered weights are the given weights.", _recovered),
        Claim(
            "The product of exact cosines and samples is the real part of the fast Fourier "
            "transform of the same samples. NumPy says of signal A:",
            _is_fft,
            lambda t: given("fft", [_fft(t, _signals(t))[:, 0]], Role.FREQUENCY, r"\mathrm{FFT}"),
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
