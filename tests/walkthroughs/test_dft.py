"""DFT: both ways against SciPy's fast Fourier transform, and the source's mistakes."""

import math

import numpy as np
import pytest
import scipy
from helpers import anybodys, examples, svg_of
from hypothesis import given
from hypothesis.strategies import integers, lists

from aibyhand import find

DFT = find("dft")


def reference(given):
    """Compute every named matrix through SciPy's transforms, without the package.

    They count samples from 0 and ours begin at 1, hence the rolling by one place.
    """
    F, X = np.atleast_2d(given["F"]), np.atleast_2d(given["X"])
    n = int(np.ravel(given["n"])[0]) if "n" in given else X.shape[1]
    count = F.shape[1]
    spectrum = np.zeros((len(F), n // 2 + 1))
    spectrum[:, 1 : count + 1] = F * n / 2
    T = np.roll(scipy.fft.irfft(spectrum, n, axis=1), -1, axis=1)
    R = scipy.fft.rfft(np.roll(T, 1, axis=1), axis=1).real[:, 1 : count + 1].T
    RX = scipy.fft.rfft(np.roll(X, 1, axis=1), axis=1).real[:, 1 : count + 1].T
    turns = [[math.tau * k * t / n for t in range(1, n + 1)] for k in range(1, count + 1)]
    return {
        "n": np.array([[n]]),
        "k": np.arange(1, count + 1).reshape(-1, 1),
        "t": np.arange(1, n + 1).reshape(1, -1),
        "W": np.array([[math.cos(turn) for turn in row] for row in turns]),
        "Tm": T,
        "Tt": T.T,
        "R": R,
        "R_scaled": R / (n / 2),
        "F_back": F,
        "RX": RX,
        "RX_scaled": RX / (n / 2),
        "FX": RX.T / (n / 2),
    }


def agrees(trace, expected):
    for name, values in expected.items():
        np.testing.assert_allclose(trace[name].values, values, rtol=1e-9, atol=1e-9, err_msg=name)


@examples(50)
@given(given=anybodys("dft"))
def test_there_and_back_is_the_fast_fourier_transform(given):
    trace, expected = DFT.run(**given), reference(given)

    assert set(trace.matrices) - set(trace.given) <= set(expected)
    agrees(trace, expected)


@examples(30)
@given(given=anybodys("dft"))
def test_the_claims_hold_for_any_signals_below_half_the_samples(given):
    for lane in DFT.lanes:
        trace = DFT.run_on(given, lane=lane)
        assert all(claim.holds(trace) for claim in DFT.claims)


# cos 36° is half the golden ratio and cos 72° is a half less: no cosine was typed from our output.
C36 = (1 + math.sqrt(5)) / 4
C72 = C36 - 0.5
BY_HAND = {
    "W": [
        [C36, C72, -C72, -C36, -1, -C36, -C72, C72, C36, 1],
        [C72, -C36, -C36, C72, 1, C72, -C36, -C36, C72, 1],
        [-C72, -C36, C36, C72, -1, C72, C36, -C36, -C72, 1],
        [-C36, C72, C72, -C36, 1, -C36, C72, C72, -C36, 1],
    ],
    "R": [[5, 5, 0], [10, 0, -5], [0, 5, 5], [0, 5, 0]],
    "F_back": [[1, 2, 0, 0], [1, 0, 1, 1], [0, -1, 1, 0]],
}


@pytest.mark.parametrize("name", BY_HAND)
def test_the_cosines_and_the_way_back_by_hand(name):
    np.testing.assert_allclose(DFT.run()[name].values, BY_HAND[name], atol=1e-12)


def test_row_c_has_a_minus_in_front_of_its_two():
    # C = −cos(2wt) + cos(3wt); the source prints "1-".
    np.testing.assert_allclose(DFT.run()["F_back"].values[2], [0, -1, 1, 0], atol=1e-12)


def test_x_was_rounded_so_its_weights_come_back_nearly_whole():
    trace = DFT.run()
    whole = np.array([[0, 0, 3, 2]])

    np.testing.assert_array_equal(trace["FX"].values.round(), whole)
    np.testing.assert_array_equal(trace["FX"].values.round(2), [[0.02, 0.02, 2.98, 1.98]])
    assert np.abs(whole @ trace["W"].values - trace["X"].values).max() <= 0.05 + 1e-12


def test_exact_samples_of_x_return_whole_weights():
    exact = DFT.run(X=[[0, 0, 3, 2]] @ DFT.run()["W"].values)

    np.testing.assert_allclose(exact["FX"].values, [[0, 0, 3, 2]], atol=1e-12)


def test_one_decimal_cosines_recover_to_within_three_hundredths():
    trace = DFT.run(lane="pencil")
    W1 = np.array(BY_HAND["W"]).round(1)
    F = np.array(BY_HAND["F_back"])
    recovered = 0.2 * F @ W1 @ W1.T

    np.testing.assert_allclose(trace["W1"].values, W1)
    np.testing.assert_allclose(trace["T1"].values, F @ W1, atol=1e-12)
    np.testing.assert_allclose(trace["F1_back"].values, recovered, atol=1e-12)
    np.testing.assert_allclose(trace["E1"].values, recovered - F, atol=1e-12)
    np.testing.assert_allclose(trace["FX1"].values, 0.2 * trace["X"].values @ W1.T, atol=1e-12)
    assert round(trace["e1"].values.item(), 2) == 0.03
    assert trace["W1"].equation == r"W_{1} \approx W"


def test_frequencies_from_half_the_samples_on_are_mirror_images():
    trace = DFT.run()
    mirrored = DFT.wrong_turns[1].produces(trace).values

    np.testing.assert_allclose(mirrored[:, :4], trace["FX"].values, atol=1e-12)
    np.testing.assert_allclose(mirrored[:, 5:9], mirrored[:, 3::-1], atol=1e-12)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"F": [[0, 0, 0, 0, 1]]},
            "5 frequencies of F need more than 10 samples, and X has 10",
        ),
        ({"F": [[1, 2, 1]], "X": [[0, 1, 2, 1, 0]]}, "need more than 6 samples, and X has 5"),
        ({"F": [[1]], "X": [[1]]}, "frequencies of F need more than 2 samples, and X has 1"),
    ],
)
def test_frequencies_that_cannot_come_back_are_refused(given, said):
    for lane in DFT.lanes:
        with pytest.raises(ValueError, match=f"dft: .*{said}"):
            DFT.run(lane=lane, **given)
    assert DFT.run(F=[[1, 2]], X=[[0, 1, 2, 1, 0]])["F_back"].shape == (1, 2)


