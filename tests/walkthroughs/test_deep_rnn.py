"""Deep RNN: plain loops, ONNX with tanh, PyTorch, and what hangs on what."""

import json

import numpy as np
import pytest
from helpers import anybodys, examples
from hypothesis import given
from loops import affine, clipped

from aibyhand import find

DEEP = find("deep-rnn")
BOTH = [DEEP.run(), DEEP.run_second()]
SETS = pytest.mark.parametrize("trace", BOTH, ids=["given", "second"])


def as_given(trace):
    return {name: trace[name].values for name in trace.given}


def reference(given):
    """Layer by layer with plain loops, each layer through all of the time."""
    g = {name: np.asarray(values, dtype=float).tolist() for name, values in given.items()}
    times = len(g["X"][0])
    reads = [[[row[t]] for row in g["X"]] for t in range(times)]
    found: dict[str, np.ndarray] = {}
    for layer, (up, across, out) in (("1", "pzh"), ("2", "mqg")):
        state = g[f"{out}0"]
        for t in range(times):
            brought = affine(g[f"U{layer}"], reads[t], g[f"b{layer}"])
            summed = affine(g[f"W{layer}"], state, brought.tolist())
            state = clipped(summed).tolist()
            found |= {f"{up}{t + 1}": brought, f"{across}{t + 1}": summed}
            found[f"{out}{t + 1}"] = np.array(state)
        reads = [found[f"{out}{t + 1}"].tolist() for t in range(times)]
    found["P"] = np.hstack([found[f"p{t + 1}"] for t in range(times)])
    found["G"] = np.hstack([found[f"g{t + 1}"] for t in range(times)])
    found["Y"] = affine(g["V"], found["G"].tolist(), g["c"])
    found["n1"] = np.array([[t + 1.0] for t in range(times)])
    found["n2"] = np.array([[t + 2.0] for t in range(times)])
    found["R"] = np.array([[t + 2.0 for t in range(times)], [t + 1.0 for t in range(times)]])
    return found


def onnx_layers(g):
    """Run two RNN nodes of ONNX after each other; they take tanh. The upper states, as columns."""
    from onnx import TensorProto, helper
    from onnx.reference import ReferenceEvaluator

    fed, nodes, reads = {"X": g["X"].T[:, None, :]}, [], "X"
    for n, start in (("1", "h0"), ("2", "g0")):
        units = len(g[f"b{n}"])
        names = [f"U{n}", f"W{n}", f"B{n}", "", start]
        fed |= {f"U{n}": g[f"U{n}"][None], f"W{n}": g[f"W{n}"][None], start: g[start].T[None]}
        fed[f"B{n}"] = np.concatenate([g[f"b{n}"][:, 0], np.zeros(units)])[None]
        nodes.append(helper.make_node("RNN", [reads, *names], [f"all{n}"], hidden_size=units))
        nodes.append(helper.make_node("Squeeze", [f"all{n}", "axis"], [f"out{n}"]))
        reads = f"out{n}"  # times × one sequence × units
    inputs = [helper.make_tensor_value_info(name, TensorProto.DOUBLE, None) for name in fed]
    inputs.append(helper.make_tensor_value_info("axis", TensorProto.INT64, [1]))
    output = helper.make_tensor_value_info(reads, TensorProto.DOUBLE, None)
    graph = helper.make_graph(nodes, "deep", inputs, [output])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)])
    found = ReferenceEvaluator(model).run(None, fed | {"axis": np.array([1])})[0]
    return found.reshape(-1, units).T


