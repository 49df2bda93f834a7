"""Pieces put on pages, one after the other; those of a key on as few as will do."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from aibyhand.export.worksheet.piece import AFTER, MORE, Page, Paper, Piece

# Nobody writes into a key, so it may be so much smaller: its digits have 6 points at least.
SMALLER = (1.0, 0.85, 0.7)


def paged(pieces: Iterable[Piece], paper: Paper, header: float) -> list[Page]:
    """Pieces on pages, one after the other."""
    pages = [Page(False, ())]
    left = paper.down(False) - header
    for piece in pieces:
        if pages[-1].turned != piece.turned or piece.height > left:
            pages[-1] = _spread(pages[-1], left + AFTER)
            pages.append(Page(piece.turned, ()))
            left = paper.down(piece.turned)
        pages[-1] = replace(pages[-1], pieces=(*pages[-1].pieces, piece))
        left -= piece.height + AFTER
    pages[-1] = _spread(pages[-1], left + AFTER)
    return pages


def closed_up(pages: Sequence[Page], paper: Paper, header: float) -> list[Page]:
    """The same pieces without room to compute, on as few pages as they fit onto."""
    pieces = [replace(p, more=0.0, roomy=False) for page in pages for p in page.pieces]
    closed = (
        paged([replace(p, scale=p.scale * smaller) for p in pieces], paper, header)
        for smaller in SMALLER
    )
    return min(closed, key=len)


def _spread(page: Page, left: float) -> Page:
    """The page with what is left of it given to the rooms to compute."""
    rooms = sum(piece.computes for piece in page.pieces)
    more = min(MORE, left / rooms - 1) if rooms and left > rooms else 0.0
    pieces = tuple(replace(p, more=more) if p.computes else p for p in page.pieces)
    return replace(page, pieces=pieces)
