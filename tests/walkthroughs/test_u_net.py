"""U-Net: every step against SciPy and plain loops, the whole of it against ONNX."""

from math import exp

import numpy as np
import pytest
import scipy  # loads its parts when they are asked for
from helpers import anybodys, examples
from hypothesis import given

from aibyhand import find
from aibyhand.pictures.levels import Levels
from aibyhand.pictures.overlay import Overlay

UNET = find("u-net")
NUMBERS = ("bk", "w1", "w2", "c1", "c2", "f1", "f2", "fb")


def clipped(grid):
    return np.where(np.asarray(grid) < 0, 0.0, grid)


def largest_of_blocks(image, size):
    high, wide = (count // size for count in image.shape)
    return np.array(
        [
            [image[i * size : (i + 1) * size, j * size : (j + 1) * size].max() for j in range(wide)]
            for i in range(high)
        ]
    )


def blown_up(image, kernel):
    """Paste pixel times kernel where the pixel was."""
    (high, wide), (rows, columns) = image.shape, kernel.shape
    found = np.zeros((high * rows, wide * columns))
    for i in range(high):
        for j in range(wide):
            found[i * rows : (i + 1) * rows, j * columns : (j + 1) * columns] = image[i, j] * kernel
    return found


def reference(given):
    """Compute every named matrix with SciPy and loops, without the package."""
    image, kernel = np.atleast_2d(given["I"]), np.atleast_2d(given["K"])
    one, two = np.atleast_2d(given["U1"]), np.atleast_2d(given["U2"])
    bk, w1, w2, c1, c2, f1, f2, fb = (float(np.ravel(given[name])[0]) for name in NUMBERS)
    border = kernel.shape[0] // 2
    found = {"I_0": np.zeros(np.array(image.shape) + 2 * border)}
    found["I_0"][border : border + image.shape[0], border : border + image.shape[1]] = image
    found["Z"] = scipy.signal.correlate2d(image, kernel, mode="same", boundary="fill") + bk
    found["S"] = clipped(found["Z"])
    found["P"] = largest_of_blocks(found["S"], one.shape[0])
    found["V1"], found["V2"] = w1 * found["P"] + c1, w2 * found["P"] + c2
    found["B1"], found["B2"] = clipped(found["V1"]), clipped(found["V2"])
    found["T1"], found["T2"] = blown_up(found["B1"], one), blown_up(found["B2"], two)
    found["Up"] = found["T1"] + found["T2"]
    found["C"] = np.array([list(found["S"].flat), list(found["Up"].flat)])
    found["F"] = np.array([[f1, f2]])
    found["L"] = f1 * found["S"] + f2 * found["Up"] + fb
    found["L_row"] = np.array([list(found["L"].flat)])
    found["prob"] = np.array([[1 / (1 + exp(-v)) for v in row] for row in found["L"]])
    found["mask"] = np.array([[1.0 if v > 0 else 0.0 for v in row] for row in found["L"]])
    return found


def as_given(trace):
    return {name: trace[name].values for name in trace.given}


RUNS = [UNET.run(), UNET.run_second()]
both = pytest.mark.parametrize("trace", RUNS, ids=["given", "second"])


def onnx_unet(given):
    """Run the network as ONNX has it: one batch, channels on an axis of their own."""
    from onnx import TensorProto, helper
    from onnx.reference import ReferenceEvaluator

    number = {name: np.ravel(given[name]).astype(float) for name in NUMBERS}
    size = np.shape(given["U1"])[0]
    border = np.shape(given["K"])[0] // 2
    fed = {
        "I": given["I"][None, None],
        "K": given["K"][None, None],
        "bk": number["bk"],
        "w": np.array([number["w1"], number["w2"]]).reshape(2, 1, 1, 1),
        "c": np.array([number["c1"], number["c2"]]).reshape(2),
        "U": np.stack([given["U1"], given["U2"]])[:, None],
        "f": np.array([number["f1"], number["f2"]]).reshape(1, 2, 1, 1),
        "fb": number["fb"],
    }
    window = {"kernel_shape": [size, size], "strides": [size, size]}
    nodes = [
        helper.make_node("Conv", ["I", "K", "bk"], ["Z"], pads=[border] * 4),
        helper.make_node("Relu", ["Z"], ["S"]),
        helper.make_node("MaxPool", ["S"], ["P"], **window),
        helper.make_node("Conv", ["P", "w", "c"], ["V"]),
        helper.make_node("Relu", ["V"], ["B"]),
        helper.make_node("ConvTranspose", ["B", "U"], ["Up"], **window),
        helper.make_node("Concat", ["S", "Up"], ["C"], axis=1),
        helper.make_node("Conv", ["C", "f", "fb"], ["L"]),
        helper.make_node("Sigmoid", ["L"], ["prob"]),
    ]
    out = ["Z", "S", "P", "B", "Up", "C", "L", "prob"]
    double = TensorProto.DOUBLE
    graph = helper.make_graph(
        nodes,
        "unet",
        [helper.make_tensor_value_info(name, double, None) for name in fed],
        [helper.make_tensor_value_info(name, double, None) for name in out],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)])
    found = ReferenceEvaluator(model).run(None, fed)
    return {name: values[0] for name, values in zip(out, found, strict=True)}


