"""Max pooling: plain loops, ONNX and PyTorch, and a gradient that only the largest pixels get."""

import json

import numpy as np
import pytest

from aibyhand import find
from aibyhand.pictures.sliding import Sliding

POOLING = find("max-pooling")
BOTH = [POOLING.run(), POOLING.run_second()]
SETS = pytest.mark.parametrize("trace", BOTH, ids=["given", "second"])


def windows(image, size):
    """Every window that fits, by its place: a list of (pixel's number, value), row by row."""
    rows, columns = len(image), len(image[0])
    return {
        (top // 2, left // 2): [
            (columns * y + x, image[y][x])
            for y in range(top, top + size)
            for x in range(left, left + size)
        ]
        for top in range(0, rows - size + 1, 2)
        for left in range(0, columns - size + 1, 2)
    }


def reference(given):
    """Pool with loops, and hand every gradient to the first of the largest pixels."""
    image, arriving = (np.atleast_2d(given[name]).astype(float) for name in ("I", "D"))
    found = {}
    for size in (2, 3):
        seen = windows(image.tolist(), size)
        high, wide = (1 + max(place[axis] for place in seen) for axis in (0, 1))
        found[f"h{size}"], found[f"w{size}"] = np.array([[high]]), np.array([[wide]])
        pooled, where = np.zeros((high, wide)), np.zeros((high, wide))
        means, back = np.zeros((high, wide)), np.zeros(image.size)
        for place, pixels in seen.items():
            best = max(value for _, value in pixels)
            pooled[place], means[place] = best, sum(v for _, v in pixels) / size**2
            where[place] = next(number for number, value in pixels if value == best)
            back[int(where[place])] += arriving[place]
        found |= {f"P{size}": pooled, f"A{size}": where, f"dI{size}": back.reshape(image.shape)}
        if size == 2:
            found["M2"] = means
    return found


def in_onnx(need, kind, image, size, outputs, **more):
    helper, evaluator = need("onnx.helper"), need("onnx.reference")
    node = helper.make_node(
        kind, ["x"], list(outputs), kernel_shape=[size, size], strides=[2, 2], **more
    )
    into = helper.make_tensor_value_info("x", 11, [None] * 4)
    types = zip(outputs, (11, 7), strict=False)
    out = [helper.make_tensor_value_info(name, kind, [None] * 4) for name, kind in types]
    model = helper.make_model(helper.make_graph([node], "pool", [into], out))
    return evaluator.ReferenceEvaluator(model).run(None, {"x": image[None, None]})


@SETS
@pytest.mark.parametrize("size", [2, 3])
def test_it_agrees_with_onnx_which_also_says_where_the_largest_was(need, trace, size):
    pooled, where = in_onnx(need, "MaxPool", trace["I"].values, size, "yi")

    np.testing.assert_array_equal(pooled[0, 0], trace[f"P{size}"].values)
    np.testing.assert_array_equal(where[0, 0], trace[f"A{size}"].values)


@SETS
def test_the_means_are_those_of_onnx(need, trace):
    (means,) = in_onnx(need, "AveragePool", trace["I"].values, 2, "y")

    np.testing.assert_allclose(means[0, 0], trace["M2"].values)


IN_TORCH = """
import json, torch
found = []
for g in json.loads('''SETS'''):
    image, arriving = (torch.tensor(g[k], dtype=torch.float64)[None, None] for k in "ID")
    for size in (2, 3):
        pixels = image.clone().requires_grad_()
        pooled = torch.nn.MaxPool2d(size, 2)(pixels)
        pooled.backward(arriving)
        found.append([pooled[0, 0].tolist(), pixels.grad[0, 0].tolist()])
print(json.dumps(found))
"""


def test_it_agrees_with_pytorch_whose_gradients_are_its_own(run_torch):
    sets = [{name: trace[name].values.tolist() for name in trace.given} for trace in BOTH]
    found = iter(json.loads(run_torch(IN_TORCH.replace("SETS", json.dumps(sets)))))

    for trace in BOTH:
        for size in (2, 3):
            pooled, back = next(found)
            np.testing.assert_array_equal(trace[f"P{size}"].values, pooled)
            np.testing.assert_allclose(trace[f"dI{size}"].values, back)


