"""Numbers in running text: ``A[1,2]`` on a page becomes what the walkthrough computed."""

import re

import numpy as np

from aibyhand.core import Matrix
from aibyhand.core.numbers import MINUS, Array, number
from aibyhand.walk.lane import EXACT, LANES
from aibyhand.walk.trace import Trace, Walkthrough

_QUOTE = re.compile(r"^(\w+)(?:\[([\d:]+),([\d:]+)\])?(?:\s+\.(\d+))?$")


def quote(trace: Trace, expression: str) -> str:
    """The numbers that an expression names, in plain text.

    ``A[1,2]`` is one number (row 1, column 2), ``A[:,2]`` a column, ``A[1,:]`` a row, ``A`` the
    whole matrix, and ``A[1,2] .4`` the number with four decimals; with ``.0`` a large one is in
    full. Raises ValueError for anything else and KeyError for an unknown matrix.
    """
    match = _QUOTE.match(expression.strip())
    if not match:
        raise ValueError(f"{expression!r}: write NAME, NAME[i,j], NAME[:,j] or NAME[i,:]")
    name, i, j, decimals = match.groups()
    matrix: Matrix = trace[name]
    values = part(matrix.values, i, j, expression)
    count = int(decimals) if decimals else matrix.digits
    write = _in_full if decimals == "0" else number
    rows = [", ".join(write(float(v), count) for v in row) for row in values]
    if values.shape == (1, 1):
        return rows[0]
    if values.shape[1] == 1:
        return f"[{', '.join(rows)}]"
    return f"[{'; '.join(rows)}]"


def _in_full(value: float, count: int) -> str:
    """A number without decimals: where it is large all of its digits, in groups of three."""
    return number(value, count) if abs(value) < 1e6 else f"{value:,.0f}".replace("-", MINUS)


def chosen(walkthrough: Walkthrough, text: str) -> tuple[str, str, str]:
    """The lane, the variant and the expression; a first word may name a lane or a variant.

    ``exact A[1,2]`` and ``pencil A[1,2]`` choose a lane, and the name of a variant chooses that, in
    the exact lane. Without such a word the lane is empty: whatever the page shows.
    """
    first, _, rest = text.strip().partition(" ")
    if first in LANES:
        return first, "", rest
    if rest and first in dict(walkthrough.variants):
        return EXACT.name, first, rest
    return "", "", text


def part(values: Array, i: str | None, j: str | None, expression: str) -> Array:
    """The rows and columns that are named, counted from 1; ``:`` is all of them."""
    picked = values
    for axis, index in enumerate((i, j)):
        if index in (None, ":"):
            continue
        if not str(index).isdigit() or not 1 <= int(str(index)) <= values.shape[axis]:
            rows, columns = values.shape
            raise ValueError(f"{expression!r}: outside a matrix of {rows} rows, {columns} columns")
        picked = picked.take([int(str(index)) - 1], axis=axis)
    return np.asarray(picked)
