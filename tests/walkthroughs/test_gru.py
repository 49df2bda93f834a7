"""GRU: cell by cell, against ONNX with the reset on either side of the matrix, and by hand."""

import json
import math
from itertools import count

import numpy as np
import pytest
from helpers import anybodys, examples
from hypothesis import given

from aibyhand import find

GRU = find("gru")
LETTERS = ("r", "z", "n")


def inputs_of(given):
    """Give the inputs in order, handed over as x or as x1, x2, …."""
    if "x" in given:
        return [np.asarray(x, dtype=float) for x in given["x"]]
    found = []
    for name in (f"x{t}" for t in count(1)):
        if name not in given:
            return found
        found.append(np.asarray(given[name], dtype=float))
    return found


def affine(given, side, letter, column):
    """One weight matrix and its bias on one column, with plain numbers."""
    weight = given[f"W{side}{letter}"]
    bias = given["bin_" if side + letter == "in" else f"b{side}{letter}"]
    return [
        sum(w * v for w, v in zip(row, column, strict=True)) + b[0]
        for row, b in zip(np.asarray(weight).tolist(), np.asarray(bias).tolist(), strict=True)
    ]


def one_time(given, x, h):
    """Work out one time of one sequence: what the walkthrough names, cell by cell."""
    now = {f"a{k}": affine(given, "i", k, x) for k in LETTERS}
    now |= {f"c{k}": affine(given, "h", k, h) for k in LETTERS}
    for gate in "rz":
        both = [a + c for a, c in zip(now[f"a{gate}"], now[f"c{gate}"], strict=True)]
        now[f"s{gate}"] = both
        now[gate] = [1 / (1 + math.exp(-s)) for s in both]
    now["p"] = [r * c for r, c in zip(now["r"], now["cn"], strict=True)]
    now["sn"] = [a + p for a, p in zip(now["an"], now["p"], strict=True)]
    now["n"] = [math.tanh(s) for s in now["sn"]]
    mixed = zip(now["z"], now["n"], h, strict=True)
    now["h"] = [n + z * (old - n) for z, n, old in mixed]
    return now


def reference(given):
    """Compute every named matrix sequence by sequence, without the package."""
    states = np.asarray(given["h0"], dtype=float).T.tolist()
    found = {}
    for t, x in enumerate(inputs_of(given), 1):
        times = [one_time(given, c, h) for c, h in zip(x.T.tolist(), states, strict=True)]
        found |= {f"{name}{t}": np.array([now[name] for now in times]).T for name in times[0]}
        states = [now["h"] for now in times]
    return found


def as_given(trace):
    return {name: trace[name].values for name in trace.given}


def onnx_gru(given, behind):
    """Run ONNX's GRU, whose rows are z, r and h, and whose biases come in two halves."""
    from onnx import TensorProto, helper
    from onnx.reference import ReferenceEvaluator

    def blocks(*names):
        return np.concatenate([np.asarray(given[name], dtype=float) for name in names])

    fed = {
        "X": np.stack(inputs_of(given)).transpose(0, 2, 1),
        "W": blocks("Wiz", "Wir", "Win")[None],
        "R": blocks("Whz", "Whr", "Whn")[None],
        "B": blocks("biz", "bir", "bin_", "bhz", "bhr", "bhn").T,
        "h": np.asarray(given["h0"], dtype=float).T[None],
    }
    cells = np.shape(given["h0"])[0]
    node = helper.make_node(
        "GRU", ["X", "W", "R", "B", "", "h"], ["Y", "Y_h"],
        hidden_size=cells, linear_before_reset=int(behind),
    )  # fmt: skip
    ends = [
        [helper.make_tensor_value_info(name, TensorProto.DOUBLE, None) for name in names]
        for names in (fed, ("Y", "Y_h"))
    ]
    graph = helper.make_graph([node], "gru", *ends)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)])
    hidden, _ = ReferenceEvaluator(model).run(None, fed)
    return [y[0].T for y in hidden]


def agrees_with_onnx(trace, given, behind=True):
    for t, expected in enumerate(onnx_gru(given, behind), 1):
        np.testing.assert_allclose(trace[f"h{t}"].values, expected, rtol=1e-9, atol=1e-12)


def test_every_time_agrees_with_onnx_with_the_reset_behind_the_matrix(need):
    need("onnx.reference")
    for trace in (GRU.run(), GRU.run_second()):
        agrees_with_onnx(trace, as_given(trace))


def test_the_variant_agrees_with_onnx_with_the_reset_in_front_of_the_matrix(need):
    need("onnx.reference")
    second = as_given(GRU.run_second())
    agrees_with_onnx(GRU.run(variant="in_front"), as_given(GRU.run()), behind=False)
    agrees_with_onnx(GRU.run(variant="in_front", **second), second, behind=False)


@examples(20)
@given(given=anybodys("gru"))
def test_every_size_agrees_with_onnx(need, given):
    need("onnx.reference")
    agrees_with_onnx(GRU.run(**given), given)


