"""Stride and padding: SciPy, plain slices, and ONNX's own padding "same"."""

import json

import numpy as np
import pytest
import scipy  # loads its parts when they are asked for

from aibyhand import find, ops
from aibyhand.core import Role
from aibyhand.core import given as given_matrix
from aibyhand.pictures.sliding import Sliding

STRIDING = find("stride-padding")
BOTH = [STRIDING.run(), STRIDING.run_second()]
SETS = pytest.mark.parametrize("trace", BOTH, ids=["given", "second"])


def slid(image, kernel, bias, stride):
    """Correlate everywhere, and keep every so many-th number."""
    return scipy.signal.correlate2d(image, kernel, mode="valid")[::stride, ::stride] + bias


def pooled(image, size):
    high, wide = ((count - size) // 2 + 1 for count in image.shape)
    return np.array(
        [
            [image[2 * i : 2 * i + size, 2 * j : 2 * j + size].max() for j in range(wide)]
            for i in range(high)
        ]
    )


def reference(given):
    """Pad by pasting into zeros, correlate with SciPy, and count what comes out."""
    image, kernel = (np.atleast_2d(given[name]).astype(float) for name in ("I", "K"))
    bias = float(np.squeeze(given["b"]))
    (n, m), k = image.shape, len(kernel)
    found = {"n": n, "m": m, "k": k}
    bordered = np.zeros((n + 2, m + 2))
    bordered[1:-1, 1:-1] = image
    for padding, pixels in enumerate((image, bordered)):
        for stride in (1, 2):
            made = slid(pixels, kernel, bias, stride)
            found[f"Y{stride}{padding}"] = made
            found[f"h{stride}{padding}"], found[f"w{stride}{padding}"] = made.shape
    found["hS"], found["wS"] = -(-n // 2), -(-m // 2)
    found["e"] = (found["hS"] - 1) * 2 + k - n
    found["f"] = (found["wS"] - 1) * 2 + k - m
    top, left = found["e"] // 2, found["f"] // 2
    same = np.zeros((n + found["e"], m + found["f"]))
    same[top : top + n, left : left + m] = image
    found |= {"I1": bordered, "IS": same, "YS": slid(same, kernel, bias, 2)}
    found["E"] = found["Y21"] - found["YS"]
    found |= {"P3": pooled(image, 3), "P2": pooled(image, 2)}
    return {name: np.atleast_2d(values) for name, values in found.items()}


def in_onnx(need, kind, trace, inputs, **attributes):
    helper, evaluator = need("onnx.helper"), need("onnx.reference")
    node = helper.make_node(kind, inputs, ["y"], **attributes)
    ends = [helper.make_tensor_value_info(name, 11, None) for name in (*inputs, "y")]
    model = helper.make_model(helper.make_graph([node], "windows", ends[:-1], ends[-1:]))
    feed = {name: trace[name].values[None, None] for name in inputs if name != "b"}
    feed |= {"b": trace["b"].values[0]} if "b" in inputs else {}
    return evaluator.ReferenceEvaluator(model).run(None, feed)[0][0, 0]


@SETS
@pytest.mark.parametrize(("stride", "padding"), [(1, 0), (2, 0), (1, 1), (2, 1)])
def test_every_setting_agrees_with_onnx(need, trace, stride, padding):
    found = in_onnx(need, "Conv", trace, "IKb", strides=[stride] * 2, pads=[padding] * 4)

    np.testing.assert_allclose(trace[f"Y{stride}{padding}"].values, found)


@SETS
def test_same_is_what_onnx_calls_same_upper(need, trace):
    found = in_onnx(need, "Conv", trace, "IKb", strides=[2, 2], auto_pad="SAME_UPPER")

    np.testing.assert_allclose(trace["YS"].values, found)


@SETS
def test_pooling_agrees_with_onnx(need, trace):
    for size in (2, 3):
        found = in_onnx(need, "MaxPool", trace, "I", kernel_shape=[size] * 2, strides=[2, 2])
        np.testing.assert_array_equal(trace[f"P{size}"].values, found)


IN_TORCH = """
import json, torch
found = []
for g in json.loads('''SETS'''):
    I, K, b = (torch.tensor(g[k], dtype=torch.float64) for k in "IKb")
    for stride, padding in ((1, 0), (2, 0), (1, 1), (2, 1)):
        layer = torch.nn.Conv2d(1, 1, 3, stride, padding, dtype=torch.float64)
        layer.weight.data, layer.bias.data = K[None, None], b[0]
        found.append(layer(I[None, None])[0, 0].tolist())
    same = torch.nn.functional.conv2d(I[None, None], K[None, None], b[0], padding="same")
    found.append(same[0, 0].tolist())
print(json.dumps(found))
"""


def test_it_agrees_with_pytorch_whose_same_has_a_stride_of_1(run_torch):
    sets = [{name: trace[name].values.tolist() for name in trace.given} for trace in BOTH]
    found = iter(json.loads(run_torch(IN_TORCH.replace("SETS", json.dumps(sets)))))

    for trace in BOTH:
        for name in ("Y10", "Y20", "Y11", "Y21", "Y11"):
            np.testing.assert_allclose(trace[name].values, next(found))


def test_the_sizes_are_those_worked_by_hand():
    trace = BOTH[0]

    sizes = {
        (s, p): [trace[f"{a}{s}{p}"].values.item() for a in "hw"] for s in (1, 2) for p in (0, 1)
    }
    assert sizes == {(1, 0): [3, 4], (2, 0): [2, 2], (1, 1): [5, 6], (2, 1): [3, 3]}
    assert [trace[name].values.item() for name in ("hS", "wS", "e", "f")] == [3, 3, 2, 1]


def test_of_nine_numbers_eight_differ():
    """As the page says."""
    trace = BOTH[0]

    assert trace["Y21"].shape == trace["YS"].shape == (3, 3)
    assert np.count_nonzero(trace["E"].values) == 8
    assert trace["E"].values[1, 1] == 0


def test_where_both_sides_get_a_zero_nothing_differs():
    """As the page says of a size that is odd: with one column less, all nine are the same."""
    trace = STRIDING.run(I=BOTH[0]["I"].values[:, :5])

    assert not trace["E"].values.any()


def test_two_hundred_and_twenty_four_rows():
    """As the page's reply says: 112 both ways, with two zeros above and not three."""
    image, kernel = (
        given_matrix(a, np.zeros((n, n)), Role.INPUT) for a, n in (("I", 224), ("K", 7))
    )

    assert ops.places_down(image, kernel, stride=2, padding=3).values == 112
    assert ops.windows_down(image, 1, 2).values == 112
    assert (112 - 1) * 2 + 7 - 224 == 2 + 3


def test_first_and_last_numbers_by_hand():
    trace = BOTH[0]

    assert trace["Y10"].values[0, 0] == 1 * 1 - 1 * 2 + 2 * 0 + 1 * 4 - 1 * 1 + 1 * 0 - 1
    assert trace["Y11"].values[0, 0] == 1 * 1 - 1 * 0 + 1 * 4 - 1
    assert trace["YS"].values[2, 2] == 1 * 1 + 2 * 4 - 1 * 0 + 0 - 1


def test_the_kernel_is_neither_symmetric_nor_its_own_turn():
    kernel = BOTH[0]["K"].values

    assert not np.array_equal(kernel, kernel.T)
    assert not np.array_equal(kernel, kernel[::-1, ::-1])


def test_with_a_stride_of_1_same_and_padding_1_are_one():
    image = given_matrix("I", BOTH[0]["I"].values, Role.INPUT)

    np.testing.assert_array_equal(
        ops.border_sides(image, top=1, left=1, bottom=1, right=1).values, np.pad(image.values, 1)
    )
    with pytest.raises(ValueError, match="none may be below 0"):
        ops.border_sides(image, left=-1)


def test_a_pixel_in_the_corner_is_met_once_and_then_four_times():
    """As the page says of step 5: by how many windows."""
    drawn = [step.draws[0] for step in BOTH[0].steps[2:6]]

    assert all(isinstance(picture, Sliding) for picture in drawn)
    assert drawn[0].met[0, 0] == 1
    assert drawn[2].met[1, 1] == 4
    assert drawn[0].met[2, 2] == drawn[2].met[3, 3] == 9


def test_the_picture_says_what_no_window_meets():
    trace = BOTH[0]

    assert "No window meets column 6." in trace.steps[3].draws[0].words
    assert "No window meets column 8." in trace.steps[5].draws[0].words
    assert "No window" not in trace.steps[4].draws[0].words
