"""Which operands fit together: the rules, and what to say of those that don't.

A rule takes the operands and the settings. It returns None where they fit, and the problem in words
where they don't; ``apply`` adds the operation's name and the size of every operand.
"""

from collections.abc import Sequence

import numpy as np

from aibyhand.core.op import Operand, Settings

MOST = 10_000  # of whatever is counted: more would fill the memory, and no sheet could show it
WORDS = ("row", "column")


def counted(count: int, word: str) -> str:
    """A count and its noun: ``the one row``, ``the 3 rows``."""
    return f"the one {word}" if count == 1 else f"the {count} {word}s"


def anything_fits(operands: Sequence[Operand], settings: Settings) -> str | None:
    """Every matrix fits."""
    return None


def agree(a: Operand, i: int, b: Operand, j: int, verb: str = "meet") -> str | None:
    """Axis ``i`` of one operand is as long as axis ``j`` of the other (0: rows, 1: columns)."""
    m, n = a.values.shape[i], b.values.shape[j]
    if m == n:
        return None
    left, right = counted(m, WORDS[i]), counted(n, WORDS[j])
    return f"{left} of {a.printed} cannot {verb} {right} of {b.printed}"


def same_size(operands: Sequence[Operand], settings: Settings) -> str | None:
    """All are of one size: nothing is stretched."""
    first, *others = operands
    found = (agree(first, axis, other, axis) for other in others for axis in (0, 1))
    return next(filter(None, found), None)


def stretchable(operands: Sequence[Operand], settings: Settings) -> str | None:
    """Same sizes, or axes of length 1, which are stretched."""
    first, *others = operands
    found = (
        agree(first, axis, other, axis)
        for other in others
        for axis in (0, 1)
        if 1 not in (first.values.shape[axis], other.values.shape[axis])
    )
    return next(filter(None, found), None)


def one_for_each_row(of: Operand, *columns: Operand) -> str | None:
    """Each of these is one column, with a number for every row of a matrix, such as a bias."""
    rows = of.values.shape[0]
    bad = (column for column in columns if column.values.shape != (rows, 1))
    if (column := next(bad, None)) is None:
        return None
    which = f"each of the {rows} rows" if rows > 1 else "the one row"
    return f"{column.printed} needs one number for {which} of {of.printed}"


def number_last(operands: Sequence[Operand], settings: Settings) -> str | None:
    """The last operand is a single number."""
    last = operands[-1]
    return None if last.values.size == 1 else f"{last.printed} needs to be one number"


def countable_last(operands: Sequence[Operand], settings: Settings) -> str | None:
    """The last operand is one whole number, such as how many columns there are to be."""
    last = operands[-1]
    if last.values.size == 1 and last.values.item() in range(1, MOST + 1):
        return None
    said = f", not {last.values.item():g}" if last.values.size == 1 else ""
    return f"{last.printed} needs to be one whole number from 1 to {MOST}{said}"


def places_last(operands: Sequence[Operand], settings: Settings) -> str | None:
    """The last operand is one row of column numbers of the first one, counted from 0."""
    table, at = operands
    count, numbers = table.values.shape[1], at.values
    if numbers.shape[0] == 1 and all(v in range(count) for v in numbers.ravel()):
        return None
    return (
        f"{at.printed} needs to be one row of column numbers of {table.printed}, 0 to {count - 1}"
    )


def without_zero(operand: Operand) -> str | None:
    """No number is zero, so that it can be divided by."""
    return None if operand.values.all() else f"{operand.printed} holds a zero"


def positive(operand: Operand, why: str = "") -> str | None:
    """Every number is positive; ``why`` it has to be."""
    bad = np.argwhere(operand.values <= 0)
    if not len(bad):
        return None
    if operand.values.size == 1:
        return f"{operand.printed} needs to be positive{why}, not {operand.values.item():g}"
    i, j = (int(k) for k in bad[0])
    return (
        f"every number of {operand.printed} needs to be positive{why}, and the one "
        f"in row {i + 1}, column {j + 1} is {float(operand.values[i, j]):g}"
    )


def divisors(s: Operand, d: Operand) -> str | None:
    """One number, or one for each column of the first operand."""
    if d.values.shape in ((1, 1), (1, s.values.shape[1])):
        return None
    return f"{d.printed} needs to be one number, or one for each column of {s.printed}"
