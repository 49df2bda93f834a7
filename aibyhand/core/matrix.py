"""Matrices that remember how they were made.

A matrix is two-dimensional and read-only. Tokens, samples or time steps are its columns. It knows
the operation and the operands that made it, so that equation, sheet, worked cell, code and text
alternative can all be read from it; a matrix that nothing made was given.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from aibyhand.core.evaluate import why_not_finite
from aibyhand.core.expression import Data, data_of
from aibyhand.core.labels import labels
from aibyhand.core.names import check_name, tex_of
from aibyhand.core.numbers import NOISE, Array, decimals, number
from aibyhand.core.op import Axis, Op
from aibyhand.core.readings import Made, Readings
from aibyhand.core.rewrite import composed, is_cellwise, renumbered
from aibyhand.core.role import Role
from aibyhand.core.showing import Shown, brief
from aibyhand.core.sizes import Size
from aibyhand.core.table import TABLE, written_here

_Sign = Callable[["Matrix", "Matrix | float"], "Matrix"]


def _both_ways(name: str) -> "tuple[_Sign, _Sign]":
    """What a sign between two matrices does, or between a matrix and a number on either side."""
    return (lambda one, two: combined(name, one, two), lambda two, one: combined(name, one, two))


@dataclass(frozen=True, eq=False)
class Matrix(Readings, Shown):
    """A named, read-only matrix with a role, and the memory of how it was made.

    >>> W = given("W", [[1, 2]], Role.WEIGHT)
    >>> x = given("x", [[3], [4]], Role.INPUT)
    >>> y = (W @ x).named("y", Role.OUTPUT)
    >>> np.asarray(y)
    array([[11.]])
    """

    values: Array
    name: str = ""
    role: Role = Role.NUMBER
    tex: str = ""
    rows: Axis | None = None
    columns: Axis | None = None
    made: "Made[Matrix] | None" = None
    of: "Matrix | None" = None  # a gradient's forward value
    axes: int = 2  # how a given one is written: 0 a number, 1 a list, 2 rows of lists
    sizes: tuple[Size, ...] = ()  # of a given one: what its rows and its columns count
    among: str = ""  # of places counted from 0: the size that they are places among
    member: tuple[str, int] | None = None  # the stack that it is in, and its place there (from 0)

    def __repr__(self) -> str:
        rows = (" ".join(number(float(v), self.digits) for v in row) for row in self.values)
        return brief([f"{self.printed or 'unnamed'} {self.size}, {self.role.word}", *rows])

    def named(
        self,
        name: str,
        role: Role,
        tex: str = "",
        *,
        rows: Axis | None = None,
        columns: Axis | None = None,
        of: "Matrix | None" = None,
    ) -> "Matrix":
        """The same matrix with its name and role. ``tex`` where the name alone doesn't give it."""
        if self.made is None:
            raise ValueError(f"{name}: nothing made this matrix; use given() for given numbers")
        check_name(name)
        rows, columns = rows or self.rows, columns or self.columns
        tex = tex or tex_of(name)
        return replace(self, name=name, role=role, tex=tex, rows=rows, columns=columns, of=of)

    @cached_property
    def digits(self) -> int:
        """The decimals that all its numbers share when printed."""
        return decimals(self.values)

    @cached_property
    def noise(self) -> float:
        """How far off its numbers may be by the machine's own rounding; given ones aren't."""
        return NOISE * float(np.abs(self.values).max()) if self.made else 0.0

    # NumPy must not take an operation over: its result would have forgotten how it was made.
    __array_ufunc__ = None

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        return np.array(self.values, dtype=dtype or float)

    @property
    def T(self) -> "Matrix":  # noqa: N802 (the name that NumPy and the page use)
        """Its transpose: rows become columns."""
        return apply(TABLE["transpose"], self)

    def __matmul__(self, other: "Matrix") -> "Matrix":
        return apply(TABLE["matmul"], self, other)

    __add__, __radd__ = _both_ways("add")
    __sub__, __rsub__ = _both_ways("subtract")
    __mul__, __rmul__ = _both_ways("times")
    __truediv__, __rtruediv__ = _both_ways("divide")

    def __pow__(self, exponent: float) -> "Matrix":
        return _written_here(("^", ("x", 0), exponent), self)

    def __neg__(self) -> "Matrix":
        return _written_here(("neg", ("x", 0)), self)


