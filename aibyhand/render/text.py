"""A sheet as text in a terminal: the same places, one line of characters for each row of cells."""

from math import ceil
from unicodedata import combining

from aibyhand.core.names import plain
from aibyhand.core.numbers import number
from aibyhand.sheet.blocks import Label, Sheet

_DIM, _PLAIN = "\x1b[2m", "\x1b[0m"


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
    canvas = [[" "] * (width + 1) for _ in range(sheet.height + 1)]
    dim: set[tuple[int, int]] = set()

    def write(row: int, column: int, word: str) -> None:
        for letter in word:
            column += 0 if combining(letter) else 1
            if 0 <= row < len(canvas) and 0 < column <= len(canvas[row]):
                at = column - 1
                canvas[row][at] = canvas[row][at] + letter if combining(letter) else letter

    arrows = {(_line(t), t.column) for t in sheet.labels if t.tex == "→"}
    for label in sheet.labels:
        word = plain(label.tex)
        room = int(label.width * cell)
        over = word != "→" and (_line(label), label.column) in arrows  # the arrow stands below
        at = {
            "start": 0,
            "middle": max(0, (room - len(word)) // 2),
            "end": max(0, room - len(word)),
        }
        write(_line(label) - over, int(label.column * cell) + at[label.align], word)
    for block in sheet.blocks:
        left = block.column * cell
        if block.named:
            head = f"{block.matrix.printed} {block.matrix.size}" if not sheet.large else ""
            write(
                block.row - 1,
                left + 1,
                head if block.matrix.values.size > 1 else block.matrix.printed,
            )
        if sheet.large:
            write(block.row, left, f"[{block.matrix.printed} {block.matrix.size}]")
            continue
        for i, row in enumerate(printed[id(block)]):
            for j, shown in enumerate(row):
                write(block.row + i, left + j * cell, shown.rjust(cell))
                if not shown.strip("0."):
                    end = left + (j + 1) * cell
                    dim |= {(block.row + i, k) for k in range(end - len(shown), end)}
    lines = []
    for i, line in enumerate(canvas):
        if colour:
            line = [f"{_DIM}{c}{_PLAIN}" if (i, j) in dim else c for j, c in enumerate(line)]
        lines.append("".join(line).rstrip())
    return "\n".join(lines).rstrip()


def _line(label: Label) -> int:
    """The line of characters that a label stands in."""
    return int(label.row + label.height / 2)


def _wide_enough(labels: tuple[Label, ...], cell: int) -> int:
    """How many characters a cell takes, so that a word over an arrow fits between the blocks."""
    arrows = [t for t in labels if t.tex == "→"]
    over = [t for t in labels if t.tex != "→" and any(t.column == a.column for a in arrows)]
    needed = [ceil((len(plain(t.tex)) + 2) / t.width) for t in over if t.width]
    return max([cell, *needed])
