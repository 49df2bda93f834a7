"""Given matrices: numbers with a name that nothing made."""

from dataclasses import replace

from numpy.typing import ArrayLike

from aibyhand.core.grid import grid_of
from aibyhand.core.matrix import Matrix
from aibyhand.core.names import check_name, tex_of
from aibyhand.core.op import Axis
from aibyhand.core.role import Role
from aibyhand.core.sizes import sizes_of


def given(
    name: str,
    values: ArrayLike,
    role: Role,
    tex: str = "",
    *,
    rows: Axis | None = None,
    columns: Axis | None = None,
    sizes: str = "",
    among: str = "",
) -> Matrix:
    """A given matrix: rows of equal length; a flat list is one row, a bare number a 1×1 matrix.

    ``sizes`` says what rows and columns count: ``"features × tokens"``; ``among`` is the size among
    which the numbers are places, counted from 0: ``"words"``. The numbers are copied.
    Raises ValueError for whatever is not a full grid of finite numbers.
    """
    check_name(name)
    array, axes = grid_of(name, values)
    named = sizes_of(sizes or ("1 \N{MULTIPLICATION SIGN} 1" if axes == 0 else ""))
    tex = tex or tex_of(name)
    return Matrix(array, name, role, tex, rows, columns, axes=axes, sizes=named, among=among)


def regiven(default: Matrix, values: ArrayLike) -> Matrix:
    """The given matrix with other numbers. Raises ValueError as ``given`` does.

    A list of rows takes the place of a list of rows; a number or a flat list only where the default
    is written that way.
    """
    array, axes = grid_of(default.printed, values)
    if axes not in (2, default.axes):
        wanted = ("a number", "a flat list", "a list of rows")[default.axes]
        raise ValueError(
            f"{default.printed}: wrong number of axes, {axes} where 2 are needed ({wanted})"
        )
    rows, columns = array.shape
    if (default.axes < 2 and rows != 1) or (default.axes == 0 and columns != 1):
        raise ValueError(f"{default.printed}: needs {('a number', 'one row')[default.axes]}")
    return replace(default, values=array)
