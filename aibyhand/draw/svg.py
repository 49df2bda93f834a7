"""A sheet as an SVG picture, written directly: cells are text, names and equations are outlines.

What stands on a fill is dark; what stands outside the cells takes the colour of the page's text, so
that the picture reads on a light and on a dark page.
"""

from html import escape

from aibyhand.core.matrix import Matrix
from aibyhand.core.numbers import SAME, number
from aibyhand.core.op import Region
from aibyhand.core.role import ACCENT, BLANK, FAINT, FRAME, GRID
from aibyhand.draw.glyphs import SIZE, outline
from aibyhand.sheet.blocks import Block, Label, Sheet

CELL = 40
EDGE = 8  # room around the sheet, in pixels
NAME = 17  # sizes of type, in pixels
EQUATION = 18
DIGITS = 15
SMALL = 11
COLUMN = 640  # what is wider than this may shrink on a page, by so much, before it scrolls
SHRINKS = 0.82
FONT = "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','DejaVu Sans',sans-serif"


def svg(sheet: Sheet, words: str) -> str:
    """The picture, with ``words`` as its text alternative."""
    parts = [_block(block, sheet) for block in sheet.blocks]
    parts += [_label(label) for label in sheet.labels]
    parts += [_mark(block, region) for block in sheet.blocks for region in block.marks]
    width, height = sheet.width * CELL, sheet.height * CELL + SMALL  # a size may stand below
    return frame("".join(parts), width, height, words, _top(sheet))


def _top(sheet: Sheet) -> float:
    """Where the uppermost name or label begins: above it there is nothing to show."""
    heads = [
        b.row * CELL - (42 if b.labelled and b.matrix.columns else 28)
        for b in sheet.blocks
        if b.named
    ]
    return min([*heads, *(label.row * CELL for label in sheet.labels)], default=0.0)


def frame(inside: str, width: float, height: float, words: str, top: float = 0.0) -> str:
    """An SVG element of this size, with an edge around it and a name for it."""
    wide, high = round(width + 2 * EDGE), round(height - top + 2 * EDGE)
    least = f' style="--abh-least:{round(SHRINKS * wide)}px"' if wide > COLUMN else ""
    return (
        f'<svg class="abh-figure" role="img" aria-label="{escape(words)}" width="{wide}" '
        f'height="{high}" viewBox="{-EDGE} {round(top) - EDGE} {wide} {high}" '
        f'font-family="{FONT}" '
        f'text-anchor="middle"{least}>{inside}</svg>'
    )


def miniature(sheet: Sheet, words: str) -> str:
    """The sheet without digits and names: the picture of a picture, for a gallery."""
    parts = []
    for b in sheet.blocks:
        look = b.matrix.role.look
        parts.append(
            f'<rect x="{b.column * CELL}" y="{b.row * CELL}" width="{b.width * CELL}" '
            f'height="{b.height * CELL}" fill="{look.fill}" '
            f'stroke="{look.frame}" stroke-width="4"/>'
            f'<path d="{_lines(b)}" stroke="{GRID}" stroke-width="2" fill="none"/>'
        )
    return frame("".join(parts), sheet.width * CELL, sheet.height * CELL, words)


def maths(tex: str, x: float, y: float, size: float, room: float, align: str = "start") -> str:
    """TeX with its baseline at (x, y), made smaller where it is wider than its room."""
    drawn = outline(tex)
    if drawn.width * size > room:
        size = room / drawn.width
    shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[align]
    x -= drawn.width * size * shift
    return (
        f'<path class="abh-name" fill="currentColor" transform="translate({x:.1f} {y:.1f}) '
        f'scale({size / SIZE:.4g})" d="{drawn.d}"/>'
    )


def text(
    content: str, x: float, y: float, size: float, fill: str = "currentColor", more: str = ""
) -> str:
    """Plain text with its baseline at (x, y)."""
    place = f'x="{x:g}" y="{y:g}" font-size="{size:g}"'
    return f'<text {place} fill="{fill}"{more}>{escape(content)}</text>'


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


def _block(block: Block, sheet: Sheet) -> str:
    look = block.matrix.role.look
    x, y = block.column * CELL, block.row * CELL
    width, height = block.width * CELL, block.height * CELL
    fill = BLANK if block.blank and not block.carried else look.fill
    thick = 1.6 if look.frame == FRAME else 2.4
    parts = [f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}"/>']
    if not sheet.large:
        parts.append(f'<path d="{_lines(block)}" stroke="{GRID}" fill="none"/>')
        if not block.blank:
            parts.append(digits(block))
    if block.split:
        split = y + block.split * CELL
        parts.append(f'<path d="M{x} {split}h{width}" stroke="{look.frame}" stroke-width="2"/>')
    parts.append(
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="none" '
        f'stroke="{look.frame}" stroke-width="{thick}"/>'
    )
    if sheet.large:
        rows, columns = block.matrix.shape
        parts.append(text(str(columns), x + width / 2, y + 14, SMALL, look.ink))
        turned = f' transform="rotate(-90 {x + 12} {y + height / 2})"'
        parts.append(text(str(rows), x + 12, y + height / 2, SMALL, look.ink, turned))
    if block.named:
        parts.append(_head(block, sheet))
        parts.append(_axis_labels(block))
    return "".join(parts)


def _lines(block: Block) -> str:
    """The lines between the cells of a block."""
    x, y = block.column * CELL, block.row * CELL
    across = "".join(f"M{x} {y + i * CELL}h{block.width * CELL}" for i in range(1, block.height))
    down = "".join(f"M{x + j * CELL} {y}v{block.height * CELL}" for j in range(1, block.width))
    return across + down


def _head(block: Block, sheet: Sheet) -> str:
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


def _axis_labels(block: Block) -> str:
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


def _label(label: Label) -> str:
    shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[label.align]
    x = (label.column + label.width * shift) * CELL
    y = (label.row + label.height / 2) * CELL + 6
    if label.sign:
        anchor = "" if label.align == "middle" else f' text-anchor="{label.align}"'
        return text(label.tex, x, y, 20 if len(label.tex) == 1 else 15, more=anchor)
    return maths(label.tex, x, y, EQUATION, label.width * CELL, label.align)


def _mark(block: Block, at: Region) -> str:
    x, y = (block.column + at.column) * CELL, (block.row + at.row) * CELL
    return (
        f'<rect x="{x}" y="{y}" width="{at.columns * CELL}" height="{at.rows * CELL}" '
        f'fill="none" stroke="{ACCENT}" stroke-width="3.5"/>'
    )
