"""Is a filled-in cell right? One rule for pages, sheets and quizzes.

Right is a number that is right at the decimals that were written; or that follows from the numbers
as they are printed, or from what the reader filled in before. Two decimals are enough.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from aibyhand.core import Matrix
from aibyhand.core.evaluate import Cell, NotFinite
from aibyhand.core.expression import Data, data_of
from aibyhand.core.numbers import MINUS, Array, number
from aibyhand.practice.slips import slips

EXACT = 9  # the decimals of a fraction such as 1/3
_NUMBER = re.compile(r"([-+]?(?:\d+\.?(\d*)|\.(\d+)))(?:\s*/\s*(\d+(?:\.\d+)?))?")


@dataclass(frozen=True)
class Verdict:
    """Whether an answer is right, from which numbers it is, and which slips would give it."""

    right: bool
    from_numbers: str = ""  # "printed", or "own": the reader's earlier cells
    reasons: tuple[str, ...] = ()


def typed(text: str) -> tuple[float, int] | None:
    """A number as it was written, and its decimals; None for what is no number.

    ``0,5``, ``1/3`` and the true minus sign are understood.
    """
    plain = text.strip().replace(MINUS, "-").replace("\N{EN DASH}", "-").replace(",", ".")
    found = _NUMBER.fullmatch(plain)
    if not found or (found[4] and float(found[4]) == 0):
        return None
    if found[4]:
        return float(found[1]) / float(found[4]), EXACT
    return float(found[1]), len(found[2] or found[3] or "")


def judge(
    matrix: Matrix, i: int, j: int, text: str, own: Mapping[str, Array] | None = None
) -> Verdict:
    """Judge what was written into a cell (from 0). ``own``: matrices as the reader filled them.

    Raises ValueError for what is no number, and for a cell that was given.
    """
    written = typed(text)
    if written is None:
        raise ValueError(f"{text!r} is no number")
    if matrix.made is None:
        raise ValueError(f"{matrix.printed} was given: there is nothing to fill in")
    if _fits(written, matrix.values[i, j], matrix.digits):
        return Verdict(True)
    cell = data_of(matrix.made.op.cell)
    others = {"printed": [_printed(m) for m in matrix.operands]}
    if own:
        others["own"] = [own.get(m.name, m.values) for m in matrix.operands]
    for kind, operands in others.items():
        found = _value(matrix, cell, operands, i, j)
        if found is not None and _fits(written, found, matrix.digits):
            return Verdict(True, kind)
    names = [m.printed for m in matrix.operands]
    reasons = []
    for slip in slips(matrix.made.op):
        found = _value(matrix, slip.cell, [m.values for m in matrix.operands], i, j)
        if found is not None and _fits(written, found, matrix.digits):
            reasons.append(slip.reason.format(*names))
    return Verdict(False, reasons=tuple(dict.fromkeys(reasons)))


def _fits(written: tuple[float, int], value: float, digits: int) -> bool:
    """Is the number right at its decimals? Without any, only where the matrix prints none."""
    found, count = written
    spare = 0.5 * 10.0**-count if count or not digits else 0.0
    return bool(abs(found - value) <= spare + 1e-9 * max(1.0, abs(value)))


def _printed(matrix: Matrix) -> Array:
    shown = [
        [float(number(float(v), matrix.digits).replace(MINUS, "-")) for v in row]
        for row in matrix.values
    ]
    return np.array(shown)


def _value(matrix: Matrix, cell: Data, operands: Sequence[Array], i: int, j: int) -> float | None:
    """What an expression gives for one cell; None where it gives no number."""
    assert matrix.made is not None
    try:
        return float(Cell.of(operands, matrix.made.settings, i, j).value(cell))
    except (NotFinite, IndexError, ArithmeticError):
        return None


def margin(matrix: Matrix) -> float:
    """How far from what is right an answer may be where no script judges it, as in a quiz.

    Half a unit of the last decimal that is printed; of whole numbers nothing but a machine's noise.
    """
    noise = 1e-9 * max(1.0, float(np.abs(matrix.values).max()))
    return (0.5 * 10.0**-matrix.digits if matrix.digits else 0.0) + noise


def right_answers(matrix: Matrix, i: int, j: int) -> tuple[float, ...]:
    """What is right in a cell: its number, and what one gets from the numbers as they are printed.

    The second only where it is another one. Raises ValueError for a cell that was given.
    """
    if matrix.made is None:
        raise ValueError(f"{matrix.printed} was given: there is nothing to fill in")
    right = float(matrix.values[i, j])
    operands = [_printed(m) for m in matrix.operands]
    found = _value(matrix, data_of(matrix.made.op.cell), operands, i, j)
    far = found is not None and abs(found - right) > 1e-12 * max(1.0, abs(right))
    return (right, found) if found is not None and far else (right,)


def wrong_answers(matrix: Matrix, i: int, j: int) -> dict[str, float]:
    """What the usual mistakes give for a cell, by what went wrong; none that could be right.

    Of two mistakes with the same number the likelier one is told.
    """
    if matrix.made is None:
        return {}
    right, spare = right_answers(matrix, i, j), margin(matrix)
    names = [m.printed for m in matrix.operands]
    told: dict[str, float] = {}
    for slip in slips(matrix.made.op):
        found = _value(matrix, slip.cell, [m.values for m in matrix.operands], i, j)
        if found is None:
            continue
        if all(abs(found - other) > 2 * spare for other in (*right, *told.values())):
            told[slip.reason.format(*names)] = found
    return told
