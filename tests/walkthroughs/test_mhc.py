"""Hyper-connections: plain loops, an optimiser for the limit, and what sixty layers do by hand."""

from math import exp

import numpy as np
import pytest
from helpers import anybodys, examples
from hypothesis import given

from aibyhand import find
from aibyhand.walkthroughs.mhc.steps import ROUNDS

MHC = find("mhc")
LAYERS = (5, 20, 60)  # after so many the mixing is looked at
BOTH = [MHC.run(), MHC.run_second()]
SETS = pytest.mark.parametrize("trace", BOTH, ids=["given", "second"])
LIMIT = [[0.5, 0.3, 0.2], [0.2, 0.5, 0.3], [0.3, 0.2, 0.5]]


def product(left, right):
    return [
        [sum(row[k] * right[k][j] for k in range(len(right))) for j in range(len(right[0]))]
        for row in left
    ]


def down(grid):
    return [sum(row[j] for row in grid) for j in range(len(grid[0]))]


def across(grid):
    return [[sum(row)] for row in grid]


def layer(x, W, b):
    z = [sum(w * n for w, n in zip(row, x, strict=True)) + bias
         for row, bias in zip(W, b, strict=True)]  # fmt: skip
    return z, [max(one, 0.0) for one in z]


def mixed_often(M, name):
    """Mix by one matrix again and again, layer by layer, and look now and then."""
    found, now = {}, M
    for n in range(2, LAYERS[-1] + 1):
        now = product(M, now)
        if n in LAYERS:
            found[f"{name}{n}"] = now
    return found


def rounds(M):
    """Divide rows by their sums, then columns by theirs, a few times."""
    found = {}
    for k in range(1, ROUNDS + 1):
        M = [[v / sum(row) for v in row] for row in M]
        if k == 1:  # later rounds are written down whole
            found[f"R{k}"] = M
        sums = down(M)
        M = [[v / total for v, total in zip(row, sums, strict=True)] for row in M]
        found[f"C{k}" if k < ROUNDS else "H"] = M
    return found


def reference(given):
    """Compute every matrix number by number."""
    values = {name: np.asarray(numbers, dtype=float) for name, numbers in given.items()}
    X, W, F, R0 = (values[name].tolist() for name in ("Xs", "W", "free", "R0"))
    b, q, p = (values[name].ravel().tolist() for name in ("bias", "hpre", "hpost"))
    zx, yx = layer(X[0], W, b)
    freely = product(F, X)
    found = rounds(R0)
    H = found["H"]
    pre, once = ([1 / (1 + exp(-n)) for n in numbers] for numbers in (q, p))
    (read,) = product([pre], X)
    z, y = layer(read, W, b)
    written = [[2 * s * n for n in y] for s in once]
    mixed = product(H, X)
    found |= mixed_often(F, "F") | mixed_often(H, "H")
    found["T"] = [[v / 1e3 for v in row] for row in found["F20"]]
    found["B"] = [[v / 1e9 for v in row] for row in found.pop("F60")]
    found["grown"] = across(found["B"])
    rows = {
        "x": X[0], "one": np.add(X[0], yx),
        "loose": down(freely), "down": down(R0), "columns": down(H),
        "pre": pre, "read": read, "kept": down(mixed),
    }  # fmt: skip
    found |= {name: [list(row)] for name, row in rows.items()}
    found |= {n: [[v] for v in c] for n, c in {"zx": zx, "yx": yx, "z": z, "y": y}.items()}
    return {name: np.array(grid, dtype=float) for name, grid in found.items()} | {
        "freely": np.array(freely),
        "across": np.array(across(R0)), "spoiled": np.array(across(found["C1"])),
        "once": np.array([[s] for s in once]), "post": np.array([[2 * s] for s in once]),
        "written": np.array(written), "mixed": np.array(mixed),
        "out": np.add(mixed, written),
    }  # fmt: skip


