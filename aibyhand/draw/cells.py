"""The cells of a block: the numbers in them, the lines between them, and which cells they are.

A page's script finds a cell without guessing: every matrix is one group with its name (``data-m``)
and the number of its columns (``data-w``). The texts in it are its cells row by row, so the one at
index k is the cell in row k // w and column k % w. Where the group is a matrix transposed
(``data-t``), row and column are exchanged, and where it begins at another column than the first,
``data-j`` says at which. The first rectangle is the place of all cells, also of those left blank;
each takes its share of it. On the page of the LSTM, which has 531 such groups, this adds 0.7 KB to
71 KB as they are sent, compressed; attributes at every cell would add 4.0 KB.
"""

from aibyhand.core.matrix import Matrix
from aibyhand.core.numbers import SAME, number
from aibyhand.core.role import FAINT
from aibyhand.draw.sizes import CELL, DIGITS
from aibyhand.sheet.blocks import Block


def digit_size(matrix: Matrix) -> float:
    """The size of its numbers in pixels: smaller where one of them is long."""
    longest = max(len(number(float(v), matrix.digits)) for v in matrix.values.ravel())
    return min(DIGITS, 1.65 * (CELL - 4) / longest)


def cells(matrix: Matrix, inside: str, size: float, width: int = 0, column: int = 0) -> str:
    """The group of a matrix's cells, ``width`` of them in a row, in type of this size.

    It says which cells its texts are, unless the matrix has no name. Whatever has another ink than
    the digits needs to say so.
    """
    whose = matrix.made.operands[0].name if matrix.made and matrix.is_transpose else matrix.name
    data = f' data-m="{whose}" data-w="{width or matrix.shape[1]}"' if whose else ""
    if whose and column:
        data += f' data-j="{column}"'
    if whose and matrix.is_transpose:
        data += ' data-t="1"'
    return f'<g font-size="{size:g}" fill="{matrix.role.look.ink}"{data}>{inside}</g>'


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
