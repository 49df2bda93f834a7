"""LSTM against GRU: counted one by one, by PyTorch and by ONNX's shapes; both cells run."""

import json
import math

import numpy as np
import pytest

from aibyhand import find

CELLS = find("lstm-vs-gru")
BOTH = [CELLS.run(), CELLS.run_second()]
SETS = pytest.mark.parametrize("trace", BOTH, ids=["given", "second"])


def row(given, name):
    return [float(v) for v in np.atleast_2d(given[name])[0]]


def counted(features, units):
    """Count weights and multiplications of one network from the shapes of its parts."""
    input_part, state_part, bias = units * features, units * units, units
    block = input_part + state_part
    lstm, gru = 4 * (block + bias + bias), 3 * (block + bias + bias)
    keras_lstm, keras_gru = 4 * (block + bias), 3 * (block + bias + bias)
    # f with the memory, i with the candidate, o with what is shown; r, 1 - z and z in a GRU
    works = 4 * block + units + units + units, 3 * block + units + units + units
    return {
        "s": features + units, "b": block, "w": block + bias + bias, "L": lstm, "G": gru,
        "q": gru / lstm, "LK": keras_lstm, "GK": keras_gru, "qK": keras_gru / keras_lstm,
        "ML": works[0], "MG": works[1], "qM": works[1] / works[0],
    }  # fmt: skip


def reference(given):
    """Count network by network, and run both cells minute by minute, with plain numbers."""
    networks = [counted(n, m) for n, m in zip(row(given, "n"), row(given, "m"), strict=True)]
    found = {name: [network[name] for network in networks] for name in networks[0]}
    gate, candidate = row(given, "keep")[0], row(given, "cand")[0]
    found["p"] = [math.exp(t * math.log(gate)) for t in row(given, "times")]
    memory, state = [0.0], [0.0]
    for came in row(given, "x"):
        memory.append(memory[-1] + came * candidate)
        state.append(state[-1] + came / 2 * (candidate - state[-1]))
    x = row(given, "x")
    found |= {"z": [1 - came / 2 for came in x], "C": memory[1:], "h": state[1:]}
    found |= {"S": [math.tanh(C) for C in memory[1:]]}
    found |= {"dC": memory[-1] - memory[-2], "dh": state[-1] - state[-2]}
    for t, came in enumerate(x, 1):
        found |= {f"i{t}": came, f"z{t}": 1 - came / 2, f"C{t}": memory[t], f"h{t}": state[t]}
    found |= {"C0": 0.0, "h0": 0.0}
    return {name: np.atleast_2d(values) for name, values in found.items()}


def test_the_counts_are_those_worked_by_hand():
    trace = BOTH[0]

    assert trace["L"].values.tolist() == [[56, 6_912, 117_760]]
    assert trace["G"].values.tolist() == [[42, 5_184, 88_320]]
    assert trace["q"].values.tolist() == [[0.75] * 3]
    assert trace["LK"].values[0, 0] == 48
    assert trace["qK"].values[0, 0] == 0.875
    assert round(trace["qK"].values[0, 2], 3) == 0.753
    assert trace["ML"].values[0, 0] == 46


IN_TORCH = """
import json, torch
count = lambda cell: sum(p.numel() for p in cell.parameters())
print(json.dumps([[count(kind(n, m)) for kind in (torch.nn.RNN, torch.nn.GRU, torch.nn.LSTM)]
                  for n, m in json.loads('SIZES')]))
"""


def test_pytorch_has_as_many_weights(run_torch):
    """And a plain recurrent network as many as one block."""
    sizes = [s for t in BOTH for s in zip(row(t_given(t), "n"), row(t_given(t), "m"), strict=True)]
    whole = json.dumps([[int(n), int(m)] for n, m in sizes])
    found = json.loads(run_torch(IN_TORCH.replace("SIZES", whole)))
    ours = [
        [int(v) for v in network]
        for t in BOTH
        for network in zip(*(t[name].values[0] for name in ("w", "G", "L")), strict=True)
    ]

    assert found == ours


def t_given(trace):
    return {name: trace[name].values for name in trace.given}