def test_the_limit_is_the_one_that_the_numbers_were_made_from():
    """As diag(1, 1, 2) · limit · diag(10, 20, 10) they were written down."""
    made = np.diag([1, 1, 2]) @ LIMIT @ np.diag([10, 20, 10])

    np.testing.assert_allclose(BOTH[0]["R0"].values, made, rtol=1e-12)
    np.testing.assert_allclose(BOTH[0]["H"].values, LIMIT, rtol=2e-5)


def test_twenty_rounds_lead_there_exactly():
    """Five rounds four times over, which are as many as in the paper."""
    H = BOTH[0]["R0"].values
    for _ in range(4):
        H = MHC.run(R0=H)["H"].values

    np.testing.assert_allclose(H, LIMIT, rtol=1e-14)


def test_the_first_round_is_the_one_worked_by_hand():
    trace = BOTH[0]

    rows = [[5 / 13, 6 / 13, 2 / 13], [2 / 15, 10 / 15, 3 / 15], [6 / 24, 8 / 24, 10 / 24]]
    np.testing.assert_allclose(trace["R1"].values, rows)
    np.testing.assert_allclose(trace["C1"].values.sum(axis=0), 1)
    assert (trace["across"].values.ravel().tolist(), trace["down"].values.tolist()) == (
        [13, 15, 24],
        [[13, 24, 15]],
    )


@SETS
def test_no_doubly_stochastic_matrix_is_nearer_in_relative_entropy(need, trace):
    """The entropic projection, looked for by a method that knows of no rounds."""
    optimize = need("scipy.optimize")
    R = trace["R0"].values
    n = len(R)

    def distance(m):
        return float((m * np.log(m / R.ravel()) - m + R.ravel()).sum())

    sums = [
        *(np.kron(row, np.ones(n)) for row in np.eye(n)),
        *(np.kron(np.ones(n), column) for column in np.eye(n)),
    ][:-1]  # the last one follows from the others
    found = optimize.minimize(
        distance,
        np.full(n * n, 1 / n),
        jac=lambda m: np.log(m / R.ravel()),
        bounds=[(1e-9, 1)] * (n * n),
        constraints={"type": "eq", "fun": lambda m: np.array(sums) @ m - 1},
        method="SLSQP",
        options={"ftol": 1e-14, "maxiter": 500},
    )

    assert found.success
    np.testing.assert_allclose(found.x.reshape(n, n), trace["H"].values, atol=1e-4)


def test_columns_first_leads_to_the_same_limit():
    trace = MHC.run(R0=BOTH[0]["R0"].values.T)

    np.testing.assert_allclose(trace["H"].values.T, LIMIT, rtol=2e-5)


def test_a_factor_of_a_row_or_a_column_makes_no_difference():  # as the page's reply says
    for factors in ([[2], [1], [1]], [[1, 2, 1]]):
        trace = MHC.run(R0=np.array(factors) * BOTH[0]["R0"].values)

        np.testing.assert_allclose(trace["H"].values, LIMIT, rtol=2e-5)
    turned_over = MHC.run(R0=np.array([[2], [1], [1]]) * BOTH[0]["R0"].values)["R1"].values
    np.testing.assert_allclose(turned_over, BOTH[0]["R1"].values)


def test_one_point_four_to_the_power_of_sixty_against_thirds():
    trace = BOTH[0]

    np.testing.assert_allclose(trace["grown"].values * 1e9, 1.4**60)
    assert f"{1.4**60:.1e}" == "5.9e+08"
    np.testing.assert_allclose(trace["H60"].values, 1 / 3, rtol=2e-5)


def test_the_powers_are_numpys():
    for trace in BOTH:
        for name, M in (("F", trace["free"]), ("H", trace["H"])):
            for n in (5, 20):
                power = np.linalg.matrix_power(M.values, n)
                np.testing.assert_allclose(trace[f"{name}{n}"].values, power, rtol=1e-9)
        power = np.linalg.matrix_power(trace["free"].values, 60)
        np.testing.assert_allclose(trace["B"].values * 1e9, power, rtol=1e-9)


