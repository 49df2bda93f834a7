"""Variational autoencoder: plain loops, integrals of the definition, and finite differences."""

import json
from math import exp, log, pi

import numpy as np
import pytest
import scipy  # loads its parts when they are asked for
from helpers import anybodys, examples, svg_of
from hypothesis import given

from aibyhand import find

VAE = find("vae")
SECOND = dict(VAE.second)
PARAMETERS = ("W1", "b1", "Wm", "bm", "Ws", "bs", "W2", "b2", "W3", "b3")
GENTLE = {"given": 0.01, "second": 0.0001}  # learning rates that leave every spread positive
TRACES = {"given": VAE.run(), "second": VAE.run_second()}
TRAINED = {
    "given": VAE.run(variant="training"),
    "second": VAE.run(variant="training", eta=GENTLE["second"], **SECOND),
}
both = pytest.mark.parametrize("trace", TRACES.values(), ids=TRACES)
both_trained = pytest.mark.parametrize("which", TRAINED)


def as_given(trace):
    return {name: trace[name].values + 0.0 for name in trace.given}


def affine(weight, x, bias):
    """Multiply and add, cell by cell."""
    return [
        [sum(weight[i][k] * x[k][j] for k in range(len(x))) + bias[i][0] for j in range(len(x[0]))]
        for i in range(len(weight))
    ]


def each(function, *grids):
    return [
        [function(*cells) for cells in zip(*rows, strict=True)] for rows in zip(*grids, strict=True)
    ]


def cut(v):
    return v if v > 0 else 0.0


def reference(given):
    """Compute every named matrix in loops, without the package."""
    g = {name: np.asarray(values, dtype=float).tolist() for name, values in given.items()}
    f = {"Z1": affine(g["W1"], g["X"], g["b1"])}
    f["H"] = each(cut, f["Z1"])
    f["mu"] = affine(g["Wm"], f["H"], g["bm"])
    f["Zs"] = affine(g["Ws"], f["H"], g["bs"])
    f["sd"] = each(cut, f["Zs"])
    f["n"] = each(lambda s, e: s * e, f["sd"], g["eps"])
    f["z"] = each(lambda m, n: m + n, f["mu"], f["n"])
    f["Z2"] = affine(g["W2"], f["z"], g["b2"])
    f["D"] = each(cut, f["Z2"])
    f["Y"] = affine(g["W3"], f["D"], g["b3"])
    f["E"] = each(lambda y, x: y - x, f["Y"], g["X"])
    f["S"] = each(lambda e: e**2, f["E"])
    f["r"] = [[sum(row[j] for row in f["S"]) for j in range(len(f["S"][0]))]]
    f["dY"] = each(lambda e: e + e, f["E"])
    f["KL"] = each(lambda m, s: log(1 / s) + (s * s + m * m) / 2 - 0.5, f["mu"], f["sd"])
    f["dmu"] = f["mu"]
    f["dsd"] = each(lambda s: (s * s - 1) / s, f["sd"])
    return {name: np.array(grid) for name, grid in f.items()}


def test_our_numbers_by_hand():
    """Typed from a calculation with a pencil; ln 4 = 1.386294 and ln 16 = 2.772589."""
    trace = VAE.run()

    assert trace["mu"].values.tolist() == [[0, 2], [3, -1]]
    assert trace["sd"].values.tolist() == [[1, 4], [2, 1]]
    assert trace["z"].values.tolist() == [[1, 2], [1, 1]]
    assert trace["Y"].values.tolist() == [[1, 2], [1, 1], [1, 2], [0, 1]]
    assert trace["dY"].values.tolist() == [[0, 0], [-2, 2], [2, 2], [-2, 0]]
    kl = [[0, (16 + 4 - 1 - 2.772589) / 2], [(4 + 9 - 1 - 1.386294) / 2, 0.5]]
    np.testing.assert_allclose(trace["KL"].values, kl, atol=1e-6)
    assert trace["dsd"].values.tolist() == [[0, 3.75], [1.5, 0]]


# The divergence, from its definition.


def divergence(mean, spread):
    """Integrate p(x) · ln(p(x) / q(x)), with q the standard normal distribution."""

    def log_density(x, middle, width):
        return -(((x - middle) / width) ** 2) / 2 - log(width) - log(2 * pi) / 2

    def under(x):
        log_p = log_density(x, mean, spread)
        return exp(log_p) * (log_p - log_density(x, 0, 1))

    found, _ = scipy.integrate.quad(
        under, mean - 9 * spread, mean + 9 * spread, epsabs=1e-12, epsrel=1e-12
    )
    return found


