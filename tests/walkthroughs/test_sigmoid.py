"""Sigmoid: plain loops, SciPy, and softmax of a score and a zero."""

from math import exp

import numpy as np

from aibyhand import find

SIGMOID = find("sigmoid")


def reference(given):
    """Every matrix of the exact lane by plain loops."""
    (x,) = [[float(v) for v in row] for row in given["x"]]
    xs = [[float(v) for v in row] for row in given["xs"]]
    powers = [exp(v) for v in x]
    Z = [power + 1 for power in powers]
    shares = [power / total for power, total in zip(powers, Z, strict=True)]
    return {
        "Ea": [powers],
        "E": [powers, [1.0] * len(x)],
        "Z": [Z],
        "p": [shares, [1 / total for total in Z]],
        "s": [[1 / (1 + exp(-v)) for v in x]],
        "s_table": [[1 / (1 + exp(-v)) for v in row] for row in xs],
    }


def test_it_agrees_with_scipy(need):
    special = need("scipy.special")
    for trace in (SIGMOID.run(), SIGMOID.run_second()):
        np.testing.assert_allclose(trace["s"].values, special.expit(trace["x"].values))
        np.testing.assert_allclose(trace["s_table"].values, special.expit(trace["xs"].values))
        two = np.vstack([trace["x"].values, np.zeros_like(trace["x"].values)])
        np.testing.assert_allclose(trace["p"].values, special.softmax(two, axis=0))


def test_it_is_the_softmax_page_with_a_zero():
    of_two = find("softmax").run(x=[[2], [0]], lane="exact")
    np.testing.assert_allclose(SIGMOID.run(lane="exact")["p"].values, of_two["p"].values)


def test_by_hand_one_decimal_is_kept():
    # Rounded by hand: 0.0180, 0.0474, 0.2689, 0.5, 0.7311, 0.9526, 0.9820.
    table = SIGMOID.run(lane="pencil")["s_table"].values.ravel()
    np.testing.assert_allclose(table, [0, 0, 0.3, 0.5, 0.7, 1, 1])
