"""Generative adversarial network: plain loops, finite differences, and the printed values."""

from math import exp, log

import numpy as np
import pytest
from helpers import examples
from hypothesis import given
from hypothesis import strategies as st
from loops import affine, clipped, slopes

from aibyhand import find

GAN = find("gan")


def squeezed(z):
    return np.array([[(1 + np.tanh(v / 2)) / 2 for v in row] for row in z])


def reference(given):
    """Compute every named matrix in loops, without the package."""
    g = {name: np.atleast_2d(np.asarray(values, dtype=float)) for name, values in given.items()}
    U1 = affine(g["G1"], g["N"], g["g1"])
    U2 = affine(g["G2"], clipped(U1), g["g2"])
    found = {"U1": U1, "H": clipped(U1), "U2": U2, "F": clipped(U2)}
    for k, data in (("f", found["F"]), ("x", g["X"])):
        U = affine(g["D1"], data, g["d1"])
        Z = affine(g["D2"], clipped(U), g["d2"])
        found |= {f"U{k}": U, f"H{k}": clipped(U), f"Z{k}": Z, f"Y{k}": squeezed(Z)}
    fake, real = g["fake_label"][0, 0], g["real_label"][0, 0]
    found["dD_fake"] = np.array([[y - fake for y in found["Yf"][0]]])
    found["dD_real"] = np.array([[y - real for y in found["Yx"][0]]])
    found["dG"] = np.array([[y - real for y in found["Yf"][0]]])
    return found


def generator_of(g):
    return clipped(affine(g["G2"], clipped(affine(g["G1"], g["N"], g["g1"])), g["g2"]))


def verdict_of(g, data):
    return affine(g["D2"], clipped(affine(g["D1"], data, g["d1"])), g["d2"])


def cross_entropy(scores, label):
    """Add up minus the logarithm of the probability of what the label says."""
    return sum(
        -label * log(1 / (1 + exp(-z))) - (1 - label) * log(1 - 1 / (1 + exp(-z)))
        for z in scores.ravel()
    )


def discriminator_loss(g):
    fake, real = float(np.ravel(g["fake_label"])[0]), float(np.ravel(g["real_label"])[0])
    on_fake = cross_entropy(verdict_of(g, generator_of(g)), fake)
    return on_fake + cross_entropy(verdict_of(g, g["X"]), real)


def generator_loss(g):
    real = float(np.ravel(g["real_label"])[0])
    return cross_entropy(verdict_of(g, generator_of(g)), real)


def as_given(trace):
    return {name: trace[name].values for name in trace.given}


TRACES = [GAN.run(), GAN.run_second()]
both = pytest.mark.parametrize("trace", TRACES, ids=["given", "second"])


CASES = [
    ("discriminator", discriminator_loss, ("D1", "d1", "D2", "d2")),
    ("generator", generator_loss, ("G1", "g1", "G2", "g2")),
]
LEFT_OUT = {"discriminator": (), "generator": ("X", "fake_label")}


def run_variant(variant, given):
    return GAN.run(
        variant=variant, **{k: v for k, v in given.items() if k not in LEFT_OUT[variant]}
    )


@pytest.mark.parametrize(("variant", "loss", "learnt"), CASES)
def test_the_gradients_are_the_slopes_of_the_loss(variant, loss, learnt):
    # On the second set: no number there is exactly zero before a ReLU, where a slope has a corner.
    trace = run_variant(variant, dict(GAN.second))
    g = as_given(GAN.run_second())
    for name in learnt:
        np.testing.assert_allclose(trace[f"d{name}"].values, slopes(loss, g, name, 1e-6), atol=1e-6)


@pytest.mark.parametrize(("variant", "loss", "learnt"), CASES)
@examples(15)
@given(seed=st.integers(0, 2**32 - 1))
def test_the_gradients_are_slopes_for_any_numbers(variant, loss, learnt, seed):
    rng = np.random.default_rng(seed)
    g = {
        name: values + rng.uniform(-0.3, 0.3, values.shape)
        for name, values in as_given(GAN.run()).items()
    } | {"fake_label": np.array([[0.0]]), "real_label": np.array([[1.0]])}
    before = [abs(m.values).min() for m in GAN.run(**g).matrices.values() if m.name[0] == "U"]
    if min(before) < 1e-4:  # next to a corner of a ReLU
        return
    trace = run_variant(variant, g)
    for name in learnt:
        np.testing.assert_allclose(trace[f"d{name}"].values, slopes(loss, g, name, 1e-6), atol=1e-4)


@pytest.mark.parametrize(("variant", "loss", "learnt"), CASES)
@both
def test_one_update_lowers_the_loss_of_the_network_that_learns(trace, variant, loss, learnt):
    g = as_given(trace)
    step = run_variant(variant, g)
    which = "L" + variant[0].upper()
    updated = g | {name: step[f"{name}_new"].values for name in learnt}

    assert step[f"{which}_new"].values < step[which].values
    np.testing.assert_allclose(step[which].values, loss(g))
    np.testing.assert_allclose(step[f"{which}_new"].values, loss(updated))
    for name in learnt:
        moved = g[name] - step["eta"].values * step[f"d{name}"].values
        np.testing.assert_allclose(step[f"{name}_new"].values, moved)


def test_the_pencil_lane_gives_the_verdicts_rounded_to_one_decimal():
    # By hand, σ(1) = 0.73, σ(0) = 0.5, σ(2) = 0.88, σ(−1) = 0.27 and σ(3) = 0.95.
    trace = GAN.run(lane="pencil")

    assert trace["Yf_1"].values.tolist() == [[0.7, 0.5, 0.9, 0.3]]
    assert trace["Yx_1"].values.tolist() == [[0.7, 0.9, 0.9, 1.0]]
    np.testing.assert_allclose(trace["dG"].values, [[-0.3, -0.5, -0.1, -0.7]])
    np.testing.assert_allclose(GAN.run()["Yf"].values[0, 3], 0.268941, atol=1e-6)


def test_a_relu_before_the_sigmoid_gives_what_the_script_prints():
    trace = GAN.run(lane="pencil")
    wrong = GAN.wrong_turns[0].produces(trace)

    assert wrong.values.tolist() == [[0.7, 0.5, 0.9, 0.5]]


def test_no_relu_stands_before_the_sigmoid():
    trace = GAN.run()
    for k in "fx":
        assert trace[f"Y{k}"].made.operands == (trace[f"Z{k}"],)
        assert trace[f"Z{k}"].made.op.name == "linear"
    assert trace["Zf"].values.min() < 0


def test_both_data_sets_meet_the_same_weights():
    trace = GAN.run()
    for name in "UZ":
        fake, real = (trace[f"{name}{k}"].made.operands for k in "fx")
        assert fake[0] is real[0]
        assert fake[2] is real[2]


@pytest.mark.parametrize(
    ("replaced", "message"),
    [
        ({"X": [[1, 2]]}, "G_2 has 4 features, and X has 1: both count features"),
        ({"N": [[1, 2]]}, "G_1 has 2 noise numbers, and N has 1: both count noise numbers"),
        ({"d2": [[1], [2]]}, "d_2 has 2 rows, and needs 1"),
    ],
)
def test_sizes_that_do_not_fit_are_named_at_the_call(replaced, message):
    with pytest.raises(ValueError, match=message):
        GAN.run(**replaced)
