"""How numbers are printed: one number of decimals for a whole matrix, and a true minus sign."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

MINUS = "\N{MINUS SIGN}"
SAME = 1e-9  # two numbers closer than this (relative to their size) print as the same number


def decimals(values: Array) -> int:
    """The decimals that all numbers of a matrix share: as few as keep them exact, at most two.

    Where every number is small there are three, so that they don't all print as zero; where one has
    hundreds, one is enough.
    """
    largest = np.abs(values).max()
    for count in (0, 1) if largest >= 0.1 else (0, 1, 2):
        if np.allclose(values, np.round(values, count), rtol=0, atol=SAME):
            return count
    return 1 if largest >= 100 else 3 if largest < 0.1 else 2


def number(value: float, count: int) -> str:
    """One number with ``count`` decimals, halves rounded away from zero as one does by hand."""
    if abs(value) >= 1e6:
        return f"{value:.2e}".replace("-", MINUS)
    text = f"{round_half_away(value, count):.{count}f}"
    if float(text) == 0:
        text = text.lstrip("-")
    return text.replace("-", MINUS)


def round_half_away(value: float, count: int) -> float:
    """Round as taught at school: 0.25 becomes 0.3 and -0.25 becomes -0.3."""
    return float(rounded(np.array([[value]]), count)[0, 0])


def rounded(values: Array, count: int) -> Array:
    """Round every number to ``count`` decimals, halves away from zero.

    The small term undoes the binary representation: 0.35 is stored a little below 0.35, and by hand
    it still rounds to 0.4.
    """
    scale = 10.0**count
    result = np.sign(values) * np.floor(np.abs(values) * scale * (1 + 1e-12) + 0.5) / scale
    return np.asarray(result + 0.0)


def is_exact(value: float, count: int) -> bool:
    """Does printing with ``count`` decimals lose nothing?"""
    return abs(value - round_half_away(value, count)) <= SAME * max(1.0, abs(value))