def test_both_outputs_are_those_worked_by_hand():
    trace = BOTH[0]

    assert trace["P2"].values.tolist() == [[5, 2, 4], [4, 6, 8], [3, 9, 6]]
    assert trace["P3"].values.tolist() == [[6, 8, 8], [6, 9, 8], [7, 9, 8]]
    assert trace["M2"].values[0].tolist() == [11 / 4, 3 / 4, 10 / 4]


def test_7_by_7_becomes_3_by_3_in_two_ways():
    trace = BOTH[0]

    assert [trace[name].values.item() for name in ("h2", "w2", "h3", "w3")] == [3, 3, 3, 3]
    assert (trace["P2"].values != trace["P3"].values).sum() == 7  # all but an 8 and a 9


def test_small_windows_never_see_the_last_row_and_column():
    """As the page says: change them as you like, and nothing below changes."""
    trace = BOTH[0]
    image = trace["I"].values.copy()
    image[-1], image[:, -1] = 100, -100
    other = POOLING.run(I=image)

    for name in ("P2", "M2", "A2", "dI2"):
        np.testing.assert_array_equal(other[name].values, trace[name].values)
    assert not trace["dI2"].values[-1].any()
    assert not trace["dI2"].values[:, -1].any()


def test_a_pixel_that_wins_three_windows_gets_three_gradients():
    trace = BOTH[0]

    assert (trace["A3"].values == 18).sum() == 3
    assert trace["dI3"].values[2, 4] == -1 + 1 + 4


@SETS
@pytest.mark.parametrize("size", [2, 3])
def test_the_gradient_is_what_a_small_change_of_a_pixel_changes(trace, size):
    image, small = trace["I"].values, 1e-6
    found = np.zeros(image.shape)
    for at in np.ndindex(image.shape):
        move = np.zeros(image.shape)
        move[at] = small
        ahead, behind = (POOLING.run(I=image + m, D=trace["D"].values) for m in (move, -move))
        change = ahead[f"P{size}"].values - behind[f"P{size}"].values
        found[at] = (change * trace["D"].values).sum() / (2 * small)

    np.testing.assert_allclose(found, trace[f"dI{size}"].values, atol=1e-6)


def test_of_equals_the_first_one_gets_the_gradient():
    trace = POOLING.run(I=np.full((3, 3), 4.0), D=[[5]])

    assert trace["A2"].values == trace["A3"].values == 0
    assert trace["dI2"].values.ravel().tolist() == [5] + [0] * 8


def test_a_fit_that_moves_inside_its_small_window_changes_only_the_large_ones():
    """As the page's reply says: the column that it moves to belongs to two large windows."""
    image = BOTH[0]["I"].values.copy()
    image[4, 2], image[4, 3] = image[4, 3], image[4, 2]
    moved = POOLING.run(I=image)

    np.testing.assert_array_equal(moved["P2"].values, BOTH[0]["P2"].values)
    changed = np.argwhere(moved["P3"].values != BOTH[0]["P3"].values).tolist()
    assert changed == [[1, 0], [2, 0]]
    assert moved["P3"].values[1, 0] == moved["P3"].values[2, 0] == 9


def test_the_gradient_of_the_mean_is_shared():
    shared = POOLING.wrong_turns[1].produces(BOTH[0]).values

    assert shared[:2, :2].tolist() == [[0.5, 0.5], [0.5, 0.5]]
    assert shared.sum() == BOTH[0]["D"].values.sum()


def test_the_winners_are_marked_on_the_image():
    drawn = [p for step in BOTH[0].steps for p in step.draws if isinstance(p, Sliding)]

    assert [int(p.won.values.sum()) for p in drawn] == [9, 5]
    assert "No window meets row 7, column 7. Marked: 2 in row 1, column 3" in drawn[0].words
    assert "No window" not in drawn[1].words
