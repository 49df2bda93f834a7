"""Printed values of a walkthrough held against the matrices of a run."""

import re
from dataclasses import dataclass

from aibyhand.core import Matrix
from aibyhand.core.numbers import Array
from aibyhand.ledger.sources import Printed
from aibyhand.ledger.verdict import judge, read_numbers
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
    theirs, _ = read_numbers(printed.values)
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
    where = f"{trace.walkthrough.slug}: {printed.matrix} ({printed.where})"
    return Comparison(printed, ours, judge(ours, printed.values, printed.because, where))
