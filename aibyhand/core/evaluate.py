"""Computing an expression: one cell of it, or all cells at once where it is cell by cell."""

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from aibyhand.core.expression import Data
from aibyhand.core.functions import FUNCTIONS
from aibyhand.core.numbers import Array, rounded

Place = tuple[int, int, int]  # an operand, a row and a column, all from 0


def _power(base: Any, exponent: Any) -> Any:
    return float(base) ** exponent


# Heads of two arguments: how they are computed.
TWO: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
    "div": operator.floordiv, "mod": operator.mod, "^": _power,
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq,
}  # fmt: skip


class NotFinite(ArithmeticError):  # noqa: N818 (it names what is wrong)
    """A part of an expression has no finite value; the message says why."""


@dataclass
class Cell:
    """One cell of a result: its operands, its settings, its indices, and the cells met so far."""

    operands: Sequence[Array]
    settings: Mapping[str, int] = field(default_factory=dict)
    indices: dict[str, int] = field(default_factory=dict)
    met: dict[Place, None] = field(default_factory=dict)

    @classmethod
    def of(cls, operands: Sequence[Array], settings: Mapping[str, int], i: int, j: int) -> "Cell":
        """The cell in row ``i`` and column ``j``."""
        return cls(operands, settings, {"i": i, "j": j})

    def value(self, data: Data) -> Any:
        """The value of an expression in this cell. Raises NotFinite where it has none."""
        if isinstance(data, str):
            return self.indices[data]
        if not isinstance(data, tuple):
            return data
        head, *parts = data
        if special := _SPECIAL.get(head):
            return special(self, *parts)
        values = [self.value(part) for part in parts]
        function = TWO.get(head) or FUNCTIONS[head].value
        try:
            found = function(*values)
        except (ZeroDivisionError, OverflowError, ValueError) as problem:
            raise NotFinite(_why(head, values)) from problem
        if isinstance(found, float) and not math.isfinite(found):
            raise NotFinite(_why(head, values))
        return found

    def at(self, operand: Data, row: Data, column: Data) -> float:
        """The number of an operand in a row and a column; each may be an expression itself."""
        which, *place = (int(self.value(part)) for part in (operand, row, column))
        height, width = self.operands[which].shape
        if not (0 <= place[0] < height and 0 <= place[1] < width):
            raise IndexError(f"no cell {place} in operand {which} of {height}×{width}")
        self.met[which, place[0], place[1]] = None
        return float(self.operands[which][place[0], place[1]])

    def beside(self, row: Data, column: Data) -> float:
        """The number of the operands side by side."""
        left = int(self.value(column))
        for which, operand in enumerate(self.operands):
            if left < operand.shape[1]:
                return self.at(which, row, left)
            left -= operand.shape[1]
        raise IndexError(f"no column {self.value(column)} in the operands side by side")

    def axis(self, operand: Data, axis: int) -> int:
        """How many rows (0) or columns (1) an operand has."""
        return int(self.operands[int(self.value(operand))].shape[axis])

    def at_or_zero(self, operand: int, row: Data, column: Data) -> float:
        """The same, with zeros all around the operand."""
        height, width = self.operands[operand].shape
        inside = 0 <= self.value(row) < height and 0 <= self.value(column) < width
        return self.at(operand, row, column) if inside else 0.0

    def meets(self, operand: int) -> float:
        """The number that meets this cell when axes of length 1 are stretched."""
        height, width = self.operands[operand].shape
        row, column = ("i" if height > 1 else 0), ("j" if width > 1 else 0)
        return self.at(operand, row, column)

    def terms(self, index: str, count: Data, term: Data) -> list[Any]:
        """The values of a term while an index runs."""
        before, found = self.indices.get(index), []
        for value in range(int(self.value(count))):
            self.indices[index] = value
            found.append(self.value(term))
        if before is not None:
            self.indices[index] = before
        return found


def _largest_place(cell: Cell, index: str, count: Data, term: Data) -> int:
    found = cell.terms(index, count, term)
    return found.index(max(found))


_SPECIAL: dict[str, Callable[..., Any]] = {
    "x": Cell.meets,
    "at": Cell.at,
    "at0": Cell.at_or_zero,
    "beside": Cell.beside,
    "rows": lambda cell, operand: cell.axis(operand, 0),
    "cols": lambda cell, operand: cell.axis(operand, 1),
    "set": lambda cell, name: cell.settings[name],
    "sum": lambda cell, *parts: sum(cell.terms(*parts)),
    "max": lambda cell, *parts: max(cell.terms(*parts)),
    "argmax": _largest_place,
    "if": lambda cell, condition, yes, no: cell.value(yes if cell.value(condition) else no),
    "[]": lambda cell, condition: float(cell.value(condition)),
    "as": lambda cell, printed, computed: cell.value(computed),
    "by": lambda cell, template, argument, computed: cell.value(computed),
    "whole": lambda cell, inside: cell.value(inside),
    "longer": lambda cell, a, b: max(cell.value(a), cell.value(b)),
    "pi": lambda cell, count: count * math.pi,
    "neg": lambda cell, inside: -cell.value(inside),
    "round": lambda cell, inside, count: float(
        rounded(np.array([[cell.value(inside)]]), count)[0, 0]
    ),
}


def _why(head: str, values: list[Any]) -> str:
    """Why an operation on these numbers has no finite result."""
    shown = [f"{float(v):g}" for v in values]
    if head == "/" and values[1] == 0:
        return f"{shown[0]} cannot be divided by zero"
    if head in ("ln", "log") and values[0] <= 0:
        return f"{shown[0]} has no logarithm"
    if head == "sqrt" and values[0] < 0:
        return f"{shown[0]} has no square root"
    said = FUNCTIONS[head].words.format(*shown) if head in FUNCTIONS else f" {head} ".join(shown)
    return f"{said} is larger than any number that can be stored"


def all_cells(data: Data, operands: Sequence[Array]) -> Array:
    """All cells of a cell-by-cell expression at once, axes of length 1 stretched."""

    def value(part: Data) -> Any:
        if not isinstance(part, tuple):
            return part
        head, *parts = part
        match head:
            case "x":
                return operands[parts[0]]
            case "as" | "by":
                return value(parts[-1])
            case "pi":
                return parts[0] * np.pi
            case "neg":
                return -value(parts[0])
            case "[]":
                return value(parts[0]) * 1.0
            case "if":
                return np.where(*(value(p) for p in parts))
            case "round":
                return rounded(value(parts[0]), parts[1])
            case "^":
                return np.power(np.asarray(value(parts[0]), float), value(parts[1]))
        values = [value(p) for p in parts]
        return TWO[head](*values) if head in TWO else FUNCTIONS[head].array(values[0])

    shape = np.broadcast_shapes(*(operand.shape for operand in operands))
    with np.errstate(all="ignore"):
        return np.array(np.broadcast_to(value(data), shape), dtype=float)


def why_not_finite(
    data: Data, operands: Sequence[Array], settings: Mapping[str, int], result: Array
) -> str:
    """The first cell of a result that has no number, and why."""
    row, column = (int(index) for index in np.argwhere(~np.isfinite(result))[0])
    try:
        Cell.of(operands, settings, row, column).value(data)
        why = "a number on the way to it is larger than any that can be stored"
    except NotFinite as problem:
        why = str(problem)
    return f"row {row + 1}, column {column + 1} of the result is not finite: {why}"
