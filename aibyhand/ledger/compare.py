"""Printed values held against ours, each at its own precision.

A comparison agrees, agrees after the rounding of the print, or differs; one that differs needs a
reason, and one that agrees must not have one.
"""

import re
from dataclasses import dataclass

import numpy as np

from aibyhand.core.matrix import Matrix
from aibyhand.core.numbers import Array
from aibyhand.ledger.sources import Printed
from aibyhand.walk import Trace
from aibyhand.walk.quote import part


@dataclass(frozen=True)
class Comparison:
    """A printed value beside ours."""

    printed: Printed
    ours: Array
    verdict: str  # agrees, agrees after rounding, differs


def compare(trace: Trace, printed: Printed) -> Comparison:
    """Hold a printed value against ours, at its own precision.

    Raises ValueError when the sizes differ, when a value differs without a stated reason, and when
    it agrees in spite of one.
    """
    match = re.match(r"^\w+(?:\[([\d:]+),([\d:]+)\])?$", printed.matrix)
    if not match:
        raise ValueError(f"the ledger: {printed.matrix!r} names no part of a matrix")
    matrix: Matrix = trace[printed.name]
    ours = part(matrix.values, match[1], match[2], printed.matrix)
    theirs, half_units = read_numbers(printed.values)
    if theirs.size != ours.size:
        raise ValueError(
            f"{trace.walkthrough.slug}: {printed.matrix} has {ours.size} numbers, "
            f"the ledger {theirs.size}"
        )
    rows = printed.values.count(";") + 1
    if rows not in (1, ours.shape[0]):
        raise ValueError(
            f"{trace.walkthrough.slug}: {printed.matrix} has {ours.shape[0]} rows, "
            f"the ledger {rows}"
        )
    apart = np.abs(ours.ravel() - theirs)
    if (apart <= 1e-9).all():
        verdict = "agrees"
    elif (apart <= half_units + 1e-9).all():
        verdict = "agrees after rounding"
    else:
        verdict = "differs"
    where = f"{trace.walkthrough.slug}: {printed.matrix} ({printed.where})"
    if verdict == "differs" and not printed.because:
        raise ValueError(f"{where}: {printed.values} is printed, ours is {ours.ravel()}: no reason")
    if verdict != "differs" and printed.because:
        raise ValueError(f"{where}: {printed.values} {verdict}, yet the ledger says it differs")
    return Comparison(printed, ours, verdict)


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
