"""RNN: every time against plain loops, ONNX and PyTorch, and the sheet's output."""

import json

import numpy as np
import pytest
from helpers import anybodys, examples
from hypothesis import given

from aibyhand import find

RNN = find("rnn")
SETS = pytest.mark.parametrize("trace", [RNN.run(), RNN.run_second()], ids=["given", "second"])


def as_given(trace):
    return {name: trace[name].values for name in trace.given}


def reference(given):
    """Compute every named matrix cell by cell, with A and B apart, without the package."""
    g = {name: np.asarray(given[name], dtype=float) for name in ("X", "A", "B", "C", "H0")}
    features, times = g["X"].shape
    hidden, outputs = g["A"].shape[0], g["C"].shape[0]
    h = [float(v) for v in g["H0"][:, 0]]
    found, rows = {}, [[] for _ in range(outputs)]
    for t in range(times):
        x = [float(g["X"][k, t]) for k in range(features)]
        z = []
        for i in range(hidden):
            from_input = sum(g["B"][i, k] * x[k] for k in range(features))
            z.append(from_input + sum(g["A"][i, k] * h[k] for k in range(hidden)))
        column = {f"x{t + 1}": x, f"v{t + 1}": [*x, *h], f"Z{t + 1}": z}
        h = [v if v > 0 else 0.0 for v in z]
        y = [sum(g["C"][i, k] * h[k] for k in range(hidden)) for i in range(outputs)]
        column |= {f"H{t + 1}": h, f"Y{t + 1}": y}
        found |= {name: np.array(values).reshape(-1, 1) for name, values in column.items()}
        for row, value in zip(rows, y, strict=True):
            row.append(value)
    found["Y"] = np.array(rows)
    found["W"] = np.array([[*g["B"][i], *g["A"][i]] for i in range(hidden)])
    return found


def onnx_rnn(given):
    """Run ONNX's RNN, which takes tanh: the hidden states of all times, as columns."""
    from onnx import TensorProto, helper
    from onnx.reference import ReferenceEvaluator

    hidden = given["A"].shape[0]
    double = TensorProto.DOUBLE
    names = ["X", "W", "R", "B", "", "h"]
    graph = helper.make_graph(
        [helper.make_node("RNN", names, ["Y", "Y_h"], hidden_size=hidden)],
        "rnn",
        [helper.make_tensor_value_info(name, double, None) for name in names if name],
        [helper.make_tensor_value_info(name, double, None) for name in ("Y", "Y_h")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)])
    fed = {
        "X": given["X"].T[:, None, :],
        "W": given["B"][None],
        "R": given["A"][None],
        "B": np.zeros((1, 2 * hidden)),
        "h": given["H0"].T[None],
    }
    y = ReferenceEvaluator(model).run(None, fed)[0]
    return y.reshape(-1, hidden).T


@examples(10)
@given(given=anybodys("rnn"))
def test_with_tanh_every_time_agrees_with_onnx(need, given):
    need("onnx.reference")
    trace = RNN.run(variant="tanh", **given)
    ours = np.hstack([trace[f"H{t}"].values for t in range(1, given["X"].shape[1] + 1)])

    np.testing.assert_allclose(ours, onnx_rnn(given), rtol=1e-9, atol=1e-12)


IN_TORCH = """
import json, torch
out = []
for g in json.loads('''SETS'''):
    g = {k: torch.tensor(v, dtype=torch.float64) for k, v in g.items()}
    net = torch.nn.RNN(len(g["X"]), len(g["A"]), nonlinearity="relu", bias=False).double()
    net.weight_ih_l0.data, net.weight_hh_l0.data = g["B"], g["A"]
    h, _ = net(g["X"].T[:, None, :], g["H0"].T[None].contiguous())
    h = h[:, 0].T
    out.append([h.tolist(), (g["C"] @ h).tolist()])
print(json.dumps(out))
"""


@pytest.mark.slow
def test_every_time_agrees_with_pytorch(run_torch):
    traces = [RNN.run(), RNN.run_second()]
    sets = [{k: v.tolist() for k, v in as_given(trace).items()} for trace in traces]
    computed = json.loads(run_torch(IN_TORCH.replace("SETS", json.dumps(sets))))

    for trace, (hidden, outputs) in zip(traces, computed, strict=True):
        ours = np.hstack([trace[f"H{t}"].values for t in range(1, trace["X"].shape[1] + 1)])
        np.testing.assert_allclose(ours, hidden, rtol=1e-9)
        np.testing.assert_allclose(trace["Y"].values, outputs, rtol=1e-9)


# Worked by hand from the given matrices; the sheet prints the second output.
SHEET = {
    "H1": [3, 6], "Y1": [3],
    "Z2": [1, 17], "H2": [1, 17], "Y2": [16],
    "Z3": [-11, 28], "H3": [0, 28], "Y3": [28],
    "Z4": [-22, 40], "H4": [0, 40], "Y4": [40],
}  # fmt: skip


@pytest.mark.parametrize("name", SHEET)
def test_the_numbers_of_the_sheet(name):
    np.testing.assert_array_equal(RNN.run()[name].values[:, 0], SHEET[name])


def test_four_steps_however_long_the_sequence_is():
    for times in (1, 2, 12):
        trace = RNN.run(X=[[1] * times])
        assert len(trace.steps) == 4
        assert trace["Y"].shape == (1, times)


def test_every_arrow_through_time_carries_the_same_weights():
    (drawn,) = RNN.run().steps[-1].draws

    assert [m.name for m in drawn.lines[0]] == ["H0", "H1", "H2", "H3", "H4"]
    assert all(label.startswith("W,") for label in drawn.along[0])


def test_going_back_to_the_first_step_gives_the_erratum_s_four():
    wrong = RNN.wrong_turns[0].produces(RNN.run())

    np.testing.assert_array_equal(wrong.values, [[4]])


@SETS
def test_its_claims_hold(trace):
    for claim in RNN.claims:
        assert claim.holds(trace), claim.sentence


@pytest.mark.parametrize(
    ("replaced", "message"),
    [
        ({"A": [[1, 2, 3]]}, "A has 1 row and 3 columns: both count hidden units"),
        ({"H0": [[1, 2], [3, 4]]}, "h_0 has 2 columns, and needs 1"),
        ({"X": [[1, 2], [3, 4]]}, "X has 2 features, and B has 1: both count features"),
        ({"C": [[1]]}, "A has 2 hidden units, and C has 1: both count hidden units"),
    ],
)
def test_sizes_that_do_not_fit_are_named_at_the_call(replaced, message):
    with pytest.raises(ValueError, match=message):
        RNN.run(**replaced)
