"""A wave that begins elsewhere: cosines and sines, magnitude and phase."""

from collections.abc import Iterator

from aibyhand.core import Matrix, Role
from aibyhand.ops import column_numbers, cosine_table, counting, likeliest, one_hot, sine_table
from aibyhand.ops import magnitude as magnitude_of
from aibyhand.ops import phase as phase_of
from aibyhand.walk import Step
from aibyhand.walkthroughs.dft.given import FREQUENCIES, TIMES, TWELVE
from aibyhand.walkthroughs.dft.pictures import one_wave
from aibyhand.walkthroughs.dft.steps import refuse_mirrored


def phase(a: Matrix, b: Matrix, n: Matrix = TWELVE) -> Iterator[Step]:
    """Two tables find two weights of every wave: they say how large it is and where it begins."""
    does = "Write how much cosine and how much sine of every frequency the signal holds."
    yield Step("Given", does, (a, b, n))

    k = column_numbers(a).named("k", Role.NUMBER, rows=FREQUENCIES)
    t = counting(n).named("t", Role.NUMBER, columns=TIMES)
    refuse_mirrored(a, t.shape[1], f"{n.printed} is")
    C = cosine_table(k, t, n).named("C", Role.WAVE)
    S = sine_table(k, t, n).named("S", Role.WAVE)
    does = "Write the samples of every cosine and of every sine."
    yield Step("Two tables", does, (k, t, C, S))

    xc = (a @ C).named("xc", Role.TIME)
    xs = (b @ S).named("xs", Role.TIME)
    x = (xc + xs).named("x", Role.TIME)
    yield Step("Signal", "Mix the cosines, mix the sines, and add both.", (xc, xs, x))

    Rc = (C @ x.T).named("Rc", Role.FREQUENCY)
    Rs = (S @ x.T).named("Rs", Role.FREQUENCY)
    c = (Rc * 2 / n).named("Rc_scaled", Role.FREQUENCY, r"\hat{R}_{c}")
    s = (Rs * 2 / n).named("Rs_scaled", Role.FREQUENCY, r"\hat{R}_{s}")
    does = "Multiply each table by the samples, and every number by two over n."
    yield Step("Two weights of every wave", does, (Rc, Rs, c, s))

    m = magnitude_of(c, s).named("m", Role.FREQUENCY)
    does = "Take the root of the sum of both squares."
    yield Step("Magnitude", does, (m,))

    r = likeliest(m).named("r", Role.NUMBER)
    h = one_hot(r, m.shape[0]).named("h", Role.NUMBER, rows=FREQUENCIES)
    cosine = (h.T @ c).named("c", Role.FREQUENCY)
    sine = (h.T @ s).named("s", Role.FREQUENCY)
    p = phase_of(cosine, sine).named("p", Role.NUMBER)
    does = "Pick the loudest wave, and find the angle of its two weights, the sine's with a minus."
    drawn = one_wave((a, b), (xc, xs, x), (k, t, n), (m, r, p))
    yield Step("Phase", does, (r, h, cosine, sine, p), drawn)
