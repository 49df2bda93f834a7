"""Bidirectional RNN: plain loops, ONNX with tanh, PyTorch, and what the last word can change."""

import json

import numpy as np
import pytest
from helpers import anybodys, examples
from hypothesis import given

from aibyhand import find

BOTH_WAYS = find("bidirectional-rnn")
BOTH = [BOTH_WAYS.run(), BOTH_WAYS.run_second()]
SETS = pytest.mark.parametrize("trace", BOTH, ids=["given", "second"])


def as_given(trace):
    return {name: trace[name].values for name in trace.given}


def read(found, words, weights, state, names, order):
    """Go through the words in this order, number by number."""
    (inner, recurrent, bias), (p, z, h) = weights, names
    for t in order:
        x = [float(n) for n in words[t]]
        hears, sums = [], []
        for i in range(len(bias)):
            hears.append(sum(inner[i][k] * x[k] for k in range(len(x))) + float(bias[i][0]))
            keeps = sum(recurrent[i][k] * state[k] for k in range(len(state)))
            sums.append(hears[i] + keeps)
        column = {f"{p}{t + 1}": hears, f"{z}{t + 1}": sums}
        state = [n if n > 0 else 0.0 for n in sums]
        for name, values in (column | {f"{h}{t + 1}": state}).items():
            found[name] = np.array(values).reshape(-1, 1)


def answer(g, both):
    """Give the outputs of a word from its two states on top of each other."""
    rows = zip(g["V"], g["c"], strict=True)
    return [sum(w * s for w, s in zip(row, both, strict=True)) + bias[0] for row, bias in rows]


def reference(given):
    """Read in both directions, then the sentence with the other last word from its beginning."""
    g = {name: np.asarray(values, dtype=float) for name, values in given.items()}
    words = [list(column) for column in g["X"].T]
    times = len(words)
    onward, back = (g["F"], g["A"], g["bf"]), (g["B"], g["J"], g["bj"])
    found: dict[str, np.ndarray] = {}
    both: dict[str, list] = {}
    for mark, said in (("", words), ("r", [*words[:-1], list(g["r"][:, 0])])):
        names = [tuple(f"{n}{mark}" for n in name) for name in ("pzh", "kqj")]
        read(found, said, onward, list(g["h0"][:, 0]), names[0], range(times))
        read(found, said, back, list(g["j_after"][:, 0]), names[1], reversed(range(times)))
        states = [(found[f"h{mark}{t + 1}"], found[f"j{mark}{t + 1}"]) for t in range(times)]
        both[mark] = [[*h[:, 0], *j[:, 0]] for h, j in states]
    found["kr"], found["sr"] = found[f"kr{times}"], np.array(both["r"][:1]).T
    found["pr"] = found[f"pr{times}"]
    only = () if times == 1 else ("pr", "zr1", "hr1")  # what the first output doesn't need
    for name in [
        *only,
        *[f"{n}{t + 1}" for n in ("pr", "kr") for t in range(times)],
        *[f"{n}{t + 1}" for n in ("zr", "hr") for t in range(1, times)],
    ]:
        del found[name]
    for whole, columns in (("P", "p"), ("K", "k"), ("H", "h"), ("Jm", "j")):
        found[whole] = np.array([found[f"{columns}{t + 1}"][:, 0] for t in range(times)]).T
    found["S"] = np.array(both[""]).T
    found["Y"] = np.array([answer(g, one) for one in both[""]]).T
    found["yr"] = np.array([answer(g, both["r"][0])]).T
    return found


def onnx_rnn(x, weights, recurrent, bias, start):
    """Run ONNX's RNN, which takes tanh, from left to right: the states, as columns."""
    from onnx import TensorProto, helper
    from onnx.reference import ReferenceEvaluator

    names, units = ["X", "W", "R", "B", "", "h"], len(bias)
    inputs = [helper.make_tensor_value_info(n, TensorProto.DOUBLE, None) for n in names if n]
    outputs = [helper.make_tensor_value_info("Y", TensorProto.DOUBLE, None)]
    node = helper.make_node("RNN", names, ["Y"], hidden_size=units)
    graph = helper.make_graph([node], "rnn", inputs, outputs)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)])
    fed = {"X": x.T[:, None, :], "W": weights[None], "R": recurrent[None], "h": start.T[None]}
    fed["B"] = np.concatenate([bias[:, 0], np.zeros(units)])[None]
    return ReferenceEvaluator(model).run(None, fed)[0].reshape(-1, units).T


