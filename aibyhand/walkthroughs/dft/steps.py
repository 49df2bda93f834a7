"""From weights to signals and back, with one table of cosines."""

from collections.abc import Iterator

from aibyhand.core import Matrix, Role
from aibyhand.ops import column_numbers, cosine_table, count_columns, counting, difference, largest
from aibyhand.pictures.curves import Points
from aibyhand.walk import EXACT, Lane, Step
from aibyhand.walkthroughs.dft.given import FREQUENCIES, TIMES
from aibyhand.walkthroughs.dft.pictures import between, recovered_wave, samples, waves


def steps(F: Matrix, X: Matrix, n: Matrix | None, lane: Lane = EXACT) -> Iterator[Step]:
    """From weights to signals and back: the same table of cosines is used for both ways."""
    n = n or count_columns(X).named("n", Role.NUMBER)
    does = "Write the samples of signal X in a row, and count them."
    yield Step("Given", does, (X, n), (samples(X),))
    does = "Write the weights of the signals A, B, C as rows, one column for each frequency."
    yield Step("Frequency matrix", does, (F,))

    refuse_mirrored(F, X.shape[1], f"{X.printed} has")
    k = column_numbers(F).named("k", Role.NUMBER, rows=FREQUENCIES)
    t = counting(n).named("t", Role.NUMBER, columns=TIMES)
    W = cosine_table(k, t, n).named("W", Role.WAVE)
    fine, wave = between(k, n, W.shape[1])
    drawn = waves(Points(fine, wave), Points(t, W))
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
    yield Step("Transpose", does, (FX,), (recovered_wave(FX, X, t, fine, wave),))


def _errors(back: Matrix, F: Matrix) -> tuple[Matrix, Matrix]:
    """Where the rounded cosines lead, against the given weights, and how far off at most."""
    error = difference(back, F).named("E1", Role.ERROR)
    return error, largest(error).named("e1", Role.ERROR)


def refuse_mirrored(frequencies: Matrix, count: int, said: str) -> None:
    """From half the samples on, a weight comes back doubled or mixed with another one."""
    most = frequencies.shape[1]
    if 2 * most >= count:
        raise ValueError(
            f"dft: the {most} frequencies of {frequencies.printed} need more than {2 * most} "
            f"samples, and {said} {count}: from half the samples on, a weight comes "
            "back doubled, or mixed with that of a slower wave"
        )


def _hat(letter: str, index: str) -> str:
    return rf"\hat{{{letter}}}_{{{index}}}" if index else rf"\hat{{{letter}}}"