@examples(10)
@given(given=anybodys("deep-rnn"))
def test_with_tanh_the_upper_states_agree_with_two_layers_of_onnx(need, given):
    need("onnx.reference")
    trace = DEEP.run(variant="tanh", **given)
    g = as_given(trace)
    upper = onnx_layers(g)

    np.testing.assert_allclose(trace["G"].values, upper, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(trace["Y"].values, g["V"] @ upper + g["c"], rtol=1e-9, atol=1e-9)


IN_TORCH = """
import json, torch
def read(x, u, w, b, start):
    net = torch.nn.RNN(x.shape[0], len(b), nonlinearity="relu").double()
    net.weight_ih_l0.data, net.weight_hh_l0.data = u, w
    net.bias_ih_l0.data, net.bias_hh_l0.data = b[:, 0], torch.zeros_like(b[:, 0])
    return net(x.T[:, None, :], start.T[None].contiguous())[0][:, 0].T
out = []
for g in json.loads('''SETS'''):
    g = {k: torch.tensor(v, dtype=torch.float64) for k, v in g.items()}
    h = read(g["X"], g["U1"], g["W1"], g["b1"], g["h0"])
    out.append((g["V"] @ read(h, g["U2"], g["W2"], g["b2"], g["g0"]) + g["c"]).tolist())
print(json.dumps(out))
"""


@pytest.mark.slow
def test_the_outputs_agree_with_pytorch(run_torch):
    sets = [{k: v.tolist() for k, v in as_given(trace).items()} for trace in BOTH]
    computed = json.loads(run_torch(IN_TORCH.replace("SETS", json.dumps(sets))))

    for trace, outputs in zip(BOTH, computed, strict=True):
        np.testing.assert_allclose(trace["Y"].values, outputs, rtol=1e-9)


# Worked by hand from the given matrices.
BY_HAND = {
    "z1": [-1, 4], "h1": [0, 4], "q1": [6, 2, -3], "g1": [6, 2, 0],
    "z2": [5, 3], "h2": [5, 3], "q2": [2, -5, 9], "g2": [2, 0, 9],
    "z3": [4, 3], "h3": [4, 3], "q3": [1, 8, 13], "g3": [1, 8, 13],
}  # fmt: skip


@pytest.mark.parametrize("name", BY_HAND)
def test_the_states_are_those_worked_by_hand(name):
    np.testing.assert_array_equal(BOTH[0][name].values[:, 0], BY_HAND[name])


def test_the_output_is_the_one_worked_by_hand():
    np.testing.assert_array_equal(BOTH[0]["Y"].values, [[11, -6, 5]])


@SETS
def test_a_later_input_changes_no_state_to_its_left(trace):
    words = trace["X"].values.copy()
    words[:, 1] += 1
    again = DEEP.run_on(as_given(trace) | {"X": words})

    for name in ("h1", "g1"):
        np.testing.assert_array_equal(again[name].values, trace[name].values)
    assert any(np.any(again[name].values != trace[name].values) for name in ("h2", "g2"))


@pytest.mark.parametrize("times", [1, 2, 9])
def test_seven_steps_and_one_round_more_than_there_are_times(times):
    trace = DEEP.run(X=np.ones((2, times)))

    assert len(trace.steps) == 7
    assert trace["R"].values.max() == times + 1
    assert all(claim.holds(trace) for claim in DEEP.claims)


def test_the_grid_goes_up_through_the_layers_and_right_through_the_times():
    (drawn,) = BOTH[0].steps[-1].draws
    at = dict(zip(drawn.nodes, drawn.grid, strict=True))
    edges = {(drawn.nodes[e.start], drawn.nodes[e.end]): e.label for e in drawn.edges}

    assert at["g_0"] == (0, 1)
    assert (at["y_2"], at["g_2"], at["h_2"], at["x_2"]) == ((2, 0), (2, 1), (2, 2), (2, 3))
    assert len(edges) == 15
    assert edges["h_2", "g_2"] == "U_2"
    assert edges["g_1", "g_2"] == "W_2"
    assert edges["h_0", "h_1"] == "W_1"
    assert all(("h_1", later) not in edges for later in ("g_2", "g_3", "h_3"))


def test_what_stands_on_a_diagonal_needs_nothing_of_it():
    trace = BOTH[1]
    _, lower = trace["R"].values
    for t in range(1, 5):  # the upper state of one time, and the lower of the next
        assert trace["R"].values[0, t - 1] == lower[t]
        below = {o.name for o in trace[f"z{t + 1}"].operands}
        above = {o.name for o in trace[f"q{t}"].operands}
        assert f"g{t}" not in below
        assert f"h{t + 1}" not in above


def test_times_beyond_nine_keep_their_number_below():
    (drawn,) = DEEP.run(X=np.ones((2, 11))).steps[-1].draws

    assert "h_{11}" in drawn.nodes


@pytest.mark.parametrize(
    ("replaced", "message"),
    [
        ({"U2": [[1], [2], [3]]}, "lower units"),
        ({"W2": [[1]]}, "upper units"),
        ({"V": [[1, 2]]}, "upper units"),
        ({"h0": [[0]]}, "lower units"),
    ],
)
def test_sizes_that_do_not_fit_are_named_at_the_call(replaced, message):
    with pytest.raises(ValueError, match=message):
        DEEP.run(**replaced)