def agrees_with_onnx(trace):
    found = onnx_unet(as_given(trace))
    for name in ("Z", "S", "P", "Up", "L", "prob"):
        np.testing.assert_allclose(trace[name].values, found[name][0], atol=1e-12, err_msg=name)
    for k, name in enumerate(("B1", "B2")):
        np.testing.assert_allclose(trace[name].values, found["B"][k], atol=1e-12, err_msg=name)
    np.testing.assert_allclose(trace["C"].values, found["C"].reshape(2, -1), atol=1e-12)


@both
def test_the_whole_network_agrees_with_onnx(need, trace):
    need("onnx.reference")
    agrees_with_onnx(trace)


@pytest.mark.slow
@examples(15)
@given(given=anybodys("u-net"))
def test_every_size_agrees_with_onnx(need, given):
    need("onnx.reference")
    agrees_with_onnx(UNET.run(**given))


# Worked by hand from the given image: the neighbours of a pixel, minus the pixel, minus 2.
def test_the_numbers_by_hand():
    trace = UNET.run()

    assert trace["Z"].values[0].tolist() == [2 + 2 - 1 - 2, 1 + 0 + 3 - 2 - 2, 2 + 1 - 2, -2]
    assert trace["P"].values.tolist() == [[1, 2], [2, 0]]
    assert trace["B2"].values.tolist() == [[5 - 1, 5 - 2], [5 - 2, 5]]
    assert trace["Up"].values[:2, :2].tolist() == [[1, 4], [4, 1]]
    np.testing.assert_array_equal(trace["mask"].values, np.eye(4))
    np.testing.assert_allclose(trace["prob"].values[2], [0.5, 0.5, 0.731059, 0.017986], atol=1e-6)


def test_a_score_of_zero_is_undecided_and_stays_outside():
    trace = UNET.run()
    undecided = trace["L"].values == 0

    assert undecided.sum() == 4
    np.testing.assert_array_equal(trace["prob"].values[undecided], 0.5)
    np.testing.assert_array_equal(trace["mask"].values[undecided], 0)


def test_every_relu_cuts_something_in_the_second_set():
    trace = UNET.run_second()
    for name in ("Z", "V1", "V2"):
        assert (trace[name].values < 0).any(), name
        assert (trace[name].values > 0).any(), name


@both
def test_without_the_skip_a_window_has_no_detail_of_its_own(trace):
    given = as_given(trace)
    del given["f1"]
    blind = UNET.run(variant="without_skip", **given)
    expected = given["f2"] * trace["Up"].values + given["fb"]

    np.testing.assert_allclose(blind["L"].values, expected, atol=1e-12)
    assert (blind["mask"].values != trace["mask"].values).any()


def test_without_the_skip_two_of_the_four_pixels_are_lost():
    mask = UNET.run(variant="without_skip")["mask"].values

    assert np.argwhere(mask).tolist() == [[2, 2], [3, 3]]


