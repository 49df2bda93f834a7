"""ReLU: plain comparisons, ONNX, and its gate as a slope."""

import numpy as np

from aibyhand import find

RELU = find("relu")


def reference(given):
    """Every matrix by plain comparisons."""
    x = [[float(v) for v in row] for row in given["x"]]
    g = [[1.0 if v > 0 else 0.0 for v in row] for row in x]
    y = [[v if v > 0 else 0.0 for v in row] for row in x]
    return {"g": g, "y": y}


def test_it_agrees_with_onnx(need):
    helper, evaluator = need("onnx.helper"), need("onnx.reference")
    shape = [None, None]
    node = helper.make_node("Relu", ["x"], ["y"])
    ends = [helper.make_tensor_value_info(name, 11, shape) for name in ("x", "y")]
    model = helper.make_model(helper.make_graph([node], "relu", ends[:1], ends[1:]))
    for trace in (RELU.run(), RELU.run_second()):
        (found,) = evaluator.ReferenceEvaluator(model).run(None, {"x": trace["x"].values})
        np.testing.assert_array_equal(found, trace["y"].values)


def test_the_gate_is_the_slope_wherever_there_is_one():
    trace, small = RELU.run_second(), 1e-6
    ahead = RELU.run(x=trace["x"].values + small)["y"].values
    behind = RELU.run(x=trace["x"].values - small)["y"].values
    np.testing.assert_allclose((ahead - behind) / (2 * small), trace["g"].values)


def test_at_zero_the_gate_is_shut_and_nothing_is_lost():
    trace = RELU.run(x=[[0]])
    assert (trace["g"].values, trace["y"].values) == (0, 0)
