"""One cell of a result, as an expression that is data.

An expression is a number, the name of an index (``i`` and ``j`` are the row and the column of the
cell, ``k`` and ``l`` run over a sum), or a tuple of a head and its arguments. From it follow the
cell's value, the cells that go in, the written sum, lines of code, a workbook's formula, the slope,
and what a page needs to compute it once more.

>>> cell = total(k, cols(0), at(0, i, k) * at(1, k, j))
>>> cell.data
('sum', 'k', ('cols', 0), ('*', ('at', 0, 'i', 'k'), ('at', 1, 'k', 'j')))
"""

from dataclasses import dataclass

Data = float | int | str | tuple  # type: ignore[type-arg]  # a tuple holds a head and more Data


@dataclass(frozen=True)
class Expression:
    """An expression; ``data`` is what it is made of. Operators on it make larger ones."""

    data: Data

    def __add__(self, other: "Expression | float") -> "Expression":
        return node("+", self, other)

    def __radd__(self, other: float) -> "Expression":
        return node("+", other, self)

    def __sub__(self, other: "Expression | float") -> "Expression":
        return node("-", self, other)

    def __rsub__(self, other: float) -> "Expression":
        return node("-", other, self)

    def __mul__(self, other: "Expression | float") -> "Expression":
        return node("*", self, other)

    def __rmul__(self, other: float) -> "Expression":
        return node("*", other, self)

    def __truediv__(self, other: "Expression | float") -> "Expression":
        return node("/", self, other)

    def __rtruediv__(self, other: float) -> "Expression":
        return node("/", other, self)

    def __pow__(self, other: "Expression | float") -> "Expression":
        return node("^", self, other)

    def __rpow__(self, other: float) -> "Expression":
        return node("^", other, self)

    def __floordiv__(self, other: "Expression | float") -> "Expression":
        return node("div", self, other)

    def __mod__(self, other: "Expression | float") -> "Expression":
        return node("mod", self, other)

    def __neg__(self) -> "Expression":
        return node("neg", self)

    def __lt__(self, other: "Expression | float") -> "Expression":
        return node("<", self, other)

    def __le__(self, other: "Expression | float") -> "Expression":
        return node("<=", self, other)

    def __gt__(self, other: "Expression | float") -> "Expression":
        return node(">", self, other)

    def __ge__(self, other: "Expression | float") -> "Expression":
        return node(">=", self, other)

    def equals(self, other: "Expression | float") -> "Expression":
        """The condition that both are the same number."""
        return node("=", self, other)


def node(head: str, *parts: "Expression | float | int | str") -> Expression:
    """An expression of a head and its arguments."""
    return Expression((head, *(p.data if isinstance(p, Expression) else p for p in parts)))


def data_of(part: Expression | float) -> Data:
    """The data of an expression; a number is its own."""
    return part.data if isinstance(part, Expression) else part


i, j, k, l = (Expression(name) for name in "ijkl")  # noqa: E741 (the maths says l, too)


def x(operand: int) -> Expression:
    """The cell of an operand that meets cell (i, j): axes of length 1 are stretched."""
    return node("x", operand)


def at(operand: Expression | int, row: Expression | int, column: Expression | int) -> Expression:
    """One cell of an operand, its row and column counted from 0.

    The operand itself may be an index, where there are many of one size.
    """
    return node("at", operand, row, column)


def at_or_zero(operand: int, row: Expression | int, column: Expression | int) -> Expression:
    """One cell of an operand; outside of it there are zeros."""
    return node("at0", operand, row, column)


def beside(row: Expression | int, column: Expression | int) -> Expression:
    """One cell of all operands side by side."""
    return node("beside", row, column)


def rows(operand: Expression | int) -> Expression:
    """How many rows an operand has."""
    return node("rows", operand)


def cols(operand: Expression | int) -> Expression:
    """How many columns an operand has."""
    return node("cols", operand)


def setting(name: str) -> Expression:
    """A setting of the operation, such as a stride."""
    return node("set", name)


def total(index: Expression, count: Expression | int, term: Expression) -> Expression:
    """The sum of a term while an index runs from 0 to below ``count``."""
    return node("sum", index, count, term)


def largest(index: Expression, count: Expression | int, term: Expression) -> Expression:
    """The largest of so many terms."""
    return node("max", index, count, term)


def place_of_largest(index: Expression, count: Expression | int, term: Expression) -> Expression:
    """The place (from 0) of the largest of so many terms, the first one of equals."""
    return node("argmax", index, count, term)


def choose(condition: Expression, yes: Expression | float, no: Expression | float) -> Expression:
    """One of two, by a condition."""
    return node("if", condition, yes, no)


def bracket(condition: Expression) -> Expression:
    """One where the condition holds, zero elsewhere: Iverson's bracket."""
    return node("[]", condition)


def whole(index: Expression) -> Expression:
    """A number of the layout, such as 2·⌊i/2⌋: written as its value and not as how it is found."""
    return node("whole", index)


def turns(count: int) -> Expression:
    """So many times pi."""
    return node("pi", count)


def shown(printed: Expression, computed: Expression) -> Expression:
    """What is printed, and another form of it that is computed, for example without overflow."""
    return node("as", printed, computed)


def named(template: str, argument: Expression, computed: Expression) -> Expression:
    """A rule with a name of its own: printed as ``template`` with its argument, computed so."""
    return node("by", template, argument, computed)


def call(function: str, *arguments: Expression | float) -> Expression:
    """A function of the table in ``functions``, such as ``exp``."""
    return node(function, *arguments)
