"""Groups, a direction, baskets: loops, NumPy's eigenvectors, and every way to group six."""

from itertools import product

import numpy as np
from contracts.refuted import plus, to

from aibyhand import notes

TRACE = notes.find("ways-of-learning").run()
REFUTED = {
    "After two rounds no customer changes the centre any more.": [
        {"C2": plus(20)}, {"to2": to(1, 0, 0)},
    ],
    "The direction is stretched and not turned.": [{"stretch": plus(1)}],
    "What is better on seen examples is worse on new ones.": [
        {"right_new": to(0.9)}, {"right_seen": to(0.8)},
    ],
}  # fmt: skip


def once(points, centres):
    """One round of k-means: distances, whom each point belongs to, sums, counts, new centres."""
    far = [[sum((a - b) ** 2 for a, b in zip(c, p, strict=True)) for p in points] for c in centres]
    to_ = [min(range(len(centres)), key=lambda c: far[c][n]) for n in range(len(points))]
    groups = [[p for p, c in zip(points, to_, strict=True) if c == k] for k in range(len(centres))]
    sums = [[sum(values) for values in zip(*group, strict=True)] for group in groups]
    counts = [len(group) for group in groups]
    return far, to_, sums, counts, [[v / n for v in s] for s, n in zip(sums, counts, strict=True)]


def columns(rows):
    return [list(column) for column in zip(*rows, strict=True)]


def reference(given):
    g = {name: np.asarray(values, float) for name, values in given.items()}
    points, centres, found = columns(g["X"].tolist()), columns(g["C0"].tolist()), {}
    for n in (1, 2):
        far, to_, sums, counts, centres = once(points, centres)
        M = [[float(t == k) for t in to_] for k in range(len(centres))]
        found |= {
            f"far{n}": far, f"near{n}": [[-v for v in row] for row in far], f"to{n}": [to_],
            f"M{n}": M, f"Mt{n}": columns(M), f"total{n}": columns(sums), f"count{n}": [counts],
            f"C{n}": columns(centres),
        }  # fmt: skip
    D, v, B = g["D"], g["v"], g["B"]
    spread = sum(np.outer(point, point) for point in D.T)
    many = g["many"].item()
    together = [[sum(a * b for a, b in zip(r, s, strict=True)) for s in B] for r in B]
    sold = [sum(row) for row in B]
    return found | {
        "sums": spread, "cov": spread / many, "times_v": spread @ v / many,
        "stretch": spread @ v / many / v, "along": v.T @ D, "together": together,
        "sold": [[n] for n in sold], "share": [[n / g["baskets"].item()] for n in sold],
        "given_row": [[n / sold[i] for n in row] for i, row in enumerate(together)],
        "gap": g["right_seen"] - g["right_new"],
    }  # fmt: skip


def spread_of(points, labels):
    groups = [points[:, np.array(labels) == k] for k in (0, 1)]
    return sum(((g - g.mean(axis=1, keepdims=True)) ** 2).sum() for g in groups if g.size)


def test_no_other_two_groups_are_closer_together():
    X, found = TRACE["X"].values, TRACE["to2"].values[0]
    best = min(spread_of(X, labels) for labels in product((0, 1), repeat=6))
    assert spread_of(X, found) == best


def test_the_direction_is_the_largest_eigenvector():
    values, vectors = np.linalg.eigh(TRACE["cov"].values)
    assert np.isclose(values[-1], TRACE["stretch"].values[0, 0])
    ours = TRACE["v"].values[:, 0] / np.linalg.norm(TRACE["v"].values)
    assert np.isclose(abs(vectors[:, -1] @ ours), 1)


def test_the_numbers_that_were_worked_by_hand():
    assert TRACE["to1"].values.tolist() == [[0, 1, 0, 1, 1, 1]]
    assert TRACE["to2"].values.tolist() == [[0, 0, 0, 1, 1, 1]]
    assert TRACE["C2"].values.tolist() == [[4 / 3, 7], [4 / 3, 5]]
    assert TRACE["given_row"].values[1].tolist() == [1, 1, 1 / 3]