@pytest.mark.parametrize(("kind", "blocks", "count"), [("LSTM", 4, "L"), ("GRU", 3, "G")])
@pytest.mark.parametrize(("features", "units"), [(3, 2), (5, 4)])
def test_onnx_takes_so_many_rows_of_weights(need, kind, blocks, count, features, units):
    """Of W, R and B, the shapes with which it runs are those that are counted."""
    helper, evaluator = need("onnx.helper"), need("onnx.reference")
    shapes = {
        "X": (1, 1, features), "W": (1, blocks * units, features),
        "R": (1, blocks * units, units), "B": (1, 2 * blocks * units),
    }  # fmt: skip
    ends = [
        [helper.make_tensor_value_info(name, 11, None) for name in names]
        for names in (shapes, ["Y"])
    ]
    node = helper.make_node(kind, [*shapes], ["Y"], hidden_size=units)
    graph = helper.make_graph([node], "cell", *ends)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)])
    fed = {name: np.ones(shape) for name, shape in shapes.items()}
    (found,) = evaluator.ReferenceEvaluator(model).run(None, fed)

    assert found.shape == (1, 1, 1, units)
    weights = sum(math.prod(shapes[name]) for name in "WRB")
    assert CELLS.run(n=[[features]], m=[[units]])[count].values.item() == weights


@SETS
def test_both_cells_keep_what_the_real_ones_keep(trace):
    """The walkthroughs of both, with a gate of this value and nothing new coming in."""
    gate = trace["keep"].values.item()
    bias = math.log(gate / (1 - gate))  # its sigmoid is the gate
    zeros = [[0] * 2]
    times = int(trace["times"].values.max())
    nothing = {"x": [[[1]]] * times, "h0": [[0]]}
    lstm = find("lstm").run(
        **nothing, C0=[[1]], Wf=[[bias, 0]], Wi=[[-800, 0]], Wc=zeros, Wo=[[-800, 0]]
    )
    flat = {name: [[0]] for name in ("Wir", "Whr", "bir", "bhr", "Wiz", "Whz", "biz", "Win", "Whn")}
    gru = find("gru").run(
        **flat | {"x": [[[1]]] * times, "h0": [[1]], "bhz": [[bias]], "bin_": [[0]], "bhn": [[0]]}
    )

    for t, share in zip(trace["times"].values[0], trace["p"].values[0], strict=True):
        np.testing.assert_allclose(lstm[f"C{int(t)}"].values, [[share]])
        np.testing.assert_allclose(gru[f"h{int(t)}"].values, [[share]])


def test_the_memory_counts_and_the_state_comes_near_one():
    trace = BOTH[0]

    assert trace["C"].values.tolist() == [[1, 1, 2, 3, 3, 4]]
    assert trace["h"].values.tolist() == [[0.5, 0.5, 0.75, 0.875, 0.875, 0.9375]]
    assert (trace["dC"].values.item(), trace["dh"].values.item()) == (1, 0.0625)


def test_fifty_five_cannot_be_told_from_sixty_five():
    """As the page says: doubles end where the memory still counts."""
    fifty, sixty = (CELLS.run(x=[[1] * count]) for count in (55, 65))

    assert sixty["C"].values[0, -1] - fifty["C"].values[0, -1] == 10
    assert sixty["h"].values[0, -1] == fifty["h"].values[0, -1] == 1


def test_a_gate_of_a_half_leaves_less_than_a_thousandth_after_ten():  # as the page's reply says
    trace = CELLS.run(keep=0.5)

    assert trace["p"].values[0, 5] < 0.001


def test_what_is_too_large_for_a_curve_is_computed_and_not_drawn():
    trace = CELLS.run(cand=1e7, times=[[1, 1e7]])

    assert trace["C"].values[0, 0] == 1e7
    assert not any(step.draws for step in trace.steps)


def test_both_pictures_are_read_aloud():
    drawn = {p.title: p.words for step in BOTH[0].steps for p in step.draws}

    assert "both cells: 1: 0.90, 2: 0.81" in drawn["What is left"]
    assert "LSTM, memory: 1: 1.00" in drawn["Counting"]
    assert drawn["Counting"].endswith("6: 0.94.")
