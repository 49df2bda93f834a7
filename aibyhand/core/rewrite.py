"""Going through an expression, and making another one of it."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from aibyhand.core.expression import Data


def walk(data: Data) -> Iterator[Data]:
    """An expression's data and all that is in it, the whole before its parts."""
    yield data
    if isinstance(data, tuple):
        for part in data[1:]:
            yield from walk(part)


def replaced(data: Data, change: Callable[[Data], Data]) -> Data:
    """The data with every part that ``change`` makes into something else changed, top down."""
    other = change(data)
    if other is not data or not isinstance(data, tuple):
        return other
    return (data[0], *(replaced(part, change) for part in data[1:]))


@cache
def is_cellwise(data: Data) -> bool:
    """Does every cell of the result depend on one cell of each operand alone, at its place?"""
    return not any(
        part in ("i", "j") or (isinstance(part, tuple) and part[0] in _PLACED)
        for part in walk(data)
    )


_PLACED = {"at", "at0", "beside", "rows", "cols", "set", "sum", "max", "argmax", "whole"}


def composed(outer: Data, inner: Sequence[Data]) -> Data:
    """An expression with other expressions in the places of its operands."""
    return replaced(
        outer,
        lambda part: inner[part[1]] if isinstance(part, tuple) and part[0] == "x" else part,
    )


def renumbered(data: Data, numbers: Sequence[int]) -> Data:
    """An expression whose operands have other numbers."""
    return composed(data, [("x", number) for number in numbers])
