"""The numbers of matrices that are too large for a figure: tables of some rows and columns each."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from aibyhand.core import Matrix
from aibyhand.draw.cells import digit_size
from aibyhand.draw.sheets import draw_sheet
from aibyhand.draw.sizes import CELL, EDGE
from aibyhand.export.shared.cut import in_parts, is_large, numbers_of, said_of
from aibyhand.export.worksheet.piece import DIGITS, SCALE, SMALLEST, Paper, Piece
from aibyhand.render.words import spoken_sheet
from aibyhand.sheet.layout import lay_out
from aibyhand.walk import Step


def with_numbers(piece: Piece, shown: Sequence[Matrix], paper: Paper) -> Iterator[Piece]:
    """The piece; where it is to scale, it asks nothing, and tables of its results come after it.

    They are to be filled in, but for what is made of numbers that are printed nowhere.
    """
    sheet = lay_out(shown)
    if not sheet.large:
        yield piece
        return
    said = said_of(block.matrix for block in sheet.blocks)
    yield replace(piece, empty=piece.filled, fresh=(), carried=(), taken=(), says=said)
    for blank in (True, False):
        results = [m for m in piece.fresh if all(map(_is_printed, m.operands)) is blank]
        yield from tables(piece.step, numbers_of(results), paper, blank=blank)


def _is_printed(matrix: Matrix) -> bool:
    """Do the numbers stand anywhere on the worksheet or its key?"""
    return not is_large(matrix) or bool(in_parts(matrix))


def tables(
    step: Step, parts: Sequence[Matrix], paper: Paper, first: bool = False, *, blank: bool
) -> Iterator[Piece]:
    """These parts as pieces that fit onto a page, as many in each as fit; ``blank``: to fill in.

    They are upright where the cells can be written into, else turned.
    """
    rest = list(parts)
    while rest:
        tried = (
            (_table(step, rest[:count], paper, first, turned, blank), count, turned)
            for turned in (False, True)
            for count in range(len(rest), 0, -1)
        )
        fits = (
            (piece, count)
            for piece, count, turned in tried
            if piece.scale >= _least(rest[:count]) and piece.height <= paper.down(turned)
        )
        piece, count = next(fits, (_table(step, rest[:1], paper, first, True, blank), 1))
        yield piece
        rest, first = rest[count:], False


def _least(parts: Sequence[Matrix]) -> float:
    """The scale at which digits can be read and cells written into."""
    return max(SMALLEST, *(DIGITS / digit_size(one) for one in parts)) - 1e-9


def _table(
    step: Step, parts: Sequence[Matrix], paper: Paper, first: bool, turned: bool, blank: bool
) -> Piece:
    """These parts as one piece, as large as the paper lets them be."""
    across = paper.across(turned)
    scale = max(SCALE, _least(parts))
    sheet = lay_out(parts, widest=int((across / SMALLEST - 2 * EDGE) / CELL))
    filled = draw_sheet(sheet, spoken_sheet(sheet))
    empty = replace(sheet, blocks=tuple(replace(b, blank=blank) for b in sheet.blocks))
    scale = min(scale, across / filled.width)
    drawn = draw_sheet(empty, spoken_sheet(empty))
    return Piece(step, first, drawn, filled, scale, across, turned)
