"""Superposition: more features than neurons, each of them a direction."""

from collections.abc import Iterator
from functools import partial
from itertools import product

import numpy as np

from aibyhand.core.matrix import Matrix, given
from aibyhand.core.numbers import Array, number
from aibyhand.core.op import Axis
from aibyhand.core.role import Role
from aibyhand.ops import (
    beside,
    columns_of,
    difference,
    directions,
    linear,
    mean_of_columns,
    relu,
    sum_columns,
    take,
)
from aibyhand.pictures.curves import Curve, Curves, Points
from aibyhand.pictures.plane import Plane
from aibyhand.walk import Claim, Step, Trace, Walkthrough, WrongTurn

FEATURES = Axis("feature", "{letter}")
SAMPLES = Axis("sample", "{n}")

# fmt: off
GIVEN = (
    given(
        "W", [[1, 0, -1, 0], [0, 1, 0, -1]], Role.WEIGHT, columns=FEATURES,
        sizes="neurons × features"
    ),
    given(
        "X", [[1, 0, 0, 1, 1], [0, 2, 0, 1, 0], [0, 0, 3, 0, 1], [0, 0, 0, 0, 0]], Role.INPUT,
        rows=FEATURES, columns=SAMPLES, sizes="features × samples"
    ),
    given("n", 5, Role.NUMBER),
    given("b", np.full((5, 1), -0.31), Role.BIAS, sizes="features × 1"),
    given(
        "V", [[1, 0, 0, 0], [0, 1, 0, 0]], Role.WEIGHT, columns=FEATURES, sizes="kept × features"
    ),
)
# fmt: on

# The pentagon: every feature alone, then two neighbours, then two that are no neighbours.
ALONE = given(
    "X",
    np.hstack([np.eye(5), [[1, 1], [1, 0], [0, 1], [0, 0], [0, 0]]]),
    Role.INPUT,
    rows=FEATURES,
    columns=SAMPLES,
    sizes="features × samples",
)

# Every pattern of four features that are on or off, by the number of those that are on.
PATTERNS = sorted(product((0, 1), repeat=4), key=lambda on: (sum(on), [-one for one in on]))
ALL = given("X", np.transpose(PATTERNS), Role.INPUT, rows=FEATURES, sizes="features × samples")


def steps(W: Matrix, X: Matrix) -> Iterator[Step]:
    """Look at the directions, squeeze the features through the neurons, and get them back."""
    yield Step("Given", "Write the features below each other, a sample in every column.", (X, W))
    says = "Read every column of the weights as the direction of one feature."
    yield Step("Directions", says, (W,), _drawn("The directions of the features", W))
    G = _interference(W)
    yield Step("Interference", "Multiply the directions, transposed, by themselves.", (G,))
    H = (W @ X).named("H", Role.HIDDEN)
    drawn = _drawn("Directions, and where the samples fall", W, X, H)
    yield Step(
        "Encode", "Multiply the samples by the weights: a number for each neuron.", (H,), drawn
    )
    R = (W.T @ H).named("R", Role.LINEAR)
    yield Step("Decode", "Multiply by the same weights, transposed.", (R,))
    Y = relu(R).named("Y", Role.OUTPUT)
    yield Step("ReLU", "Make every negative number zero.", (Y,))
    yield Step("Compare", "Subtract what went in from what came out.", (_error(Y, X),))


def pentagon(n: Matrix, X: Matrix, b: Matrix) -> Iterator[Step]:
    """Directions evenly around a circle, and a bias that cuts what neighbours add."""
    yield Step("Given", "Write down the samples.", (X, b, n))
    W = directions(n).named("W", Role.WEIGHT, columns=FEATURES)
    yield Step("Directions", "Go around the circle.", (W,), _drawn("Five directions", W))
    yield Step("Interference", "Multiply the directions by themselves.", (_interference(W),))
    H = (W @ X).named("H", Role.HIDDEN)
    yield Step("Encode", "Multiply by the weights.", (H,))
    R = linear(W.T, H, b).named("R", Role.LINEAR)
    yield Step("Decode", "Multiply by the weights, transposed, and add the bias.", (R,))
    Y = relu(R).named("Y", Role.OUTPUT)
    yield Step("ReLU and compare", "Cut, and subtract what went in.", (Y, _error(Y, X)))


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


def _interference(W: Matrix) -> Matrix:
    return (W.T @ W).named("G", Role.SCORE)


