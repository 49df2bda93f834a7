"""Matrices on a line through time, joined by arrows."""

from collections.abc import Sequence
from dataclasses import dataclass

from aibyhand.core import Matrix
from aibyhand.draw.drawing import Drawing
from aibyhand.draw.sheets import draw_sheet
from aibyhand.pictures.picture import Picture, listed
from aibyhand.sheet.blocks import Block, Label, Sheet


@dataclass(frozen=True)
class Flow(Picture):
    """Matrices on a line through time, joined by arrows; ``along`` labels the arrows in TeX.

    None keeps a place free, so that what belongs together stands below each other. The lines with
    the numbers in ``to_left`` (counted from 0) run to the left.
    """

    title: str
    lines: Sequence[Sequence[Matrix | None]]
    along: Sequence[Sequence[str]]
    to_left: Sequence[int] = ()

    @property
    def matrices(self) -> tuple[tuple[Matrix, ...], ...]:
        """Those of every line, from left to right."""
        return tuple(tuple(m for m in line if m is not None) for line in self.lines)

    @property
    def words(self) -> str:
        """The picture, read aloud."""
        lines = [
            ", then ".join(
                f"{m.printed}: {listed(m.values.ravel(), m.digits)}"
                for m in (line[::-1] if k in self.to_left else line)
            )
            for k, line in enumerate(self.matrices)
        ]
        return f"{self.title}. {'. '.join(lines)}."

    def sheet(self) -> Sheet:
        """Matrices on a line through time, with arrows between them."""
        blocks: list[Block] = []
        labels: list[Label] = []
        row, widest = 1, 0
        for n, (line, along) in enumerate(zip(self.lines, self.along, strict=True)):
            tall = max(m.shape[0] for m in line if m is not None)
            middle, sign = row + tall / 2, "⟵" if n in self.to_left else "⟶"
            written, before, column = iter(along), None, 0
            for k, matrix in enumerate(line):
                if matrix is not None and before is not None:
                    labels.append(Label(next(written), middle - 0.95, column - 3, 1, 3))
                    labels.append(Label(sign, middle - 0.3, column - 3, 1, 3, sign=True))
                if matrix is not None:
                    blocks.append(_flow_block(matrix, row, column))
                    widest = max(widest, column + matrix.shape[1])
                column += (matrix.shape[1] if matrix is not None else self._wide(k)) + 3
                before = matrix
            row += tall + 2
        return Sheet(tuple(blocks), tuple(labels), row - 2, widest)

    def _wide(self, k: int) -> int:
        """The columns of the widest matrix at this place of any line."""
        there = [m for line in self.lines for m in line[k : k + 1] if m is not None]
        return max((m.shape[1] for m in there), default=1)

    def drawing(self) -> Drawing:
        """Draw it as the sheet that it is."""
        return draw_sheet(self.sheet(), self.words)


def _flow_block(matrix: Matrix, row: int, column: int) -> Block:
    return Block(matrix, row, column, *matrix.shape, rows_labelled=False)
