"""The cells of a block: the numbers in them, and the lines between them."""

from aibyhand.core.matrix import Matrix
from aibyhand.core.numbers import SAME, number
from aibyhand.core.role import FAINT
from aibyhand.draw.sizes import CELL, DIGITS
from aibyhand.sheet.blocks import Block


def digit_size(matrix: Matrix) -> float:
    """The size of its numbers in pixels: smaller where one of them is long."""
    longest = max(len(number(float(v), matrix.digits)) for v in matrix.values.ravel())
    return min(DIGITS, 1.65 * (CELL - 4) / longest)


def digits(block: Block) -> str:
    """The numbers of a block, cell by cell; exactly zero is greyed."""
    matrix, count = block.matrix, block.matrix.digits
    ink = matrix.role.look.ink
    printed = [[number(float(v), count) for v in row] for row in matrix.values]
    size = digit_size(matrix)
    parts = []
    for i, row in enumerate(printed):
        y = round((block.row + i + 0.5) * CELL + 0.36 * size, 1)
        for j, shown in enumerate(row):
            zero = abs(matrix.values[i, j]) < SAME
            faint = f' fill="{FAINT}"' if zero else ""
            x = (block.column + j + 0.5) * CELL
            parts.append(f'<text x="{x:g}" y="{y:g}"{faint}>{shown}</text>')
    return f'<g font-size="{size:g}" fill="{ink}">{"".join(parts)}</g>'


def lines(block: Block) -> str:
    """The lines between the cells of a block, as the words of a path."""
    x, y = block.column * CELL, block.row * CELL
    across = "".join(f"M{x} {y + i * CELL}h{block.width * CELL}" for i in range(1, block.height))
    down = "".join(f"M{x + j * CELL} {y}v{block.height * CELL}" for j in range(1, block.width))
    return across + down