def slope(function, at, step=1e-3):
    """Compute the central difference, of fourth order."""
    near, far = (function(at + k * step) - function(at - k * step) for k in (1, 2))
    return (8 * near - far) / (12 * step)


@both
def test_the_divergence_is_the_integral_of_its_definition_and_the_gradients_its_slopes(trace):
    for at in np.ndindex(trace["mu"].shape):
        mean, spread = trace["mu"].values[at], trace["sd"].values[at]
        assert trace["KL"].values[at] == pytest.approx(divergence(mean, spread), abs=1e-8)
        over_mean = slope(lambda m, s=spread: divergence(m, s), mean)
        over_spread = slope(lambda s, m=mean: divergence(m, s), spread)
        assert trace["dmu"].values[at] == pytest.approx(over_mean, abs=1e-6)
        assert trace["dsd"].values[at] == pytest.approx(over_spread, abs=1e-6)


@both
def test_the_gradient_of_the_output_is_the_slope_of_the_summed_squares(trace):
    Y, X = trace["Y"].values, trace["X"].values
    for at in np.ndindex(Y.shape):

        def missed(y, at=at):
            moved = Y.copy()
            moved[at] = y
            return float(((moved - X) ** 2).sum())

        assert trace["dY"].values[at] == pytest.approx(slope(missed, Y[at]), abs=1e-6)


# The log-variance.


@pytest.mark.parametrize("numbers", [{}, SECOND], ids=["given", "second"])
def test_the_log_variance_gives_the_same_spreads_and_divergences(numbers):
    taken = {k: v for k, v in numbers.items() if k in ("X", "W1", "b1", "Wm", "bm", "Ws", "bs")}
    trace, plain = VAE.run(variant="log_variance", **taken), VAE.run(**numbers)

    np.testing.assert_allclose(trace["v"].values, np.log(plain["sd"].values ** 2), atol=1e-12)
    np.testing.assert_allclose(trace["s"].values, plain["sd"].values)
    np.testing.assert_allclose(trace["KL_v"].values, plain["KL"].values, atol=1e-12)
    np.testing.assert_allclose(trace["dv"].values, plain["dsd"].values * plain["sd"].values / 2)
    for at in np.ndindex(trace["v"].shape):
        mean, v = trace["mu"].values[at], trace["v"].values[at]
        over_v = slope(lambda v, m=mean: divergence(m, exp(v / 2)), v)
        assert trace["dv"].values[at] == pytest.approx(over_v, abs=1e-6)


def test_every_log_variance_makes_a_positive_spread():
    trace = VAE.run(variant="log_variance", u=[-20, -3, 0, 5])

    assert (trace["s_u"].values > 0).all()
    np.testing.assert_allclose(2 * np.log(trace["s_u"].values), [[-20, -3, 0, 5]], atol=1e-12)


# The loss and the training step.


def loss(g):
    """Compute the loss in one go."""
    hidden = np.maximum(g["W1"] @ g["X"] + g["b1"], 0)
    mean, spread = g["Wm"] @ hidden + g["bm"], np.maximum(g["Ws"] @ hidden + g["bs"], 0)
    wide = np.maximum(g["W2"] @ (mean + spread * g["eps"]) + g["b2"], 0)
    missed = g["W3"] @ wide + g["b3"] - g["X"]
    return float((missed**2).sum() + ((mean**2 + spread**2 - 1) / 2 - np.log(spread)).sum())


def off_the_corners(g):
    """Move biases a little: exactly at the corner of a ReLU there is no slope to measure."""
    trace = VAE.run(**g)
    for name, z in (("b1", "Z1"), ("b2", "Z2")):
        if not trace[z].values.all():
            g[name] = g[name] + 1e-3
    return g


@both_trained
def test_every_weight_and_bias_has_the_slope_of_the_loss(which):
    g = as_given(TRAINED[which])
    rate = g.pop("eta").item()
    g = off_the_corners(g)
    trained = VAE.run(variant="training", eta=rate, **g)
    for name in PARAMETERS:
        for at in np.ndindex(g[name].shape):

            def moved(value, name=name, at=at):
                there = g[name].copy()
                there[at] = value
                return loss(g | {name: there})

            measured = slope(moved, g[name][at], 1e-5)
            assert trained[f"d{name}"].values[at] == pytest.approx(measured, abs=1e-6), (name, at)


@both_trained
def test_the_update_goes_against_every_gradient_and_the_loss_falls(which):
    trace = TRAINED[which]
    g = as_given(trace)
    rate = g.pop("eta").item()
    new = {name: g[name] - rate * trace[f"d{name}"].values for name in PARAMETERS}

    for name, values in new.items():
        np.testing.assert_allclose(trace[f"{name}_new"].values, values, atol=1e-12)
    assert trace["L"].values.item() == pytest.approx(loss(g))
    assert trace["L_new"].values.item() == pytest.approx(loss(g | new))
    assert trace["L_new"].values < trace["L"].values
    again = reference(g | new)
    for name in ("H", "mu", "sd", "z", "Y", "r", "KL"):
        np.testing.assert_allclose(trace[f"{name}_new"].values, again[name], atol=1e-12)


