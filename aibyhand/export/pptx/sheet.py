"""A sheet on a slide: every block a native table, in the places of the integer grid."""

from typing import Any

from aibyhand.core.numbers import SAME
from aibyhand.core.role import BLANK, FAINT, FRAME
from aibyhand.export.pptx.scale import SMALLEST, Scaled, printed
from aibyhand.export.pptx.shapes import frame, table, text_box
from aibyhand.export.shared.office import breadth
from aibyhand.export.shared.rich import Piece, pieces
from aibyhand.render.words import spoken_matrix
from aibyhand.sheet.blocks import Block, Label


def draw(
    slide: Any,
    one: Scaled,
    blank: frozenset[str] = frozenset(),
    equations: frozenset[str] = frozenset(),
) -> None:
    """Put a sheet on a slide, the results named in ``blank`` empty, and without ``equations``."""
    sheet = one.sheet.blanked(blank) if blank else one.sheet
    for block in sheet.blocks:
        _block(slide, one, block)
    for label in sheet.labels:
        if label.tex not in equations:  # those stand above the sheet already
            _label(slide, one, label)
    width, height = one.cell
    for block in sheet.blocks:
        for mark in block.marks:
            x, y, _, _ = one.box(block)
            box = (x + mark.column * width, y + mark.row * height,
                   mark.columns * width, mark.rows * height)  # fmt: skip
            frame(slide, box, f"Frame on {block.matrix.printed}", "goes into the worked cell")


def _block(slide: Any, one: Scaled, block: Block) -> None:
    matrix = block.matrix
    look = matrix.role.look
    name = matrix.printed or "ones"
    says = spoken_matrix(matrix, block.blank) if block.named else "A row of ones, for the bias."
    if one.sheet.large:
        frame(slide, one.box(block), name, says, line=look.frame, thick=1.5, fill=look.fill)
        single = matrix.values.size == 1
        inside = printed(matrix)[0][0] if single else matrix.size
        named = f"Number of {name}" if single else f"Size of {name}"
        text_box(slide, [Piece(inside)], one.box(block), 14, align="ctr", name=named)
    else:
        size = max(SMALLEST, one.type_size(block))
        rows = [
            [("" if block.blank else text, FAINT if abs(value) < SAME else look.ink)
             for text, value in zip(texts, map(float, values), strict=True)]
            for texts, values in zip(printed(matrix), matrix.values, strict=True)
        ]  # fmt: skip
        table(
            slide, rows, one.box(block), size,
            fill=BLANK if block.blank else look.fill, line=look.frame,
            thick=1.25 if look.frame == FRAME else 2.25, split=block.split, name=name, says=says,
        )  # fmt: skip
    if block.named:
        _head(slide, one, block)
        _axis_labels(slide, one, block)


def _head(slide: Any, one: Scaled, block: Block) -> None:
    """The name above a block, and its size where there is room."""
    x, y, wide, _ = one.box(block)
    width, height = one.cell
    named = pieces(block.matrix.symbol)
    size = max(SMALLEST, min(18.0, 0.6 * height))
    room = breadth("".join(piece.text for piece in named)) * size
    box = (x, y - height, max(wide, width), height - 1)
    text_box(slide, named, box, size, anchor="b", name=f"Name of {block.matrix.printed}")
    shape = block.matrix.size
    joined = any(  # a bias begins where this one ends, and so does its name
        (b.row, b.column) == (block.row, block.column + block.width) for b in one.sheet.blocks
    )
    right = (*box[:2], box[2] - 10 * joined, box[3])
    if block.matrix.values.size > 1 and room + breadth(shape) * SMALLEST + 8 < right[2]:
        text_box(
            slide, [Piece(shape)], right, SMALLEST, align="r", anchor="b", ink=FAINT,
            name=f"Size of {block.matrix.printed}",
        )  # fmt: skip


def _axis_labels(slide: Any, one: Scaled, block: Block) -> None:
    """The words at the columns and rows, where they can be read."""
    x, y = one.box(block)[:2]
    width, height = one.cell
    matrix = block.matrix
    if one.sheet.large:
        return
    if matrix.columns and block.labelled and not (matrix.columns.computed and block.blank):
        words = [matrix.columns.label(j) for j in range(matrix.shape[1])]
        if all(breadth(word) * SMALLEST <= width for word in words):
            for j, word in enumerate(words):
                box = (x + j * width, y - 1.6 * height, width, 0.75 * height)
                text_box(slide, [Piece(word)], box, SMALLEST, align="ctr", name="Column")
    if matrix.rows and block.rows_labelled:
        for i in range(matrix.shape[0]):
            box = (x - 2 * width - 4, y + i * height, 2 * width, height)
            word = matrix.rows.label(i)
            text_box(slide, [Piece(word)], box, SMALLEST, align="r", name="Row")


def _label(slide: Any, one: Scaled, label: Label) -> None:
    """A sign between two blocks, or the short name of a calculation beside one."""
    width, height = one.cell
    x, y = one.corner
    box = (x + label.column * width, y + label.row * height, label.width * width,
           label.height * height)  # fmt: skip
    align = {"start": "l", "middle": "ctr", "end": "r"}[label.align]
    said = [Piece(label.tex)] if label.sign else pieces(label.tex)
    room = breadth("".join(piece.text for piece in said))
    size = min(22.0 if label.sign else 16.0, 0.65 * height)
    size = max(SMALLEST, min(size, box[2] / max(room, 0.3)))
    text_box(slide, said, box, size, align=align, name="Sign" if label.sign else "Calculation")