@examples(10)
@given(given=anybodys("bidirectional-rnn"))
def test_with_tanh_both_directions_agree_with_onnx_on_the_sequence_turned_round(need, given):
    need("onnx.reference")
    trace = BOTH_WAYS.run(variant="tanh", **given)
    g = as_given(trace)

    h = onnx_rnn(g["X"], g["F"], g["A"], g["bf"], g["h0"])
    j = onnx_rnn(g["X"][:, ::-1], g["B"], g["J"], g["bj"], g["j_after"])[:, ::-1]
    np.testing.assert_allclose(trace["H"].values, h, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(trace["Jm"].values, j, rtol=1e-9, atol=1e-12)
    y = g["V"] @ np.vstack([h, j]) + g["c"]
    np.testing.assert_allclose(trace["Y"].values, y, rtol=1e-9, atol=1e-9)


IN_TORCH = """
import json, torch
def read(x, w, u, b, start):
    net = torch.nn.RNN(x.shape[0], len(b), nonlinearity="relu").double()
    net.weight_ih_l0.data, net.weight_hh_l0.data = w, u
    net.bias_ih_l0.data, net.bias_hh_l0.data = b[:, 0], torch.zeros_like(b[:, 0])
    return net(x.T[:, None, :], start.T[None].contiguous())[0][:, 0].T
out = []
for g in json.loads('''SETS'''):
    g = {k: torch.tensor(v, dtype=torch.float64) for k, v in g.items()}
    h = read(g["X"], g["F"], g["A"], g["bf"], g["h0"])
    j = read(g["X"].flip(1), g["B"], g["J"], g["bj"], g["j_after"]).flip(1)
    out.append((g["V"] @ torch.cat([h, j]) + g["c"]).tolist())
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
    "z1": [2, -1], "h1": [2, 0], "z2": [1, 1], "h2": [1, 1], "z3": [-3, 2], "h3": [0, 2],
    "q3": [6, 1, 2], "j3": [6, 1, 2], "q2": [-3, 3, 7], "j2": [0, 3, 7],
    "q1": [-11, 4, -3], "j1": [0, 4, 0],
    "qr3": [-2, -1, 1], "jr3": [0, 0, 1], "jr2": [0, 2, 2], "jr1": [0, 0, 0],
}  # fmt: skip


@pytest.mark.parametrize("name", BY_HAND)
def test_the_states_are_those_worked_by_hand(name):
    np.testing.assert_array_equal(BOTH[0][name].values[:, 0], BY_HAND[name])


def test_the_outputs_are_those_worked_by_hand():
    trace = BOTH[0]

    np.testing.assert_array_equal(trace["Y"].values, [[-3, -11, -6], [3, 9, -4]])
    np.testing.assert_array_equal(trace["yr"].values, [[1], [-1]])


def with_the_other_word(trace, **changed):
    words = np.hstack([trace["X"].values[:, :-1], trace["r"].values])
    return BOTH_WAYS.run_on(as_given(trace) | {"X": words} | changed)


@SETS
def test_another_last_word_is_the_same_as_a_run_with_it(trace):
    again = with_the_other_word(trace)

    np.testing.assert_allclose(again["Y"].values[:, :1], trace["yr"].values)
    np.testing.assert_allclose(again["j1"].values, trace["jr1"].values)
    np.testing.assert_allclose(again["H"].values[:, :-1], trace["H"].values[:, :-1])


@SETS
def test_without_the_second_line_the_end_changes_nothing_before_it(trace):
    alone = trace["V"].values.copy()
    alone[:, len(trace["A"].values) :] = 0
    once = BOTH_WAYS.run_on(as_given(trace) | {"V": alone})["Y"].values
    again = with_the_other_word(trace, V=alone)["Y"].values

    assert np.all(once[:, :-1] == again[:, :-1])
    assert np.any(once[:, -1] != again[:, -1])


def test_the_second_line_of_the_picture_runs_to_the_left():
    (drawn,) = BOTH[0].steps[3].draws

    assert drawn.words == (
        "To the right and to the left. h_0: 0, 0, then h_1: 2, 0, then h_2: 1, 1, then h_3: 0, 2. "
        "j_after: 0, 0, 0, then j_3: 6, 1, 2, then j_2: 0, 3, 7, then j_1: 0, 4, 0."
    )


@pytest.mark.parametrize("times", [1, 2, 9])
def test_six_steps_however_long_the_sentence_is(times):
    trace = BOTH_WAYS.run(X=np.ones((2, times)))

    assert len(trace.steps) == 6
    assert (trace["Y"].shape, trace["yr"].shape) == ((2, times), (2, 1))


@pytest.mark.parametrize(
    ("replaced", "message"),
    [
        ({"V": [[1, 2, 3], [4, 5, 6]]}, "V"),
        ({"r": [[1]]}, "features"),
        ({"j_after": [[0]]}, "backward units"),
        ({"h0": [[0], [0], [0]]}, "forward units"),
    ],
)
def test_sizes_that_do_not_fit_are_named_at_the_call(replaced, message):
    with pytest.raises(ValueError, match=message):
        BOTH_WAYS.run(**replaced)