def test_the_sizes_of_the_paper_by_the_size_formula():
    """Sides of the network of 2015, each from ⌊(n + 2p − k) / s⌋ + 1 and, upwards, s(n − 1) + k."""

    def places(side, kernel, stride=1):
        return (side - kernel) // stride + 1

    side, kept, expected = 572, [], {}
    for level in range(1, 5):
        kept.append(places(places(side, 3), 3))
        side = places(kept[-1], 2, 2)
        expected |= {f"d{level}": kept[-1], f"p{level}": side}
    expected["b"] = side = places(places(side, 3), 3)
    for level in range(4, 0, -1):
        up = 2 * (side - 1) + 2
        side = places(places(up, 3), 3)
        expected |= {f"u{level}": up, f"x{level}": kept[level - 1] - up, f"e{level}": side}
    trace = UNET.run(variant="sizes")

    assert {name: trace[name].values.item() for name in expected} == expected
    assert expected["e1"] == 388


@pytest.mark.parametrize(("side", "name"), [(570, "p_2"), (60, "d_4"), (571, "p_1")])
def test_a_side_that_cannot_be_halved_is_refused(side, name):
    with pytest.raises(ValueError, match=rf"^{name}: a side of -?[\d.]+ is no whole number"):
        UNET.run(variant="sizes", n=side)


@pytest.mark.parametrize(
    ("replaced", "message"),
    [
        (
            {"K": [[1, 2], [3, 4]]},
            r"K has 2 rows, and needs 2·border pixels \+ 1, a whole number each",
        ),
        ({"K": [[1, 2, 3]]}, r"K has 3 columns, and needs 1: 2·border pixels \+ 1 is 2·0 \+ 1"),
        (
            {"I": [[1, 2, 3], [4, 5, 6], [7, 8, 9]]},
            r"I has 3 rows, and needs window pixels·pooled rows, .* \(window pixels is 2\)",
        ),
        ({"I": [[1]]}, r"I has 1 row, and needs window pixels·pooled rows"),
        ({"U2": [[1]]}, "U_1 has 2 window pixels, and U_2 has 1: both count window pixels"),
        ({"U1": [[1, 2]], "U2": [[1, 2]]}, "U_1 has 1 row and 2 columns: both count window pixels"),
        ({"f1": [1, 2]}, "f_1: wrong number of axes"),
    ],
)
def test_sizes_that_do_not_fit_are_named_at_the_call(replaced, message):
    for variant in ("", "without_skip"):
        names = {name: value for name, value in replaced.items() if not variant or name != "f1"}
        if names:
            with pytest.raises(ValueError, match=message):
                UNET.run(variant=variant, **names)


# The pictures.


def test_the_u_names_every_size_and_the_skip():
    (drawn,) = UNET.run().step(1).draws

    assert isinstance(drawn, Levels)
    assert "down, 2×2 max pooling, to P, 2×2" in drawn.words
    assert "up, transposed convolution, to S and U, 4×4, 2 channels" in drawn.words
    assert "A skip leads straight from S to S and U." in drawn.words


def test_the_mask_is_read_aloud_pixel_by_pixel():
    (drawn,) = UNET.run().step(7).draws

    assert isinstance(drawn, Overlay)
    assert "row 1: 1 in the mask, 2, 0, 0; row 2: 2, 3 in the mask, 1, 0" in drawn.words


@pytest.mark.parametrize(("high", "wide"), [(4, 4), (2, 6), (6, 2)])
def test_every_column_of_channels_is_labelled_with_the_row_and_column_of_its_pixel(high, wide):
    image = np.arange(1, high * wide + 1).reshape(high, wide)
    trace = UNET.run(I=image)
    pixels = trace["C"].columns

    labels = [pixels.label(k) for k in range(high * wide)]
    assert labels[0] == "1,1"
    assert labels[-1] == f"{high},{wide}"
    for k, label in enumerate(labels):
        i, j = (int(part) - 1 for part in label.split(","))
        assert trace["C"].values[0, k] == trace["S"].values[i, j]
        assert trace["C"].values[1, k] == trace["Up"].values[i, j]
    assert trace["S"].shape == (high, wide)
    assert [trace["L_row"].columns.label(k) for k in range(high * wide)] == labels
