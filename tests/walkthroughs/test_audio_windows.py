"""Audio: plain loops, the fast Fourier transform of every window, and SciPy's transform of all."""

import cmath
import math

import numpy as np
import pytest
from helpers import anybodys, examples
from hypothesis import given

from aibyhand import find

AUDIO = find("audio-windows")
BOTH = [AUDIO.run(), AUDIO.run_second()]
SETS = pytest.mark.parametrize("trace", BOTH, ids=["given", "second"])


def reference(given):
    """Compute every matrix with single numbers; a window begins every two samples."""
    x = [float(v) for v in given["x"][0]]
    waves = [[complex(c, s) for c, s in zip(*rows, strict=True)]
             for rows in zip(given["Wc"], given["Ws"], strict=True)]  # fmt: skip
    gain, often = ([float(v) for v in np.ravel(given[name])] for name in "gu")
    n, starts = len(waves[0]), range(0, len(x) - len(waves[0]) + 1, 2)
    parts = [[sum(w[t] * x[at + t] for t in range(n)) for at in starts] for w in waves]
    found = {"n": [[n]], "X": [[x[at + t] for at in starts] for t in range(n)]}
    counted = [a * b for a, b in zip(gain, often, strict=True)]
    for mark, factor in (("", None), ("g", gain), ("u", counted)):
        here = [[z * (factor[k] if factor else 1) for z in row] for k, row in enumerate(parts)]
        found[f"C{mark}"] = [[z.real for z in row] for row in here]
        found[f"S{mark}"] = [[z.imag for z in row] for row in here]
        if mark != "u":
            found[f"M{mark}"] = [[abs(z) for z in row] for row in here]
    columns = range(len(starts))
    for mark, table, take in (("c", "Cu", "real"), ("s", "Su", "imag")):
        found[f"Y{mark}"] = [
            [sum(getattr(w[t], take) * found[table][k][j] for k, w in enumerate(waves))
             for j in columns] for t in range(n)
        ]  # fmt: skip
    found["Y"] = [[(found["Yc"][t][j] + found["Ys"][t][j]) / n for j in columns] for t in range(n)]
    meet = [[(t, j) for j in columns for t in range(n) if 2 * j + t == at] for at in range(len(x))]
    found["z"] = [[sum(found["Y"][t][j] for t, j in pairs) for pairs in meet]]
    found["c"] = [[len(pairs) for pairs in meet]]
    found["y"] = [[a / b for a, b in zip(found["z"][0], found["c"][0], strict=True)]]
    return {name: np.array(values, float) for name, values in found.items()}


@examples(30)
@given(given=anybodys("audio-windows"))
def test_any_tables_lead_there_and_back_as_single_numbers_say(given):
    trace = AUDIO.run(**given)
    for name, values in reference(given).items():
        np.testing.assert_allclose(trace[name].values, values, atol=1e-9, err_msg=name)


@SETS
def test_every_window_is_what_numpy_transforms_and_transforms_back(trace):
    X = trace["X"].values
    spectrum = np.fft.rfft(X, axis=0)

    np.testing.assert_allclose(trace["C"].values, spectrum.real, atol=1e-9)
    np.testing.assert_allclose(trace["S"].values, -spectrum.imag, atol=1e-9)
    np.testing.assert_allclose(trace["M"].values, np.abs(spectrum), atol=1e-9)
    back = np.fft.irfft(spectrum * trace["g"].values, X.shape[0], axis=0)
    np.testing.assert_allclose(trace["Y"].values, back, atol=1e-9)


def test_scipy_finds_the_same_table_in_the_windows_that_lie_inside(need):
    signal, trace = need("scipy.signal"), AUDIO.run()
    transform = signal.ShortTimeFFT(np.ones(4), 2, 1)
    table = transform.stft(trace["x"].values[0])
    first = 1 - transform.p_min  # the window around sample 2, counted from 0, begins at sample 0

    np.testing.assert_allclose(np.abs(table[:, first : first + 5]), trace["M"].values, atol=1e-9)


def test_the_numbers_worked_out_by_hand():
    trace = AUDIO.run()
    typed = {
        "C": [[0, 0, 9, 4, 4], [6, -6, 0, 0, 0], [0, 0, 3, 8, 8]],
        "S": [[0, 0, 0, 0, 0], [8, -8, 5, 0, 0], [0, 0, 0, 0, 0]],
        "M": [[0, 0, 9, 4, 4], [10, 10, 5, 0, 0], [0, 0, 3, 8, 8]],
        "y": [[3, 4, -3, -4, 2.625, 4.375, 1.625, 0.375, 1, 1, 1, 1]],
    }
    for name, values in typed.items():
        np.testing.assert_array_equal(trace[name].values, values, err_msg=name)


def test_with_every_gain_at_one_the_sound_comes_back():
    for trace in BOTH:
        given = {name: trace[name].values for name in trace.given}
        same = AUDIO.run(**given | {"g": np.ones(trace["g"].shape)})
        np.testing.assert_allclose(same["y"].values, trace["x"].values, atol=1e-9)


def test_the_phase_moves_on_by_half_a_turn_and_the_ratio_does_not():
    trace = AUDIO.run(variant="beginning")
    first, second = (cmath.phase(complex(3, -4)), cmath.phase(complex(-3, 4)))

    np.testing.assert_allclose(trace["p"].values, [[first, second]])
    assert second - first == pytest.approx(math.pi)


def test_the_fading_window_is_the_periodic_one_of_hann(need):
    signal = need("scipy.signal")
    trace = AUDIO.run(variant="faded")
    hann = signal.get_window("hann", 4)

    np.testing.assert_allclose(trace["a"].values[:, 0], hann, atol=1e-12)
    spectrum = np.fft.rfft(hann[:, None] * trace["X"].values, axis=0)
    np.testing.assert_allclose(trace["Ma"].values, np.abs(spectrum), atol=1e-9)


def test_eleven_milliseconds_of_a_cd_and_twentyfive_of_whisper():
    trace = AUDIO.run(variant="practice")

    np.testing.assert_allclose(trace["samples"].values, [[485.1, 400]])
    np.testing.assert_allclose(trace["apart"].values, [[1000 / 11, 40]])


def test_a_sound_that_the_windows_do_not_cover_is_refused():
    with pytest.raises(ValueError, match="leave out the last 1 of x"):
        AUDIO.run(x=[[1, 2, 3, 4, 5]])
    with pytest.raises(ValueError, match="don't cover the 2 of x"):
        AUDIO.run(x=[[1, 2]])
