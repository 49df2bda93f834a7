"""What can be read from how a matrix was made: its equation, its code, its words, one cell."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Generic, Self, TypeVar

from aibyhand.core.evaluate import Place
from aibyhand.core.names import plain
from aibyhand.core.numbers import Array
from aibyhand.core.op import Op, Settings
from aibyhand.core.worked import Worked, cells_read, worked

Operand = TypeVar("Operand")


@dataclass(frozen=True, eq=False)
class Made(Generic[Operand]):
    """How a matrix was made: the operation, its operands and its settings."""

    op: Op
    operands: tuple[Operand, ...]
    settings: Settings


class Readings:
    """The readings of a matrix that has a name, its TeX, and the memory of how it was made."""

    values: Array
    name: str
    tex: str
    made: Made[Any] | None

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.values.shape[0], self.values.shape[1]

    @property
    def size(self) -> str:
        """Rows × columns, as printed."""
        return f"{self.shape[0]}\N{MULTIPLICATION SIGN}{self.shape[1]}"

    @property
    def operands(self) -> tuple[Self, ...]:
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

    def _making(self) -> Made[Any]:
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

    def cells_read(self, i: int, j: int) -> tuple[Place, ...]:
        """The cells that go into a cell: operand, row and column of each, from 0."""
        made = self._making()
        return cells_read(made.op, made.operands, made.settings, i, j)

    def ancestors(self, known: Collection[int] = ()) -> Iterator[Self]:
        """Everything that it was made from, back to the given matrices, each once, in order.

        Those whose ``id`` is known are left out, with whatever only they were made from.
        """
        seen: set[int] = set()
        # The way down from here: a long walkthrough is deeper than calls may be nested.
        way: list[tuple[Self, Iterator[Self]]] = [(self, iter(self.operands))]
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
