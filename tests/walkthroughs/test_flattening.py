"""Flattening: plain loops, ONNX and PyTorch, a hundred shuffles, and an L that moves."""

import json

import numpy as np
import pytest

from aibyhand import find

FLAT = find("flattening")
BOTH = [FLAT.run(), FLAT.run_second()]
SETS = pytest.mark.parametrize("trace", BOTH, ids=["given", "second"])


def dense(weights, pixels, biases):
    return [
        [sum(w * p for w, p in zip(row, pixels, strict=True)) + bias]
        for row, (bias,) in zip(weights, biases, strict=True)
    ]


def slide(image, kernel, bias):
    high, wide = len(kernel), len(kernel[0])
    found = []
    for top in range(len(image) - high + 1):
        found.append([])
        for left in range(len(image[0]) - wide + 1):
            under = [row[left : left + wide] for row in image[top : top + high]]
            pairs = [
                (p, w)
                for pixels, weights in zip(under, kernel, strict=True)
                for p, w in zip(pixels, weights, strict=True)
            ]
            found[-1].append(sum(p * w for p, w in pairs) + bias)
    return found


def positive(column):
    return [[max(value, 0)] for (value,) in column]


def reference(given):
    """Compute every matrix with lists of numbers, cell by cell."""
    image, shifted, W, b, K = (
        np.asarray(given[name]).tolist() for name in ("I", "J", "W", "b", "K")
    )
    bk, n, c, m, k = (float(np.squeeze(given[name])) for name in ("bk", "n", "c", "m", "k"))
    order = [int(place) for place in np.ravel(given["order"])]
    pixels, moved = [p for row in image for p in row], [p for row in shifted for p in row]
    wide = len(image[0])
    shuffled = [[row[place] for place in order] for row in W]
    found = {
        "v": [[p] for p in pixels],
        "u": [[p] for p in moved],
        "back": [pixels[at : at + wide] for at in range(0, len(pixels), wide)],
        "N": [[row * wide + at for at in range(wide)] for row in range(len(image))],
        "across": [[1]],
        "down": [[wide]],
        "z": dense(W, pixels, b),
        "vp": [[pixels[place]] for place in order],
        "Wp": shuffled,
        "zp": dense(shuffled, [pixels[place] for place in order], b),
        "zm": dense(W, moved, b),
        "C": slide(image, K, bk),
        "Cm": slide(shifted, K, bk),
        "x": [[n * n * c]],
        "y": [[k * k * c]],
        "D": [[(n * n * c + 1) * m]],
        "E": [[(k * k * c + 1) * m]],
        "q": [[(n * n * c + 1) / (k * k * c + 1)]],
    }
    found["h"], found["hm"] = positive(found["z"]), positive(found["zm"])
    return {name: np.array(values, dtype=float) for name, values in found.items()}


def onnx_runs(need, nodes, given, wanted):
    """What ONNX's own evaluator makes of some nodes."""
    helper, evaluator = need("onnx.helper"), need("onnx.reference")
    made = [helper.make_node(kind, ins, outs, **more) for kind, ins, outs, more in nodes]
    ends = [helper.make_tensor_value_info(name, 11, None) for name in (*given, *wanted)]
    graph = helper.make_graph(made, "flat", ends[: len(given)], ends[len(given) :])
    model = helper.make_model(graph)
    return evaluator.ReferenceEvaluator(model).run(None, given)


@SETS
def test_it_agrees_with_onnx(need, trace):
    """Flatten makes a row of every image; Gemm multiplies it by the weights on their side."""
    at = {name: trace[name].values for name in (*trace.given, "v", "z", "h", "zm", "hm")}
    given = {
        "images": np.stack([at["I"], at["J"]]), "W": at["W"], "b": at["b"].ravel(),
        "tiles": np.stack([at["I"], at["J"]])[:, None], "K": at["K"][None, None],
        "bk": at["bk"].ravel(),
    }  # fmt: skip
    nodes = [
        ("Flatten", ["images"], ["flat"], {"axis": 1}),
        ("Gemm", ["flat", "W", "b"], ["sums"], {"transB": 1}),
        ("Relu", ["sums"], ["out"], {}),
        ("Conv", ["tiles", "K", "bk"], ["maps"], {}),
    ]
    flat, sums, out, maps = onnx_runs(need, nodes, given, ["flat", "sums", "out", "maps"])

    np.testing.assert_allclose(flat.T, np.hstack([at["v"], trace["u"].values]))
    np.testing.assert_allclose(sums.T, np.hstack([at["z"], at["zm"]]))
    np.testing.assert_allclose(out.T, np.hstack([at["h"], at["hm"]]))
    np.testing.assert_allclose(maps[0, 0], trace["C"].values)
    np.testing.assert_allclose(maps[1, 0], trace["Cm"].values)


