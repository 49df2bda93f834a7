"""A sheet as text in a terminal: the same places, one line of characters for each row of cells."""

from math import ceil
from unicodedata import combining

from aibyhand.core.names import plain
from aibyhand.core.numbers import number
from aibyhand.sheet.blocks import Label, Sheet

_DIM, _PLAIN = "\x1b[2m", "\x1b[0m"


class _Canvas:
    """Lines of characters, some of them dim."""

    def __init__(self, width: int, height: int) -> None:
        self.letters = [[" "] * (width + 1) for _ in range(height + 1)]
        self.dim: set[tuple[int, int]] = set()

    def write(self, row: int, column: int, word: str, dim: bool = False) -> None:
        """Write a word; an accent goes to the letter before it, and what is outside is left out."""
        for letter in word:
            column += 0 if combining(letter) else 1
            if 0 <= row < len(self.letters) and 0 < column <= len(self.letters[row]):
                at = column - 1
                before = self.letters[row][at] if combining(letter) else ""
                self.letters[row][at] = before + letter
                if dim:
                    self.dim.add((row, at))

    def read(self, colour: bool) -> str:
        """The lines, without spaces at their ends."""
        lines = []
        for i, line in enumerate(self.letters):
            shown = (
                f"{_DIM}{letter}{_PLAIN}" if colour and (i, j) in self.dim else letter
                for j, letter in enumerate(line)
            )
            lines.append("".join(shown).rstrip())
        return "\n".join(lines).rstrip()


def text(sheet: Sheet, colour: bool = False) -> str:
    """The sheet in characters: names above their matrices, numbers in columns."""
    printed = {
        id(b): [[number(float(v), b.matrix.digits) for v in row] for row in b.matrix.values]
        for b in sheet.blocks
    }
    longest = max((len(t) for rows in printed.values() for row in rows for t in row), default=1)
    cell = _wide_enough(sheet.labels, longest + 2)
    width = max(
        [sheet.width * cell]
        + [b.column * cell + len(b.matrix.printed) + 12 for b in sheet.blocks]
        + [int(t.column * cell) + len(plain(t.tex)) + 2 for t in sheet.labels]
    )
    canvas = _Canvas(width, sheet.height)
    _write_labels(canvas, sheet.labels, cell)
    for block in sheet.blocks:
        left = block.column * cell
        matrix = block.matrix
        if block.named:
            sized = matrix.values.size > 1 and not sheet.large
            head = f"{matrix.printed} {matrix.size}" if sized else matrix.printed
            canvas.write(block.row - 1, left + 1, head)
        if sheet.large:
            canvas.write(block.row, left, f"[{matrix.printed} {matrix.size}]")
            continue
        for i, row in enumerate(printed[id(block)]):
            for j, shown in enumerate(row):
                end, nothing = left + (j + 1) * cell, not shown.strip("0.")
                canvas.write(block.row + i, end - len(shown), shown, dim=nothing)
    return canvas.read(colour)


def _write_labels(canvas: _Canvas, labels: tuple[Label, ...], cell: int) -> None:
    arrows = {(_line(t), t.column) for t in labels if t.tex == "→"}
    for label in labels:
        word = plain(label.tex)
        left_over = max(0, int(label.width * cell) - len(word))
        over = word != "→" and (_line(label), label.column) in arrows  # the arrow stands below
        at = {"start": 0, "middle": left_over // 2, "end": left_over}
        canvas.write(_line(label) - over, int(label.column * cell) + at[label.align], word)


def _line(label: Label) -> int:
    """The line of characters that a label stands in."""
    return int(label.row + label.height / 2)


def _wide_enough(labels: tuple[Label, ...], cell: int) -> int:
    """How many characters a cell takes, so that a word over an arrow fits between the blocks."""
    arrows = [t for t in labels if t.tex == "→"]
    over = [t for t in labels if t.tex != "→" and any(t.column == a.column for a in arrows)]
    needed = [ceil((len(plain(t.tex)) + 2) / t.width) for t in over if t.width]
    return max([cell, *needed])
