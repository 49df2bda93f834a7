"""The cells of a block: the numbers in them, the lines between them, and which cells they are.

A page's script finds a cell without guessing: every matrix is one group with its name (``data-m``)
and the number of its columns (``data-w``). The texts in it are its cells row by row, so the one at
index k is the cell in row k // w and column k % w. Where the group is a matrix transposed
(``data-t``), row and column are exchanged, and where it begins at another column than the first,
``data-j`` says at which. On a sheet, the first rectangle is the place of all cells, also of those
left blank; each takes its share of it. On the largest page, RLHF with 104 KB as it is sent
(compressed), this adds 1.7 KB; attributes at every cell would add 8.8 KB.
"""

from aibyhand.core import Matrix
from aibyhand.core.numbers import SAME, number
from aibyhand.core.role import FAINT
from aibyhand.draw.sizes import CELL, DIGITS
from aibyhand.sheet.blocks import Block


def digit_size(matrix: Matrix) -> float:
    """The size of its numbers in pixels: smaller where one of them is long."""
    longest = max(len(number(float(v), matrix.digits)) for v in matrix.values.ravel())
    return min(DIGITS, 1.65 * (CELL - 4) / longest)


def data(matrix: Matrix, width: int = 0, column: int = 0) -> str:
    """The attributes of a group whose texts are a matrix's cells, ``width`` of them in a row.

    ``column`` is where it begins. There are none for a matrix without a name.
    """
    whose = matrix.operands[0].name if matrix.is_transpose else matrix.name
    if not whose:
        return ""
    start = f' data-j="{column}"' if column else ""
    turned = ' data-t="1"' if matrix.is_transpose else ""
    return f' data-m="{whose}" data-w="{width or matrix.shape[1]}"{start}{turned}'


def digits(block: Block) -> str:
    """The numbers of a block, cell by cell; exactly zero is greyed."""
    matrix, count = block.matrix, block.matrix.digits
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
    return "".join(parts)


def lines(block: Block) -> str:
    """The lines between the cells of a block, as the words of a path."""
    x, y = block.column * CELL, block.row * CELL
    across = "".join(f"M{x} {y + i * CELL}h{block.width * CELL}" for i in range(1, block.height))
    down = "".join(f"M{x + j * CELL} {y}v{block.height * CELL}" for j in range(1, block.width))
    return across + down
