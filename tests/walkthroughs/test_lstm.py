"""LSTM: every gate of every time against ONNX, and the two lanes against the source."""

from itertools import count

import numpy as np
import pytest
from helpers import anybodys, examples
from hypothesis import given

from aibyhand import find

LSTM = find("lstm")
NAMES = ("zf", "zc", "zi", "zo", "f", "i", "o", "k", "p", "n", "C", "o_", "h")


def inputs_of(given):
    """Give the inputs in order, handed over as x or as x1, x2, …."""
    if "x" in given:
        return [np.asarray(x, dtype=float) for x in given["x"]]
    names = (f"x{t}" for t in count(1))
    found = []
    for name in names:
        if name not in given:
            return found
        found.append(np.asarray(given[name], dtype=float))
    return found


def reference(given):
    """Compute every named matrix cell by cell, without the package."""
    h, C = np.asarray(given["h0"], dtype=float), np.asarray(given["C0"], dtype=float)
    found = {}
    for t, x in enumerate(inputs_of(given), 1):
        features, sequences = x.shape
        cells = h.shape[0]
        now = {name: np.zeros((cells, sequences)) for name in NAMES}
        for j in range(sequences):
            for a in range(cells):
                for name, weight in (("zf", "Wf"), ("zc", "Wc"), ("zi", "Wi"), ("zo", "Wo")):
                    row = np.asarray(given[weight], dtype=float)[a]
                    now[name][a, j] = sum(row[b] * x[b, j] for b in range(features))
                    now[name][a, j] += sum(row[features + b] * h[b, j] for b in range(cells))
                f, i, o = (1 / (1 + np.exp(-now[z][a, j])) for z in ("zf", "zi", "zo"))
                k = np.tanh(now["zc"][a, j])
                memory = C[a, j] * f + k * i
                values = (f, i, o, k, C[a, j] * f, k * i, memory, np.tanh(memory))
                names = ("f", "i", "o", "k", "p", "n", "C", "o_")
                for name, value in zip(names, values, strict=True):
                    now[name][a, j] = value
                now["h"][a, j] = o * np.tanh(memory)
        found[f"v{t}"] = np.array([*x, *h])
        found |= {f"{name}{t}": values for name, values in now.items()}
        h, C = now["h"], now["C"]
    return found


def as_given(trace):
    return {name: trace[name].values for name in trace.given}


def onnx_lstm(given):
    """Run ONNX's LSTM: all hidden states and the last memory, as columns."""
    from onnx import TensorProto, helper
    from onnx.reference import ReferenceEvaluator

    x = np.stack(inputs_of(given))
    times, features, _ = x.shape
    cells = np.shape(given["h0"])[0]
    order = [np.asarray(given[name], dtype=float) for name in ("Wi", "Wo", "Wf", "Wc")]
    both = np.concatenate(order)  # rows: i, o, f, c
    none = np.zeros((cells, 1))
    biases = np.concatenate([np.ravel(given.get(name, none)) for name in ("bi", "bo", "bf", "bc")])
    names = ["X", "W", "R", "B", "", "h", "c"]
    node = helper.make_node("LSTM", names, ["Y", "Y_h", "Y_c"], hidden_size=cells)
    double = TensorProto.DOUBLE
    graph = helper.make_graph(
        [node],
        "lstm",
        [helper.make_tensor_value_info(name, double, None) for name in names if name],
        [helper.make_tensor_value_info(name, double, None) for name in ("Y", "Y_h", "Y_c")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)])
    fed = {
        "X": x.transpose(0, 2, 1),
        "W": both[None, :, :features],
        "R": both[None, :, features:],
        "B": np.concatenate([biases, np.zeros(4 * cells)])[None],
        "h": np.asarray(given["h0"], dtype=float).T[None],
        "c": np.asarray(given["C0"], dtype=float).T[None],
    }
    y, _, y_c = ReferenceEvaluator(model).run(None, fed)
    return [y[t, 0].T for t in range(times)], y_c[0].T


