"""What the strips of a sheet share: sizes on the grid, signs, and which calculations go where."""

import re
from math import ceil

import numpy as np

from aibyhand.core import Matrix, Role
from aibyhand.core.names import plain
from aibyhand.core.numbers import Array
from aibyhand.sheet.blocks import PER_CELL


def is_flat(matrix: Matrix) -> bool:
    """Is this calculation written across, because its operands' columns don't run on into it?"""
    operands = matrix.made.operands if matrix.made else ()
    wide = matrix.shape[1]
    return wide <= 2 or is_turned(matrix) or any(m.shape[1] not in (1, wide) for m in operands)


def extent(matrix: Matrix, large: bool) -> tuple[int, int]:
    """The cells that a matrix takes on the grid: one a number, or to scale on a large sheet."""
    if not large:
        return matrix.shape
    rows, columns = (max(2, ceil(count / PER_CELL)) for count in matrix.shape)
    return rows, columns


def tex_width(tex: str) -> float:
    """About how many cells a piece of TeX is wide; subscripts are narrower."""
    whole, below = plain(tex), "".join(re.findall(r"_\{?(\w+)", tex))
    return 0.24 * (len(whole) - whole.count("_")) - 0.08 * len(below) + 0.3


def row_of_ones(columns: int) -> Matrix:
    """The ones under an input, which carry the bias of the next product."""
    values: Array = np.ones((1, columns))
    return Matrix(values, role=Role.NUMBER)


def signs_of(matrix: Matrix) -> list[str]:
    """What stands between the operands on a written line."""
    return list(matrix.made.op.signs) if matrix.made else []


def same(matrix: Matrix, other: Matrix) -> bool:
    """The same matrix: itself, or another writing of the same transpose."""
    return matrix is other or (
        matrix.is_transpose and other.is_transpose and matrix.symbol == other.symbol
    )


def label_of(matrix: Matrix) -> str:
    """What stands beside a result made from what is above it: ``exp(R)``, or ``≈ p`` by pencil."""
    about = r"\approx " if matrix.made and matrix.made.op.approximate else ""
    return about + right_side(matrix.equation)


def right_side(equation: str) -> str:
    """The right side of an equation."""
    for relation in (" = ", r" \approx "):
        if relation in equation:
            return equation.split(relation, 1)[1]
    return equation


def is_turned(matrix: Matrix) -> bool:
    """Do other columns come out (a transpose, a square one too), so that it can't go below?"""
    if matrix.made is None:
        return False
    return matrix.made.op.turns or matrix.made.operands[0].shape[1] != matrix.shape[1]


def split_of(matrix: Matrix) -> int:
    """Where a stacked matrix is divided: after the rows of its first part."""
    if matrix.made and matrix.made.op.divides:
        return matrix.made.operands[0].shape[0]
    return 0
