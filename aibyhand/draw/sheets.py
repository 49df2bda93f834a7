"""A sheet as a drawing: cells are text, names and equations are outlines.

What stands on a fill is dark; what stands outside the cells takes the colour of the page's text, so
that the picture reads on a light and on a dark page.
"""

from aibyhand.core.op import Region
from aibyhand.core.role import ACCENT, BLANK, FRAME, GRID
from aibyhand.draw.cells import data, digit_size, digits, lines
from aibyhand.draw.drawing import Drawing, frame
from aibyhand.draw.labels import axis_labels, head, label
from aibyhand.draw.sizes import CELL, SMALL
from aibyhand.draw.writing import text
from aibyhand.sheet.blocks import Block, Sheet


def draw_sheet(sheet: Sheet, words: str) -> Drawing:
    """The drawing of a sheet, with ``words`` as its text alternative."""
    parts = [_block(block, sheet) for block in sheet.blocks]
    parts += [label(one) for one in sheet.labels]
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
    return min([*heads, *(one.row * CELL for one in sheet.labels)], default=0.0)


def _block(block: Block, sheet: Sheet) -> str:
    look = block.matrix.role.look
    x, y = block.column * CELL, block.row * CELL
    width, height = block.width * CELL, block.height * CELL
    fill = BLANK if block.blank and not block.carried else look.fill
    thick = 1.6 if look.frame == FRAME else 2.4
    ground = f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}"/>'
    if sheet.large:
        parts = [ground]
    else:
        grid = f'<path d="{lines(block)}" stroke="{GRID}" fill="none"/>'
        inside = ground + grid + ("" if block.blank else digits(block))
        size, whose = digit_size(block.matrix), data(block.matrix)
        parts = [f'<g font-size="{size:g}" fill="{look.ink}"{whose}>{inside}</g>']
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
        parts.append(head(block, sheet))
        parts.append(axis_labels(block))
    return "".join(parts)


def _mark(block: Block, at: Region) -> str:
    x, y = (block.column + at.column) * CELL, (block.row + at.row) * CELL
    return (
        f'<rect x="{x}" y="{y}" width="{at.columns * CELL}" height="{at.rows * CELL}" '
        f'fill="none" stroke="{ACCENT}" stroke-width="3.5" class="abh-mark"/>'
    )
