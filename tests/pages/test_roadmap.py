"""The map of the book: every box is a link, no box on another, no line through a box."""

import re
from dataclasses import replace

from helpers import ROOT

from aibyhand import find, slugs
from aibyhand.pages.order import in_order, page_of, parts
from aibyhand.pages.roadmap import places, roadmap

SHOWN = roadmap()


def boxes() -> dict[str, tuple[int, int, int, int]]:
    """Read each box from the page: left, top, right, bottom."""
    found = {}
    for left, top, wide, high, link in re.findall(
        r"<li style='left:(\d+)px;top:(\d+)px;width:(\d+)px;height:(\d+)px'><a href='([^']*)'",
        SHOWN,
    ):
        x, y = int(left), int(top)
        found[link] = (x, y, x + int(wide), y + int(high))
    return found


def pieces() -> list[tuple[int, int, int, int]]:
    """Read each straight piece of the lines, as a box without width or without height."""
    found = []
    for path in re.findall(r"<path d='M(\d+ \d+H\d+V\d+H\d+)'", SHOWN):
        x, y, turn, down, end = (int(n) for n in re.findall(r"\d+", path))
        found += [
            (x, y, turn, y),
            (turn, min(y, down), turn, max(y, down)),
            (turn, down, end, down),
        ]
    return found


def test_every_walkthrough_is_a_link_to_its_page():
    assert set(boxes()) == {f"{page_of(find(slug))}.html" for slug in slugs()}


def test_boxes_keep_apart_and_lines_go_round_them():
    there = list(boxes().values())
    for i, (left, top, right, bottom) in enumerate(there):
        for other in (*there[i + 1 :], *pieces()):
            apart = other[0] >= right or other[2] <= left or other[1] >= bottom or other[3] <= top
            assert apart, f"{(left, top, right, bottom)} and {other}"


def test_it_fits_beside_a_table_of_contents_or_else_it_is_a_list():
    width = int(re.search(r"<div style='width:(\d+)px", SHOWN).group(1))

    assert width == max(right for _, _, right, _ in boxes().values())
    assert width <= 896  # what a window of 1200 px leaves of a page without contents of its own
    style = (ROOT / "docs/_static/book.css").read_text(encoding="utf-8")
    assert f"@container (max-width: {width - 1}px)" in style


def test_there_is_a_line_and_a_word_for_everything_to_know_first():
    assert len(pieces()) == 3 * sum(len(find(slug).after) for slug in slugs())
    for slug in slugs():
        titles = ", ".join(find(first).title for first in find(slug).after)
        assert not titles or f">after {titles}</span>" in SHOWN.replace("&#x27;", "'")


def test_what_needs_something_stands_to_the_right_of_it():
    where = places(parts())

    for slug in slugs():
        assert all(where[first].column < where[slug].column for first in find(slug).after)


def test_a_line_that_passes_a_column_keeps_its_row_free():
    toy = replace(find("softmax"), after=())
    chain = (
        replace(toy, slug="a"), replace(toy, slug="b", after=("a",)),
        replace(toy, slug="c", after=("a", "b")), replace(toy, slug="d", after=("b",)),
    )  # fmt: skip

    where = places(in_order(chain))

    rows = {slug: place.row for slug, place in where.items()}
    assert rows["c"] != rows["b"]
    assert len({(p.column, p.row) for p in where.values()}) == len(chain)
