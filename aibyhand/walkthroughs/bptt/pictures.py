"""The ways back from every loss, and what is left of a number after many times."""

import numpy as np

from aibyhand.core import Matrix, Role, given
from aibyhand.pictures.curves import Curve, Curves, Points
from aibyhand.pictures.graph import Edge, Graph

MOST = 1e6  # a number on a curve: beside a larger one nothing else could be told apart


def ways(count: int) -> Graph:
    """States in a line, the loss of each below it, and the weight between them."""
    states = [f"h_{{{t}}}" for t in range(count + 1)]
    losses = [rf"\ell_{{{t}}}" for t in range(1, count + 1)]
    along = [Edge(t, t + 1, "w") for t in range(count)]
    down = [Edge(t, count + t, "v") for t in range(1, count + 1)]
    grid = [(t, 0) for t in range(count + 1)] + [(t, 1) for t in range(1, count + 1)]
    roles = (Role.HIDDEN,) * (count + 1) + (Role.ERROR,) * count
    return Graph("Against the arrows, from every loss to every w", (*states, *losses),
                 (*along, *down), directed=True, grid=tuple(grid), roles=roles)  # fmt: skip


def curves(factors: Matrix, back: Matrix, table: Matrix) -> tuple[Curves, ...]:
    """What shrinks and what grows, apart: beside the large numbers the small ones can't be seen."""
    size = np.abs(factors.values[:, 0])
    if np.abs(table.values).max() > MOST:
        return ()
    drawn = []
    for title, chosen in (("It vanishes", size < 1), ("It explodes", size > 1)):
        curves = []
        for n in np.flatnonzero(chosen):
            row = given("row", table.values[n : n + 1], Role.LINEAR)
            curves.append(Curve(f"factor {n + 1}", Points(back, row), Points(back, row)))
        if curves:
            drawn.append(Curves(title, tuple(curves), "times back", y_label="what is left"))
    return tuple(drawn)
