"""Pictures of waves: a line between the times of the samples, and the samples as dots."""

import numpy as np

from aibyhand.core import Matrix, Role, given
from aibyhand.ops import cosine_table, sine_table
from aibyhand.pictures.curves import Curve, Curves, Points, row_curves
from aibyhand.walkthroughs.dft.given import FREQUENCIES


def between(k: Matrix, n: Matrix, count: int) -> tuple[Matrix, Matrix]:
    """Times between those of the samples, and every cosine wave there."""
    fine = given("fine", np.linspace(0, count, 20 * count + 1), Role.NUMBER)
    return fine, cosine_table(k, fine, n).named("wave", Role.WAVE)


def waves(line: Points, dots: Points) -> Curves:
    curves = row_curves((dots.up.rows or FREQUENCIES).label, line, dots)
    return Curves("The cosine waves and their samples", curves, "time", apart=True)


def samples(X: Matrix) -> Curves:
    times = given("times", np.arange(1, X.shape[1] + 1), Role.NUMBER)
    curves = row_curves(lambda k: "X", Points(times, X), Points(times, X))
    return Curves("The samples of X", curves, "time")


def recovered_wave(FX: Matrix, X: Matrix, t: Matrix, fine: Matrix, wave: Matrix) -> Curves:
    found = (FX @ wave).named("found", Role.TIME)
    curves = row_curves(lambda k: "X", Points(fine, found), Points(t, X))
    return Curves("The wave with the recovered weights, and the samples of X", curves, "time")


def one_wave(
    weights: tuple[Matrix, Matrix], rows: tuple[Matrix, Matrix, Matrix], times: tuple[Matrix, ...],
    found: tuple[Matrix, Matrix, Matrix],
) -> tuple[Curves, ...]:  # fmt: skip
    """Both parts of a wave, and the wave of the found magnitude and phase through the samples.

    Nothing where the signal holds other waves, too.
    """
    (a, b), (k, t, n), (m, r, p) = weights, times, found
    loudest = int(r.values.item())
    if (np.delete(m.values, loudest) > 1e-9 * m.values.max()).any():
        return ()
    fine, cosines = between(k, n, t.shape[1])
    sines = sine_table(k, fine, n).named("sines", Role.WAVE)
    turn = 2 * np.pi * k.values[loudest] * fine.values / n.values
    lines = (
        (a @ cosines).named("cosine", Role.TIME),
        (b @ sines).named("sine", Role.TIME),
        given("whole", m.values[loudest] * np.cos(turn + p.values), Role.TIME),
    )
    labels = ("cosine", "sine", "both")
    curves = (
        Curve(label, Points(fine, line), Points(t, dots))
        for label, line, dots in zip(labels, lines, rows, strict=True)
    )
    return (Curves("A cosine and a sine, and the wave that they make", tuple(curves), "time"),)