IN_TORCH = """
import json, torch
found = []
for g in json.loads('''SETS'''):
    g = {k: torch.tensor(v, dtype=torch.float64) for k, v in g.items()}
    cell = torch.nn.GRUCell(g["Wir"].shape[1], len(g["h0"]), dtype=torch.float64)
    with torch.no_grad():
        for side in "ih":
            weights = torch.cat([g[f"W{side}{k}"] for k in "rzn"])
            getattr(cell, f"weight_{side}h").copy_(weights)
            biases = torch.cat([g.get(f"b{side}{k}", g.get(f"b{side}{k}_")) for k in "rzn"])
            getattr(cell, f"bias_{side}h").copy_(biases[:, 0])
        h, t, states = g["h0"].T, 1, []
        while f"x{t}" in g:
            h = cell(g[f"x{t}"].T, h)
            states.append(h.T.tolist())
            t += 1
    found.append(states)
print(json.dumps(found))
"""


def test_it_agrees_with_pytorch(run_torch):
    traces = [GRU.run(), GRU.run_second()]
    sets = [{name: trace[name].values.tolist() for name in trace.given} for trace in traces]
    for trace, states in zip(
        traces, json.loads(run_torch(IN_TORCH.replace("SETS", json.dumps(sets)))), strict=True
    ):
        for t, state in enumerate(states, 1):
            np.testing.assert_allclose(trace[f"h{t}"].values, state)


# Worked by hand from the weights.
PENCIL = {
    "sr1": [0, 3], "r1": [0.5, 1], "sz1": [5, -3], "z1": [1, 0],
    "cn1": [-1, 1], "p1": [-0.5, 1], "sn1": [1.5, -1], "n1": [0.9, -0.8], "h1": [1, -0.8],
    "sr2": [1.4, -3.8], "r2": [0.8, 0], "sz2": [0.6, 2.4], "z2": [0.6, 0.9],
    "cn2": [-1, 0.8], "p2": [-0.8, 0], "sn2": [0.2, 2], "n2": [0.2, 1], "h2": [0.7, -0.6],
}  # fmt: skip


@pytest.mark.parametrize("name", PENCIL)
def test_the_pencil_lane_rounds_gates_candidates_and_states_to_one_decimal(name):
    values = GRU.run(lane="pencil")[name].values[:, 0]

    np.testing.assert_allclose(values, PENCIL[name], rtol=0, atol=1e-12)


def test_two_times_make_eight_steps_and_every_later_one_three():
    x = [[[1], [0], [2]]]

    assert [len(GRU.run(x=x * times).steps) for times in (1, 2, 5)] == [5, 8, 17]
    assert len(GRU.run(x3=[[1], [1], [1]]).steps) == 11


def test_the_reset_in_front_of_the_matrix_gives_other_candidates():
    """By hand: the reset state is 0.5 and −1, and makes 0 and 1.5 with its bias."""
    trace = GRU.run(variant="in_front", lane="pencil")

    assert trace["p1"].values.tolist() == [[0.5], [-1]]
    assert trace["cn1"].values.tolist() == [[0], [1.5]]
    np.testing.assert_allclose(trace["n1"].values, [[1], [-0.5]])


def test_with_an_open_update_gate_the_state_stays_and_with_a_shut_one_it_is_the_candidate():
    kept, gone = (GRU.run(biz=[[b], [b]]) for b in (100, -100))

    np.testing.assert_allclose(kept["h2"].values, [[1], [-1]])
    np.testing.assert_allclose(gone["h2"].values, gone["n2"].values)


def test_a_bias_of_nine_keeps_the_state_on_both_mornings():  # as the page's reply says
    trace = GRU.run(lane="pencil", biz=[[9], [9]])

    assert trace["h1"].values.tolist() == trace["h2"].values.tolist() == [[1], [-1]]


def test_with_a_shut_reset_gate_the_candidate_hears_only_the_input():
    """And the bias behind the gate is gone with the state."""
    trace = GRU.run(bir=[[-100], [-100]])

    np.testing.assert_allclose(trace["n1"].values, np.tanh([[2], [-2]]))


def test_one_bias_for_both_and_z_read_backwards_are_wrong_by_what_the_hand_says():
    trace = GRU.run(lane="pencil")
    merged, swapped = (turn.produces(trace) for turn in GRU.wrong_turns)

    assert merged.values.tolist() == [[1], [-0.8]]  # tanh 2, where it is tanh 1.5
    assert swapped.values.tolist() == [[0.9], [-1]]


def test_the_other_convention_is_found_by_turning_the_signs():
    """The weights of the update gate to minus, and what it says taken the other way round."""
    given = as_given(GRU.run_second())
    turned = given | {name: -given[name] for name in ("Wiz", "biz", "Whz", "bhz")}

    np.testing.assert_allclose(GRU.run(**turned)["z1"].values, 1 - GRU.run_second()["z1"].values)


def test_the_last_step_draws_the_state_from_the_first_to_the_last():
    (drawn,) = GRU.run(x3=[[1], [1], [1]]).steps[-1].draws

    assert [[m.name for m in line] for line in drawn.lines] == [["h0", "h1", "h2", "h3"]]
    assert drawn.along[0][2] == r"z_{3},\, n_{3}"


@pytest.mark.parametrize(
    ("replaced", "message"),
    [
        ({"h0": [[1, 2], [3, 4]]}, "h_0 has 2 sequences, and x_1 has 1: both count sequences"),
        ({"bhn": [[1]]}, "h_0 has 2 cells, and b_hn has 1: both count cells"),
        ({"Whz": [[1, 2, 3], [4, 5, 6]]}, "W_hz has 3: both count cells"),
    ],
)
def test_sizes_that_do_not_fit_are_named_at_the_call(replaced, message):
    with pytest.raises(ValueError, match=message):
        GRU.run(**replaced)
