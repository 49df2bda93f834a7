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
    """Matrices on a line through time, joined by arrows; ``along`` labels the arrows in TeX."""

    title: str
    lines: Sequence[Sequence[Matrix]]
    along: Sequence[Sequence[str]]

    @property
    def words(self) -> str:
        """The picture, read aloud."""
        lines = [
            ", then ".join(f"{m.printed}: {listed(m.values.ravel(), m.digits)}" for m in line)
            for line in self.lines
        ]
        return f"{self.title}. {'. '.join(lines)}."

    def sheet(self) -> Sheet:
        """Matrices on a line through time, with arrows between them."""
        blocks: list[Block] = []
        labels: list[Label] = []
        row, widest = 1, 0
        for line, along in zip(self.lines, self.along, strict=True):
            tall = max(m.shape[0] for m in line)
            column = 0
            for k, matrix in enumerate(line):
                if k:
                    labels.append(Label(along[k - 1], row + tall / 2 - 0.95, column, 1, 3))
                    labels.append(Label("⟶", row + tall / 2 - 0.3, column, 1, 3, sign=True))
                    column += 3
                blocks.append(_flow_block(matrix, row, column))
                column += matrix.shape[1]
            widest = max(widest, column)
            row += tall + 2
        return Sheet(tuple(blocks), tuple(labels), row - 2, widest)

    def drawing(self) -> Drawing:
        """Draw it as the sheet that it is."""
        return draw_sheet(self.sheet(), self.words)


def _flow_block(matrix: Matrix, row: int, column: int) -> Block:
    return Block(matrix, row, column, *matrix.shape, rows_labelled=False)