def test_samples_that_were_not_counted_are_refused():
    with pytest.raises(ValueError, match="10"):
        DFT.run(n=8)


def test_the_waves_carry_the_samples_as_dots():
    trace = DFT.run()
    curves = trace.step(3).draws[0].curves

    assert len(curves) == 4
    for k, curve in enumerate(curves):
        np.testing.assert_array_equal(curve.dots.y, trace["W"].values[k])
        np.testing.assert_allclose(
            np.interp(curve.dots.x, curve.line.x, curve.line.y), curve.dots.y
        )


def test_two_signals_may_be_the_same():
    trace = DFT.run(X=np.full((2, DFT.run()["X"].shape[1]), 0.5))
    for step in trace.steps:
        for drawn in step.draws:
            dots = sum(len(curve.dots.x) for curve in getattr(drawn, "curves", ()))
            assert svg_of(drawn).count("<circle") == dots


def phase_by_scipy(a, b, n):
    """The spectrum of cosines and sines, from samples 1 to n made with Python's own functions."""
    turn = [[math.tau * (k + 1) * t / n for t in range(1, n + 1)] for k in range(len(a))]
    x = [
        sum(a[k] * math.cos(row[t]) + b[k] * math.sin(row[t]) for k, row in enumerate(turn))
        for t in range(n)
    ]
    return x, scipy.fft.rfft(np.roll(x, 1))[1 : len(a) + 1] * 2 / n


@examples(50)
@given(
    a=lists(integers(-9, 9), min_size=2, max_size=4),
    b=lists(integers(-9, 9), min_size=4, max_size=4),
    n=integers(10, 16),
)
def test_magnitude_and_phase_are_those_of_a_complex_spectrum(a, b, n):
    b = b[: len(a)]
    x, spectrum = phase_by_scipy(a, b, n)
    if not any(a + b):
        with pytest.raises(ValueError, match=r"phase: .* magnitude 0 has no phase"):
            DFT.run(variant="phase", a=[a], b=[b], n=n)
        return
    trace = DFT.run(variant="phase", a=[a], b=[b], n=n)
    loudest = int(trace["r"].values.item())
    largest = np.abs(spectrum).max()

    np.testing.assert_allclose(trace["x"].values[0], x, atol=1e-9)
    np.testing.assert_allclose(trace["Rc_scaled"].values[:, 0], spectrum.real, atol=1e-9)
    np.testing.assert_allclose(trace["Rs_scaled"].values[:, 0], -spectrum.imag, atol=1e-9)
    np.testing.assert_allclose(trace["Rc_scaled"].values[:, 0], a, atol=1e-9)
    np.testing.assert_allclose(trace["Rs_scaled"].values[:, 0], b, atol=1e-9)
    np.testing.assert_allclose(trace["m"].values[:, 0], np.abs(spectrum), atol=1e-9)
    assert abs(spectrum[loudest]) == pytest.approx(largest)
    away = trace["p"].values.item() - np.angle(spectrum[loudest])
    assert math.cos(away) == pytest.approx(1)


def test_three_and_minus_four_are_a_wave_of_five_that_begins_before_its_top():
    trace, turned = DFT.run(variant="phase"), DFT.run(variant="turned")
    p = trace["p"].values.item()
    again = [5 * math.cos(math.tau * 2 * t / 12 + p) for t in range(1, 13)]

    np.testing.assert_allclose(trace["m"].values, [[0], [5], [0], [0]], atol=1e-12)
    assert p == pytest.approx(math.asin(4 / 5))
    assert math.atan(-4 / 3) == pytest.approx(-p)  # the ratio alone
    np.testing.assert_allclose(trace["x"].values[0], again)
    assert turned["p"].values.item() == pytest.approx(p - math.pi)
    assert turned["m"].values[1] == pytest.approx(5)


def test_the_wave_of_magnitude_and_phase_passes_through_the_samples():
    for variant in ("phase", "turned"):
        (drawn,) = DFT.run(variant=variant).pictures
        for curve in drawn.curves:
            np.testing.assert_allclose(
                np.interp(curve.dots.x, curve.line.x, curve.line.y), curve.dots.y, atol=1e-12
            )
    two = DFT.run(variant="phase", a=[[1, 3, 0, 0]])
    assert two.pictures == ()  # the loudest wave alone wouldn't pass through them


def test_a_wave_from_half_the_samples_on_is_refused_in_the_variant_too():
    with pytest.raises(ValueError, match="4 frequencies of a need more than 8 samples, and n is 8"):
        DFT.run(variant="phase", n=8)
