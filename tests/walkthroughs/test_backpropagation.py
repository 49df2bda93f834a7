"""Backpropagation: every gradient against finite differences, plain loops and PyTorch."""

import json

import numpy as np
import pytest
from loops import slopes

from aibyhand import find

BACKPROPAGATION = find("backpropagation")
PARAMETERS = ("W1", "b1", "W2", "b2", "W3", "b3")
SETS = pytest.mark.parametrize(
    "trace", [BACKPROPAGATION.run(), BACKPROPAGATION.run_second()], ids=["given", "second"]
)


def as_given(trace):
    return {name: trace[name].values for name in trace.given}


def reference(given):
    """Compute every named matrix sample by sample and cell by cell, without the package."""
    g = {name: np.asarray(values, dtype=float) for name, values in given.items()}
    samples = g["x"].shape[1]
    columns = {}  # name → one list per sample
    grown = {name: np.zeros_like(g[name]) for name in PARAMETERS}

    def write(name, column):
        columns.setdefault(name, []).append(column)
        return column

    for j in range(samples):
        a = [float(v) for v in g["x"][:, j]]
        inputs, zs = [], []
        for k in (1, 2, 3):
            W, b = g[f"W{k}"], g[f"b{k}"]
            inputs.append(write("x_1" if k == 1 else f"a{k - 1}_1", [*a, 1.0])[:-1])
            z = [sum(W[r, c] * a[c] for c in range(len(a))) + b[r, 0] for r in range(len(W))]
            zs.append(write(f"z{k}", z))
            a = [max(v, 0.0) for v in z]
            if k < 3:
                write(f"a{k}", a)
        powers = [np.exp(v) for v in zs[2]]
        p = write("y_exact", [v / sum(powers) for v in powers])
        y = write("y", [float(v) for v in g["y"][:, j]] if "y" in g else p)
        d = write("dz3", [y[r] - g["t"][r, j] for r in range(len(y))])
        for k in (3, 2, 1):
            W, a = g[f"W{k}"], inputs[k - 1]
            for r in range(len(d)):
                grown[f"b{k}"][r, 0] += d[r]
                for c in range(len(a)):
                    grown[f"W{k}"][r, c] += d[r] * a[c]
            if k > 1:
                back = [sum(W[r, c] * d[r] for r in range(len(d))) for c in range(len(a))]
                write(f"da{k - 1}", back)
                d = [v if zs[k - 2][c] > 0 else 0.0 for c, v in enumerate(back)]
                write(f"dz{k - 1}", d)
    found = {name: np.array(lists).T for name, lists in columns.items()}
    for name, gradient in grown.items():
        found[f"d{name}"] = gradient
        found[f"{name}_new"] = g[name] - float(np.squeeze(g["eta"])) * gradient
    for k in (1, 2, 3):
        found[f"dW{k}_both"] = np.hstack([grown[f"W{k}"], grown[f"b{k}"]])
    return found


def close(trace, expected, rtol=1e-9, atol=1e-12):
    for name, values in expected.items():
        np.testing.assert_allclose(trace[name].values, values, rtol=rtol, atol=atol, err_msg=name)


def loss(g):
    """Compute the cross-entropy of all samples from the scores, without a softmax."""
    a = g["x"]
    for k in (1, 2):
        a = np.maximum(g[f"W{k}"] @ a + g[f"b{k}"], 0)
    z = g["W3"] @ a + g["b3"]
    return float((np.log(np.exp(z).sum(axis=0)) - (g["t"] * z).sum(axis=0)).sum())


@SETS
@pytest.mark.parametrize("name", PARAMETERS)
def test_every_weight_and_bias_has_the_slope_of_the_loss(trace, name):
    measured = slopes(loss, as_given(trace), name, 1e-6)

    np.testing.assert_allclose(trace[f"d{name}"].values, measured, rtol=1e-6, atol=1e-7)


