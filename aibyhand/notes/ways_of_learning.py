"""Learning without labels: two rounds of k-means, one principal component, and baskets."""

from collections.abc import Iterator

import numpy as np

from aibyhand.core import Axis, Matrix, Role, given
from aibyhand.ops import likeliest, one_hot, squared_distances, sum_columns, sum_rows
from aibyhand.pictures.plane import Plane
from aibyhand.walk import Claim, Step, Trace, Walkthrough

CUSTOMERS, CENTRES = Axis("customer", "{letter}"), Axis("centre", "c{n}")
POINTS = Axis("point", "p{n}")
GOODS = Axis("goods", words=("bread", "milk", "jam"))
BASKETS = Axis("basket", "b{n}")

# fmt: off
GIVEN = (
    given("X", [[1, 2, 1, 6, 7, 8], [1, 1, 2, 5, 6, 4]], Role.INPUT, columns=CUSTOMERS),
    given("C0", [[1, 2], [1, 1]], Role.MEAN, "C_0", columns=CENTRES),
    given("D", [[-2, -1, 1, 2], [-1, -2, 2, 1]], Role.INPUT, columns=POINTS),
    given("many", 4, Role.NUMBER, "n"),
    given("v", [[1], [1]], Role.WEIGHT),
    given("B", [[1, 1, 1, 0, 1], [1, 1, 0, 0, 1], [0, 1, 0, 1, 0]], Role.INPUT, rows=GOODS,
          columns=BASKETS),
    given("baskets", 5, Role.NUMBER, r"\mathit{all}"),
    given("right_seen", [[1.0, 0.9]], Role.NUMBER, "s"),
    given("right_new", [[0.6, 0.85]], Role.NUMBER, "t"),
)
# fmt: on


def steps(
    X: Matrix, C0: Matrix, D: Matrix, many: Matrix, v: Matrix, B: Matrix, baskets: Matrix,
    right_seen: Matrix, right_new: Matrix,
) -> Iterator[Step]:  # fmt: skip
    """Group six customers, find a direction for four points, count what is bought together."""
    first = _round(X, C0, 1)
    yield Step("First round", "Give every customer to the nearest centre, and move the centres.",
               first)  # fmt: skip
    second = _round(X, first[-1], 2)
    centres = second[-1]
    names = tuple(CUSTOMERS.label(n) for n in range(X.shape[1]))
    drawn = Plane("Customers, and the centres after two rounds", (), (), (X, centres),
                  (*names, "c1", "c2"))  # fmt: skip
    yield Step("Second round", "Do the same with the new centres.", second, (drawn,))

    sums = (D @ D.T).named("sums", Role.SCORE, r"D D^\top")
    cov = (sums / many).named("cov", Role.SCORE, "S")
    times_v = (cov @ v).named("times_v", Role.OUTPUT, "S v")
    stretch = (times_v / v).named("stretch", Role.OUTPUT, r"\lambda")
    along = (v.T @ D).named("along", Role.OUTPUT, r"v^\top D", columns=POINTS)
    yield Step("One direction", "Multiply the spread by a direction, and see how it stretches.",
               (sums, cov, times_v, stretch, along))  # fmt: skip

    together = (B @ B.T).named("together", Role.OUTPUT, "N", rows=GOODS, columns=GOODS)
    sold = sum_rows(B).named("sold", Role.OUTPUT, "b", rows=GOODS)
    given_row = (together / sold).named("given_row", Role.PROBABILITY, "P", rows=GOODS,
                                        columns=GOODS)  # fmt: skip
    share = (sold / baskets).named("share", Role.PROBABILITY, "p", rows=GOODS)
    yield Step("Baskets", "Count what is bought together, and divide by what is bought.",
               (together, sold, given_row, share))  # fmt: skip
    gap = (right_seen - right_new).named("gap", Role.ERROR, "g")
    yield Step("Seen and new", "Subtract what is right on new examples from what is on old ones.",
               (right_seen, right_new, gap))  # fmt: skip


def _round(X: Matrix, C: Matrix, n: int) -> tuple[Matrix, ...]:
    """Distances to the centres, the nearest one of each, and the mean of each one's customers."""
    far = squared_distances(C, X).named(f"far{n}", Role.SCORE, f"F_{n}", rows=CENTRES,
                                        columns=CUSTOMERS)  # fmt: skip
    near = (-far).named(f"near{n}", Role.SCORE, f"-F_{n}", rows=CENTRES, columns=CUSTOMERS)
    to = likeliest(near).named(f"to{n}", Role.NUMBER, f"t_{n}", columns=CUSTOMERS)
    M = one_hot(to, C.shape[1]).named(f"M{n}", Role.NUMBER, f"M_{n}", rows=CENTRES,
                                      columns=CUSTOMERS)  # fmt: skip
    total = (X @ M.T).named(f"total{n}", Role.NUMBER, f"T_{n}", columns=CENTRES)
    count = sum_columns(M.T.named(f"Mt{n}", Role.NUMBER, rf"M_{n}^\top", rows=CUSTOMERS,
                                  columns=CENTRES)).named(f"count{n}", Role.NUMBER, f"n_{n}",
                                                          columns=CENTRES)  # fmt: skip
    new = (total / count).named(f"C{n}", Role.MEAN, f"C_{n}", columns=CENTRES)
    return far, near, to, M, total, count, new


def _nothing_moves(trace: Trace) -> bool:
    """A third round would give every customer to the same centre."""
    X, C = trace["X"].values, trace["C2"].values
    far = ((X[:, None, :] - C[:, :, None]) ** 2).sum(axis=0)
    return bool((far.argmin(axis=0) == trace["to2"].values[0]).all())


def _only_stretched(trace: Trace) -> bool:
    return bool(np.allclose(trace["stretch"].values, trace["stretch"].values[0, 0]))


def _learned_by_heart(trace: Trace) -> bool:
    seen, new = trace["right_seen"].values[0], trace["right_new"].values[0]
    return bool(seen[0] > seen[1] and new[0] < new[1])


note = Walkthrough(
    slug="ways-of-learning",
    title="Ways of learning",
    question="What can be learned with labels, without them, and from rewards?",
    given=GIVEN,
    steps=steps,
    part="notes",
    claims=(
        Claim("After two rounds no customer changes the centre any more.", _nothing_moves),
        Claim("The direction is stretched and not turned.", _only_stretched),
        Claim("What is better on seen examples is worse on new ones.", _learned_by_heart),
    ),
)
