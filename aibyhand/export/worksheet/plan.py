"""What stands where on a worksheet: figures cut into pieces that fit onto pages.

The pages are planned here and only drawn by Typst, so that the number of pages is known, no figure
is cut, and the key of a whole worksheet has the same pages.
"""

from collections.abc import Iterator, Sequence

from aibyhand.core import Matrix
from aibyhand.draw.cells import digit_size
from aibyhand.draw.sizes import CELL, EDGE
from aibyhand.export.shared.cut import apart, cut_to_fit
from aibyhand.export.shared.figures import on_sheet, unseen
from aibyhand.export.worksheet.lookups import carried, taken, unsaid
from aibyhand.export.worksheet.pages import paged
from aibyhand.export.worksheet.piece import (
    AFTER,
    DIGITS,
    HEADING,
    LINE,
    ROOM,
    SCALE,
    SMALLEST,
    Page,
    Paper,
    Piece,
)
from aibyhand.export.worksheet.tables import tables, with_numbers
from aibyhand.pictures.picture import Picture
from aibyhand.render.step_view import StepView
from aibyhand.sheet.blocks import Sheet
from aibyhand.sheet.layout import lay_out
from aibyhand.walk import Step, Trace

TURNS = (False, True)  # upright, turned


def plan(trace: Trace, paper: Paper, header: float) -> list[Page]:
    """The pages of a worksheet; ``header`` is the height of what stands above the first step."""
    return paged(_pieces(trace, paper, paper.down(False) - header), paper, header)


def _pieces(trace: Trace, paper: Paper, room: float) -> Iterator[Piece]:
    """Every step in pieces that fit onto a page; ``room`` is what the first one has."""
    known: set[str] = set()  # worked out
    stood: set[int] = set()  # drawn
    for step in trace.steps:
        first = True
        for drawn in step.draws:
            if piece := _drawn(step, drawn, paper, first):
                yield piece
                first, room = False, 0.0
        hidden = unseen(step, stood)
        parts, rest = apart((*hidden, *step.shows))
        for piece in tables(step, parts, paper, first, blank=False):
            yield piece
            first, room = False, 0.0
        least = sum(not m.made for m in rest[: len(hidden)]) + 1  # with something made of them
        stood |= {id(m) for m in (*hidden, *step.shows)}
        while rest:
            fitting = _largest(trace, step, rest, known, paper, first, room, least)
            if not fitting and (cut := _cut(trace, step, rest[0], known, paper)):
                rest, least = [*cut, *rest[1:]], 1
                continue
            piece, count = fitting or (_forced(trace, step, rest[0], known, paper, first), 1)
            room, least = 0.0, 1
            more = {m.code for m in rest[count:] if not _is_whole(trace, m)}
            known |= {m.code for m in (*piece.fresh, *rest[:count])} - more
            stood |= {id(m) for m in on_sheet(rest[:count])}
            yield from with_numbers(piece, rest[:count], paper)
            rest, first = rest[count:], False
        if first:
            yield Piece(step, True, None, None, SCALE, paper.across(False))


def _drawn(step: Step, drawn: Picture, paper: Paper, first: bool) -> Piece | None:
    """A picture that gives nothing away: of given things, or emptied."""
    empty = drawn.to_fill_in()
    if empty is None or (step.shows and drawn.sheet()):  # what the step shows would give it away
        return None
    before, after = empty.drawing(), drawn.drawing()
    across, down = paper.across(False), paper.down(False) - HEADING - 3 * LINE - AFTER
    scale = min(SCALE, across / after.width, down / after.height)
    if scale < SMALLEST:
        return None
    return Piece(step, first, before, after, scale, across)


def _largest(
    trace: Trace, step: Step, rest: Sequence[Matrix], known: set[str], paper: Paper,
    first: bool, room: float, least: int = 1,
) -> tuple[Piece, int] | None:  # fmt: skip
    """As many of a step's matrices as fit onto one page, upright if possible, at ``least`` so many.

    Where there is less ``room`` than a page, as many as fit there, if any do; None if none fits.
    """
    ways = [(False, paper.down(False)), (True, paper.down(True))]
    for turned, down in ([(False, room)] if room else []) + ways:
        for count in range(len(rest), least - 1, -1):
            piece = _piece(trace, step, rest[:count], known, paper, first, turned)
            if piece and piece.height <= down:
                return piece, count
    return None


def _cut(trace: Trace, step: Step, matrix: Matrix, known: set[str], paper: Paper) -> list[Matrix]:
    """A result that fits onto no page, in parts that do; nothing where there are none."""

    def fits(one: Matrix) -> bool:
        return _largest(trace, step, (one,), known, paper, True, 0.0) is not None

    return cut_to_fit(matrix, fits) if _is_whole(trace, matrix) else []


def _is_whole(trace: Trace, matrix: Matrix) -> bool:
    """Is this all of a matrix, and not some of its columns?"""
    return not matrix.name or trace.matrices.get(matrix.name) is matrix


def _forced(
    trace: Trace, step: Step, matrix: Matrix, known: set[str], paper: Paper, first: bool
) -> Piece:
    """A matrix that fits onto no page, as large as a page lets it be."""
    ways = [_piece(trace, step, (matrix,), known, paper, first, t, forced=True) for t in TURNS]
    return max((piece for piece in ways if piece), key=lambda piece: piece.scale)


def _piece(
    trace: Trace, step: Step, shown: Sequence[Matrix], known: set[str], paper: Paper,
    first: bool, turned: bool, forced: bool = False,
) -> Piece | None:  # fmt: skip
    """These matrices as one piece; None where their digits or cells would be too small."""
    across, down = paper.across(turned), paper.down(turned)
    cut = not all(_is_whole(trace, m) for m in shown)
    for scale in (SCALE, SMALLEST):
        widest = int((across / scale - 2 * EDGE) / CELL)
        sheet = lay_out(shown, widest=widest, across=cut)
        least = 0 if sheet.large else max(DIGITS / digit_size(b.matrix) for b in sheet.blocks)
        width = sheet.width * CELL + 2 * EDGE
        fit = min(max(scale, least), across / width)
        if fit >= max(least, SMALLEST) or forced:
            break
    else:
        return None
    if (sheet.height - 2) * CELL * fit > down and not forced:
        return None
    fresh = _fresh(trace, sheet, shown, known)
    whole = tuple(m for m in fresh if _is_whole(trace, m))  # in parts, columns are counted anew
    seen = StepView(tuple(shown), step.does, widest=widest, fresh=whole, across=cut)
    if forced:
        room = down - HEADING - 4 * LINE - ROOM - 80
        fit = min(fit, room / seen.drawing.height)
    empty, drawn_empty = seen.emptied(fresh)
    return Piece(
        step, first,
        drawn_empty, seen.drawing, fit, across, turned, fresh,
        unsaid(fresh, seen.sheet),
        carried(trace, empty, step),
        taken(trace, seen.sheet, fresh, step, first),
        seen.caption,
    )  # fmt: skip


def _fresh(
    trace: Trace, sheet: Sheet, shown: Sequence[Matrix], known: set[str]
) -> tuple[Matrix, ...]:
    """What is to be worked out on a sheet: all that was computed and stood on none before."""
    drawn = [*(b.matrix for b in sheet.blocks), *shown]
    new = {id(m): m for m in drawn if m.made and m.code not in known and not m.is_transpose}
    order = {id(m): k for k, m in enumerate(trace.matrices.values())}
    return tuple(sorted(new.values(), key=lambda m: order.get(id(m), len(order))))
