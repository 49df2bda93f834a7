"""Support vector machine: plain loops, SciPy on the dual, and scikit-learn's numbers."""

import numpy as np
import pytest
from hypothesis import given, strategies
from scipy.optimize import linprog, minimize
from scipy.spatial.distance import cdist

from aibyhand import find

SVM = find("svm")
BOTH = [SVM.run(), SVM.run_second()]
SETS = pytest.mark.parametrize("trace", BOTH, ids=["given", "second"])


def listed(value):
    return [[float(v) for v in row] for row in np.atleast_2d(value)]


def columns(value):
    return [list(column) for column in zip(*listed(value), strict=True)]


def dot(a, b):
    return sum(p * q for p, q in zip(a, b, strict=True))


def away(a, b):
    return sum((p - q) ** 2 for p, q in zip(a, b, strict=True))


def side(v):
    return (v > 0) - (v < 0)


def reference(given):
    """Compute every matrix point by point, with plain loops."""
    points, new = columns(given["X"]), columns(given["test"])
    (y,), (alpha,), ((price,),) = (listed(given[name]) for name in ("y", "alpha", "C"))
    s = [a * c for a, c in zip(alpha, y, strict=True)]
    w = [sum(v * at[k] for v, at in zip(s, points, strict=True)) for k in range(len(points[0]))]
    u = [a * (price - a) for a in alpha]
    n = u.index(max(u))
    b = y[n] - dot(w, points[n])
    f = [dot(w, at) + b for at in points]
    m = [c * v for c, v in zip(y, f, strict=True)]
    xi = [1 - v if v < 1 else 0.0 for v in m]
    length = dot(w, w) ** 0.5
    gram = [[dot(a, b) for b in points] for a in points]
    e = sum(s[i] * gram[i][j] * s[j] for i in range(len(s)) for j in range(len(s)))
    to_new = [[dot(a, b) for b in new] for a in points]
    ft = [sum(v * row[j] for v, row in zip(s, to_new, strict=True)) + b for j in range(len(new))]
    found = {
        "s": s, "balance": sum(s), "w": [[v] for v in w], "u": u, "n": n,
        "xn": [[v] for v in points[n]], "yn": y[n], "zn": dot(w, points[n]), "b": b,
        "f": f, "m": m, "xi": xi, "length": length, "width": 2 / length,
        "half": dot(w, w) / 2, "slip": sum(xi), "primal": dot(w, w) / 2 + price * sum(xi),
        "G": gram, "total": sum(alpha), "g": [dot(w, at) for at in points], "e": e,
        "dual": sum(alpha) - e / 2, "Gt": to_new, "ft": ft,
        "fw": [dot(w, at) + b for at in new], "ct": list(map(side, ft)),
    }  # fmt: skip
    return {name: np.atleast_2d(v) for name, v in (found | kernel(given)).items()}


def kernel(given):
    """The part without a line, point by point."""
    days = columns(given["P"])
    both = days + columns(given["testp"])
    (y,), (alpha,), ((unit,),) = (listed(given[name]) for name in ("yp", "alphap", "unit"))
    s = [a * c for a, c in zip(alpha, y, strict=True)]
    mixed = [[sum(v * at[k] for v, at in zip(s, days, strict=True))] for k in range(len(days[0]))]
    squares = [[away(a, b) for b in both] for a in days]
    near = [[0.5 ** (v / unit) for v in row] for row in squares]
    score = [dot(s, column) for column in zip(*near, strict=True)]
    found = {"sp": s, "wp": mixed, "D": squares, "K": near}
    return found | {"fz": score, "cz": list(map(side, score))}


def solved(near, y, price):
    """The multipliers of the largest dual value, by sequential quadratic programming."""
    signed = np.outer(y, y) * near
    found = minimize(
        lambda a: a @ signed @ a / 2 - a.sum(), np.full(y.size, min(price, 1) / 2),
        jac=lambda a: signed @ a - 1, bounds=[(0, price)] * y.size, method="SLSQP",
        constraints={"type": "eq", "fun": lambda a: a @ y, "jac": lambda a: y},
        options={"ftol": 1e-14, "maxiter": 500},
    )  # fmt: skip
    assert found.success
    return found.x


@SETS
def test_the_multipliers_are_those_that_scipy_finds(trace):
    X, y, price = (trace[name].values for name in ("X", "y", "C"))
    alpha = solved(X.T @ X, y[0], price.item())

    np.testing.assert_allclose(alpha, trace["alpha"].values[0], atol=1e-5)


@SETS
def test_every_value_but_the_kernels_is_right_on_both_sets(trace):
    for claim in SVM.claims[:5]:
        assert claim.holds(trace), claim.sentence


