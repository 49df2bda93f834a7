"""Collecting what a run makes: its steps numbered, and its matrices by name."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from aibyhand.core import Matrix
from aibyhand.walk.step import Step


@dataclass
class Collected:
    """The steps of one run, every named matrix in the order of its making, and its first step."""

    slug: str
    given: tuple[Matrix, ...]
    steps: list[Step] = field(default_factory=list)
    matrices: dict[str, Matrix] = field(default_factory=dict)
    first_step: dict[str, int] = field(default_factory=dict)
    _symbols: dict[str, str] = field(default_factory=dict)
    _members: dict[tuple[str, int], str] = field(default_factory=dict)

    def take(self, steps: Iterable[Step]) -> "Collected":
        """Number the steps and gather every named matrix.

        Raises ValueError for a matrix that nothing made or named, and for two under one name, under
        one symbol or in one place of a stack.
        """
        for matrix in self.given:
            self._meet(matrix, 0)
        met: set[int] = set()
        for number, step in enumerate(steps, 1):
            for shown in step.shows:
                for matrix in (*shown.ancestors(met), shown):
                    met.add(id(matrix))
                    self._meet(matrix, number)
                    if matrix.name:
                        self.first_step.setdefault(matrix.name, number)
            self.steps.append(replace(step, number=number))
        return self

    def _meet(self, matrix: Matrix, number: int) -> None:
        name, slug = matrix.name, self.slug
        if matrix.made is None and not any(matrix is one for one in self.given):
            raise ValueError(f"{slug}: nothing made {name or 'a shown matrix'}")
        if not name:
            if matrix.is_transpose:
                return
            raise ValueError(f"{slug}: step {number} shows a matrix without a name")
        if self.matrices.setdefault(name, matrix) is not matrix:
            raise ValueError(f"{slug}: two different matrices under one name, {name}")
        if matrix.member and self._members.setdefault(matrix.member, name) != name:
            other = self._members[matrix.member]
            raise ValueError(f"{slug}: {name} and {other} are both in a stack {matrix.member[0]}")
        if self._symbols.setdefault(matrix.symbol, name) != name:
            other = self._symbols[matrix.symbol]
            raise ValueError(f"{slug}: {name} and {other} are both printed as {matrix.printed}")