IN_TORCH = """
import json, torch
size, channels, results, side = (SIZES)
dense = torch.nn.Linear(size * size * channels, results)
kernels = torch.nn.Conv2d(channels, results, side)
count = lambda layer: sum(weight.numel() for weight in layer.parameters())
flat = torch.nn.Flatten()(torch.tensor([IMAGE])).tolist()
print(json.dumps([count(dense), count(kernels), flat]))
"""


def test_pytorch_has_as_many_weights_and_flattens_alike(run_torch):
    trace = BOTH[0]
    image = trace["I"].values.tolist()
    code = IN_TORCH.replace("SIZES", "32, 3, 64, 3").replace("IMAGE", json.dumps(image))
    dense, kernels, flat = json.loads(run_torch(code))

    assert (trace["D"].values.item(), trace["E"].values.item()) == (dense, kernels)
    assert (dense, kernels) == (196672, 1792)
    assert trace["v"].values.T.tolist() == flat


def test_the_results_are_those_worked_by_hand():
    trace = BOTH[0]

    assert trace["v"].values.ravel().tolist() == [0, 7, 0, 0, 0, 8, 0, 0, 0, 9, 6, 0]
    assert trace["z"].values.ravel().tolist() == [7 + 8 + 9 + 6 - 20, 6 - 10]
    assert trace["zm"].values.ravel().tolist() == [9 - 20, 7 + 8 + 9 - 10]
    assert (trace["h"].values.ravel().tolist(), trace["hm"].values.ravel().tolist()) == (
        [10, 0],
        [0, 14],
    )
    assert trace["C"].values.tolist() == [[8, 15, 0], [9, 23, 6]]
    assert trace["Cm"].values.tolist() == [[0, 8, 15], [0, 9, 23]]
    assert trace["q"].values.item() == 109.75


def test_shuffled_alone_the_first_unit_falls_silent():  # as the second wrong turn says
    trace = BOTH[0]
    wrong = trace["W"].values @ trace["vp"].values + trace["b"].values

    assert wrong[0, 0] < 0 < trace["zp"].values[0, 0]


@SETS
def test_no_order_of_the_pixels_changes_a_sum(trace):
    rng = np.random.default_rng(3)
    given = {name: trace[name].values for name in trace.given}
    for _ in range(100):
        order = rng.permutation(given["order"].size)
        again = FLAT.run(**given | {"order": [order]})
        np.testing.assert_allclose(again["zp"].values, trace["z"].values, atol=1e-12)


def test_an_order_that_names_a_pixel_twice_loses_another():
    trace = FLAT.run(order=[[0, 0, 11, 3, 8, 1, 10, 6, 2, 9, 4, 7]])  # pixel 5 is left out

    assert trace["zp"].values[0, 0] == trace["z"].values[0, 0] - 8


@pytest.mark.parametrize("bad", [12, -1, 0.5])
def test_an_order_with_a_pixel_that_is_not_there_is_refused(bad):
    with pytest.raises(ValueError, match="row of column numbers of W, 0 to 11"):
        FLAT.run(order=[[bad, 0, 11, 3, 8, 1, 10, 6, 2, 9, 4, 7]])


def test_weights_of_another_length_are_refused():
    with pytest.raises(ValueError, match="pixels"):
        FLAT.run(W=[[1, 2, 3], [4, 5, 6]])


def test_shuffled_the_kernel_sees_something_else():
    """As the page says: a kernel knows neighbours, so it minds the order."""
    trace = BOTH[0]
    shuffled = FLAT.run(I=trace["vp"].values.reshape(3, 4))

    assert sorted(shuffled["C"].values.ravel()) != sorted(trace["C"].values.ravel())


def test_at_the_border_a_part_is_cut_off():
    """The best fit is still there when the L moves on by one, and gone when it is cut off."""
    trace = FLAT.run(I=BOTH[0]["J"].values, J=[[0, 0, 0, 7], [0, 0, 0, 8], [0, 0, 0, 9]])

    assert trace["C"].values.max() == 23
    assert trace["Cm"].values.max() == 9


def test_with_a_kernel_as_large_as_the_image_the_counts_are_the_same():
    """It has one place only: it is a dense layer, with as many weights."""
    trace = FLAT.run(k=32)

    assert trace["q"].values == 1
