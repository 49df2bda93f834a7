"""Powers of scores, as softmax takes them, that stay within what can be stored."""

from collections.abc import Callable

import numpy as np

from aibyhand.core import Matrix, Role
from aibyhand.ops import tops

FAR = 600.0  # e to the power of 600 has 261 digits, 3 to that power 287; 308 can be stored


def powers(
    raised: Callable[[Matrix], Matrix], scores: Matrix, name: str, tex: str = ""
) -> tuple[Matrix, ...]:
    """The powers of all scores; of a column with far scores, the powers of their distances to it.

    Softmax stays the same when a number is taken off all scores of a column. So where the largest
    score of a column is so large or so small that its power could not be stored, the largest ones
    come first, and then the powers of the scores less those. The powers are the last matrix.
    """
    if (np.abs(scores.values.max(axis=0)) <= FAR).all():
        return (raised(scores).named(name, Role.SCORE, tex),)
    top = tops(scores).named(f"{name}_top", Role.SCORE, rf"m_{{{scores.tex}}}")
    return top, raised(scores - top).named(name, Role.SCORE, tex)
