"""A decision process: NumPy's solver, plain loops, and walks thrown with seeded dice."""

import numpy as np
import pytest

from aibyhand import find

MDP = find("mdp")
SETS = pytest.mark.parametrize("trace", [MDP.run(), MDP.run_second()], ids=["given", "second"])


def column(values):
    return [float(v) for v in np.ravel(values)]


def cleared(A, k):
    """One round of Gauss and Jordan, row by row."""
    scaled = [cell / A[k][k] for cell in A[k]]
    return [
        scaled if i == k else [cell - row[k] * s for cell, s in zip(row, scaled, strict=True)]
        for i, row in enumerate(A)
    ]


def reference(given):
    """Compute every matrix by loops over states; the values by NumPy's solver."""
    g = {name: np.asarray(values, dtype=float) for name, values in given.items()}
    gamma, now, later, weeks = (float(g[n].item()) for n in ("gamma", "now", "later", "weeks"))
    left, right = column(g["pil"]), column(g["pir"])
    states = range(len(left))
    P = [[left[i] * g["Pl"][i, j] + right[i] * g["Pr"][i, j] for j in states] for i in states]
    R = [left[i] * g["Rl"][i, 0] + right[i] * g["Rr"][i, 0] for i in states]
    found = {
        "P": P,
        "R": [[r] for r in R],
        "sure": [[a + b] for a, b in zip(left, right, strict=True)],
    }

    rewards = column(g["walk"])
    for t, reward in enumerate(rewards):
        found[f"r{t + 1}"] = reward
        found[f"G{t + 1}"] = sum(gamma**k * r for k, r in enumerate(rewards[t:]))
    found["mean"] = sum(column(g["die"])) / g["die"].size

    V = R  # the first sweep finds the rewards alone
    found["V1"] = [[v] for v in V]
    for k in (2, 3):
        following = [sum(P[i][j] * V[j] for j in states) for i in states]
        V = [R[i] + gamma * following[i] for i in states]
        found |= {f"N{k}": [[n] for n in following], f"V{k}": [[v] for v in V]}

    M = [[float(i == j) - gamma * P[i][j] for j in states] for i in states]
    exact = np.linalg.solve(np.array(M), np.array(R))
    found |= {"minus": [[-gamma * p for p in row] for row in P], "M": M,
              "V": exact.reshape(-1, 1)}  # fmt: skip
    found["A0"] = A = [[*M[i], R[i]] for i in states]
    for k in states:
        found[f"A{k + 1}"] = A = cleared(A, k)

    for a in "lr":
        following = [sum(g[f"P{a}"][i, j] * exact[j] for j in states) for i in states]
        found[f"N{a}"] = [[n] for n in following]
        found[f"Q{a}"] = [[g[f"R{a}"][i, 0] + gamma * following[i]] for i in states]
    more = [q[0] - p[0] for p, q in zip(found["Ql"], found["Qr"], strict=True)]
    found |= {"more": [[m] for m in more], "right": [[float(m > 0)] for m in more]}

    left_over = [d**weeks for d in column(g["discounts"])]
    worth = [later * part for part in left_over]
    found |= {
        "left": [left_over], "worth": [worth], "gain": [[w - now for w in worth]],
        "wait": [[float(w > now) for w in worth]], "share": now / later, "root": 1 / weeks,
        "even": (now / later) ** (1 / weeks),
    }  # fmt: skip
    return {name: np.atleast_2d(values) for name, values in found.items()}


def test_the_numbers_that_were_worked_by_hand():
    """Typed from the notes of the exercise."""
    trace = MDP.run()
    assert trace["V"].values.ravel() == pytest.approx([2, 4, 0])
    assert trace["Ql"].values.ravel()[:2] == pytest.approx([3, 2])
    assert trace["Qr"].values.ravel()[:2] == pytest.approx([1, 6])
    assert trace["right"].values.ravel().tolist() == [0, 1, 0]
    assert trace["G1"].values.item() == 0
    assert MDP.wrong_turns[0].produces(trace).values.item() == 0.5
    assert trace["worth"].values.ravel() == pytest.approx([8, 10.125, 12.5])
    assert trace["even"].values.item() == pytest.approx(0.447, abs=0.0005)


def walked(g, start, rng, count):
    """Throw many walks from a state, all at once; the return of each."""
    states, at = len(g["pil"]), np.full(count, start)
    returns, counts = np.zeros(count), 1.0
    alive = np.ones(count, bool)
    for _ in range(200):
        if not alive.any():
            break
        goes_left = rng.random(count) < g["pil"][at, 0]
        chance = np.where(goes_left[:, None], g["Pl"][at], g["Pr"][at])
        reward = np.where(goes_left, g["Rl"][at, 0], g["Rr"][at, 0])
        returns += np.where(alive, counts * reward, 0)
        counts *= g["gamma"].item()
        arrives = (rng.random(count)[:, None] > chance.cumsum(axis=1)).sum(axis=1)
        at = np.where(alive, np.minimum(arrives, states - 1), at)
        alive &= at < states - 1
    return returns


@SETS
def test_the_mean_return_of_many_walks_is_the_value(trace):
    g = {name: trace[name].values for name in trace.given}
    rng, count = np.random.default_rng(5), 100_000
    for start in range(len(g["pil"]) - 1):
        returns = walked(g, start, rng, count)
        error = returns.std() / np.sqrt(count)
        assert abs(returns.mean() - trace["V"].values[start, 0]) < 3 * error


@SETS
def test_the_greedy_policy_is_nowhere_worse(trace):
    """Policy improvement: take what is better, and solve once more."""
    right = trace["right"].values
    ends = (trace["pil"].values + trace["pir"].values) > 0  # nothing is chosen at the end
    better = MDP.run(**{n: trace[n].values for n in trace.given}
                     | {"pil": (1 - right) * ends, "pir": right * ends})  # fmt: skip
    assert (better["V"].values >= trace["V"].values - 1e-12).all()
