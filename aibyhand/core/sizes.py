"""Sizes with names: ``"features × tokens"`` says what the rows and the columns of a matrix count.

A size is a name, a number, or a sum of products of both, such as ``2·border + 1``. The same name in
two matrices is the same length: that is how matrices are refused that don't belong together.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import prod


@dataclass(frozen=True)
class Size:
    """How long an axis is: ``tokens``, ``1``, ``hidden + features``, ``heads·width``."""

    written: str

    @cached_property
    def terms(self) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """The terms of the sum, each a whole number and the names that it is multiplied by."""
        terms = []
        for term in self.written.split("+"):
            factors = [factor.strip() for factor in term.split("·")]
            count = prod(int(factor) for factor in factors if factor.isdigit())
            terms.append((count, tuple(f for f in factors if not f.isdigit())))
        return tuple(terms)

    @property
    def names(self) -> tuple[str, ...]:
        """The names in it, each once."""
        return tuple(dict.fromkeys(name for _, names in self.terms for name in names))

    @property
    def is_name(self) -> bool:
        """Is it a name and nothing else?"""
        return self.names == (self.written,)

    def length(self, known: Mapping[str, int]) -> int:
        """How long it is where every name is known."""
        return sum(count * prod(known[name] for name in names) for count, names in self.terms)

    def solved(self, length: int, known: Mapping[str, int]) -> int | None:
        """The one unknown that makes it so long; nothing where no whole number does."""
        (unknown,) = (name for name in self.names if name not in known)
        none = self.length({**known, unknown: 0})
        each = self.length({**known, unknown: 1}) - none
        count, rest = divmod(length - none, each)
        return count if rest == 0 and count >= 0 else None

    def filled_in(self, known: Mapping[str, int]) -> str:
        """How it is written with the numbers in place of the names: ``2 + 3``."""
        return " + ".join(
            "·".join(str(known.get(factor.strip(), factor.strip())) for factor in term.split("·"))
            for term in self.written.split("+")
        )


def sizes_of(written: str) -> tuple[Size, ...]:
    """The sizes of the axes, in order: of ``"features × tokens"`` there are two."""
    parts = written.split("\N{MULTIPLICATION SIGN}") if written else []
    return tuple(Size(part.strip()) for part in parts)


@dataclass(frozen=True)
class Measured:
    """One axis of something given: whose, what the axis is called, its size and its length."""

    whose: str
    axis: str  # "rows", "columns" or "members"
    size: Size
    length: int
    name: str = ""  # the key of whatever it is an axis of


def settle(axes: Iterable[Measured]) -> dict[str, int]:
    """How long every named size is.

    Raises ValueError where two axes don't agree, naming both matrices and what they count.
    """
    axes = list(axes)
    first: dict[str, Measured] = {}
    for axis in axes:
        if axis.size.is_name:
            other = first.setdefault(axis.size.written, axis)
            if other.length != axis.length:
                raise ValueError(_differ(other, axis))
    known = {name: axis.length for name, axis in first.items()}
    left = [axis for axis in axes if not axis.size.is_name]
    while left:
        later = [axis for axis in left if not _fits(axis, known)]
        if len(later) == len(left):
            break  # several unknown names: nothing to hold against each other
        left = later
    return known


def _fits(axis: Measured, known: dict[str, int]) -> bool:
    """Hold an axis against what is known, and learn from it. Is it done?"""
    unknown = [name for name in axis.size.names if name not in known]
    if len(unknown) > 1:
        return False
    if unknown:
        count = axis.size.solved(axis.length, known)
        if count is None:
            raise ValueError(
                f"{axis.whose} has {_counted(axis.length, axis.axis)}, and needs "
                f"{axis.size.written}, a whole number each{_where(axis.size, known)}"
            )
        known[unknown[0]] = count
        return True
    needed = axis.size.length(known)
    if needed != axis.length:
        sums = axis.size.filled_in(known)
        why = f": {axis.size.written} is {sums}" if axis.size.names else ""
        has = _counted(axis.length, axis.axis)
        raise ValueError(f"{axis.whose} has {has}, and needs {needed}{why}")
    return True


def _where(size: Size, known: Mapping[str, int]) -> str:
    said = [f"{name} is {known[name]}" for name in size.names if name in known]
    return f" ({', '.join(said)})" if said else ""


def _differ(one: Measured, other: Measured) -> str:
    what = one.size.written
    if one.whose == other.whose:
        sides = " and ".join(_counted(axis.length, axis.axis) for axis in (one, other))
        return f"{one.whose} has {sides}: both count {what}"
    if one.length == 1:
        one, other = other, one
    return (
        f"{one.whose} has {one.length} {what}, and {other.whose} has {other.length}: "
        f"both count {what}"
    )


def _counted(length: int, what: str) -> str:
    """How many there are, in words: ``1 row``, ``2 rows``."""
    return f"{length} {what[:-1] if length == 1 else what}"
