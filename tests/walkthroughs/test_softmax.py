"""Softmax: plain loops, SciPy, and the claims of the source."""

from fractions import Fraction
from math import exp

import numpy as np

from aibyhand import find

SOFTMAX = find("softmax")


def reference(given):
    """Every matrix of the exact lane by plain loops."""
    x = [[float(v) for v in row] for row in given["x"]]
    columns = range(len(x[0]))
    E = [[exp(v) for v in row] for row in x]
    Zs = [[sum(row[j] for row in E) for j in columns]]
    p = [[row[j] / Zs[0][j] for j in columns] for row in E]
    return {"E": E, "Zs": Zs, "p": p, "total": [[1.0 for _ in columns]]}


def test_it_agrees_with_scipy(need):
    special = need("scipy.special")
    trace = SOFTMAX.run_second()

    np.testing.assert_allclose(trace["p"].values, special.softmax(trace["x"].values, axis=0))


def test_with_powers_of_three_a_pencil_is_enough():
    powers = [Fraction(27), Fraction(3), Fraction(1), Fraction(1, 3), Fraction(1, 9)]
    shares = [float(power / sum(powers)) for power in powers]
    trace = SOFTMAX.run(lane="pencil")

    np.testing.assert_allclose(trace["Z3"].values, [[float(Fraction(283, 9))]])
    np.testing.assert_allclose(trace["p3"].values.ravel(), shares)


def test_two_scores_one_of_them_zero_are_a_sigmoid():
    trace = SOFTMAX.run(x=[[2], [0]])

    np.testing.assert_allclose(trace["p"].values[0, 0], 1 / (1 + exp(-2)))


def test_scores_too_far_for_a_power_are_shared_out_by_their_distance_to_the_largest():
    trace = find("softmax").run(x=[[1000, 1], [999, 0]])
    assert [m.name for m in trace.step(2).shows] == ["E_top", "E"]
    assert trace["E"].values[0].tolist() == [1, 1]
    np.testing.assert_allclose(trace["p"].values[0], [1 / (1 + np.exp(-1))] * 2)
