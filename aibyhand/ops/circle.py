"""Directions around a circle, given by nothing but their number."""

import numpy as np

from aibyhand.core import Matrix
from aibyhand.core.expression import at, call, choose, i, j, turns, whole
from aibyhand.core.fits import countable_last
from aibyhand.core.matrix import apply
from aibyhand.core.numbers import Array
from aibyhand.core.op import Op, Place
from aibyhand.core.table import enter


def _around(n: Array) -> Array:
    turn = 2 * np.pi * np.arange(n.item()) / n.item()
    return np.vstack([np.cos(turn), np.sin(turn)])


_TURNS = "2 * {np}.pi * {np}.arange({{0}}.item(){dtype}) / {{0}}.item()"
_LINE = f"{{np}}.vstack([{{np}}.cos({_TURNS}), {{np}}.sin({_TURNS})])"

_angle = turns(2) * whole(j) / at(0, 0, 0)
_direction = choose(i.equals(0), call("cos", _angle), call("sin", _angle))

DIRECTIONS = enter(
    Op(
        "directions",
        rows=2,
        columns=at(0, 0, 0),
        cell=_direction,
        compute=_around,
        tex=r"[\cos \phi_j;\, \sin \phi_j],\quad \phi_j = 2\pi\,(j - 1) / {0}",
        words="{0} directions evenly around a circle, a column each: "
        "the cosine of the angle on top of the sine; the first angle is zero",
        numpy=_LINE.format(np="np", dtype=""),
        torch=_LINE.format(np="torch", dtype=", dtype={0}.dtype"),
        fits=countable_last,
        place=Place.ALONE,
        formula=lambda m, s, i, j: f"{('COS', 'SIN')[i]}(2*PI()*{j}/{m[0].cell(0, 0)})",
    )
)


def directions(n: Matrix) -> Matrix:
    """So many directions evenly around a circle: columns of length 1, the first along the axis."""
    return apply(DIRECTIONS, n)
