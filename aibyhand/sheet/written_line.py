"""Written lines of a sheet: operands, signs and results from left to right."""

from dataclasses import dataclass, field
from math import ceil

from aibyhand.core import Matrix
from aibyhand.core.op import Place
from aibyhand.sheet.blocks import Block, Label, Sheet
from aibyhand.sheet.measure import extent, label_of, same, signs_of, split_of, tex_width

LONGEST_LINE = 18  # cells in one written line


@dataclass
class Line:
    """Written lines: operands, signs and result from left to right; or one block by itself.

    Calculations of one kind that begin with the same operand share it: it stands once at the left,
    and each of them goes on in a line of its own.
    """

    first: Matrix
    large: bool = False
    head: Matrix | None = None
    rows: list[list[tuple[str, str, Matrix]]] = field(default_factory=list)  # sign, TeX, matrix

    def __post_init__(self) -> None:
        made = self.first.made
        if made is None or made.op.place is Place.ALONE:
            self.head = self.first
            return
        self.head = made.operands[0]
        self.rows.append(self._written(self.first))

    @property
    def alone(self) -> bool:
        """Is it one block by itself?"""
        return not self.rows

    def takes(self, matrix: Matrix, tallest: int) -> bool:
        """Can this calculation go on from the end of the line, or share its first operand?"""
        made = matrix.made
        if made is None or made.op.place is not Place.LINE or self.alone:
            return False
        return self._shares(matrix) or self._continues(matrix)

    def _shares(self, matrix: Matrix) -> bool:
        if matrix.made is None or self.first.made is None or len(matrix.made.operands) == 1:
            return False
        return matrix.made.op.name == self.first.made.op.name and same(
            matrix.made.operands[0], self.first.made.operands[0]
        )

    def _continues(self, matrix: Matrix) -> bool:
        if matrix.made is None or len(self.rows) > 1 or len(matrix.made.operands) > 1:
            return False
        last = self.rows[0]
        cells = sum(m.shape[1] + 1 for _, _, m in last) + matrix.shape[1] + 4
        return same(matrix.made.operands[0], last[-1][2]) and cells <= LONGEST_LINE

    def add(self, matrix: Matrix) -> None:
        """Write the calculation on."""
        if self._shares(matrix):
            self.rows.append(self._written(matrix))
        else:
            self.rows[0] += self._written(matrix)

    def _written(self, matrix: Matrix) -> list[tuple[str, str, Matrix]]:
        if matrix.made is None:
            raise ValueError(f"{matrix.printed} was given: it is no result")
        operands = matrix.made.operands
        if len(operands) == 1:
            return [("→", label_of(matrix), matrix)]
        line = [(sign, "", m) for sign, m in zip(signs_of(matrix), operands[1:], strict=True)]
        return [*line, ("≈" if matrix.made.op.approximate else "=", "", matrix)]

    def sheet(self) -> Sheet:
        """Blocks and labels of the line."""
        head = self.head or self.first
        height, width = extent(head, self.large)
        talls = [max(extent(m, self.large)[0] for _, _, m in row) for row in self.rows]
        if len(talls) == 1:
            talls = [max(talls[0], height)]
        top = 2 if any(m.columns for m in (head, *(p[2] for row in self.rows for p in row))) else 1
        total = max(height, sum(talls) + len(talls) - 1)
        left = int(head.rows is not None)
        middle = top + (total - height) // 2
        start = Block(head, middle, left, height, width, labelled=True, split=split_of(head))
        blocks, labels, right, line_top = [start], [], float(left + width), top
        for row, tall in zip(self.rows, talls, strict=True):
            more_blocks, more_labels, end = self._row(row, line_top, tall, left + width)
            blocks += more_blocks
            labels += more_labels
            right = max(right, end)
            line_top += tall + 1
        if self.alone and self.first.made and self.first.values.size > 1:
            room = tex_width(self.first.equation)
            centre = top + total / 2 - 0.5
            labels.append(Label(self.first.equation, centre, right + 0.4, 1, room, align="start"))
            right += 0.4 + room
        return Sheet(tuple(blocks), tuple(labels), top + total, ceil(right), self.large)

    def _row(
        self, row: list[tuple[str, str, Matrix]], top: int, tall: int, column: int
    ) -> tuple[list[Block], list[Label], float]:
        """One line from its first sign on: its blocks, its labels, and where it ends."""
        blocks: list[Block] = []
        labels: list[Label] = []
        for sign, tex, matrix in row:
            height, width = extent(matrix, self.large)
            room = max(ceil(tex_width(tex)), 2) if tex else max(1, ceil(0.45 * len(sign)))
            centre = top + tall / 2
            if tex:
                labels.append(Label(tex, centre - 0.95, column, 1, room))
                labels.append(Label(sign, centre - 0.25, column, 1, room, sign=True))
            else:
                labels.append(Label(sign, top, column, tall, room, sign=True))
            column += room + int(matrix.rows is not None)
            middle = top + (tall - height) // 2
            split = split_of(matrix)
            blocks.append(Block(matrix, middle, column, height, width, labelled=True, split=split))
            column += width
        return blocks, labels, float(column)
