"""Positions as numbers: a sine or a cosine of every position, slower from row to row."""

from collections.abc import Sequence

import numpy as np

from aibyhand.core.cells import Cells
from aibyhand.core.matrix import Matrix, apply, row
from aibyhand.core.numbers import Array
from aibyhand.core.op import Op, Operand, Place, Region, Settings, Worked
from aibyhand.ops.fits import number_last, positive
from aibyhand.ops.written import digit


def _waves(a: Array, base: Array) -> Array:
    """Rows 1 and 2 are sine and cosine of the position, rows 3 and 4 of a slower one, …."""
    rows, columns = a.shape
    number = np.arange(rows).reshape(-1, 1)
    angle = np.arange(columns) / base.item() ** (number // 2 * 2 / rows)
    return np.asarray(np.where(number % 2, np.cos(angle), np.sin(angle)))


def _wave_cell(operands: Sequence[Operand], settings: Settings, i: int, j: int) -> Worked:
    function = r"\cos" if i % 2 else r"\sin"
    power = f"{digit(operands[1], 0, 0)}^{{{i // 2 * 2}/{operands[0].values.shape[0]}}}"
    return Worked(f"{function}({j} / {power})", ((1, Region(0, 0)),))


def _wave_formula(m: Sequence[Cells], settings: Settings, i: int, j: int) -> str:
    function, power = "COS" if i % 2 else "SIN", f"{i // 2 * 2}/ROWS({m[0].all})"
    return f"{function}({j}/{m[1].cell(0, 0)}^({power}))"


_LINE = "[({np}.sin, {np}.cos)[i % 2]({np}.arange({{0}}.shape[1]{dtype}) / {{1}}.item() ** "
_LINE += "(i // 2 * 2 / {{0}}.shape[0])) for i in range({{0}}.shape[0])]"

POSITIONS = row(
    Op(
        "positions",
        compute=_waves,
        tex=r"\operatorname{{positions}}({0},\, {1})",
        words="for every column of {0} the sines and cosines of its position, "
        "each pair of rows slower than the one before it by the base {1}",
        numpy=f"np.array({_LINE.format(np='np', dtype='')})",
        torch=f"torch.stack({_LINE.format(np='torch', dtype=', dtype={0}.dtype')})",
        fits=lambda m, s: number_last(m, s) or positive(m[1]),
        worked=_wave_cell,
        place=Place.ALONE,
        formula=_wave_formula,
    )
)


def positions(a: Matrix, base: Matrix) -> Matrix:
    """Sinusoidal positions, as large as ``a``; the first column is position 0."""
    return apply(POSITIONS, a, base)
