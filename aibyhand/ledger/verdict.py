"""Printed numbers held against ours, each at its own precision.

They agree, agree after the rounding of the print, or differ; what differs needs a reason, and what
agrees must not have one.
"""

import re

import numpy as np

from aibyhand.core.numbers import Array


def judge(ours: Array, values: str, because: str, where: str) -> str:
    """The verdict on printed values beside as many of ours.

    Raises ValueError when a value differs without a stated reason, and when it agrees in spite of
    one.
    """
    theirs, half_units = read_numbers(values)
    apart = np.abs(ours.ravel() - theirs)
    if (apart <= 1e-9).all():
        verdict = "agrees"
    elif (apart <= half_units + 1e-9).all():
        verdict = "agrees after rounding"
    else:
        verdict = "differs"
    if verdict == "differs" and not because:
        raise ValueError(f"{where}: {values} is printed, ours is {ours.ravel()}: no reason")
    if verdict != "differs" and because:
        raise ValueError(f"{where}: {values} {verdict}, yet the ledger says it differs")
    return verdict


def read_numbers(text: str) -> tuple[Array, Array]:
    """The numbers of a printed text, and half a unit of the last decimal of each.

    Fractions such as 5/3 are exact. Rows may be divided by semicolons.
    """
    numbers, halves = [], []
    for word in re.split(r"[\s,;]+", text.strip()):
        if "/" in word:
            top, bottom = word.split("/")
            numbers.append(float(top) / float(bottom))
            halves.append(0.0)
        else:
            numbers.append(float(word))
            halves.append(0.5 * 10.0 ** -len(word.partition(".")[2]))
    return np.array(numbers), np.array(halves)
