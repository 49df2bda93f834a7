"""Two parts of the Evoformer: row attention with pair bias, and the triangular update."""

from collections.abc import Iterator

import numpy as np

from aibyhand.core import Axis, Matrix, Role, Stack
from aibyhand.ops import channels
from aibyhand.walk import Step
from aibyhand.walkthroughs.alphafold.attention import attention
from aibyhand.walkthroughs.alphafold.triangles import triangles


def steps(
    M: Stack, Z: Stack,
    WQ: Stack, WK: Stack, WV: Stack, WG: Matrix, bG: Matrix, WB: Matrix, WO: Matrix, bO: Matrix,
    WX: Matrix, bX: Matrix, WY: Matrix, bY: Matrix,
    WU: Matrix, bU: Matrix, Wg: Matrix, bg: Matrix,
) -> Iterator[Step]:  # fmt: skip
    """The pairs tell the first sequence where to look; then triangles correct the pairs.

    Every other sequence goes the same way by itself.
    """
    says = "Write the sequences, and tables that hold a number for every pair of residues."
    yield Step("Given", says, (*M, *Z))
    P = flat(Z)
    yield from attention(M[0], P, (WQ, WK, WV), (WG, bG), WB, (WO, bO))
    yield from triangles(P, (WX, bX, WY, bY), (WU, bU, Wg, bg))


def flat(Z: Stack) -> Matrix:
    """The tables as one matrix: a row for each channel, a column for each pair."""
    words = tuple(f"{i + 1},{j + 1}" for i, j in np.ndindex(Z[0].shape))
    return channels(*Z).named("P", Role.INPUT, columns=Axis("pair", words=words))
