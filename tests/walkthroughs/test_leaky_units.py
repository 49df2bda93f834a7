"""Leaky units: plain loops, SciPy's filter, NetworkX's paths, and the values worked by hand."""

from itertools import pairwise

import networkx
import numpy as np
import pytest
import scipy  # loads its parts when they are asked for

from aibyhand import find

UNITS = find("leaky-units")
SETS = pytest.mark.parametrize("trace", [UNITS.run(), UNITS.run_second()], ids=["given", "second"])


def one(value):
    return float(np.squeeze(value))


def row(value):
    return [float(v) for v in np.ravel(value)]


def edges(count, w, s):
    """Return a connection for every step of one and every leap of three."""
    ahead = {(t, t + 1): w for t in range(1, count)}
    return ahead | {(t, t + 3): s for t in range(1, count - 2)}


def products(at, last, ways):
    """Return the product along every way from a time to the last one, steps before leaps."""
    if at == last:
        return [1.0]
    return [
        ways[at, at + far] * rest
        for far in (1, 3)
        if (at, at + far) in ways
        for rest in products(at + far, last, ways)
    ]


def reference(given):
    """Compute every matrix with single numbers, time by time."""
    w, s, q0, tone = (one(given[name]) for name in ("w", "s", "q0", "c"))
    rows = {name: row(given[name]) for name in ("x", "e", "d", "z")}
    found = {f"{n}{t}": v for n, values in rows.items() for t, v in enumerate(values, 1)}
    count, x = len(rows["x"]), rows["x"]
    H, K = [], []
    for t in range(count):
        H.append(x[t] + (H[t - 1] * w if t else 0))
        K.append(x[t] + (K[t - 1] * w if t else 0) + (K[t - 3] * s if t > 2 else 0))
    L, R, hard, soft = [], [], q0, q0
    for e, d, z in zip(rows["e"], rows["d"], rows["z"], strict=True):
        hard, soft = hard + e * (d - hard), soft + z * (d - soft)
        L.append(hard)
        R.append(soft)
    for big, small, line in (("H", "h", H), ("K", "k", K), ("L", "q", L), ("R", "r", R)):
        found |= {big: [line]} | {f"{small}{t}": v for t, v in enumerate(line, 1)}
    for early in ("k1", "k2", "k3"):  # without a leap they are those of the plain unit
        del found[early]
    ways = products(1, count, edges(count, w, s))
    found |= {f"p{n}": v for n, v in enumerate(ways, 1)} | {"g": sum(ways)}
    for big, small, seen in (("U", "u", x), ("V", "v", [tone] * count)):
        units = []
        for a in row(given["alpha"]):
            state, line = 0.0, []
            for new in seen:
                state += (1 - a) * (new - state)
                line.append(state)
            units.append(line)
        found[big] = units
        found |= {f"{small}{t + 1}": [[line[t]] for line in units] for t in range(count)}
    table = zip(*(row(given[name]) for name in "EDQ"), strict=True)
    new = [q + e * (d - q) for e, d, q in table]
    found |= {"Qn": [new], "Qbar": [[1 - v for v in new]]}
    return {name: np.atleast_2d(values) for name, values in found.items()}


@SETS
def test_the_states_are_those_of_scipys_filter(trace):
    w, s = one(trace["w"].values), one(trace["s"].values)
    x = trace["x"].values[0]
    c = np.full(x.size, one(trace["c"].values))

    np.testing.assert_allclose(trace["H"].values[0], scipy.signal.lfilter([1], [1, -w], x))
    with_skip = scipy.signal.lfilter([1], [1, -w, 0, -s], x)
    np.testing.assert_allclose(trace["K"].values[0], with_skip)
    for a, u, v in zip(
        row(trace["alpha"].values), trace["U"].values, trace["V"].values, strict=True
    ):
        np.testing.assert_allclose(u, scipy.signal.lfilter([1 - a], [1, -a], x))
        np.testing.assert_allclose(v, scipy.signal.lfilter([1 - a], [1, -a], c))


@SETS
def test_the_gradient_is_the_sum_over_networkx_paths(trace):
    count = trace["x"].shape[1]
    graph = networkx.DiGraph()
    for (start, end), weight in edges(count, *(one(trace[n].values) for n in "ws")).items():
        graph.add_edge(start, end, weight=weight)
    ways = [
        np.prod([graph.edges[pair]["weight"] for pair in pairwise(way)])
        for way in networkx.all_simple_paths(graph, 1, count)
    ]

    ours = [one(trace[f"p{n + 1}"].values) for n in range(len(ways))]
    np.testing.assert_allclose(sorted(ours), sorted(ways))
    np.testing.assert_allclose(one(trace["g"].values), sum(ways))


@SETS
def test_the_last_state_moves_as_the_gradient_says(trace):
    moved = trace["x"].values.copy()
    moved[0, 0] += 1
    ahead = UNITS.run_on({**{n: trace[n].values for n in trace.given}, "x": moved})

    change = ahead["K"].values[0, -1] - trace["K"].values[0, -1]
    np.testing.assert_allclose(change, one(trace["g"].values))
    np.testing.assert_allclose(
        ahead["H"].values[0, -1] - trace["H"].values[0, -1], one(trace["p1"].values)
    )


def test_the_values_are_those_worked_by_hand():
    trace = UNITS.run()

    assert trace["H"].values.tolist() == [[8, 4, 2, 1, 0.5, 0.25]]
    assert trace["K"].values.tolist() == [[8, 4, 2, 5, 4.5, 3.25]]
    assert (one(trace["p1"].values), one(trace["g"].values)) == (1 / 32, 13 / 32)
    assert trace["V"].values[0].tolist() == [4, 6, 7, 7.5, 7.75, 7.875]
    assert trace["L"].values.tolist() == [[1, 1, 1, 0, 0, 1]]


def test_the_truth_table_is_the_published_one():
    """Off: the state stays, whatever D is. On: the state is D. Below it the complement."""
    trace = UNITS.run()
    cases = zip(*(trace[n].values[0] for n in ("E", "D", "Q", "Qn", "Qbar")), strict=True)
    table = {(e, d, q): (new, no) for e, d, q, new, no in cases}

    assert table == {
        (e, d, q): ((d, 1 - d) if e else (q, 1 - q))
        for e in (0, 1) for d in (0, 1) for q in (0, 1)
    }  # fmt: skip


def test_a_soft_latch_of_one_share_is_a_leaky_unit():
    share = UNITS.run(z=[[0.25] * 6], d=[[8] * 6])

    np.testing.assert_allclose(share["R"].values[0], share["V"].values[1])


def test_numbers_too_large_for_a_curve_are_computed_and_not_drawn():
    trace = UNITS.run(x=[[1e9, 0, 0, 0, 0, 0]])

    assert trace["K"].values[0, 0] == 1e9
    assert not trace.steps[2].draws
