"""The times in rows of three, and states as curves."""

import numpy as np

from aibyhand.core import Matrix, Role, given
from aibyhand.pictures.curves import Curve, Curves, Points
from aibyhand.pictures.graph import Edge, Graph

BACK = 3  # how many times a skip connection leaps over
FARTHEST = 1e6  # a number on a curve: beside a larger one nothing else could be told apart


def grid_of_times(count: int) -> Graph:
    """The times in rows of three: a step leads to the next one, a leap straight down."""
    nodes = tuple(f"{t + 1}" for t in range(count))
    edges = [Edge(t, t + 1, "w" if t % BACK < BACK - 1 else "") for t in range(count - 1)]
    edges += [Edge(t, t + BACK, "s") for t in range(count - BACK)]
    grid = tuple((t % BACK, t // BACK) for t in range(count))
    return Graph("From the first time to the last", nodes, tuple(edges), directed=True, grid=grid,
                 roles=(Role.HIDDEN,) * count)  # fmt: skip


def drawn(title: str, *lines: tuple[str, Matrix]) -> tuple[Curves, ...]:
    if any(np.abs(m.values).max() > FARTHEST for _, m in lines):
        return ()
    curves = []
    for label, m in lines:
        at = given("t", [range(1, m.shape[1] + 1)], Role.NUMBER)
        curves.append(Curve(label, Points(at, m), Points(at, m)))
    return (Curves(title, tuple(curves), "time", y_label="state"),)


def rows_drawn(title: str, lines: list[tuple[str, Matrix, int]]) -> tuple[Curves, ...]:
    rows = [(label, given("line", [m.values[n].tolist()], Role.HIDDEN)) for label, m, n in lines]
    return drawn(title, *rows)
