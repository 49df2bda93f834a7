"""Where a matrix stands in a workbook, as the references that its formulas are written with."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cells:
    """A rectangle of cells: its first row and column (from 0), and how many of each.

    A ``$`` stands where a reference has to stay when a formula is filled to the right or down.

    >>> weights = Cells(4, 1, 3, 6)
    >>> weights.cell(0, 0), weights.row(0), weights.column(5), weights.all
    ('B5', '$B5:$G5', 'G$5:G$7', '$B$5:$G$7')
    """

    top: int
    left: int
    rows: int
    columns: int
    sheet: str = ""

    def cell(self, i: int, j: int, hold: str = "") -> str:
        """One cell; ``hold`` ("row", "column", "both") is what stays, and an axis of length 1."""
        across = "$" if hold in ("column", "both") or self.columns == 1 else ""
        down = "$" if hold in ("row", "both") or self.rows == 1 else ""
        return f"{self.prefix}{across}{letters(self.left + j)}{down}{self.top + i + 1}"

    def stretched(self, i: int, j: int) -> str:
        """The cell that meets cell (i, j) when axes of length 1 are stretched."""
        return self.cell(i if self.rows > 1 else 0, j if self.columns > 1 else 0)

    def row(self, i: int) -> str:
        """A row, whose columns stay."""
        return self._range(i, 0, 1, self.columns, "$", "")

    def column(self, j: int) -> str:
        """A column, whose rows stay."""
        return self._range(0, j, self.rows, 1, "", "$")

    def part(self, i: int, j: int, rows: int, columns: int) -> str:
        """Some cells beside each other, which move."""
        return self._range(i, j, rows, columns, "", "")

    @property
    def all(self) -> str:
        """All of them, which stay."""
        return self._range(0, 0, self.rows, self.columns, "$", "$")

    @property
    def prefix(self) -> str:
        """The sheet's name, as it stands before a reference from another sheet."""
        quoted = self.sheet.replace("'", "''")
        return f"'{quoted}'!" if self.sheet else ""

    def _range(self, i: int, j: int, rows: int, columns: int, across: str, down: str) -> str:
        first, last = letters(self.left + j), letters(self.left + j + columns - 1)
        top, bottom = self.top + i + 1, self.top + i + rows
        start = f"{self.prefix}{across}{first}{down}{top}"
        return start if rows == columns == 1 else f"{start}:{across}{last}{down}{bottom}"


def letters(column: int) -> str:
    """The letters of a column, counted from 0: A, …, Z, AA, …."""
    name = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        name = chr(ord("A") + digit) + name
    return name
