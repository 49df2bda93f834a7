"""Autoencoder: every layer against plain loops, every gradient against finite differences."""

import json

import numpy as np
import pytest
from helpers import anybodys, examples, svg_of
from hypothesis import given
from loops import slopes

from aibyhand import find
from aibyhand.pictures.network import Network

AUTOENCODER = find("autoencoder")
PARAMETERS = ("W1", "b1", "W2", "b2", "W3", "b3", "W4", "b4")
SECOND = dict(AUTOENCODER.second)
SETS = pytest.mark.parametrize(
    "trace", [AUTOENCODER.run(), AUTOENCODER.run_second()], ids=["given", "second"]
)
TRAINED = pytest.mark.parametrize(
    "trace",
    [AUTOENCODER.run(variant="training"), AUTOENCODER.run(variant="training", **SECOND)],
    ids=["given", "second"],
)


def as_given(trace):
    return {name: trace[name].values for name in trace.given}


def reference(given):
    """Compute every named matrix sample by sample and cell by cell, without the package."""
    g = {name: np.asarray(values, dtype=float) for name, values in given.items()}
    features, samples = g["X"].shape
    columns = {}  # name → one list per sample
    for j in range(samples):
        a = [float(v) for v in g["X"][:, j]]
        x = list(a)
        for k, (before, after) in enumerate(
            (("Z1", "H1"), ("Z2", "code"), ("Z3", "H2"), ("Y", "")), 1
        ):
            W, b = g[f"W{k}"], g[f"b{k}"]
            z = [sum(W[r, c] * a[c] for c in range(len(a))) + b[r, 0] for r in range(len(W))]
            columns.setdefault(before, []).append(z)
            if after:
                a = [v if v > 0 else 0.0 for v in z]
                columns.setdefault(after, []).append(a)
        errors = [z[r] - x[r] for r in range(features)]
        columns.setdefault("T", []).append(x)
        columns.setdefault("D", []).append(errors)
        columns.setdefault("S", []).append([v**2 for v in errors])
        columns.setdefault("e", []).append([sum(v**2 for v in errors)])
        columns.setdefault("grad", []).append([v + v for v in errors])
    found = {name: np.array(lists).T for name, lists in columns.items()}
    found["L"] = np.array([[sum(one for (one,) in columns["e"])]])
    return found


def close(trace, expected, rtol=1e-9, atol=1e-12):
    for name, values in expected.items():
        np.testing.assert_allclose(trace[name].values, values, rtol=rtol, atol=atol, err_msg=name)


def loss(g):
    """Compute the sum of squared errors in one go."""
    a = g["X"]
    for k in (1, 2, 3):
        a = np.maximum(g[f"W{k}"] @ a + g[f"b{k}"], 0)
    return float(((g["W4"] @ a + g["b4"] - g["X"]) ** 2).sum())


@TRAINED
@pytest.mark.parametrize("name", PARAMETERS)
def test_every_weight_and_bias_has_the_slope_of_the_loss(trace, name):
    g = {key: values + 0.0 for key, values in as_given(trace).items()}
    for key in ("Z1", "Z2", "Z3"):  # exactly at the corner of a ReLU there is no slope to measure
        if not trace[key].values.all():
            g["b" + key[1]] = g["b" + key[1]] + 1e-3
    moved = {key: values for key, values in g.items() if key != "eta"}
    trained = AUTOENCODER.run(variant="training", **moved)
    measured = slopes(loss, g, name, 1e-5)

    np.testing.assert_allclose(trained[f"d{name}"].values, measured, rtol=1e-5, atol=1e-5)


@SETS
def test_the_gradient_of_the_output_has_the_slope_of_the_loss(trace):
    """A number added to the output of one sample alone is a bias of that sample alone."""
    g = as_given(trace)
    for j in range(g["X"].shape[1]):
        measured = slopes(loss, g | {"X": g["X"][:, [j]]}, "b4", 1e-5)
        np.testing.assert_allclose(trace["grad"].values[:, [j]], measured, rtol=1e-6, atol=1e-6)


@TRAINED
def test_the_update_goes_against_every_gradient_and_the_loss_is_that_of_the_new_weights(trace):
    g = as_given(trace)
    eta = g["eta"].item()
    new = {name: g[name] - eta * trace[f"d{name}"].values for name in PARAMETERS}

    close(trace, {f"{name}_new": values for name, values in new.items()})
    assert trace["L"].values.item() == pytest.approx(loss(g))
    assert trace["L_new"].values.item() == pytest.approx(loss(g | new))
    close(trace, {f"{n}_new": v for n, v in reference(g | new).items() if n in ("H1", "Y", "e")})


