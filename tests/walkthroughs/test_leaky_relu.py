"""Leaky ReLU: plain comparisons, ONNX and PyTorch, and a unit that comes back."""

import json

import numpy as np
import pytest

from aibyhand import find

LEAKY = find("leaky-relu")
BOTH = [LEAKY.run(), LEAKY.run_second()]
SETS = pytest.mark.parametrize("trace", BOTH, ids=["given", "second"])


def one(value):
    return float(np.squeeze(value))


def learn(found, mark, below, w, s, t, eta):
    """Try to learn five times; where the sum isn't positive, the slope is ``below``."""
    for k in range(5):
        z = w * s
        on = z > 0
        y = z if on else below * z
        slope = s if on else below * s
        found |= {f"z{mark}{k}": z, f"g{mark}{k}": 1.0 if on else below}
        found |= {} if k else {f"y{mark}0": y, f"dw{mark}": (y - t) * slope}
        w -= eta * (y - t) * slope
        found[f"w{mark}{k + 1}"] = w
    found[f"z{mark}5"] = w * s
    found[f"g{mark}5"] = 1.0 if w * s > 0 else below


def reference(given):
    """Compute every matrix by plain comparisons, and the unit with single numbers."""
    alpha, *unit = (one(given[name]) for name in ("alpha", "w", "s", "t", "eta"))
    x = [[float(v) for v in row] for row in given["x"]]
    once: dict[str, float] = {}
    learn(once, "R", 0.0, *unit)
    found = {name: once[name] for name in ("zR0", "gR0", "yR0", "dwR", "wR1")}
    learn(found, "", alpha, *unit)
    found["g"] = [[1.0 if v > 0 else alpha for v in row] for row in x]
    found["y"] = [[v if v > 0 else alpha * v for v in row] for row in x]
    return {name: np.atleast_2d(values) for name, values in found.items()}


@SETS
def test_it_agrees_with_onnx(need, trace):
    helper, evaluator = need("onnx.helper"), need("onnx.reference")
    shape, alpha = [None, None], one(trace["alpha"].values)
    node = helper.make_node("LeakyRelu", ["x"], ["y"], alpha=alpha)
    ends = [helper.make_tensor_value_info(name, 11, shape) for name in ("x", "y")]
    model = helper.make_model(helper.make_graph([node], "leaky", ends[:1], ends[1:]))
    (found,) = evaluator.ReferenceEvaluator(model).run(None, {"x": trace["x"].values})

    np.testing.assert_allclose(found, trace["y"].values, rtol=1e-7)  # alpha has 32 bits there


IN_TORCH = """
import json, torch
found = []
for g in json.loads('''SETS'''):
    x, w, s, t = (torch.tensor(g[k], dtype=torch.float64) for k in "xwst")
    leaky = torch.nn.LeakyReLU(g["alpha"][0][0])
    paths = []
    for gate in (leaky, torch.nn.ReLU()):
        weight = torch.nn.Parameter(w.clone())
        learner = torch.optim.SGD([weight], g["eta"][0][0])
        path = [weight.item()]
        for _ in range(5):
            learner.zero_grad()
            (0.5 * (gate(weight * s) - t) ** 2).sum().backward()
            learner.step()
            path.append(weight.item())
        paths.append(path)
    found.append([leaky(x).tolist(), *paths])
print(json.dumps(found))
"""


def test_it_agrees_with_pytorch_whose_gradients_are_its_own(run_torch):
    sets = [{name: trace[name].values.tolist() for name in trace.given} for trace in BOTH]
    found = json.loads(run_torch(IN_TORCH.replace("SETS", json.dumps(sets))))

    for trace, (y, leaky, plain) in zip(BOTH, found, strict=True):
        np.testing.assert_allclose(trace["y"].values, y)
        ours = [trace[name].values.item() for name in ("w", "w1", "w2", "w3", "w4", "w5")]
        np.testing.assert_allclose(ours, leaky)
        np.testing.assert_allclose(trace["wR1"].values.item(), plain[1])


def test_the_columns_are_those_worked_by_hand():
    trace = BOTH[0]

    assert trace["g"].values.tolist() == [[1], [0.1], [0.1], [1], [0.1]]
    np.testing.assert_allclose(trace["y"].values, [[3], [-0.1], [0], [5], [-0.2]])


def test_the_unit_stays_dead_and_comes_back_as_given():
    trace = BOTH[0]

    assert (trace["dwR"].values.item(), trace["wR1"].values.item()) == (0, -1)
    path = [round(trace[f"w{k}"].values.item(), 2) for k in (1, 2, 3, 4, 5)]
    assert path == [-0.76, -0.53, -0.31, -0.10, 0.11]
    assert [trace[f"g{k}"].values.item() for k in range(6)] == [0.1] * 5 + [1]


def test_with_twice_the_leak_two_tries_are_enough():
    """As the page's reply says: by hand the weights are -0.44 and 0.0304."""
    trace = LEAKY.run(alpha=0.2)

    np.testing.assert_allclose(trace["w1"].values, -0.44)
    np.testing.assert_allclose(trace["w2"].values, 0.0304)
    assert trace["z1"].values < 0 < trace["z2"].values


def test_both_ways_are_drawn():
    drawn = {p.title: p.words for step in BOTH[0].steps for p in step.draws}

    assert "ReLU: 0: −2.00, 1: −2.00, 2: −2.00, 3: −2.00, 4: −2.00, 5: −2.00" in drawn["Off and on"]
    assert "leaky ReLU: 0: −2.00, 1: −1.52, 2: −1.06" in drawn["Off and on"]
    assert drawn["Off and on"].endswith("5: 0.22.")
    assert "3: 3.00, −1: −0.10" in drawn["Leaky ReLU"]


def test_without_a_leak_it_is_relu():
    trace = LEAKY.run(alpha=0)

    assert trace["y"].values.tolist() == find("relu").run()["y"].values.tolist()
    assert trace["w5"].values.item() == -1


def test_the_gate_is_the_slope_wherever_there_is_one():
    trace, small = BOTH[1], 1e-6
    move = {"alpha": trace["alpha"].values, "x": trace["x"].values}
    ahead = LEAKY.run(**move | {"x": move["x"] + small})["y"].values
    behind = LEAKY.run(**move | {"x": move["x"] - small})["y"].values

    np.testing.assert_allclose((ahead - behind) / (2 * small), trace["g"].values)


def test_at_zero_the_slope_is_alpha_and_nothing_passes():
    trace = LEAKY.run(x=[[0]], alpha=0.3)

    assert (trace["g"].values, trace["y"].values) == (0.3, 0)


@pytest.mark.parametrize("far", [1e7, 1e300])
def test_numbers_too_large_for_a_curve_are_computed_and_not_drawn(far):
    trace = LEAKY.run(x=[[far], [-far], [1]], s=far, w=0, eta=0)

    assert trace["y"].values[0, 0] == far
    assert all(picture.drawing().inline() for step in trace.steps for picture in step.draws)


def test_once_on_a_step_as_long_goes_too_far():
    """As the page says: it lands beyond the target, and the next one throws it back below zero."""
    trace = BOTH[0]
    sixth = LEAKY.run(w=trace["w5"].values)

    assert sixth["z1"].values > sixth["t"].values
    assert sixth["z2"].values < 0


def test_with_twice_the_leak_the_unit_is_on_after_two_tries():  # as the page's reply says
    trace = find("leaky-relu").run(alpha=0.2)
    assert trace["z1"].values < 0 < trace["z2"].values
