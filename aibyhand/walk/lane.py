"""Lanes: ways to carry out a walkthrough.

The exact lane takes every operation as it is; a pencil lane takes the source's stated rule instead.
"""

from dataclasses import dataclass

from aibyhand.core.matrix import TABLE, Matrix, apply
from aibyhand.ops.pencil import to_decimals


@dataclass(frozen=True)
class Lane:
    """A way to compute: ``exact``, or ``pencil`` with so many decimals kept after each rounding."""

    name: str
    decimals: int | None = None

    @property
    def pencil(self) -> bool:
        """Does this lane approximate?"""
        return self.decimals is not None

    def __call__(self, operation: str, *operands: Matrix) -> Matrix:
        """Carry out an operation of the table by this lane's rule."""
        op = TABLE[operation]
        return apply(op if self.decimals is None else to_decimals(op, self.decimals), *operands)


EXACT = Lane("exact")
PENCIL = Lane("pencil", decimals=1)
