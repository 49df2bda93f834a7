"""Directions around a circle, given by nothing but their number."""

from collections.abc import Sequence

import numpy as np

from aibyhand.core.matrix import Matrix, apply, row
from aibyhand.core.numbers import Array
from aibyhand.core.op import Op, Operand, Place, Region, Settings, Worked
from aibyhand.ops.fits import countable_last
from aibyhand.ops.written import digit


def _around(n: Array) -> Array:
    turn = 2 * np.pi * np.arange(n.item()) / n.item()
    return np.vstack([np.cos(turn), np.sin(turn)])


def _direction(operands: Sequence[Operand], settings: Settings, i: int, j: int) -> Worked:
    written = rf"\{('cos', 'sin')[i]}(2\pi \cdot {j} / {digit(operands[0], 0, 0)})"
    return Worked(written, ((0, Region(0, 0)),))


_TURNS = "2 * {np}.pi * {np}.arange({{0}}.item(){dtype}) / {{0}}.item()"
_LINE = f"{{np}}.vstack([{{np}}.cos({_TURNS}), {{np}}.sin({_TURNS})])"

DIRECTIONS = row(
    Op(
        "directions",
        compute=_around,
        tex=r"[\cos \phi_j;\, \sin \phi_j],\quad \phi_j = 2\pi\,(j - 1) / {0}",
        words="{0} directions evenly around a circle, a column each: "
        "the cosine of the angle on top of the sine; the first angle is zero",
        numpy=_LINE.format(np="np", dtype=""),
        torch=_LINE.format(np="torch", dtype=", dtype={0}.dtype"),
        fits=countable_last,
        worked=_direction,
        place=Place.ALONE,
        formula=lambda m, s, i, j: f"{('COS', 'SIN')[i]}(2*PI()*{j}/{m[0].cell(0, 0)})",
    )
)


def directions(n: Matrix) -> Matrix:
    """So many directions evenly around a circle: columns of length 1, the first along the axis."""
    return apply(DIRECTIONS, n)
