"""How numbers are printed: one number of decimals for a whole matrix, and a true minus sign."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

MINUS = "\N{MINUS SIGN}"
SAME = 1e-9  # two numbers closer than this (relative to their size) print as the same number
NOISE = 1e-13  # what a machine adds to computed numbers, for each unit of the largest


def decimals(values: Array) -> int:
    """The decimals that all numbers of a matrix share: as few as keep them exact, at most two.

    Where every number is small there are three, so that they don't all print as zero; where one has
    hundreds, one is enough.
    """
    largest = np.abs(values).max()
    for count in (0, 1) if largest >= 0.1 else (0, 1, 2):
        with np.errstate(over="ignore", invalid="ignore"):  # 5e307 with one decimal is too large
            rounded = np.round(values, count)
        if np.allclose(values, rounded, rtol=0, atol=SAME):
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
    """Round as taught at school: 0.25 becomes 0.3 and -0.25 becomes -0.3.

    0.35 is stored a little below 0.35, and 0.81 - 0.76 is computed a little below 0.05; by hand
    both are halves. So the number is first cleared of what a machine adds far behind the last
    decimal, and then moved away from zero by a few of the smallest steps between numbers, so that
    what was a half no longer is. That is right for every decimal of fourteen digits. A number so
    large that those steps reach the decimals that are kept has none to lose, and stays as it is.
    """
    if not abs(value) < 2.0**48 / 10.0**count:
        return value
    return _to_even(_to_even(value, count + 10) * (1 + 2**-50), count)


def _to_even(value: float, count: int) -> float:
    """Round as NumPy does, halves to the even digit; a zero has no sign."""
    power = 10.0**count
    return round(value * power) / power


def rounded(values: Array, count: int) -> Array:
    """Round every number to ``count`` decimals, halves away from zero."""
    flat = [round_half_away(value, count) for value in values.ravel().tolist()]
    return np.array(flat, dtype=float).reshape(values.shape)


# The same in other languages: {0} is what is rounded, {count} the decimals, {spare} ten more.
ROUNDED_NUMPY = "np.round(np.round({0}, {spare}) * (1 + 2**-50), {count})"
ROUNDED_TORCH = "torch.round(torch.round({0}, decimals={spare}) * (1 + 2**-50), decimals={count})"
ROUNDED_WORKBOOK = "ROUND(ROUND({0},{spare}),{count})"  # sends halves away from zero by itself


def is_exact(value: float, count: int, noise: float = SAME) -> bool:
    """Does printing with ``count`` decimals lose nothing but the machine's ``noise``?"""
    printed = float(number(value, count).replace(MINUS, "-"))
    return abs(value - printed) <= max(noise, 1e-15 * abs(value))
