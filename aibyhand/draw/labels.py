"""What stands around the blocks of a sheet: names, sizes, words at rows and columns, equations."""

from aibyhand.core import Matrix
from aibyhand.draw.glyphs import outline
from aibyhand.draw.sizes import CELL, EQUATION, NAME, SMALL
from aibyhand.draw.writing import maths, text
from aibyhand.sheet.blocks import Block, Label, Sheet


def head(block: Block, sheet: Sheet) -> str:
    """The name at the top left, and the shape at the top right, or below where there is no room."""
    x, y, width = block.column * CELL, block.row * CELL, block.width * CELL
    parts = [maths(block.matrix.symbol, x + 1, y - 8, NAME, width + 0.8 * CELL)]
    size = block.matrix.size
    taken = outline(block.matrix.symbol).width * NAME + 6.3 * len(size) + 8
    if block.matrix.values.size > 1 and taken <= width > CELL and not sheet.large:
        right = x + width - (7 if _joined(block, sheet) else 0)
        parts.append(text(size, right, y - 8, SMALL, more=' text-anchor="end"'))
    elif block.matrix.values.size > 1 and not sheet.large and _free_below(block, sheet):
        parts.append(text(size, x + width / 2, y + block.height * CELL + 12, SMALL))
    return "".join(parts)


def _joined(block: Block, sheet: Sheet) -> bool:
    """Does another block, such as a bias, begin right where this one ends?"""
    end = (block.row, block.column + block.width)
    return any((b.row, b.column) == end for b in sheet.blocks)


def _free_below(block: Block, sheet: Sheet) -> bool:
    """Is the strip right below a block free of other blocks?"""
    below = block.row + block.height
    return not any(
        b.row <= below < b.row + b.height
        and b.column < block.column + block.width
        and block.column < b.column + b.width
        for b in sheet.blocks
    )


def axis_labels(block: Block) -> str:
    """The words at the rows (left of the frame) and, at the top of a strip, at the columns."""
    parts: list[str] = []
    matrix: Matrix = block.matrix
    told = not (matrix.columns and matrix.columns.computed and block.blank)
    if matrix.columns and told and block.labelled and matrix.shape[1] == block.width:
        y = block.row * CELL - 29
        for j in range(matrix.shape[1]):
            centre = (block.column + j + 0.5) * CELL
            parts.append(text(matrix.columns.label(j), centre, y, SMALL))
    if matrix.rows and block.rows_labelled and matrix.shape[0] == block.height:
        x = block.column * CELL - 6
        for i in range(matrix.shape[0]):
            middle = (block.row + i + 0.5) * CELL + 4
            parts.append(text(matrix.rows.label(i), x, middle, SMALL, more=' text-anchor="end"'))
    return "".join(parts)


def label(one: Label) -> str:
    """An equation or a sign in its box of cells."""
    shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[one.align]
    x = (one.column + one.width * shift) * CELL
    y = (one.row + one.height / 2) * CELL + 6
    if one.sign:
        anchor = "" if one.align == "middle" else f' text-anchor="{one.align}"'
        return text(one.tex, x, y, 20 if len(one.tex) == 1 else 15, more=anchor)
    return maths(one.tex, x, y, EQUATION, one.width * CELL, one.align)
