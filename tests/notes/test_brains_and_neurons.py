"""Figures about brains: conversions and products typed from their definitions."""

from fractions import Fraction

import pytest
from contracts.refuted import to

from aibyhand import notes

REFUTED = {
    "500 trillion synapses are more than any of the three counts.": [
        {"said": to(200)},
        {"total": to(600, 0, 2)},
    ],
}


def reference(given):
    g = {name: values.ravel().tolist() for name, values in given.items()}
    feet, quarts = Fraction(g["feet"][0]), g["quarts"][0]
    sent = sum(w * x for w, x in zip(g["W"], g["x"], strict=True)) + g["b"][0]
    return {
        "km": float(feet * 10**6 * Fraction("0.3048") / 1000),  # by definition of the foot
        "ml": quarts * 231 * 2.54**3 / 4,  # a gallon is 231 cubic inches, a quart is a quarter
        "litres": quarts * 231 * 0.254**3 / 4,
        "total": [[g["neurons"][0] * n for n in g["each"]]],
        "needed": g["said"][0] / g["neurons"][0],
        "energy": g["watts"][0] * g["hours"][0],
        "z": sent,
        "y": max(sent, 0),
    }


@pytest.mark.parametrize(
    ("name", "expected"),
    [("km", 91440), ("litres", 1.419529419), ("needed", 25), ("energy", 480), ("z", 4)],
)
def test_values_that_are_known(name, expected):
    """Typed from the given file's notes, or worked on paper."""
    assert notes.find("brains-and-neurons").run()[name].values.item() == pytest.approx(expected)


def test_three_counts_in_trillions():
    total = notes.find("brains-and-neurons").run()["total"].values
    assert total.tolist() == [[20, 140, 200]]