def agrees_with_onnx(trace, given):
    hidden, memory = onnx_lstm(given)
    for t, expected in enumerate(hidden, 1):
        np.testing.assert_allclose(trace[f"h{t}"].values, expected, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(trace[f"C{len(hidden)}"].values, memory, rtol=1e-9, atol=1e-12)


def test_every_time_agrees_with_onnx(need):
    need("onnx.reference")
    for trace in (LSTM.run(), LSTM.run_second()):
        agrees_with_onnx(trace, as_given(trace))


@examples(20)
@given(given=anybodys("lstm"))
def test_every_size_agrees_with_onnx(need, given):
    need("onnx.reference")
    agrees_with_onnx(LSTM.run(**given), given)


def test_with_biases_it_agrees_with_onnx(need):
    need("onnx.reference")
    trace = LSTM.run(variant="biases")
    agrees_with_onnx(trace, as_given(trace))
    own = {"bf": [[0.5], [-1]], "bc": [[2], [0]], "bi": [[-0.5], [1]], "bo": [[1], [-2]]}
    agrees_with_onnx(LSTM.run(variant="biases", **own), as_given(trace) | own)


@pytest.mark.parametrize("variant", ["share", "biases"])
def test_what_is_left_is_the_slope_along_the_memory_line(variant):
    """A nudge of the first memory, with every gate and candidate held: what arrives is s."""
    trace = LSTM.run(variant=variant)
    arrived = []
    for nudge in (-0.5, 0.5):
        memory = trace["C1"].values + nudge
        for t in (2, 3):
            memory = memory * trace[f"f{t}"].values + trace[f"n{t}"].values
        arrived.append(memory)
    np.testing.assert_allclose(trace["s"].values, arrived[1] - arrived[0], atol=1e-12)


def test_where_the_first_memory_goes_through_one_gate_there_is_nothing_to_multiply():
    assert "s" not in LSTM.run(variant="share", x=[[[1], [0], [2]]] * 2).matrices


# Typed from the post, and for times 2 and 3 worked by hand from the weights.
PENCIL = {
    "zf1": [-4, -6], "zc1": [1, -6], "zi1": [6, 4], "zo1": [4, -5],
    "f1": [0, 0], "i1": [1, 1], "o1": [1, 0], "k1": [0.8, -1],
    "C1": [0.8, -1], "o_1": [0.7, -0.8], "h1": [0.7, 0],
    "zf2": [3.7, 3], "zi2": [-3, -6], "zo2": [3, 5.3], "zc2": [2.3, -3.7],
    "C2": [0.8, -1], "h2": [0.7, -0.8],
    "zf3": [-4.5, 3.8], "zi3": [4.4, -3.8], "zo3": [3.8, 3.1], "zc3": [-0.7, -3.7],
    "C3": [-0.6, -1], "h3": [-0.5, -0.8],
}  # fmt: skip


@pytest.mark.parametrize("name", PENCIL)
def test_the_pencil_lane_rounds_every_activation_to_one_decimal(name):
    values = LSTM.run(lane="pencil")[name].values[:, 0]

    np.testing.assert_allclose(values, PENCIL[name], rtol=0, atol=1e-12)


def test_three_times_make_fifteen_steps_and_every_later_one_four():
    x = [[[1], [0], [2]]]

    assert len(LSTM.run().steps) == 15
    assert [len(LSTM.run(x=x * times).steps) for times in (1, 2, 5)] == [7, 11, 23]
    assert len(LSTM.run(x4=[[1], [1], [1]]).steps) == 19


def test_the_last_step_draws_the_memory_line_from_the_first_to_the_last():
    trace = LSTM.run(x4=[[1], [1], [1]])
    (drawn,) = trace.steps[-1].draws

    assert [[m.name for m in line] for line in drawn.lines] == [
        ["C0", "C1", "C2", "C3", "C4"],
        ["h0", "h1", "h2", "h3", "h4"],
    ]
    assert drawn.along[0][1] == r"f_{2},\, i_{2}"


def test_the_output_gate_in_place_of_the_input_gate_loses_the_second_cell():
    wrong = LSTM.wrong_turns[0].produces(LSTM.run(lane="pencil"))

    np.testing.assert_allclose(wrong.values, [[0.8], [0]], atol=1e-12)


@pytest.mark.parametrize("trace", [LSTM.run(lane="pencil"), LSTM.run(), LSTM.run_second()])
def test_its_claims_hold(trace):
    for claim in LSTM.claims:
        assert claim.holds(trace), claim.sentence


@pytest.mark.parametrize(
    ("replaced", "message"),
    [
        ({"x2": [[1], [2]]}, "x_1 has 3 features, and x_2 has 2: both count features"),
        ({"h0": [[1, 2], [3, 4]]}, "h_0 has 2 sequences, and x_1 has 1: both count sequences"),
        ({"C0": [[1], [2], [3]]}, "h_0 has 2 cells, and C_0 has 3: both count cells"),
        ({"C0": [[1]]}, "h_0 has 2 cells, and C_0 has 1: both count cells"),
        ({"Wf": [[0, -2, 1, 1, -1]]}, "h_0 has 2 cells, and W_f has 1: both count cells"),
        ({"Wi": [[1] * 4] * 2}, r"W_i has 4 columns, and needs 5: features \+ cells is 3 \+ 2"),
        ({"x": []}, "x: is empty"),
    ],
)
def test_sizes_that_do_not_fit_are_named_at_the_call(replaced, message):
    with pytest.raises(ValueError, match=message):
        LSTM.run(**replaced)
