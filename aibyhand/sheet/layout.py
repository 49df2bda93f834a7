"""Lay matrices out on a sheet, from the operations that made them alone.

Products stand in Falk's scheme and cascade down a strip: the input on top, every weight to the left
of what it makes. Calculations cell by cell are written on a line, down the strip or across.
Whatever can't go on in the strip begins a new one with a copy of what it needs.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from aibyhand.core import Matrix
from aibyhand.core.op import Place, Region
from aibyhand.sheet.blocks import (
    LARGE,
    Label,
    Sheet,
    below_each_other,
    beside_each_other,
    piled_beside_each_other,
)
from aibyhand.sheet.column import Column
from aibyhand.sheet.measure import is_flat
from aibyhand.sheet.telling import Telling
from aibyhand.sheet.written_line import Line

WIDEST = 15  # cells in a line of a figure
TALLEST = 40  # cells down a strip of a poster
PILE = 16  # cells down a pile of written lines
WIDTHS = range(20, 81, 6)  # cells across a poster that are tried


def lay_out(
    shown: Sequence[Matrix],
    worked: Telling | None = None,
    widest: int = WIDEST,
    compact: bool = False,
    across: bool = False,
) -> Sheet:
    """The sheet for these matrices in this order; ``worked`` gets one cell framed.

    With ``across``, every calculation cell by cell is written on a line, and none down a column.
    """
    large = any(max(m.shape) > LARGE for s in shown for m in (s, *_operands(s)))
    cell = None if large else worked
    sheets: list[Sheet] = []
    before: Column | Line | None = None
    for strip in _strips(_drawn(shown), compact, large, across):
        sheet = strip.sheet()
        if cell and any(b.matrix is cell.matrix for b in sheet.blocks):
            sheet, cell = _framed(sheet, cell), None
        if _pile(before, strip) and sheets[-1].height + sheet.height < PILE:
            sheets[-1] = below_each_other([sheets[-1], sheet])
        elif _goes_with(before, strip) and sheets[-1].width + 2 <= WIDEST:
            sheets[-1] = beside_each_other([sheets[-1], sheet], widest=WIDEST, gap=1)
        else:
            sheets.append(sheet)
        before = strip
    return replace(beside_each_other(sheets, widest), large=large)


def _pile(before: Column | Line | None, strip: Column | Line) -> bool:
    """Written lines pile up; so do given matrices of one width. Single cells stand in a row."""
    if not isinstance(before, Line) or not isinstance(strip, Line):
        return False
    if any(line.alone and line.first.values.size == 1 for line in (before, strip)):
        return False
    loose = [line.alone and line.first.made is None for line in (before, strip)]
    return not any(loose) or (all(loose) and before.first.shape[1] == strip.first.shape[1] > 1)


def _goes_with(before: Column | Line | None, strip: Column | Line) -> bool:
    """A single cell stays close to what it comes after: another one, or a kernel that it biases."""
    if not isinstance(before, Line) or not isinstance(strip, Line):
        return False
    alone = before.alone and strip.alone and strip.first.values.size == 1
    return alone and (
        before.first.values.size == 1 or before.first.made is strip.first.made is None
    )


def _drawn(shown: Sequence[Matrix]) -> list[Matrix]:
    """What is drawn for itself: not a part that a written line on this sheet holds anyway."""
    lines = [m.made.operands for m in shown if m.made and m.made.op.place is Place.LINE]
    held = {id(operand) for operands in lines for operand in operands}
    return [
        m for m in shown
        if not (m.made and m.made.op.place is Place.ALONE and id(m) in held)
    ]  # fmt: skip


def to_fill_in(shown: Sequence[Matrix]) -> Sheet:
    """The sheet for these matrices with the results left empty, and all that they are made of.

    A figure needs no copy of what it only stacks or looks up; a pencil needs the numbers.
    """
    blank = {id(m) for m in shown if m.made}
    drawn = [b.matrix for b in lay_out(shown).blocks]
    there = {(m if id(m) in blank else _upright(m)).name for m in drawn}
    operands = (_upright(operand) for m in shown for operand in _operands(m))
    needed = {m.name: replace(m, made=None) for m in operands if m.name not in there}
    results = frozenset(m.name for m in shown if m.made)
    return lay_out([*needed.values(), *shown]).blanked(results)


def _upright(matrix: Matrix) -> Matrix:
    """The matrix itself, where this is the unnamed transpose of one."""
    return _operands(matrix)[0] if matrix.is_transpose else matrix


def poster(parts: Sequence[tuple[str, Sequence[Matrix]]]) -> Sheet:
    """A whole walkthrough on one sheet, its titled parts (such as time steps) kept together.

    Of all ways to fill the shelves, the one that comes closest to a page's proportions.
    """
    named = [(title, [m for m in shown if m.name]) for title, shown in parts]
    if len(named) == 1:
        return _page_like([lay_out(named[0][1], widest=w, compact=True) for w in WIDTHS])
    shelves = [_titled(title, lay_out(shown, widest=60, compact=True)) for title, shown in named]
    return _page_like([piled_beside_each_other(shelves, widest=w) for w in WIDTHS])


def _page_like(sheets: Sequence[Sheet]) -> Sheet:
    """The sheet whose proportions come closest to those of a page."""
    return min(sheets, key=lambda sheet: abs(np.log(sheet.width / sheet.height / 1.4)))


def _titled(title: str, sheet: Sheet) -> Sheet:
    """The sheet with a title above it."""
    if not title:
        return sheet
    lower = sheet.moved(1, 0)
    heading = Label(title, 0, 0, 1, len(title) / 3, align="start", sign=True)
    return replace(lower, labels=(heading, *lower.labels), height=sheet.height + 1)


def _operands(matrix: Matrix) -> tuple[Matrix, ...]:
    return matrix.made.operands if matrix.made else ()


def _framed(sheet: Sheet, cell: Telling) -> Sheet:
    """The sheet with the worked cell, and all that goes into it, framed."""
    regions = [(m, cell.work.regions(k)) for k, m in enumerate(cell.matrix.operands)]
    by_matrix = {id(m): marks for m, marks in regions}
    by_symbol = {m.symbol: marks for m, marks in regions}
    blocks = []
    for block in sheet.blocks:
        marks = by_matrix.get(id(block.matrix)) or by_symbol.get(block.matrix.symbol)
        if block.matrix is cell.matrix:
            blocks.append(replace(block, marks=(Region(cell.row, cell.column),)))
        elif marks and block.named:
            blocks.append(replace(block, marks=marks))
        else:
            blocks.append(block)
    return replace(sheet, blocks=tuple(blocks))


def _strips(
    shown: Sequence[Matrix], compact: bool, large: bool, across: bool
) -> list[Column | Line]:
    """Cut the results into strips, each of which stands by itself on the sheet."""
    strips: list[Column | Line] = []
    for matrix in shown:
        last = strips[-1] if strips else None
        if last is not None and last.takes(matrix, TALLEST):
            last.add(matrix)
            continue
        place = matrix.made.op.place if matrix.made else Place.ALONE
        if place is Place.ALONE or (place is Place.LINE and (across or is_flat(matrix))):
            strips.append(Line(matrix, large))
        else:
            strips.append(Column(matrix, compact, large))
    return strips
