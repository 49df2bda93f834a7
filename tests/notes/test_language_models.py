"""Drawing the next word: by sorting, by running totals, and by many draws."""

from math import exp

import numpy as np
import pytest
from contracts.refuted import plus, times

from aibyhand import notes

TRACE = notes.find("language-models").run()
REFUTED = {
    "All five ways give shares that add up to 1.": [
        {name: plus(0.1)} for name in ("P", "P_c", "P_h", "P_k", "P_p")
    ],
    "The likeliest word gains when it is colder, and loses when it is hotter.": [
        {"P_c": times(0.5)}, {"P_h": times(2)},
    ],
}  # fmt: skip


def shares(scores):
    powers = [exp(score) for score in scores]
    return [power / sum(powers) for power in powers]


def renewed(kept):
    return [part / sum(kept) for part in kept]


def totals(parts):
    """Return what the words above each one have together."""
    return [sum(parts[:n]) for n in range(len(parts))]


def reference(given):
    x = np.ravel(given["x"]).tolist()
    cold, hot, k, p, u = (np.ravel(given[n]).item() for n in ("cold", "hot", "k", "p", "u"))
    P = shares(x)
    order = sorted(range(len(P)), key=lambda n: -P[n])
    few = [float(n in order[: int(k)]) for n in range(len(P))]
    core, so_far = [0.0] * len(P), 0.0
    for n in order:
        if so_far < p:
            core[n] = 1.0
        so_far += P[n]
    left_k = [m * part for m, part in zip(few, P, strict=True)]
    left_p = [m * part for m, part in zip(core, P, strict=True)]
    P_p = renewed(left_p)
    up_to = np.cumsum(P_p).tolist()
    columns = {
        "P": P, "x_c": [v / cold for v in x], "x_h": [v / hot for v in x],
        "P_c": shares([v / cold for v in x]), "P_h": shares([v / hot for v in x]), "few": few,
        "left_k": left_k, "P_k": renewed(left_k), "before": totals(P), "core": core,
        "left_p": left_p, "P_p": P_p, "earlier": totals(P_p), "up_to": up_to,
        "passed": [float(u > total) for total in up_to],
    }  # fmt: skip
    word = int(np.searchsorted(up_to, u))
    return {name: np.array(v).reshape(-1, 1) for name, v in columns.items()} | {"word": word}


def test_the_shares_that_are_known():
    """e^(−1) and its powers, with a pocket calculator."""
    assert TRACE["P"].values.ravel() == pytest.approx(
        [0.6364, 0.2341, 0.0861, 0.0317, 0.0117], abs=1e-4
    )
    assert TRACE["P_c"].values[0, 0] == pytest.approx(0.8647, abs=1e-4)
    assert TRACE["core"].values.ravel().tolist() == [1, 1, 1, 0, 0]


def test_many_draws_come_out_as_the_nucleus_says():
    up_to, rng = TRACE["up_to"].values.ravel(), np.random.default_rng(3)
    words = (rng.random(100_000)[:, None] > up_to).sum(axis=1)
    found = np.bincount(words, minlength=5)[:5] / 100_000
    assert found == pytest.approx(TRACE["P_p"].values.ravel(), abs=0.005)