@SETS
def test_the_gradients_of_the_layers_have_the_slope_of_the_loss(trace):
    """A number added to z3 alone, or to z of a sample, is a bias of that sample alone."""
    g = as_given(trace)
    for j in range(g["x"].shape[1]):
        alone = g | {"x": g["x"][:, [j]], "t": g["t"][:, [j]]}
        for k in (1, 2, 3):
            measured = slopes(loss, alone, f"b{k}", 1e-6)
            np.testing.assert_allclose(
                trace[f"dz{k}"].values[:, [j]], measured, rtol=1e-6, atol=1e-7
            )


AUTOGRAD = """
import json, torch
out = []
for g in json.loads('''SETS'''):
    t = {k: torch.tensor(v, dtype=torch.float64) for k, v in g.items()}
    kept = {k: t[k].requires_grad_() for k in ("W1", "b1", "W2", "b2", "W3", "b3")}
    a = t["x"]
    for k in (1, 2, 3):
        kept["z%d" % k] = t["W%d" % k] @ a + t["b%d" % k]
        a = torch.relu(kept["z%d" % k])
        kept["a%d" % k] = a
    for name in ("z1", "a1", "z2", "a2", "z3"):
        kept[name].retain_grad()
    right = t["t"].argmax(dim=0)
    torch.nn.functional.cross_entropy(kept["z3"].T, right, reduction="sum").backward()
    before = {k: v.detach().clone() for k, v in t.items()}
    torch.optim.SGD([t[k] for k in ("W1", "b1", "W2", "b2", "W3", "b3")], float(g["eta"])).step()
    found = {"d" + k: v.grad.tolist() for k, v in kept.items() if k != "a3"}
    found.update({k + "_new": t[k].tolist() for k in ("W1", "b1", "W2", "b2", "W3", "b3")})
    out.append(found)
print(json.dumps(out))
"""


@pytest.mark.slow
def test_every_gradient_agrees_with_pytorch(run_torch):
    traces = [BACKPROPAGATION.run(), BACKPROPAGATION.run_second()]
    sets = [
        {k: v.tolist() if k != "eta" else v.item() for k, v in as_given(trace).items()}
        for trace in traces
    ]
    computed = json.loads(run_torch(AUTOGRAD.replace("SETS", json.dumps(sets))))

    for trace, expected in zip(traces, computed, strict=True):
        assert len(expected) == 17
        close(trace, expected)


# Typed from the sources: the forward pass and dz3 as printed, the rest worked by hand.
PENCIL = {
    "z1": [[-1], [3], [5], [3]],
    "a1": [[0], [3], [5], [3]],
    "z2": [[2], [4]],
    "a2": [[2], [4]],
    "z3": [[3], [3], [-1]],
    "y": [[0.5], [0.5], [0]],
    "dz3": [[0.5], [-0.5], [0]],
    "dW3": [[1, 2], [-1, -2], [0, 0]],
    "db3": [[0.5], [-0.5], [0]],
    "da2": [[1], [-1]],
    "dz2": [[1], [-1]],
    "dW2": [[0, 3, 5, 3], [0, -3, -5, -3]],
    "db2": [[1], [-1]],
    "da1": [[1], [-2], [2], [-1]],
    "dz1": [[0], [-2], [2], [-1]],
    "dW1": [[0, 0, 0], [-4, -2, -6], [4, 2, 6], [-2, -1, -3]],
    "db1": [[0], [-2], [2], [-1]],
    "W3_new": [[1, -2], [1, 4], [1, 1]],
    "b3_new": [[-1.5], [-4.5], [-7]],
    "W2_new": [[1, -4, -4, -3], [0, 4, 4, 4]],
    "b2_new": [[-1], [4]],
    "W1_new": [[1, -1, 1], [5, 3, 6], [-4, -1, -5], [3, 1, 4]],
    "b1_new": [[-5], [2], [-1], [-1]],
}


@pytest.mark.parametrize("name", PENCIL)
def test_the_pencil_lane_rounds_the_prediction_and_nothing_else(name):
    values = BACKPROPAGATION.run(lane="pencil")[name].values

    np.testing.assert_allclose(values, PENCIL[name], rtol=0, atol=1e-12)


def test_a_given_prediction_is_used_as_it_is():
    trace = BACKPROPAGATION.run(y=[[0.5], [0.5], [0]])

    assert "y" in trace.given
    close(trace, {name: PENCIL[name] for name in ("dz3", "dW3", "dW1", "b2_new")})
    close(trace, reference(as_given(trace)))


