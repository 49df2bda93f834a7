"""The map of the book: every walkthrough in its part, with lines from what to know first."""

from collections import defaultdict
from dataclasses import dataclass
from html import escape
from itertools import count

from aibyhand.pages.order import PARTS, link_to, parts
from aibyhand.walk import Walkthrough
from aibyhand.walkthroughs import find

WIDTH, HEIGHT = 144, 84  # of a box, in px
ACROSS, DOWN, TITLE = 34, 10, 30  # gaps between boxes, and the room for a part's title
LINE = 7  # between two lines that run down the same gap


@dataclass(frozen=True)
class Place:
    """Where a walkthrough stands: its column, its row, and how far its part is down (px)."""

    column: int
    row: int
    top: int

    @property
    def left(self) -> int:
        """The left edge of the box, in px."""
        return self.column * (WIDTH + ACROSS)

    @property
    def upper(self) -> int:
        """The upper edge of the box, in px."""
        return self.top + TITLE + self.row * (HEIGHT + DOWN)

    @property
    def middle(self) -> int:
        """The height of the box's middle, in px."""
        return self.upper + HEIGHT // 2


def places(book: dict[str, tuple[Walkthrough, ...]]) -> dict[str, Place]:
    """The place of each walkthrough: one column to the right of what it needs.

    Its row is free from the column after that on, so a line can run along it to the box.
    """
    found: dict[str, Place] = {}
    top = 0
    for walkthroughs in book.values():
        taken: set[tuple[int, int]] = set()
        for w in walkthroughs:
            before = [found[slug].column for slug in w.after]
            column = max(before, default=-1) + 1
            cells = range(min(before, default=column - 1) + 1, column + 1)
            row = 0
            while any((row, cell) in taken for cell in cells):
                row += 1
            taken |= {(row, cell) for cell in cells}
            found[w.slug] = Place(column, row, top)
        rows = 1 + max((found[w.slug].row for w in walkthroughs), default=-1)
        top += TITLE + rows * (HEIGHT + DOWN) if rows else 0
    return found


def roadmap(book: str = ".") -> str:
    """The map as a piece of a page: boxes that are links, and lines between them."""
    shown = {part: there for part, there in parts().items() if there}
    where = places(shown)
    columns = 1 + max(place.column for place in where.values())
    width = columns * (WIDTH + ACROSS) - ACROSS
    height = max(place.upper for place in where.values()) + HEIGHT
    every = [w for there in shown.values() for w in there]
    lines = "".join(f"<path d='{d}' marker-end='url(#abh-tip)'/>" for d in _lines(every, where))
    drawn = (
        f"<svg width='{width}' height='{height}' aria-hidden='true'><defs><marker id='abh-tip' "
        "viewBox='0 0 8 8' refX='7' refY='4' markerWidth='7' markerHeight='7' orient='auto'>"
        f"<path d='M0 0L8 4L0 8Z'/></marker></defs>{lines}</svg>"
    )
    sections = "".join(_part(part, there, where, book) for part, there in shown.items())
    return (
        "<nav class='abh-roadmap' aria-label='Map of the walkthroughs'>"
        f"<div style='width:{width}px;height:{height}px'>{drawn}{sections}</div></nav>"
    )


def _lines(every: list[Walkthrough], where: dict[str, Place]) -> list[str]:
    """A path from each box to each that needs it: along, down a gap in a lane, and along."""
    lane = _lanes(every, where)
    paths = []
    for w in every:
        end = where[w.slug]
        for slug in w.after:
            start = where[slug]
            x = start.left + WIDTH
            turn = x + 10 + LINE * lane[slug]
            paths.append(f"M{x} {start.middle}H{turn}V{end.middle}H{end.left - 2}")
    return paths


def _lanes(every: list[Walkthrough], where: dict[str, Place]) -> dict[str, int]:
    """The lane of each box that lines begin at, in the gap that its column shares.

    It is the first one in which no other line runs down at the same height.
    """
    lane: dict[str, int] = {}
    taken: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for slug in where:
        ends = [where[w.slug].middle for w in every if slug in w.after]
        if not ends:
            continue
        heights = (*ends, where[slug].middle)
        low, high = min(heights), max(heights)
        gap = where[slug].column
        lane[slug] = next(
            free
            for free in count()
            if all(high < start or end < low for start, end in taken[gap, free])
        )
        taken[gap, lane[slug]].append((low, high))
    return lane


def _part(part: str, there: tuple[Walkthrough, ...], where: dict[str, Place], book: str) -> str:
    """The title of a part and its boxes."""
    boxes = "".join(_box(w, where[w.slug], book) for w in there)
    top = where[there[0].slug].top
    name = f"abh-part-{part}"
    return (
        f"<p id='{name}' style='top:{top}px'>{escape(PARTS[part])}</p>"
        f"<ul aria-labelledby='{name}'>{boxes}</ul>"
    )


def _box(w: Walkthrough, place: Place, book: str) -> str:
    """A walkthrough: its link, the time that it takes, and in words what to know first."""
    link = link_to(w, book)
    first = ", ".join(find(slug).title for slug in w.after)
    after = f"<span class='abh-after'>after {escape(first)}</span>" if first else ""
    return (
        f"<li style='left:{place.left}px;top:{place.upper}px;width:{WIDTH}px;height:{HEIGHT}px'>"
        f"<a href='{link}'>{escape(w.title)}</a> <span>{w.minutes} min</span> {after}</li>"
    )
