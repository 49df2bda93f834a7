"""Superposition: plain loops, ONNX, exact geometry, and every pattern of active features."""

from fractions import Fraction
from itertools import product
from math import comb, cos, pi, sin, sqrt

import numpy as np
import pytest
from helpers import examples, svg_of
from hypothesis import given
from hypothesis import strategies as st

from aibyhand import find

SUPERPOSITION = find("superposition")


def times(a, b):
    """Multiply, cell by cell."""
    return [[sum(row[k] * b[k][j] for k in range(len(b))) for j in range(len(b[0]))] for row in a]


def turned(a):
    return [[row[j] for row in a] for j in range(len(a[0]))]


def clipped(a):
    return [[v if v > 0 else 0.0 for v in row] for row in a]


def minus(a, b):
    return [[v - w for v, w in zip(p, q, strict=True)] for p, q in zip(a, b, strict=True)]


def reference(given):
    """Compute every named matrix in loops, without the package."""
    W, X = (np.atleast_2d(np.asarray(given[name], dtype=float)).tolist() for name in "WX")
    H = times(W, X)
    R = times(turned(W), H)
    Y = clipped(R)
    return {"G": times(turned(W), W), "H": H, "R": R, "Y": Y, "err": minus(Y, X)}


def gemm_relu(need, W, H, b):
    """Let ONNX decode: Gemm with the weights transposed, then Relu."""
    onnx, evaluator = need("onnx"), need("onnx.reference")
    maker, kind = onnx.helper, onnx.TensorProto.DOUBLE
    nodes = [
        maker.make_node("Gemm", ["W", "H", "b"], ["R"], transA=1),
        maker.make_node("Relu", ["R"], ["Y"]),
    ]
    ins = [maker.make_tensor_value_info(name, kind, None) for name in ("W", "H", "b")]
    outs = [maker.make_tensor_value_info("Y", kind, None)]
    model = maker.make_model(maker.make_graph(nodes, "decode", ins, outs))
    (Y,) = evaluator.ReferenceEvaluator(model).run(None, {"W": W, "H": H, "b": b})
    return Y


@pytest.mark.parametrize("variant", ["", "pentagon"])
def test_the_decoder_is_that_of_onnx(need, variant):
    trace = SUPERPOSITION.run(variant=variant)
    W, H = trace["W"].values, trace["H"].values
    b = trace["b"].values if variant else np.zeros((W.shape[1], 1))

    np.testing.assert_allclose(trace["Y"].values, gemm_relu(need, W, H, b))


def test_the_interference_is_as_worked_by_hand():
    trace = SUPERPOSITION.run()

    assert trace["G"].values.tolist() == [
        [1, 0, -1, 0],
        [0, 1, 0, -1],
        [-1, 0, 1, 0],
        [0, -1, 0, 1],
    ]
    # G has the eigenvalues 2, 2, 0, 0: two neurons hold two dimensions, and no more.
    np.testing.assert_allclose(np.linalg.eigvalsh(trace["G"].values), [0, 0, 2, 2], atol=1e-12)
    assert trace["R"].values.tolist() == (trace["G"].values @ trace["X"].values).tolist()


def test_only_the_opposite_pair_is_lost():
    error = SUPERPOSITION.run()["err"].values

    assert error[:, :4].tolist() == np.zeros((4, 4)).tolist()
    assert error[:, 4].tolist() == [-1, 0, -1, 0]  # A and C


def test_of_an_opposite_pair_the_difference_is_left_at_the_stronger_one():
    Y = SUPERPOSITION.run(X=[[3, 1], [0, 0], [1, 2.5], [0, 0]])["Y"].values

    assert Y.tolist() == [[2, 0], [0, 0], [0, 1.5], [0, 0]]


def test_without_the_relu_no_decoder_brings_back_more_than_two_of_four():
    # The best linear decoder of all on the four single features: its error stays 2.
    W = SUPERPOSITION.run()["W"].values
    best = np.linalg.pinv(W) @ W

    assert np.linalg.matrix_rank(best) == 2
    np.testing.assert_allclose(((best - np.eye(4)) ** 2).sum(), 2)


# The pentagon. cos 72° = (√5 − 1) / 4 and cos 144° = −(√5 + 1) / 4, exactly.

NEAR, FAR = (sqrt(5) - 1) / 4, -(sqrt(5) + 1) / 4
PENTAGON = SUPERPOSITION.run(variant="pentagon")


def test_the_pentagon_has_exact_cosines():
    W = PENTAGON["W"].values
    corners = [[cos(2 * pi * k / 5) for k in range(5)], [sin(2 * pi * k / 5) for k in range(5)]]

    np.testing.assert_allclose(W, corners, atol=1e-15)
    np.testing.assert_allclose(np.hypot(*W), 1)
    assert max(abs(W.ravel() - np.round(W.ravel(), 2))) > 1e-3, "not typed with two decimals"


def test_its_interference_goes_round():
    first = [1, NEAR, FAR, FAR, NEAR]
    circulant = [np.roll(first, k) for k in range(5)]

    np.testing.assert_allclose(PENTAGON["G"].values, circulant, atol=1e-15)


def test_every_feature_alone_comes_back_as_069_and_nothing_else_does():
    Y = PENTAGON["Y"].values[:, :5]

    np.testing.assert_allclose(Y, 0.69 * np.eye(5), atol=1e-12)
    assert (Y[~np.eye(5, dtype=bool)] == 0).all(), "all interference is cut"