def test_the_largest_gradients_grow_on_the_way_back():
    trace = BACKPROPAGATION.run(lane="pencil")
    shown = [claim.shows(trace).values.tolist() for claim in BACKPROPAGATION.claims if claim.shows]

    assert shown == [[[0.5, 1, 2]], [[2, 5, 6]]]


def test_in_the_second_set_each_layer_has_a_relu_that_is_on_and_one_that_is_off():
    trace = BACKPROPAGATION.run_second()
    for name in ("z1", "z2"):
        on = trace[name].values > 0
        assert on.any(axis=0).all()
        assert (~on).any(axis=0).all()
        assert (on[:, 0] != on[:, 1]).any()
    sizes = [trace[name].shape[0] for name in ("x", "a1", "a2", "t")] + [trace["x"].shape[1]]
    assert len(set(sizes)) == len(sizes)


def test_a_gradient_stands_where_its_forward_value_was():
    trace = BACKPROPAGATION.run()
    last = trace.step(10).draws[0]

    assert {g.name: g.of.name for g in last.gradients} == {
        f"d{name}": name
        for name in ("z1", "a1", "z2", "a2", "z3", "W1", "b1", "W2", "b2", "W3", "b3")
    }
    assert all(g.shape == g.of.shape for g in last.gradients)
    counts = {step.number: len(step.draws[0].gradients) for step in trace.steps if step.draws}
    assert counts == {2: 0, 4: 3, 7: 7, 10: 11}, "empty at first, then whenever a layer is done"


def test_an_update_of_one_hundredth_lowers_the_loss_and_one_of_one_overshoots():
    before = BACKPROPAGATION.run()
    after = BACKPROPAGATION.run(variant="again")

    assert after["eta"].values == 0.01
    assert before["y_exact"].values[1, 0] < after["y_exact_new"].values[1, 0] < 1
    far = BACKPROPAGATION.run(variant="again", eta=1)
    assert 100 < np.abs(far["z3_new"].values).max() < 1000


def test_the_loss_is_minus_the_logarithm_and_falls_with_a_short_step():
    trace = BACKPROPAGATION.run(variant="again")

    # softmax of 3, 3 and -1, and its second share
    np.testing.assert_allclose(trace["L"].values, -np.log(1 / (2 + np.exp(-4))))
    np.testing.assert_allclose(trace["L_new"].values, -np.log(trace["y_exact_new"].values[1:2]))
    assert trace["L_new"].values < trace["L"].values


@pytest.mark.parametrize("eps", [0.01, 0.0001])
def test_a_nudged_weight_moves_the_loss_by_its_gradient(eps):
    trace = BACKPROPAGATION.run(variant="nudged", eps=eps)

    np.testing.assert_allclose(trace["slope"].values, trace["dW3"].values[1, 0], atol=eps)
    np.testing.assert_allclose(trace["W3_nudged"].values[1, 0], eps)  # it was 0


def test_forgetting_the_mask_moves_weights_that_had_no_part_in_it():
    wrong = BACKPROPAGATION.wrong_turns[0].produces(BACKPROPAGATION.run(lane="pencil"))

    np.testing.assert_allclose(wrong.values[0], [2, 1, 3])


@pytest.mark.parametrize(
    ("replaced", "message"),
    [
        ({"t": [[1]]}, "W_3 has 3 classes, and t has 1: both count classes"),
        ({"t": [[0, 1], [1, 0], [0, 0]]}, "t has 2 samples, and x has 1: both count samples"),
        ({"y": [[1]]}, "W_3 has 3 classes, and y has 1: both count classes"),
        ({"W2": [[1, 2], [3, 4]]}, "W_1 has 4 first units, and W_2 has 2: both count first units"),
        ({"b3": [[1]]}, "W_3 has 3 classes, and b_3 has 1: both count classes"),
        ({"x": [[1], [2]]}, "x has 2 features, and W_1 has 3: both count features"),
    ],
)
def test_sizes_that_do_not_fit_are_named_at_the_call(replaced, message):
    with pytest.raises(ValueError, match=message):
        BACKPROPAGATION.run(**replaced)