def test_what_passes_the_drawn_point_is_added_to_the_gradients_of_the_divergence():
    """By hand: dz = W2ᵀ · [0 0; −4 2; 0 2], and the noise is [1 0; −1 2]."""
    trace = TRAINED["given"]

    assert trace["dz"].values.tolist() == [[0, 2], [-4, 0]]
    assert trace["dmu_total"].values.tolist() == [[0, 2 + 2], [-4 + 3, 0 - 1]]
    assert trace["dsd_total"].values.tolist() == [[0, 0 + 3.75], [4 + 1.5, 0]]


@both_trained
def test_minus_the_loss_is_the_lower_bound_with_one_drawn_point(which):
    """With variance one half, ln p(x|z) is minus the squares, but for a constant."""
    trace = TRAINED[which]
    X, Y = trace["X"].values, trace["Y"].values
    told = scipy.stats.norm.logpdf(X, Y, np.sqrt(0.5)).sum()
    spent = sum(
        divergence(m, s)
        for m, s in zip(trace["mu"].values.ravel(), trace["sd"].values.ravel(), strict=True)
    )

    assert -trace["L"].values.item() == pytest.approx(told - spent + X.size / 2 * log(pi))


@examples(10)
@given(given=anybodys("vae"))
def test_training_works_on_any_sizes_that_fit(given):
    trace = VAE.run(variant="training", eta=1e-9, **given)

    assert trace["L"].values.item() == pytest.approx(loss(given))
    assert trace["L_new"].values.item() <= trace["L"].values.item() + 1e-9


AUTOGRAD = """
import json, torch
from torch.distributions import Normal, kl_divergence
out = []
for g in json.loads('''SETS'''):
    t = {k: torch.tensor(v, dtype=torch.float64) for k, v in g.items()}
    names = [k for k in t if k not in ("X", "eps", "eta")]
    for k in names:
        t[k].requires_grad_()
    H = torch.relu(t["W1"] @ t["X"] + t["b1"])
    mu, sd = t["Wm"] @ H + t["bm"], torch.relu(t["Ws"] @ H + t["bs"])
    KL = kl_divergence(Normal(mu, sd), Normal(0.0, 1.0))
    z = mu + sd * t["eps"]
    Y = t["W3"] @ torch.relu(t["W2"] @ z + t["b2"]) + t["b3"]
    alone = torch.autograd.grad(KL.sum(), (mu, sd), retain_graph=True)
    for x in (mu, sd, z, Y):
        x.retain_grad()
    loss = torch.nn.functional.mse_loss(Y, t["X"], reduction="sum") + KL.sum()
    loss.backward()
    found = {"d" + k: t[k].grad.tolist() for k in names}
    found |= {"KL": KL.tolist(), "L": [[loss.item()]], "dY": Y.grad.tolist()}
    found |= {"dmu": alone[0].tolist(), "dsd": alone[1].tolist(), "dz": z.grad.tolist()}
    found |= {"dmu_total": mu.grad.tolist(), "dsd_total": sd.grad.tolist()}
    out.append(found)
print(json.dumps(out))
"""


@pytest.mark.slow
def test_divergences_and_gradients_agree_with_pytorch(run_torch):
    sets = [
        {k: v.tolist() for k, v in as_given(trace).items() if k != "eta"}
        for trace in TRAINED.values()
    ]
    computed = json.loads(run_torch(AUTOGRAD.replace("SETS", json.dumps(sets))))

    for trace, expected in zip(TRAINED.values(), computed, strict=True):
        assert len(expected) == 18
        for name, values in expected.items():
            np.testing.assert_allclose(
                trace[name].values, values, rtol=1e-9, atol=1e-9, err_msg=name
            )


# New samples, and what is drawn.


def test_noise_alone_makes_new_samples():
    """By hand, from z = [1 0; −1 2]: the third hidden number of the second sample is cut."""
    trace = VAE.run(variant="generate")

    assert trace["D"].values.tolist() == [[1, 0], [0, 2], [2, 0]]
    assert trace["Y"].values.tolist() == [[1, 0], [0, 2], [3, 1], [1, 1]]


