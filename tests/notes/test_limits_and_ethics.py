"""Three small sums: multiplied out, weighed by hand, and added up term by term."""

from math import prod

import numpy as np
import pytest
from contracts.refuted import plus, to

from aibyhand import notes

TRACE = notes.find("limits-and-ethics").run()
REFUTED = {
    "The average over all is better than the average over groups.": [
        {"average": to(0.5)}, {"fair": to(0.99)},
    ],
    "Going in circles is worth more than the finish.": [
        {"finish": plus(1000)}, {"target": to(1)}, {"gamma": to(0.5)},
    ],
}  # fmt: skip


def reference(given):
    g = {name: np.ravel(values).tolist() for name, values in given.items()}
    q, gamma, target = g["right"][0], g["gamma"][0], g["target"][0]
    endless = sum(target * gamma**k for k in range(5000))
    return {
        "whole": [[prod([q] * int(n)) for n in g["sentences"]]],
        "average": sum(s * r for s, r in zip(g["share"], g["good"], strict=True)),
        "fair": sum(s * r for s, r in zip(g["equal"], g["good"], strict=True)),
        "left": 1 - gamma, "circles": endless, "gain": endless - g["finish"][0],
    }  # fmt: skip


def test_the_numbers_that_were_worked_by_hand():
    assert TRACE["average"].values.item() == pytest.approx(0.956)  # 0.891 and 0.065
    assert TRACE["fair"].values.item() == pytest.approx(0.82)
    assert TRACE["circles"].values.item() == pytest.approx(200)
