"""A layer's step: its gradients against finite differences, and how everything is named."""

import numpy as np
import pytest
from helpers import matrix

from aibyhand import Role
from aibyhand.core import Axis
from aibyhand.ops import linear, relu
from aibyhand.walk.learning import behind_relu, gradient, learned, once_more, updated, with_ones

RNG = np.random.default_rng(7)
W = matrix("W1", RNG.normal(size=(3, 2)), Role.WEIGHT)
B = matrix("b1", RNG.normal(size=(3, 1)), Role.BIAS)
A = matrix("x", RNG.normal(size=(2, 4)))
DZ = matrix("dz", RNG.normal(size=(3, 4)), Role.GRADIENT)
ETA = matrix("eta", 0.5, Role.NUMBER)


def loss(w, b):
    """A loss whose gradient over the layer's output is DZ."""
    return (DZ.values * (w @ A.values + b)).sum()


def slopes(function, at):
    """Central differences, number by number."""
    found = np.zeros(at.shape)
    for place in np.ndindex(at.shape):
        change = np.zeros(at.shape)
        change[place] = 1e-4
        found[place] = (function(at + change) - function(at - change)) / 2e-4
    return found


def test_the_gradients_are_those_of_finite_differences_and_one_step_goes_against_them():
    step = learned(DZ, with_ones(A), W, B, ETA)
    dw = slopes(lambda w: loss(w, B.values), W.values)
    db = slopes(lambda b: loss(W.values, b), B.values)

    np.testing.assert_allclose(step.weight_gradient.values, dw, atol=1e-7)
    np.testing.assert_allclose(step.bias_gradient.values, db, atol=1e-7)
    np.testing.assert_allclose(step.both.values, np.hstack([dw, db]), atol=1e-7)
    np.testing.assert_allclose(step.weight.values, W.values - 0.5 * dw, atol=1e-7)
    np.testing.assert_allclose(step.bias.values, B.values - 0.5 * db, atol=1e-7)


def test_what_belongs_together_is_named_alike():
    step = learned(DZ, with_ones(A), W, B, ETA)

    assert [m.name for m in step] == ["x_1", "dW1_both", "dW1", "db1", "W1_new", "b1_new"]
    assert [m.tex for m in step] == [
        r"\bar{x}", "G_{1}", r"\mathrm{d}W_{1}", r"\mathrm{d}b_{1}", "W_{1}'", "b_{1}'",
    ]  # fmt: skip
    assert (step.weight_gradient.of, step.bias_gradient.of) == (W, B)
    assert step.gradients == step[:4]
    assert step.new == step[4:]


def test_letters_and_accents_are_those_of_the_walkthrough():
    step = learned(DZ, with_ones(A), W, B, ETA, letter="E", accent="tilde")

    assert (step.both.tex, step.weight.tex) == ("E_{1}", r"\tilde{W}_{1}")
    sigma = matrix("bs", [[1]], Role.BIAS, r"\sigma_{2}")
    assert updated(sigma, ETA, gradient(relu(sigma), sigma), "hat").tex == r"\hat{\sigma}_{2}"


def test_nothing_passes_a_relu_that_was_off():
    z = matrix("z", [[1, -1], [0, 2]])
    a = relu(z).named("a", Role.HIDDEN)
    da, dz = behind_relu(matrix("d", [[3, 4], [5, -6]]) + z, a, z)

    assert (da.name, dz.name) == ("da", "dz")
    assert (da.of, dz.of) == (a, z)
    assert dz.values.tolist() == [[4, 0], [0, -4]]


def test_samples_that_differ_in_number_are_named_at_the_call():
    with pytest.raises(ValueError, match=r"outer: the 4 columns of d_z cannot meet the one column"):
        learned(DZ, with_ones(matrix("x", [[1], [2]])), W, B, ETA)


def test_once_more_computes_what_the_new_weights_make_and_leaves_the_rest():
    z = linear(W, A, B).named("z", Role.LINEAR)
    gram = (z.T @ z).named("gram", Role.SCORE, r"\Gamma", rows=Axis("sample"))
    other = relu(A).named("other", Role.HIDDEN)
    step = learned(DZ, with_ones(A), W, B, ETA)
    z_new, gram_new, same = once_more((z, gram, other), step.new)
    expected = step.weight.values @ A.values + step.bias.values

    np.testing.assert_allclose(z_new.values, expected)
    np.testing.assert_allclose(gram_new.values, expected.T @ expected)
    assert same is other
    assert (z_new.name, z_new.tex, z_new.role) == ("z_new", "z'", Role.LINEAR)
    assert (gram_new.tex, gram_new.rows) == (r"\Gamma'", gram.rows)
    assert gram_new.made.operands[1] is z_new
    assert once_more((W, z), step.new)[0] is step.weight
    (tilde,) = once_more((z,), step.new, "tilde")
    assert tilde.equation == r"\tilde{z} = W_{1}'\,x + b_{1}'"


def test_once_more_goes_through_longer_calculations_than_calls_can_be_nested():
    step = learned(DZ, with_ones(A), W, B, ETA)
    z = linear(W, A, B).named("z", Role.LINEAR)
    for k in range(2000):
        z = relu(z).named(f"z{k}", Role.LINEAR)
    (again,) = once_more((z,), step.new)
    expected = np.maximum(0, step.weight.values @ A.values + step.bias.values)
    np.testing.assert_array_equal(again.values, expected)
    assert again.name == "z1999_new"
