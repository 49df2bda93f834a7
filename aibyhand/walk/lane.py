"""Lanes: ways to carry out a walkthrough.

The exact lane takes every operation as it is; by hand the source's stated rule takes its place.
"""

from dataclasses import dataclass

from aibyhand.core import Matrix
from aibyhand.core.lookup import Named
from aibyhand.core.matrix import apply
from aibyhand.core.table import TABLE
from aibyhand.ops.pencil import to_decimals


@dataclass(frozen=True)
class Lane:
    """A way to compute: exactly, or by hand with so many decimals kept after each rounding."""

    name: str
    title: str  # as a heading
    spoken: str  # as a part of a sentence
    decimals: int | None = None

    def __str__(self) -> str:
        return self.name

    @property
    def by_hand(self) -> bool:
        """Does this lane approximate?"""
        return self.decimals is not None

    def __call__(self, operation: str, *operands: Matrix) -> Matrix:
        """Carry out an operation of the table by this lane's rule."""
        op = TABLE[operation]
        return apply(op if self.decimals is None else to_decimals(op, self.decimals), *operands)


EXACT = Lane("exact", "Exact", "exact arithmetic")
PENCIL = Lane("pencil", "By hand", "the pencil lane", decimals=1)
LANES = Named("lane", [(lane.name, lane) for lane in (EXACT, PENCIL)])
WHICH_LANE = "exact or by hand; else as on its page"  # what a command says of its choice
