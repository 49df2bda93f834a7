"""What an operation is: one row of one table, with every reading of the operation in its row.

"Transform means interpret differently": computing, typesetting, placing, copying and reading an
operation aloud are columns of the same row. A new output format is a new column; a new operation
is a new row; neither touches a walkthrough.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from aibyhand.core.cells import Cells
from aibyhand.core.expression import Data, Expression, data_of
from aibyhand.core.numbers import Array
from aibyhand.core.role import Role


class Place(Enum):
    """Where the result stands on the sheet."""

    CORNER = "the left operand beside it, the right operand above it (Falk's scheme)"
    TOP = "Falk's scheme read upwards: the result stands where the right operand was"
    LEFT = "Falk's scheme read sideways: the result stands where the left operand was"
    LINE = "on the line of a written calculation: operands, signs, result"
    ALONE = "by itself, with its equation beside it: its operands stand elsewhere"


@dataclass(frozen=True)
class Axis:
    """What the rows or columns of a matrix count: a word and a pattern for the labels.

    ``Axis("token", "tok {n}")`` labels tok 1, tok 2, …; ``{letter}`` gives A, B, C, ….
    ``words`` are labels of their own for the first rows or columns, such as a vocabulary.
    Words that were ``computed`` are left out where their numbers are to be found or may change.
    """

    word: str
    pattern: str = "{n}"
    first: int = 1
    words: tuple[str, ...] = ()
    computed: bool = False

    def label(self, index: int) -> str:
        """The label of the row or column with this index (counted from 0)."""
        if 0 <= index < len(self.words):
            return self.words[index]
        letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        letter = letters[index % 26] + (str(index // 26) if index >= 26 else "")
        return self.pattern.format(n=index + self.first, letter=letter)


class Operand(Protocol):
    """What a row of the table may know of an operand."""

    @property
    def values(self) -> Array: ...
    @property
    def printed(self) -> str: ...
    @property
    def symbol(self) -> str: ...
    @property
    def size(self) -> str: ...
    @property
    def digits(self) -> int: ...
    @property
    def role(self) -> Role: ...


@dataclass(frozen=True)
class Region:
    """A rectangle of cells in a matrix: first row and column, counts of rows and columns."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1


Settings = dict[str, int]


@dataclass(frozen=True)
class Op:
    """One row of the table of operations.

    ``rows``, ``columns`` and ``cell`` are the operation itself: the size of the result, and one
    cell of it as an expression. In the patterns ``tex``, ``words``, ``numpy`` and ``torch``,
    ``{0}`` is the first operand's name in that language, and ``{first}`` the setting of that name.
    Where the result is found cell by cell, ``cellwise`` writes the other readings from ``cell``.
    """

    name: str
    rows: Expression | int
    columns: Expression | int
    cell: Expression | int
    compute: Callable[..., Array]
    tex: str
    words: str
    numpy: str
    torch: str
    fits: Callable[[Sequence[Operand], Settings], str | None]
    # One cell as a workbook's formula, without the = in front.
    formula: Callable[[Sequence[Cells], Settings, int, int], str]
    place: Place = Place.LINE
    signs: tuple[str, ...] = ()  # what stands between the operands on a written line
    dropped: Callable[..., Array] | None = None  # what is computed when the gate is left out
    approximate: bool = False  # a rule by hand: its equation says ≈
    arranges: bool = False  # the numbers are the operands' own, only in another place
    turns: bool = False  # rows become columns
    divides: bool = False  # the result is divided below the rows of its first operand
    bias: int | None = None  # the operand that a row of ones under the input is multiplied with

    @property
    def data(self) -> tuple[Data, Data, Data]:
        """Rows, columns and cell as data, as a page takes them."""
        return data_of(self.rows), data_of(self.columns), data_of(self.cell)

    @property
    def relation(self) -> str:
        """The sign between a result and its calculation."""
        return r"\approx" if self.approximate else "="
