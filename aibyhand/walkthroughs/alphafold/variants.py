"""The last sequence in place of the first; and the triangular update by hand."""

from collections.abc import Iterator

from aibyhand.core import Matrix, Stack
from aibyhand.walk import Step
from aibyhand.walkthroughs.alphafold.attention import attention
from aibyhand.walkthroughs.alphafold.steps import flat
from aibyhand.walkthroughs.alphafold.triangles import triangles


def other_row(
    M: Stack, Z: Stack, WQ: Stack, WK: Stack, WV: Stack, WG: Matrix, bG: Matrix, WB: Matrix,
    WO: Matrix, bO: Matrix,
) -> Iterator[Step]:  # fmt: skip
    """The last sequence: the same weights and the same bias."""
    P = flat(Z)
    yield Step("Given", "Take the other sequence, and the same pairs.", (M[-1], *Z, P))
    yield from attention(M[-1], P, (WQ, WK, WV), (WG, bG), WB, (WO, bO))


def by_hand(
    Z: Stack,
    WX: Matrix, bX: Matrix, WY: Matrix, bY: Matrix,
    WU: Matrix, bU: Matrix, Wg: Matrix, bg: Matrix,
) -> Iterator[Step]:  # fmt: skip
    """The triangular update alone: every gate is open, half open or shut."""
    P = flat(Z)
    yield Step("Given", "Write the tables as rows, a column for each pair.", (*Z, P))
    yield from triangles(P, (WX, bX, WY, bY), (WU, bU, Wg, bg), by_hand=True)
