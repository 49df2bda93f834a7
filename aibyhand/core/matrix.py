"""Matrices that remember how they were made.

A matrix is two-dimensional and read-only. Tokens, samples or time steps are its columns. It knows
the operation and the operands that made it, so that equation, sheet, worked cell, code and text
alternative can all be read from it; a matrix that nothing made was given.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from aibyhand.core.evaluate import Cell, NotFinite
from aibyhand.core.evaluate import Place as Where
from aibyhand.core.expression import Data, data_of, is_cellwise
from aibyhand.core.names import check_name, plain, tex_of
from aibyhand.core.numbers import Array, decimals
from aibyhand.core.op import Axis, Op, Place, Settings
from aibyhand.core.role import Role
from aibyhand.core.sizes import Size, sizes_of
from aibyhand.core.table import TABLE, composed, renumbered, written_here
from aibyhand.core.worked import Worked, cells_read, worked


@dataclass(frozen=True, eq=False)
class Made:
    """How a matrix was made: the operation, its operands and its settings."""

    op: Op
    operands: tuple["Matrix", ...]
    settings: Settings


@dataclass(frozen=True, eq=False)
class Matrix:
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
    made: Made | None = None
    of: "Matrix | None" = None  # a gradient's forward value
    axes: int = 2  # how a given one is written: 0 a number, 1 a list, 2 rows of lists
    sizes: tuple[Size, ...] = ()  # of a given one: what its rows and its columns count
    member: tuple[str, int] | None = None  # the stack that it is in, and its place there (from 0)

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

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.values.shape[0], self.values.shape[1]

    @property
    def size(self) -> str:
        """Rows × columns, as printed."""
        return f"{self.shape[0]}\N{MULTIPLICATION SIGN}{self.shape[1]}"

    @cached_property
    def digits(self) -> int:
        """The decimals that all its numbers share when printed."""
        return decimals(self.values)

    @property
    def operands(self) -> tuple["Matrix", ...]:
        """What it was made from: nothing, if it was given."""
        return self.made.operands if self.made else ()

    @property
    def is_transpose(self) -> bool:
        """Is this the unnamed transpose of a named matrix?"""
        return not self.name and self.made is not None and self.made.op.turns

    @property
    def symbol(self) -> str:
        """Its TeX, as it stands in an equation."""
        if self.made and self.is_transpose:
            return rf"{self.made.operands[0].tex}^\top"
        if self.made and not self.name:
            return self._read(self.made.op.tex, "symbol")
        return self.tex

    @property
    def printed(self) -> str:
        """Its name in plain text."""
        return plain(self.symbol)

    @property
    def code(self) -> str:
        """Its name in Python."""
        if self.made and self.is_transpose:
            return f"{self.made.operands[0].name}.T"
        return self.name

    def _making(self) -> Made:
        if self.made is None:
            raise ValueError(f"{self.printed} was given: there is no calculation to read")
        return self.made

    def _read(self, pattern: str, attribute: str) -> str:
        made = self._making()
        names = [getattr(operand, attribute) for operand in made.operands]
        return pattern.format(*names, **made.settings)

    @property
    def equation(self) -> str:
        """How it was made, in TeX: ``Q = W_{Q} X``."""
        op = self._making().op
        return f"{self.symbol} {op.relation} {self._read(op.tex, 'symbol')}"

    @property
    def numpy(self) -> str:
        """How it was made, as a line of NumPy."""
        return f"{self.code} = {self._read(self._making().op.numpy, 'code')}"

    @property
    def torch(self) -> str:
        """How it was made, as a line of PyTorch."""
        return f"{self.code} = {self._read(self._making().op.torch, 'code')}"

    @property
    def words(self) -> str:
        """How it was made, as words: for reading aloud."""
        return self._read(self._making().op.words, "printed")

    def worked(self, i: int, j: int) -> Worked:
        """The cell in row ``i`` and column ``j`` (from 0) worked in full.

        Raises ValueError for a given matrix.
        """
        made = self._making()
        return worked(made.op, made.operands, made.settings, i, j)

    def cells_read(self, i: int, j: int) -> tuple[Where, ...]:
        """The cells that go into a cell: operand, row and column of each, from 0."""
        made = self._making()
        return cells_read(made.op, made.operands, made.settings, i, j)

    def ancestors(self, known: Collection[int] = ()) -> Iterator["Matrix"]:
        """Everything that it was made from, back to the given matrices, each once, in order.

        Those whose ``id`` is known are left out, with whatever only they were made from.
        """
        seen: set[int] = set()
        # The way down from here: a long walkthrough is deeper than calls may be nested.
        way: list[tuple[Matrix, Iterator[Matrix]]] = [(self, iter(self.operands))]
        while way:
            matrix, operands = way[-1]
            operand = next(operands, None)
            if operand is None:
                way.pop()
                if way:
                    yield matrix
            elif id(operand) not in seen and id(operand) not in known:
                seen.add(id(operand))
                way.append((operand, iter(operand.operands)))

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

    def __add__(self, other: "Matrix | float") -> "Matrix":
        return combined("add", self, other)

    def __radd__(self, other: float) -> "Matrix":
        return combined("add", other, self)

    def __sub__(self, other: "Matrix | float") -> "Matrix":
        return combined("subtract", self, other)

    def __rsub__(self, other: float) -> "Matrix":
        return combined("subtract", other, self)

    def __mul__(self, other: "Matrix | float") -> "Matrix":
        return combined("times", self, other)

    def __rmul__(self, other: float) -> "Matrix":
        return combined("times", other, self)

    def __truediv__(self, other: "Matrix | float") -> "Matrix":
        return combined("divide", self, other)

    def __rtruediv__(self, other: float) -> "Matrix":
        return combined("divide", other, self)

    def __pow__(self, exponent: float) -> "Matrix":
        return _written_here(("^", ("x", 0), exponent), self)

    def __neg__(self) -> "Matrix":
        return _written_here(("neg", ("x", 0)), self)


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
    sizes = ", ".join(f"{operand.printed} is {operand.size}" for operand in operands)
    if problem:
        raise ValueError(f"{op.name}: {problem} ({sizes})")
    arrays = [operand.values for operand in operands]
    with np.errstate(all="ignore"):
        values = np.asarray(op.compute(*arrays, **settings), dtype=float)
    if not np.isfinite(values).all():
        raise ValueError(f"{op.name}: {_why_not_finite(op, arrays, settings, values)} ({sizes})")
    values.setflags(write=False)
    rows, columns = _labels(op, operands, (values.shape[0], values.shape[1]))
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
        sizes = ", ".join(f"{operand.printed} is {operand.size}" for operand in operands)
        raise ValueError(f"{check.name}: {problem} ({sizes})")
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


def _why_not_finite(op: Op, arrays: list[Array], settings: Settings, values: Array) -> str:
    """The first cell of a result that has no number, and why."""
    row, column = (int(index) for index in np.argwhere(~np.isfinite(values))[0])
    try:
        Cell.of(arrays, settings, row, column).value(data_of(op.cell))
        why = "a number on the way to it is larger than any that can be stored"
    except NotFinite as problem:
        why = str(problem)
    return f"row {row + 1}, column {column + 1} of the result is not finite: {why}"


def _labels(
    op: Op, operands: tuple[Matrix, ...], shape: tuple[int, int]
) -> tuple[Axis | None, Axis | None]:
    """A product takes its rows from the left and its columns from the right; others keep theirs."""
    first, last = operands[0], operands[min(1, len(operands) - 1)]
    if op.turns:
        return first.columns, first.rows
    if op.place is Place.CORNER and len(operands) > 1:
        return (
            first.rows if first.shape[0] == shape[0] else None,
            last.columns if last.shape[1] == shape[1] else None,
        )
    if op.place is Place.LINE:
        rows = next((m.rows for m in operands if m.rows and m.shape[0] == shape[0]), None)
        columns = next((m.columns for m in operands if m.columns and m.shape[1] == shape[1]), None)
        return rows, columns
    return None, None


def _hides_truth(values: object) -> bool:
    """Is there a True or False among the numbers? NumPy would make it 1 or 0 without a word."""
    if isinstance(values, list | tuple):
        return any(_hides_truth(value) for value in values)
    return isinstance(values, bool | np.bool_)


def given(
    name: str,
    values: ArrayLike,
    role: Role,
    tex: str = "",
    *,
    rows: Axis | None = None,
    columns: Axis | None = None,
    sizes: str = "",
) -> Matrix:
    """A given matrix: rows of equal length; a flat list is one row, a bare number a 1×1 matrix.

    ``sizes`` says what rows and columns count: ``"features × tokens"``. The numbers are copied.
    Raises ValueError for whatever is not a full grid of finite numbers.
    """
    check_name(name)
    array, axes = _grid(name, values)
    named = sizes_of(sizes or ("1 \N{MULTIPLICATION SIGN} 1" if axes == 0 else ""))
    return Matrix(array, name, role, tex or tex_of(name), rows, columns, axes=axes, sizes=named)


def regiven(default: Matrix, values: ArrayLike) -> Matrix:
    """The given matrix with other numbers. Raises ValueError as ``given`` does.

    A list of rows takes the place of a list of rows; a number or a flat list only where the default
    is written that way.
    """
    array, axes = _grid(default.printed, values)
    if axes not in (2, default.axes):
        wanted = ("a number", "a flat list", "a list of rows")[default.axes]
        raise ValueError(
            f"{default.printed}: wrong number of axes, {axes} where 2 are needed ({wanted})"
        )
    rows, columns = array.shape
    if (default.axes < 2 and rows != 1) or (default.axes == 0 and columns != 1):
        raise ValueError(f"{default.printed}: needs {('a number', 'one row')[default.axes]}")
    return replace(default, values=array)


def _grid(name: str, values: ArrayLike) -> tuple[Array, int]:
    """A read-only copy with two axes, and the number of axes that it came with."""
    try:
        array = np.array(values)
    except (ValueError, TypeError) as ragged:
        said = f"{name}: the rows differ in length, or hold more than numbers"
        raise ValueError(said) from ragged
    if array.dtype.kind not in "iuf" or _hides_truth(values) or np.ma.is_masked(values):
        kind = "text" if array.dtype.kind in "US" else "other values"
        raise ValueError(f"{name}: needs numbers that floats can hold, not {kind}")
    if array.ndim > 2:
        raise ValueError(f"{name}: wrong number of axes, {array.ndim} where 2 are needed")
    if array.size == 0:
        raise ValueError(f"{name}: is empty")
    with np.errstate(over="ignore"):
        grid = np.atleast_2d(array.astype(float))
    if not np.isfinite(grid).all():
        raise ValueError(f"{name}: holds NaN or infinity")
    grid.setflags(write=False)
    return grid, array.ndim
