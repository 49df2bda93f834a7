"""Positions as numbers: a sine or a cosine of every position, slower from row to row."""

from collections.abc import Sequence

import numpy as np

from aibyhand.core import Matrix
from aibyhand.core.cells import Cells
from aibyhand.core.expression import at, call, choose, cols, i, j, rows, whole
from aibyhand.core.fits import number_last, positive
from aibyhand.core.matrix import apply
from aibyhand.core.numbers import Array
from aibyhand.core.op import Op, Place, Settings
from aibyhand.core.table import enter


def _waves(a: Array, base: Array) -> Array:
    """Rows 1 and 2 are sine and cosine of the position, rows 3 and 4 of a slower one, …."""
    rows, columns = a.shape
    number = np.arange(rows).reshape(-1, 1)
    angle = np.arange(columns) / base.item() ** (number // 2 * 2 / rows)
    return np.asarray(np.where(number % 2, np.cos(angle), np.sin(angle)))


def _wave_formula(m: Sequence[Cells], settings: Settings, i: int, j: int) -> str:
    function, power = "COS" if i % 2 else "SIN", f"{i // 2 * 2}/ROWS({m[0].all})"
    return f"{function}({j}/{m[1].cell(0, 0)}^({power}))"


_LINE = "[({np}.sin, {np}.cos)[i % 2]({np}.arange({{0}}.shape[1]{dtype}) / {{1}}.item() ** "
_LINE += "(i // 2 * 2 / {{0}}.shape[0])) for i in range({{0}}.shape[0])]"

_angle = whole(j) / at(1, 0, 0) ** (whole(i // 2 * 2) / rows(0))
_wave = choose((i % 2).equals(1), call("cos", _angle), call("sin", _angle))

POSITIONS = enter(
    Op(
        "positions",
        rows=rows(0),
        columns=cols(0),
        cell=_wave,
        compute=_waves,
        tex=r"\operatorname{{positions}}({0},\, {1})",
        words="for every column of {0} the sines and cosines of its position, "
        "each pair of rows slower than the one before it by the base {1}",
        numpy=f"np.array({_LINE.format(np='np', dtype='')})",
        torch=f"torch.stack({_LINE.format(np='torch', dtype=', dtype={0}.dtype')})",
        fits=lambda m, s: number_last(m, s) or positive(m[1]),
        place=Place.ALONE,
        formula=_wave_formula,
    )
)


def positions(a: Matrix, base: Matrix) -> Matrix:
    """Sinusoidal positions, as large as ``a``; the first column is position 0."""
    return apply(POSITIONS, a, base)
