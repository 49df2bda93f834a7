"""What independent references are made of: plain loops, and slopes that are measured."""

from collections.abc import Callable, Mapping

import numpy as np

from aibyhand.core.numbers import Array


def affine(weight, x, bias) -> Array:
    """Multiply and add, cell by cell."""
    rows, inner, columns = len(weight), len(x), len(x[0])
    return np.array([
        [sum(weight[i][k] * x[k][j] for k in range(inner)) + bias[i][0] for j in range(columns)]
        for i in range(rows)
    ])  # fmt: skip


def clipped(z) -> Array:
    """Make every negative number zero, cell by cell."""
    return np.array([[v if v > 0 else 0.0 for v in row] for row in z])


def slopes(
    loss: Callable[[Mapping[str, Array]], float], g: Mapping[str, Array], name: str, step: float
) -> Array:
    """Measure the central difference of the loss for every number of one matrix."""
    found = np.zeros(np.shape(g[name]))
    for at in np.ndindex(found.shape):
        ends = []
        for sign in (1, -1):
            moved = np.array(g[name], float)
            moved[at] += sign * step
            ends.append(loss({**g, name: moved}))
        found[at] = (ends[0] - ends[1]) / (2 * step)
    return found
