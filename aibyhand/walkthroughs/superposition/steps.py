"""Superposition: squeeze the features through the neurons, and get them back."""

from collections.abc import Iterator

from aibyhand.core import Matrix, Role
from aibyhand.core.numbers import Array, number
from aibyhand.ops import difference, relu
from aibyhand.pictures.plane import Plane
from aibyhand.walk import Step
from aibyhand.walkthroughs.superposition.given import FEATURES, SAMPLES


def steps(W: Matrix, X: Matrix) -> Iterator[Step]:
    """Look at the directions, squeeze the features through the neurons, and get them back."""
    yield Step("Given", "Write the features below each other, a sample in every column.", (X, W))
    says = "Read every column of the weights as the direction of one feature."
    yield Step("Directions", says, (W,), planes("The directions of the features", W))
    G = interference(W)
    yield Step("Interference", "Multiply the directions, transposed, by themselves.", (G,))
    H = (W @ X).named("H", Role.HIDDEN)
    drawn = planes("Directions, and where the samples fall", W, X, H)
    yield Step(
        "Encode", "Multiply the samples by the weights: a number for each neuron.", (H,), drawn
    )
    R = (W.T @ H).named("R", Role.LINEAR)
    yield Step("Decode", "Multiply by the same weights, transposed.", (R,))
    Y = relu(R).named("Y", Role.OUTPUT)
    yield Step("ReLU", "Make every negative number zero.", (Y,))
    yield Step("Compare", "Subtract what went in from what came out.", (error(Y, X),))


def interference(W: Matrix) -> Matrix:
    return (W.T @ W).named("G", Role.SCORE)


def error(Y: Matrix, X: Matrix, end: str = "") -> Matrix:
    return difference(Y, X).named(f"err{end}", Role.ERROR, f"E_{end}" if end else "E")


def planes(
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