def test_by_hand_the_gates_are_whole_numbers_and_a_half():
    trace = MHC.run(lane="pencil")

    assert trace["pre"].values.tolist() == [[0.5, 0, 1]]
    assert trace["post"].values.tolist() == [[0], [1], [2]]
    assert trace["read"].values.tolist() == [[2, -2, 3.5, 0.5]]
    assert trace["y"].values.ravel().tolist() == [0, 0, 5, 3]
    out = [[1.2, 0.8, 1.4, 0.3], [0.7, 1.4, 6.6, 4.1], [1.1, -0.2, 12, 6.6]]
    np.testing.assert_allclose(trace["out"].values, out, atol=2e-5)


def test_a_stream_that_is_in_demand_everywhere_counts_too_much_with_rows_alone():
    """As the page says: column B of the shares adds up to more than 1, and the totals drift."""
    trace = BOTH[0]
    wrong = MHC.wrong_turns[0].produces(trace).values

    np.testing.assert_allclose(trace["R1"].values.sum(axis=1), 1)
    assert trace["R1"].values.sum(axis=0)[1] > 1.4
    assert not np.isclose(wrong.sum(axis=0), trace["Xs"].values.sum(axis=0, keepdims=True)).any()


def test_on_its_side_every_total_is_right_and_the_streams_are_wrong():
    trace = BOTH[0]
    wrong = MHC.wrong_turns[1].produces(trace).values

    np.testing.assert_allclose(wrong.sum(axis=0), trace["Xs"].values.sum(axis=0), rtol=2e-5)
    assert (~np.isclose(wrong, trace["mixed"].values, rtol=1e-4)).sum() == 11  # of twelve


@SETS
def test_no_mixed_number_lies_outside_those_that_were_mixed(trace):
    X, mixed = trace["Xs"].values, trace["mixed"].values

    assert (mixed <= X.max(axis=0) + 1e-4).all()
    assert (mixed >= X.min(axis=0) - 1e-4).all()


def test_a_permutation_is_a_corner_and_every_mixture_of_them_is_allowed():
    """The limit as a mixture of three of the six permutations: nothing, one turn, two turns."""
    turns = [np.roll(np.eye(3), k, axis=1) for k in range(3)]

    mixture = 0.5 * turns[0] + 0.3 * turns[1] + 0.2 * turns[2]

    np.testing.assert_allclose(BOTH[0]["H"].values, mixture, rtol=2e-5)


@examples(40)
@given(given=anybodys("mhc"))
def test_the_totals_stay_wherever_the_rounds_have_settled(given):
    trace = MHC.run(**given)
    H = trace["H"].values

    np.testing.assert_allclose(H.sum(axis=0), 1)  # the columns come last
    np.testing.assert_allclose(
        trace["kept"].values, trace["Xs"].values.sum(axis=0, keepdims=True), atol=1e-3
    )


def test_the_pictures_say_how_far_it_goes():
    settles, (grows, levels) = BOTH[0].step(6).draws[0].words, BOTH[0].step(11).draws

    assert "1: −1.03, 2: −2.17, 3: −3.33" in settles
    assert "60: 8.77. constrained: 1: 0.00" in grows.words
    assert "A: 1: 0.50, 5: 0.33, tends to 0.33" in levels.words


def test_what_cannot_be_drawn_is_left_out():
    assert MHC.run(R0=LIMIT).step(6).draws == ()  # the rows are right from the start
    assert len(MHC.run(free=-np.eye(3)).step(11).draws) == 1


@pytest.mark.parametrize(
    ("replaced", "message"),
    [
        ({"R0": [[1, 2, 3], [-4, 0, 4], [7, 8, 9]]}, "row 2 of R_0 sums to zero"),
        ({"R0": [[1, 2], [3, 4]]}, "both count streams"),
        ({"hpost": [[1], [2]]}, "both count streams"),
        ({"bias": [[1], [2]]}, "both count features"),
    ],
)
def test_what_cannot_be_mixed_is_named(replaced, message):
    with pytest.raises(ValueError, match=message):
        MHC.run(**replaced)
