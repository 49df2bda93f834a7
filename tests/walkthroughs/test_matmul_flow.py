"""Matrix multiplication: plain loops that count, NumPy's multi_dot, and what doesn't fit."""

from itertools import product

import numpy as np
import pytest
from helpers import anybodys, examples
from hypothesis import given

from aibyhand import find

MATMUL = find("matmul-flow")
BOTH = [MATMUL.run(), MATMUL.run_second()]
SETS = pytest.mark.parametrize("trace", BOTH, ids=["given", "second"])


def times(a, b):
    """Multiply two lists of rows, and count how often two numbers are multiplied."""
    assert {len(row) for row in a} == {len(b)}
    found, count = [], 0
    for row in a:
        found.append([])
        for column in zip(*b, strict=True):
            cell = 0.0
            for x, y in zip(row, column, strict=True):
                cell += x * y
                count += 1
            found[-1].append(cell)
    return found, count


def reference(given):
    """Compute every matrix and every count with plain loops, without the package."""
    A, B, D, E = (np.asarray(given[name], dtype=float).tolist() for name in "ABDE")
    C, n1 = times(A, B)
    R, n2 = times(C, D)
    L, _ = times(E, A)
    G, _ = times(L, B)
    N, n3 = times(B, D)
    R2, n4 = times(A, N)
    P, _ = times(L, N)
    wide, high = [row + row for row in A], B + B
    C2, _ = times(wide, high)
    found = {
        "kA": len(A[0]), "kB": len(B), "m": len(A), "n": len(B[0]), "C": C, "R": R, "L": L, "G": G,
        "N": N, "R2": R2, "P": P, "n1": n1, "n2": n2, "work_left": n1 + n2, "n3": n3, "n4": n4,
        "work_right": n3 + n4, "Aw": wide, "Bh": high, "C2": C2,
    }  # fmt: skip
    return {name: np.atleast_2d(np.array(values, dtype=float)) for name, values in found.items()}


@SETS
def test_the_chains_agree_with_multi_dot(trace):
    A, B, D, E = (trace[name].values for name in "ABDE")

    np.testing.assert_allclose(trace["R"].values, np.linalg.multi_dot([A, B, D]))
    np.testing.assert_allclose(trace["R2"].values, np.linalg.multi_dot([A, B, D]))
    np.testing.assert_allclose(trace["G"].values, np.linalg.multi_dot([E, A, B]))
    np.testing.assert_allclose(trace["P"].values, np.linalg.multi_dot([E, A, B, D]))


@examples(40)
@given(given=anybodys("matmul-flow"))
def test_any_chain_agrees_with_multi_dot(given):
    trace = MATMUL.run(**given)
    chain = [np.asarray(given[name], dtype=float) for name in "EABD"]

    np.testing.assert_allclose(trace["P"].values, np.linalg.multi_dot(chain), atol=1e-9)


def test_the_products_are_those_worked_by_hand():
    trace = BOTH[0]

    assert trace["C"].values.tolist() == [[3, 9, 4], [1, -1, 0]]
    assert trace["R"].values.tolist() == [[21, 3], [-1, 1]]
    assert trace["N"].values.tolist() == [[11, 1], [10, 2]]
    assert trace["G"].values.tolist() == [[6, 18, 8], [2, 10, 4], [1, -1, 0]]
    assert trace["P"].values.tolist() == [[42, 6], [22, 2], [-1, 1]]


def test_24_multiplications_from_the_left_and_20_from_the_right():
    trace = BOTH[0]

    assert [trace[name].values.item() for name in ("n1", "n2", "n3", "n4")] == [12, 12, 12, 8]
    assert (trace["work_left"].values.item(), trace["work_right"].values.item()) == (24, 20)


def test_with_other_sizes_the_other_way_is_the_shorter_one():
    trace = BOTH[1]  # 3×4, 4×2 and 2×5: 24 + 30 against 40 + 60

    assert (trace["work_left"].values.item(), trace["work_right"].values.item()) == (54, 100)


def test_in_attention_the_order_matters_more():
    trace = MATMUL.run(variant="attention")
    t, d, v = 128, 16, 12  # from the post: 128 tokens, queries and keys of 16, values of 12

    assert trace["work_scores"].values.item() == t * d * t + v * t * t == 458752
    assert trace["work_values"].values.item() == v * t * d + v * d * t == 49152


def test_the_work_of_attention_is_that_of_its_products():
    small = {"t": 5, "d": 3, "v": 2}
    trace = MATMUL.run(variant="attention", **small)
    Kt, Q, V = [[1] * 3] * 5, [[1] * 5] * 3, [[1] * 5] * 2
    S, s1 = times(Kt, Q)
    (_, s2), (T, s3) = times(V, S), times(V, Kt)
    _, s4 = times(T, Q)

    assert [trace[name].values.item() for name in ("s1", "s2", "s3", "s4")] == [s1, s2, s3, s4]


def test_the_first_pictures_say_what_fits_and_the_last_what_does_not():
    drawn = {p.title: p.words for step in BOTH[0].steps for p in step.draws}

    assert "both inner edges are 2, and the corner is free, 2×3" in drawn["Inner edges that meet"]
    assert "C fills the corner, 2×3" in drawn["The corner"]
    assert "inner edges of 3 and 2 don't fit" in drawn["B from the left"]
    assert "inner edges of 4 and 2 don't fit" in drawn["One edge changed"]
    assert "both inner edges are 4, and C_2 fills the corner, 2×3" in drawn["Both edges changed"]


@pytest.mark.parametrize("axis", ["A R", "A C", "B R", "B C", "D R", "D C", "E R", "E C"])
def test_an_edge_that_meets_another_cannot_change_alone(axis):
    name, which = axis.split()
    values = BOTH[0][name].values
    longer = np.concatenate([values, values], axis="RC".index(which))

    if axis in ("E R", "D C"):  # outer edges of the whole chain: they meet nobody
        assert MATMUL.run(**{name: longer})["P"].shape[axis == "D C"] == longer.shape[axis == "D C"]
    else:
        with pytest.raises(ValueError, match="both count"):
            MATMUL.run(**{name: longer})


def test_every_chain_of_fitting_sizes_has_the_outer_edges_of_its_ends():
    for e, m, k, n, p in product((1, 2, 3), repeat=5):
        trace = MATMUL.run(
            E=np.ones((e, m)), A=np.ones((m, k)), B=np.ones((k, n)), D=np.ones((n, p))
        )
        assert trace["P"].shape == (e, p)
        assert (trace["P"].values == m * k * n).all()