def test_the_loss_falls_by_about_a_quarter_and_a_long_step_overshoots():
    trained = AUTOENCODER.run(variant="training")
    before, after = trained["L"].values.item(), trained["L_new"].values.item()

    assert before == 27
    assert after == pytest.approx(20.4696, abs=1e-4)
    gained = (trained["e"].values - trained["e_new"].values)[0]
    assert gained.argmax() == 0
    assert (gained < 0).sum() == 2
    assert AUTOENCODER.run(variant="training", eta=0.005)["L_new"].values.item() > before


AUTOGRAD = """
import json, torch
out = []
for g in json.loads('''SETS'''):
    t = {k: torch.tensor(v, dtype=torch.float64) for k, v in g.items()}
    names = [k for k in t if k not in ("X", "eta")]
    a = t["X"]
    for k in (1, 2, 3, 4):
        z = t["W%d" % k].requires_grad_() @ a + t["b%d" % k].requires_grad_()
        a = torch.relu(z)
    torch.nn.functional.mse_loss(z, t["X"], reduction="sum").backward()
    found = {"d" + k: t[k].grad.tolist() for k in names}
    torch.optim.SGD([t[k] for k in names], float(g["eta"])).step()
    found.update({k + "_new": t[k].tolist() for k in names})
    out.append(found)
print(json.dumps(out))
"""


@pytest.mark.slow
def test_every_gradient_agrees_with_pytorch(run_torch):
    traces = [
        AUTOENCODER.run(variant="training"), AUTOENCODER.run(variant="training", **SECOND)
    ]  # fmt: skip
    sets = [
        {k: v.tolist() if k != "eta" else v.item() for k, v in as_given(trace).items()}
        for trace in traces
    ]
    computed = json.loads(run_torch(AUTOGRAD.replace("SETS", json.dumps(sets))))

    for trace, expected in zip(traces, computed, strict=True):
        assert len(expected) == 16
        close(trace, expected)


@examples(10)
@given(given=anybodys("autoencoder"))
def test_training_works_on_any_sizes_that_fit(given):
    trace = AUTOENCODER.run(variant="training", **given)
    g = {name: np.asarray(values) for name, values in given.items()}
    new = {name: trace[f"{name}_new"].values for name in PARAMETERS}

    assert trace["L_new"].values.item() == pytest.approx(loss(g | new))


def test_in_the_second_set_every_relu_is_on_for_one_sample_and_off_for_another():
    trace = AUTOENCODER.run_second()
    for name in ("Z1", "Z2", "Z3"):
        on = trace[name].values > 0
        assert on.any(axis=1).all()
        assert (~on).any(axis=1).all()
    for k in (1, 2, 3, 4):
        assert trace[f"b{k}"].values.all()
    sizes = [trace[name].shape[0] for name in ("X", "H1", "code", "H2")] + [trace["X"].shape[1]]
    assert len(set(sizes)) == len(sizes)


def test_the_network_is_drawn_with_a_line_for_every_weight_that_is_not_zero():
    (drawn,) = AUTOENCODER.run().step(5).draws
    svg = svg_of(drawn)
    weights = np.concatenate([w.values.ravel() for w in drawn.weights])

    assert [layer.shape[0] for layer in drawn.layers] == [4, 3, 2, 3, 4]
    assert svg.count("<circle") == 16
    assert svg.count('stroke-width="1.4"') == (weights != 0).sum()
    assert svg.count("stroke-dasharray") == (weights < 0).sum()
    assert "c: 3, 3" in drawn.words


def test_a_network_whose_weights_do_not_lead_on_is_refused():
    trace = AUTOENCODER.run()

    with pytest.raises(ValueError, match="from layer to layer"):
        Network("Wrong", (trace["X"], trace["H1"]), (trace["W2"],))


@SETS
def test_its_claims_hold(trace):
    for claim in AUTOENCODER.claims:
        assert claim.holds(trace), claim.sentence


@pytest.mark.parametrize(
    ("replaced", "message"),
    [
        ({"X": [[1], [2]]}, "X has 2 features, and W_1 has 4: both count features"),
        ({"W2": [[1, 2], [3, 4]]}, "W_1 has 3 first units, and W_2 has 2: both count first units"),
        ({"b3": [[1]]}, "W_3 has 3 second units, and b_3 has 1: both count second units"),
        ({"W4": [[1, 0, 1]], "b4": [[1]]}, "X has 4 features, and W_4 has 1: both count features"),
    ],
)
def test_sizes_that_do_not_fit_are_named_at_the_call(replaced, message):
    with pytest.raises(ValueError, match=message):
        AUTOENCODER.run(**replaced)