def test_the_bias_is_just_enough():
    # What reaches a neighbour is cos 72° − 0.31 < 0; with −0.3 some of it would pass.
    assert NEAR - 0.31 < 0 < NEAR - 0.3
    passing = SUPERPOSITION.run(variant="pentagon", b=np.full((5, 1), -0.3))["Y"].values[:, 0]

    np.testing.assert_allclose(passing, [0.7, NEAR - 0.3, 0, 0, NEAR - 0.3], atol=1e-12)


def test_neighbours_help_each_other_and_others_put_a_ghost_between_them():
    Y = PENTAGON["Y"].values
    help_, ghost = 1 + NEAR - 0.31, 2 * NEAR - 0.31

    np.testing.assert_allclose(Y[:, 5], [help_, help_, 0, 0, 0], atol=1e-12)
    np.testing.assert_allclose(Y[:, 6], [0, ghost, 0, 0, 0], atol=1e-12)


@examples(20)
@given(count=st.integers(1, 9), bias=st.integers(-4, 0))
def test_any_number_of_directions_agrees_with_the_loops(count, bias):
    X, b = np.eye(count), np.full((count, 1), bias / 4)
    trace = SUPERPOSITION.run(variant="pentagon", n=count, X=X, b=b)
    turn = [2 * pi * k / count for k in range(count)]
    for i in range(count):
        for j in range(count):
            seen = max(0.0, cos(turn[i] - turn[j]) + bias / 4)
            assert abs(trace["Y"].values[i, j] - seen) < 1e-12


# Every pattern.


def loss_of(on, opposite):
    """Add up the squared errors of a pattern: four directions, or the first two features kept."""
    differences = [max(0, on[i] - on[(i + 2) % 4]) for i in range(4)]
    back = differences if opposite else [on[0], on[1], 0, 0]
    return sum((b - o) ** 2 for b, o in zip(back, on, strict=True))


@pytest.mark.parametrize(("name", "opposite"), [("L", True), ("Lv", False)])
def test_the_mean_losses_are_those_of_all_patterns(name, opposite):
    trace = SUPERPOSITION.run(variant="patterns")
    groups = [[on for on in product((0, 1), repeat=4) if sum(on) == k] for k in range(5)]
    means = [Fraction(sum(loss_of(on, opposite) for on in g), len(g)) for g in groups]

    np.testing.assert_allclose(trace[name].values, [[float(m) for m in means]])
    assert {tuple(x) for x in trace["X"].values.T} == set(product((0, 1), repeat=4))
    on = trace["X"].values.sum(axis=0).tolist()
    assert on == sorted(on), "patterns with as many features on stand side by side"


def test_the_mean_losses_worked_by_hand():
    # Of the six pairs two are opposite, and each of these costs 2: 4/6. Of three active features
    # two are always opposite. A feature that is dropped costs 1 in half of the cases.
    trace = SUPERPOSITION.run(variant="patterns")

    np.testing.assert_allclose(trace["L"].values, [[0, 0, 2 / 3, 2, 4]])
    np.testing.assert_allclose(trace["Lv"].values, [[0, 0.5, 1, 1.5, 2]])


@pytest.mark.parametrize("p", [Fraction(k, 8) for k in range(9)])
def test_with_chances_the_losses_are_4p2_and_2p(p):
    trace = SUPERPOSITION.run(variant="patterns")
    chances = [float(comb(4, k) * p**k * (1 - p) ** (4 - k)) for k in range(5)]
    for name, right in (("L", 4 * p**2), ("Lv", 2 * p)):
        assert (trace[name].values @ chances).item() == pytest.approx(float(right))


def test_some_patterns_are_enough_if_they_stand_in_order():
    on = [[1, 0, 1], [0, 0, 1], [0, 2, 1], [0, 0, 1]]  # one, one and four features on
    trace = SUPERPOSITION.run(variant="patterns", X=on)

    np.testing.assert_allclose(trace["L"].values, [[0, 4]])
    np.testing.assert_allclose(trace["Lv"].values, [[(0 + 4) / 2, 2]])
    assert [trace["L"].columns.label(j) for j in (0, 1)] == ["1 on", "4 on"]


# Pictures, and what does not fit.


def test_the_directions_and_the_samples_are_drawn_where_there_are_two_neurons():
    trace = SUPERPOSITION.run()
    (arrows,), (samples,) = trace.step(2).draws, trace.step(4).draws

    assert arrows.labels == samples.labels == ("A", "B", "C", "D")
    assert samples.dot_labels == ("1: A", "2: 2B", "3: 3C", "4: A+B", "5: A+C")
    assert "3: 3C at −3, 0" in samples.words
    assert svg_of(samples).count("<circle") == 5
    assert not any(step.draws for step in SUPERPOSITION.run_second().steps)
    many = SUPERPOSITION.run(X=[[0, 1], [0, 2.5], [0, 1], [0, 1]]).step(4).draws[0]
    assert many.dot_labels == ("1: 0 features", "2: 4 features")


@pytest.mark.parametrize(
    ("variant", "replaced", "message"),
    [
        ("", {"X": [[1], [2]]}, "W has 4 features, and X has 2: both count features"),
        ("pentagon", {"n": 4}, "the 4 columns of W cannot meet the 5 rows of X"),
        ("pentagon", {"n": 2.5}, "n needs to be one whole number"),
        (
            "patterns",
            {"X": [[1, 0], [1, 1], [0, 0], [0, 0]]},
            "in the order of features on",
        ),
        ("pentagon", {"b": [[0]]}, "X has 5 features, and b has 1: both count features"),
    ],
)
def test_sizes_that_do_not_fit_are_named_at_the_call(variant, replaced, message):
    with pytest.raises(ValueError, match=message):
        SUPERPOSITION.run(variant=variant, **replaced)
