"""Stacks: matrices of one kind in order, under one name: heads, channels, time steps, experts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, overload

import numpy as np
from numpy.typing import ArrayLike

from aibyhand.core.given import given, regiven
from aibyhand.core.matrix import Matrix
from aibyhand.core.names import tex_of
from aibyhand.core.op import Axis
from aibyhand.core.role import Role
from aibyhand.core.sizes import Size, sizes_of

COUNTED = Axis("")
TIMES = "\N{MULTIPLICATION SIGN}"


class Stack(Sequence[Matrix]):
    """Matrices of one kind in order, each named after the stack and its own label.

    ``Stack("H", Role.HIDDEN)`` names ``H1``, ``H2``, …; with an axis that counts in letters
    ``HA``, ``HB``, …. In the name and in the TeX ``%s`` stands where the label does; without it
    the label comes last. It begins with ``start``, if there is one (``H0``, where ``along`` counts
    from 0); ``members`` are those of a stack that was given.
    """

    def __init__(
        self, name: str, role: Role, tex: str = "", *, along: Axis = COUNTED,
        start: Matrix | None = None, members: Iterable[Matrix] = (), sizes: str = "",
    ) -> None:  # fmt: skip
        self.stem, self.role, self.tex, self.along, self.sizes = name, role, tex, along, sizes
        self._members = [start] if start else list(members)
        self._given = not start and bool(self._members)

    @property
    def members(self) -> tuple[Matrix, ...]:
        """The matrices in it, in order."""
        return tuple(self._members)

    @property
    def counts(self) -> Size | None:
        """The size that the number of members is, where it has a name."""
        return sizes_of(self.sizes)[0] if self.sizes else None

    def each(self, label: str) -> str:
        """The sizes of the member with this label, as they are written."""
        return self.sizes.partition(TIMES)[2].replace("%s", label)

    def name(self, index: int) -> str:
        """The name of the member with this index (counted from 0)."""
        return _filled(self.stem, self.along.label(index))

    def named(
        self, made: Matrix, label: str,
        *, rows: Axis | None = None, columns: Axis | None = None, of: Matrix | None = None,
    ) -> Matrix:  # fmt: skip
        """A result under the name that a member with this label has; it is not added."""
        name = _filled(self.stem, label)
        tex = _filled(self.tex, label) if self.tex else ""
        return made.named(name, self.role, tex, rows=rows, columns=columns, of=of)

    def add(
        self, made: Matrix,
        *, rows: Axis | None = None, columns: Axis | None = None, of: Matrix | None = None,
    ) -> Matrix:  # fmt: skip
        """Name a result as the next member, and return it.

        Raises ValueError for a stack that was given.
        """
        if self._given:
            raise ValueError(f"{self.stem} was given: nothing can be added to it")
        index = len(self._members)
        named = self.named(made, self.along.label(index), rows=rows, columns=columns, of=of)
        self._members.append(replace(named, member=(self.stem, index)))
        return self._members[-1]

    def all(self, made: Iterable[Matrix]) -> "Stack":
        """Name results as the next members, and return the stack."""
        for one in made:
            self.add(one)
        return self

    @overload
    def __getitem__(self, index: int) -> Matrix: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Matrix, ...]: ...
    def __getitem__(self, index: int | slice) -> Matrix | tuple[Matrix, ...]:
        return self.members[index]

    def __len__(self) -> int:
        return len(self._members)

    def __iter__(self) -> Iterator[Matrix]:
        return iter(self.members)

    def __repr__(self) -> str:
        return f"Stack({', '.join(member.name for member in self)})"


def _filled(pattern: str, label: str) -> str:
    return pattern.replace("%s", label) if "%s" in pattern else pattern + label


def given_stack(
    name: str, values: Sequence[ArrayLike], role: Role, tex: str = "", *,
    along: Axis = COUNTED, rows: Axis | None = None, columns: Axis | None = None,
    sizes: str = "", among: str = "",
) -> Stack:  # fmt: skip
    """A given stack: one grid of numbers for each member, as ``given`` takes it.

    ``sizes`` begins with what the members count: ``"heads × width × features"``. With ``%s`` in it
    a size is each member's own. Raises ValueError as ``given`` does.
    """
    empty = Stack(name, role, tex, along=along, sizes=sizes)
    members = []
    for index, grid in enumerate(values):
        label = along.label(index)
        member = given(
            empty.name(index), grid, role, _filled(tex, label) if tex else "",
            rows=rows, columns=columns, sizes=empty.each(label), among=among,
        )  # fmt: skip
        members.append(replace(member, member=(name, index)))
    return Stack(name, role, tex, along=along, members=members, sizes=sizes)


def restacked(default: Stack, left: dict[str, Any]) -> Stack:
    """The given stack with what a reader puts in its place, taken out of ``left``.

    The whole of it as a list under the stack's name, or members under their own names, as many as
    one likes: x1, x2, …. Raises ValueError where both are given, or what is given is no list.
    """
    members = _whole(default, left) if default.stem in left else _single(default, left)
    return Stack(
        default.stem, default.role, default.tex,
        along=default.along, members=members, sizes=default.sizes,
    )  # fmt: skip


def _whole(default: Stack, left: dict[str, Any]) -> list[Matrix]:
    values = left.pop(default.stem)
    listed = isinstance(values, Sequence) or (isinstance(values, np.ndarray) and values.ndim)
    if not listed or isinstance(values, str):
        raise ValueError(f"{default.stem}: needs a list of matrices")
    if not len(values):
        raise ValueError(f"{default.stem}: is empty")
    if twice := [member.name for member in default if member.name in left]:
        raise ValueError(f"{default.stem}: give the whole list or {', '.join(twice)}, not both")
    return [_member(default, index, grid) for index, grid in enumerate(values)]


def _single(default: Stack, left: dict[str, Any]) -> list[Matrix]:
    members = [
        regiven(member, left.pop(member.name)) if member.name in left else member
        for member in default
    ]
    while (name := default.name(len(members))) in left:
        members.append(_member(default, len(members), left.pop(name)))
    return members


def _member(default: Stack, index: int, values: ArrayLike) -> Matrix:
    """A member with numbers of the reader's own; one that is new is like the first."""
    if index < len(default):
        return regiven(default[index], values)
    name, label = default.name(index), default.along.label(index)
    tex = _filled(default.tex, label) if default.tex else tex_of(name)
    sizes = sizes_of(default.each(label)) if default.sizes else ()
    place = (default.stem, index)
    return regiven(replace(default[0], name=name, tex=tex, sizes=sizes, member=place), values)


def stacked(matrices: Iterable[Matrix]) -> dict[str, tuple[Matrix, ...]]:
    """Those of the matrices that are in a stack, in order, by the stack's name."""
    found: dict[str, dict[int, Matrix]] = {}
    for matrix in matrices:
        if matrix.member:
            stem, index = matrix.member
            found.setdefault(stem, {})[index] = matrix
    return {stem: tuple(m for _, m in sorted(ms.items())) for stem, ms in found.items()}