def _error(Y: Matrix, X: Matrix, end: str = "") -> Matrix:
    return difference(Y, X).named(f"err{end}", Role.ERROR, f"E_{end}" if end else "E")


def _mean_losses(X: Matrix, W: Matrix, end: str) -> Matrix:
    """Squeeze and get back, add up the squared errors, and take means over patterns as full."""
    H = (W @ X).named(f"H{end}", Role.HIDDEN)
    R = (W.T @ H).named(f"R{end}", Role.LINEAR)
    E = _error(relu(R).named(f"Y{end}", Role.OUTPUT), X, end)
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


def _drawn(
    title: str, W: Matrix, X: Matrix | None = None, H: Matrix | None = None
) -> tuple[Plane, ...]:
    """Draw the directions, and the samples if there are any, where there are two neurons."""
    if W.shape[0] != 2:
        return ()
    names = tuple(FEATURES.label(j) for j in range(W.shape[1]))
    if X is None or H is None:
        return (Plane(title, (W,), names, grows=True),)
    samples = tuple(f"{SAMPLES.label(k)}: {_said(x)}" for k, x in enumerate(X.values.T))
    return (Plane(title, (W,), names, (H,), samples),)


def _said(sample: Array) -> str:
    """Say which features are active in a sample, such as A+2B."""
    parts = [
        ("" if v == 1 else number(float(v), 0 if v == round(v) else 1)) + FEATURES.label(i)
        for i, v in enumerate(sample)
        if v
    ]
    return "+".join(parts) if 0 < len(parts) < 4 else f"{len(parts)} features"


def _without_opposites(trace: Trace) -> bool:
    """Samples in which no two opposite features are active come back as they were."""
    opposite = trace["G"].values < 0
    x = trace["X"].values
    free = [j for j in range(x.shape[1]) if not x[:, j] @ opposite @ x[:, j]]
    return bool(free) and np.array_equal(trace["Y"].values[:, free], x[:, free])


def _every_feature_alone(trace: Trace) -> bool:
    alone = 7 * np.eye(trace["W"].shape[1])
    return np.array_equal(walkthrough.run(W=trace["W"], X=alone)["Y"].values, alone)


walkthrough = Walkthrough(
    slug="superposition",
    title="Superposition",
    question="How can two neurons hold four features?",
    given=GIVEN,
    steps=steps,
    part="basics",
    minutes=20,
    variants=(
        ("pentagon", partial(pentagon, X=ALONE)),
        ("patterns", partial(patterns, X=ALL)),
    ),
    second=(
        ("W", [[1, -0.5, 0, 2, -1], [0.5, 1, -2, 0, 1], [-1, 0.5, 1, 1, -0.5]]),  # 3 neurons × 5
        ("X", [[1, 0, 2, 0], [0, 1.5, 0, 1], [2, 0, 0, 0.5], [0, 0, 1, 2], [0, 3, 0, 1]]),
    ),
    claims=(
        Claim(
            "Every direction has length 1: the diagonal of G holds ones, and they add up to the "
            "number of features.",
            lambda t: (
                np.trace(t["G"].values) == t["W"].shape[1]
                and bool((np.diag(t["G"].values) == 1).all())
            ),
        ),
        Claim(
            "All four rows of G are made from two, as many as there are neurons (its rank).",
            lambda t: np.linalg.matrix_rank(t["G"].values) == t["W"].shape[0],
        ),
        Claim("One active feature, whatever its size, comes back as it was.", _every_feature_alone),
        Claim(
            "So does every sample in which no two opposite features are active together.",
            _without_opposites,
        ),
    ),
    wrong_turns=(
        WrongTurn(
            "Stopping before the ReLU",
            "Then every active feature leaves its negative at the opposite one, and a sample of "
            "one feature looks like two.",
            lambda t: take(t["R"]).named("wrong", Role.OUTPUT, r"\bar{Y}"),
            "Y",
        ),
        WrongTurn(
            "A ReLU on the neurons",
            "A neuron's negative half is a feature of its own here. Cut there, C and D could "
            "never come back.",
            lambda t: (t["W"].T @ relu(t["H"]).named("wrong_H", Role.HIDDEN, r"\bar{H}")).named(
                "wrong", Role.LINEAR, r"\bar{R}"
            ),
            "R",
        ),
    ),
)