def test_the_line_and_both_values_as_scikit_learn_found_them():
    """scikit-learn 1.9.1, SVC(kernel="linear", C=1): the same line, to five decimals."""
    trace = BOTH[0]

    assert trace["w"].values.tolist() == [[0.5], [-1.5]]
    assert trace["b"].values.item() == 2.5
    assert trace["f"].values.tolist() == [[1, 3.5, 0.5, -1, -0.5, -3.5]]
    assert trace["xi"].values.tolist() == [[0, 0, 0.5, 0, 0.5, 0]]
    assert round(trace["width"].values.item(), 3) == 1.265
    assert (trace["primal"].values.item(), trace["dual"].values.item()) == (2.25, 2.25)
    assert trace["ft"].values.tolist() == [[1, -1.5]]
    assert trace["ct"].values.tolist() == [[1, -1]]


def test_with_the_kernel_scipy_finds_fours_and_scikit_learn_no_bias():
    """SVC(kernel="rbf", gamma=ln(2)/4, C=1e6) on the four points: multipliers 4, bias 0."""
    trace = BOTH[0]
    points, y = trace["P"].values, trace["yp"].values[0]
    near = np.exp(-np.log(2) / 4 * cdist(points.T, points.T) ** 2)

    np.testing.assert_allclose(near, trace["K"].values[:, :4])
    np.testing.assert_allclose(solved(near, y, 1e6), trace["alphap"].values[0], atol=1e-4)
    own, after = trace["fz"].values[0, :4], trace["fz"].values[0, 4:]
    assert own.tolist() == y.tolist()
    np.testing.assert_allclose(after, [0.875, -0.875, 0.10595703125], atol=1e-12)
    assert trace["cz"].values.tolist() == [[1, -1, -1, 1, 1, -1, 1]]


def separable(points, y):
    """Is there a line with every point beyond its margin? Linear programming says it."""
    rows = -y[:, None] * np.hstack([points.T, np.ones((y.size, 1))])
    free = [(None, None)] * rows.shape[1]
    return linprog(np.zeros(rows.shape[1]), rows, -np.ones(y.size), bounds=free).status == 0


def test_no_line_parts_the_four_days_and_one_parts_the_messages():
    trace = BOTH[0]
    X, y, P, yp = (trace[name].values for name in ("X", "y", "P", "yp"))

    assert not separable(P, yp[0])
    assert separable(X, y[0])


@given(strategies.integers(0, 2**32 - 1))
def test_no_line_has_a_lower_primal_value(seed):
    trace, rng = BOTH[0], np.random.default_rng(seed)
    w = trace["w"].values + rng.normal(size=(2, 1)) * rng.choice([0.01, 1])
    b = trace["b"].values + rng.normal() * rng.choice([0.01, 1])
    margins = trace["y"].values * (w.T @ trace["X"].values + b)
    value = (w * w).sum() / 2 + trace["C"].values.item() * np.maximum(0, 1 - margins).sum()

    assert value >= trace["dual"].values.item() - 1e-12


def test_the_margins_are_as_far_apart_as_the_width_says():
    """Measured between D and the line through A that has its direction."""
    trace = BOTH[0]
    w, X = trace["w"].values[:, 0], trace["X"].values
    across = (X[:, 0] - X[:, 3]) @ w / np.hypot(*w)

    np.testing.assert_allclose(across, trace["width"].values.item())


def test_points_outside_of_the_margin_can_be_left_out():
    """As the page's reply says: without B and F the line is the same."""
    trace = BOTH[0]
    keep = [0, 2, 3, 4]
    less = {name: trace[name].values[:, keep] for name in ("X", "y", "alpha")}
    again = SVM.run(**less)

    for name in ("w", "b", "primal", "dual", "ct"):
        assert again[name].values.tolist() == trace[name].values.tolist(), name
    X, y = less["X"], less["y"][0]
    np.testing.assert_allclose(solved(X.T @ X, y, 1.0), less["alpha"][0], atol=1e-5)


@pytest.mark.parametrize("price", [2, 100])
def test_at_twice_the_price_no_message_has_slack_and_more_changes_nothing(price):
    """As the page says of its variant; the numbers are SciPy's."""
    trace, dear = BOTH[0], SVM.run(variant="dear")
    X, y = trace["X"].values, trace["y"].values[0]

    np.testing.assert_allclose(solved(X.T @ X, y, price), dear["alpha"].values[0], atol=1e-4)
    assert dear["w"].values.tolist() == [[1], [-2]]
    assert dear["b"].values.item() == 3
    assert dear["m"].values.tolist() == [[1, 5, 1, 1, 1, 5]]
    assert dear["primal"].values.item() == dear["dual"].values.item() == 2.5
    assert dear["width"].values < trace["width"].values


def test_pictures_need_two_features_and_numbers_that_fit_on_a_plane():
    assert [s.number for s in BOTH[0].steps if s.draws] == [10, 16, 19]
    assert [s.number for s in BOTH[1].steps if s.draws] == [19]
    far = SVM.run(P=[[1e7, 1, -1, -1], [1, -1, 1, -1]])
    assert [s.number for s in far.steps if s.draws] == [10, 16]


def test_the_field_shows_four_quarters():
    """Positive where both numbers have one sign, and zero on the axes."""
    (drawn,) = BOTH[0].step(19).draws
    (across, up), (score,) = drawn.field.points.values, drawn.field.classes.values

    assert (np.sign(np.round(score, 12)) == np.sign(across * up)).all()