@both
def test_every_divergence_is_a_dot_on_a_curve_of_each_picture(trace):
    pictures = trace.step(8).draws
    for one in pictures:
        dots = sum(len(curve.dots.y) for curve in one.curves)
        assert dots == trace["KL"].values.size
        for curve in one.curves:
            for x, y in zip(curve.dots.x, curve.dots.y, strict=True):
                assert np.interp(x, curve.line.x, curve.line.y) == pytest.approx(y, abs=0.02)
                assert y in trace["KL"].values
    over_mean, over_spread = pictures
    assert all(curve.label.startswith("σ = ") for curve in over_mean.curves)
    for curve in over_spread.curves:
        assert curve.line.x[curve.line.y.argmin()] == pytest.approx(1, abs=0.02)


def test_the_pictures_say_what_their_axes_are_and_where_the_dots_stand():
    """The spreads of the second set are no whole numbers."""
    over_spread = VAE.run_second().step(8).draws[1]
    svg = svg_of(over_spread)

    assert "divergence K over spread σ" in over_spread.words
    assert "μ = −1: 0.5: 0.82, 2.0: 1.31." in over_spread.words  # by hand, with ln 4 = 1.386
    assert ">divergence K<" in svg
    assert ">spread σ<" in svg


def test_a_noise_draws_its_dots_on_the_bell():
    (bell,) = VAE.run().step(4).draws
    (curve,) = bell.curves

    assert curve.dots.x.tolist() == [-1, 0, 1, 2]
    np.testing.assert_allclose(curve.dots.y, scipy.stats.norm.pdf([-1, 0, 1, 2]))


def test_noise_where_nothing_is_left_of_the_bell_gets_no_dot():
    (bell,) = VAE.run(eps=[[-30, 1], [30.5, 2]]).step(4).draws
    (curve,) = bell.curves

    assert curve.dots.x.tolist() == [-30, 1, 2]
    np.testing.assert_allclose(curve.dots.y, scipy.stats.norm.pdf([-30, 1, 2]))
    assert (curve.line.x.min(), curve.line.x.max()) == (-30, 30)  # as far as the dots
    np.testing.assert_allclose(curve.line.y, scipy.stats.norm.pdf(curve.line.x))


@pytest.mark.parametrize(
    ("noise", "dots"), [([[31, 40], [-31, 50]], []), ([[3, 0], [0, -3]], [-3, 0, 3])]
)
def test_the_bell_is_drawn_from_minus_to_plus_three_and_a_half_at_least(noise, dots):
    (bell,) = VAE.run(eps=noise).step(4).draws
    (curve,) = bell.curves

    assert curve.dots.x.tolist() == dots
    assert (curve.line.x.min(), curve.line.x.max()) == (-3.5, 3.5)


def test_in_the_second_set_every_relu_but_the_one_of_the_spread_is_on_and_off():
    trace = VAE.run_second()
    for name in ("Z1", "Z2"):
        on = trace[name].values > 0
        assert on.any(axis=1).all()
        assert (~on).any(axis=1).all()
    assert all(trace[name].values.all() for name in PARAMETERS if name[0] == "b")
    sizes = [trace[name].shape[0] for name in ("X", "H", "mu", "D")] + [trace["X"].shape[1]]
    assert len(set(sizes)) == len(sizes)


@both
def test_its_claims_hold(trace):
    for claim in VAE.claims:
        assert claim.holds(trace), claim.sentence


@pytest.mark.parametrize("bs", [[[-9], [0]], [[-1], [0]]])
def test_a_spread_of_zero_is_named_at_the_call(bs):
    said = r"kl_to_standard_normal: every number of σ needs to be positive .* row 1, column 1 is 0"
    with pytest.raises(ValueError, match=said):
        VAE.run(bs=bs)


def test_a_learning_rate_that_leaves_no_spread_is_named_at_the_call():
    with pytest.raises(ValueError, match="every number of σ̃ needs to be positive"):
        VAE.run(variant="training", **SECOND)


@pytest.mark.parametrize(
    ("replaced", "message"),
    [
        ({"X": [[1], [2]]}, "X has 2 features, and W_1 has 4: both count features"),
        (
            {"Wm": [[1, 2], [3, 4]]},
            "W_1 has 3 hidden units, and W_μ has 2: both count hidden units",
        ),
        (
            {"eps": [[1], [2], [3]]},
            "W_μ has 2 latent values, and ε has 3: both count latent values",
        ),
        ({"eps": [[1, 2]]}, "W_μ has 2 latent values, and ε has 1: both count latent values"),
        ({"W3": [[1, 0, 1]], "b3": [[1]]}, "X has 4 features, and W_3 has 1: both count features"),
    ],
)
def test_sizes_that_do_not_fit_are_named_at_the_call(replaced, message):
    with pytest.raises(ValueError, match=message):
        VAE.run(**replaced)
