"""Five features evenly around a circle, and the mean losses of every pattern of four."""

from collections.abc import Iterator

import numpy as np

from aibyhand.core import Axis, Matrix, Role, given
from aibyhand.core.numbers import Array
from aibyhand.ops import beside, columns_of, directions, linear, mean_of_columns, relu, sum_columns
from aibyhand.pictures.curves import Curve, Curves, Points
from aibyhand.walk import Step
from aibyhand.walkthroughs.superposition.given import FEATURES
from aibyhand.walkthroughs.superposition.steps import error, interference, planes


def pentagon(n: Matrix, X: Matrix, b: Matrix) -> Iterator[Step]:
    """Directions evenly around a circle, and a bias that cuts what neighbours add."""
    yield Step("Given", "Write down the samples.", (X, b, n))
    W = directions(n).named("W", Role.WEIGHT, columns=FEATURES)
    yield Step("Directions", "Go around the circle.", (W,), planes("Five directions", W))
    yield Step("Interference", "Multiply the directions by themselves.", (interference(W),))
    H = (W @ X).named("H", Role.HIDDEN)
    yield Step("Encode", "Multiply by the weights.", (H,))
    R = linear(W.T, H, b).named("R", Role.LINEAR)
    yield Step("Decode", "Multiply by the weights, transposed, and add the bias.", (R,))
    Y = relu(R).named("Y", Role.OUTPUT)
    yield Step("ReLU and compare", "Cut, and subtract what went in.", (Y, error(Y, X)))


def patterns(X: Matrix, W: Matrix, V: Matrix) -> Iterator[Step]:
    """The mean loss for every number of features that are on: four directions, or two kept."""
    yield Step("Given", "Write down every pattern.", (X, W, V))
    L = _mean_losses(X, W, "")
    yield Step("Four directions", "Add up the squares, and take the means.", (L,))
    K = _mean_losses(X, V, "v")
    active = given("active", np.unique(_active(X)), Role.NUMBER)
    curves = [
        Curve(label, Points(active, means), Points(active, means))
        for label, means in (("superposed", L), ("two kept", K))
    ]
    drawn = Curves("Mean loss", tuple(curves), "number of features that are on")
    yield Step("Two kept", "Do the same with two features kept.", (K,), (drawn,))


def _mean_losses(X: Matrix, W: Matrix, end: str) -> Matrix:
    """Squeeze and get back, add up the squared errors, and take means over patterns as full."""
    H = (W @ X).named(f"H{end}", Role.HIDDEN)
    R = (W.T @ H).named(f"R{end}", Role.LINEAR)
    E = error(relu(R).named(f"Y{end}", Role.OUTPUT), X, end)
    S = (E * E).named(f"S{end}", Role.ERROR)
    e = sum_columns(S).named(f"e{end}", Role.ERROR)
    counts, first = np.unique(_active(X), return_index=True)
    means = []
    for on, start, stop in zip(counts, first, [*first[1:], X.shape[1]], strict=True):
        some = columns_of(e, int(start) + 1, int(stop))
        some = some.named(f"e{end}_{on}", Role.ERROR, f"e_{{{end}{on}}}")
        mean = mean_of_columns(some)
        means.append(mean.named(f"L{end}_{on}", Role.ERROR, f"L_{{{end}{on}}}"))
    columns = Axis("number of features on", words=tuple(f"{on} on" for on in counts))
    return beside(*means).named(f"L{end}", Role.ERROR, columns=columns)


def _active(X: Matrix) -> Array:
    """How many features are on in each column; the columns need to be in that order."""
    on = np.asarray(np.count_nonzero(X.values, axis=0))
    if (np.diff(on) < 0).any():
        raise ValueError("superposition: the columns of X need to be in the order of features on")
    return on