def _sizes(operands: tuple[Matrix, ...]) -> str:
    """The end of an error message."""
    return ", ".join(f"{operand.printed} is {operand.size}" for operand in operands)


def apply(op: Op, *operands: Matrix, **settings: int) -> Matrix:
    """Carry out one operation on named matrices.

    What is calculated cell by cell may hold an unnamed cell-by-cell calculation, as in
    ``exp(v / 2)``: both become one operation. Raises TypeError for an operand that isn't a matrix,
    and ValueError for any other operand without a name (name every intermediate first: it needs a
    place on the sheet), for sizes that don't fit, and for a result that isn't finite.
    """
    for operand in operands:
        if not isinstance(operand, Matrix):
            kind = type(operand).__name__
            raise TypeError(f"{op.name}: {kind} is not a matrix; make it one with given()")
    if any(_is_open(operand) for operand in operands) and is_cellwise(data_of(op.cell)):
        return _written_here(data_of(op.cell), *operands, check=op)
    for operand in operands:
        if not operand.name and not operand.is_transpose:
            maker = operand.made.op.name if operand.made else "nothing"
            raise ValueError(f"{op.name}: name the result of {maker} first, with .named(…)")
    problem = op.fits(operands, settings)
    if problem:
        raise ValueError(f"{op.name}: {problem} ({_sizes(operands)})")
    arrays = [operand.values for operand in operands]
    with np.errstate(all="ignore"):
        values = np.asarray(op.compute(*arrays, **settings), dtype=float)
    if not np.isfinite(values).all():
        why = why_not_finite(data_of(op.cell), arrays, settings, values)
        raise ValueError(f"{op.name}: {why} ({_sizes(operands)})")
    values.setflags(write=False)
    rows, columns = labels(op, operands, (values.shape[0], values.shape[1]))
    role = operands[0].role if op.turns else Role.NUMBER
    made = Made(op, tuple(operands), settings)
    return Matrix(values, role=role, rows=rows, columns=columns, made=made)


def combined(name: str, left: "Matrix | float", right: "Matrix | float") -> Matrix:
    """Two matrices, or a matrix and a number, combined cell by cell by a row of the table."""
    op = TABLE[name]
    if isinstance(left, Matrix) and isinstance(right, Matrix):
        return apply(op, left, right)
    matrix = left if isinstance(left, Matrix) else right
    number = right if isinstance(left, Matrix) else left
    if not isinstance(matrix, Matrix) or type(number) not in (int, float):
        kind = type(number).__name__
        raise TypeError(f"{name}: {kind} is not a matrix; make it one with given()")
    parts: list[Data] = [("x", 0) if isinstance(side, Matrix) else side for side in (left, right)]
    return _written_here(composed(data_of(op.cell), parts), matrix)


def _is_open(matrix: Matrix) -> bool:
    """Is it an unnamed cell-by-cell calculation, which can become part of a larger one?"""
    made = matrix.made
    if matrix.name or made is None or made.op.approximate:
        return False  # a rounded number is kept as it is
    return is_cellwise(data_of(made.op.cell))


def _written_here(cell: Data, *operands: Matrix, check: Op | None = None) -> Matrix:
    """A calculation that is no row of the table, from named matrices and open calculations."""
    if check and (problem := check.fits(operands, {})):
        raise ValueError(f"{check.name}: {problem} ({_sizes(operands)})")
    named: list[Matrix] = []
    inner: list[Data] = []
    for operand in operands:
        made = operand.made if _is_open(operand) else None
        numbers = []
        for one in made.operands if made else (operand,):
            if not any(one is known for known in named):
                named.append(one)
            numbers.append(next(k for k, known in enumerate(named) if known is one))
        inner.append(renumbered(data_of(made.op.cell) if made else ("x", 0), numbers))
    single = tuple(k for k, matrix in enumerate(named) if matrix.values.size == 1)
    rough = check is not None and check.approximate
    return apply(written_here(composed(cell, inner), len(named), single, rough), *named)
