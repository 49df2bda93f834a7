"""Every digit of a figure is the number of the matrix that stands there, and none is missing."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

import pytest
from helpers import second_of, trace_of

import aibyhand
from aibyhand import Trace
from aibyhand.draw.sheets import draw_sheet
from aibyhand.draw.sizes import CELL
from aibyhand.sheet.blocks import Block, Sheet
from aibyhand.sheet.layout import lay_out, poster, to_fill_in

# At the foot of a cell, so much of it up: where the digits stand.
FOOT = (0.5, 0.75)


def drawn_cells(picture: str) -> dict[tuple[int, int], str]:
    """Read the digits of a drawing of a sheet, by the row and column of the grid.

    A digit stands in the middle of its cell; words and sizes beside the cells don't.
    """
    found: dict[tuple[int, int], str] = {}
    for group in ET.fromstring(f"<svg>{picture}</svg>"):
        for text in group if group.tag.endswith("g") else ():
            if not text.tag.endswith("text"):
                continue
            column, half = divmod(float(text.get("x", "nan")) / CELL, 1)
            row, foot = divmod(float(text.get("y", "nan")) / CELL, 1)
            assert half == 0.5, f"{text.text} stands between two cells"
            assert FOOT[0] < foot < FOOT[1], f"{text.text} stands between two rows"
            place = (int(row), int(column))
            assert place not in found, f"two numbers on one cell: {found.get(place)}, {text.text}"
            found[place] = text.text or ""
    return found


def said(value: float, decimals: int) -> str:
    """Print a number as by hand, halves away from zero, without aibyhand's own rounding."""
    if abs(value) >= 1e6:
        return f"{value:.2e}".replace("-", "−")
    exact = Decimal(repr(round(value, 11)))  # what a machine adds far behind is no digit
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{rounded if rounded else abs(rounded):f}".replace("-", "−")


def expected_cells(blocks: Iterator[Block]) -> dict[tuple[int, int], str]:
    """Write out what has to stand in every cell of the grid."""
    return {
        (block.row + i, block.column + j): said(float(value), block.matrix.digits)
        for block in blocks
        for i, row in enumerate(block.matrix.values)
        for j, value in enumerate(row)
    }


def check_digits(where: str, sheet: Sheet) -> None:
    drawn = drawn_cells(draw_sheet(sheet, "words").inside)
    expected = {} if sheet.large else expected_cells(b for b in sheet.blocks if not b.blank)
    assert drawn == expected, where


def runs(slug: str) -> Iterator[Trace]:
    """Run the lanes on the source's numbers, then the variants and our own set."""
    walkthrough = aibyhand.find(slug)
    for lane in walkthrough.lanes:
        yield trace_of(slug, lane)
    for variant, _ in walkthrough.variants:
        yield trace_of(slug, variant=variant)
    if walkthrough.second:
        yield second_of(slug)


def check_steps(trace: Trace) -> None:
    for step in trace.steps:
        where = f"{trace.walkthrough.slug}, {trace.lane.name}, {step.number}"
        if not step.shows:
            continue
        sheet = lay_out(step.shows)
        check_digits(where, sheet)
        check_digits(f"{where}, blank", to_fill_in(step.shows))
        sizes = {b.matrix.name: (b.height, b.width) for b in sheet.blocks}
        for m in step.results:
            assert sheet.large or sizes[m.name] == m.shape, f"{where}: {m.name} isn't there whole"


@pytest.mark.parametrize("slug", aibyhand.slugs())
def test_the_digits_of_a_figure_are_the_numbers_cell_by_cell(slug):
    check_steps(trace_of(slug))


@pytest.mark.slow
@pytest.mark.parametrize("slug", aibyhand.slugs())
def test_so_they_are_in_every_lane_and_variant_and_on_our_own_set(slug):
    for trace in runs(slug):
        check_steps(trace)


@pytest.mark.parametrize("slug", aibyhand.slugs())
def test_the_digits_of_a_poster_and_of_its_worksheet_are_the_numbers(slug):
    trace = trace_of(slug)
    sheet = poster(trace.parts)
    check_digits(f"{slug}, poster", sheet)
    check_digits(f"{slug}, worksheet", sheet.emptied(trace.results))


def test_a_missing_or_a_wrong_or_a_moved_digit_is_noticed():
    sheet = lay_out(trace_of("self-attention").step(2).shows)
    picture = draw_sheet(sheet, "words").inside
    cells = re.findall(
        r"<text x=\"[\d.]+\" y=\"[\d.]+\"(?: fill=\"[^\"]+\")?>[^<]+</text>", picture
    )
    assert drawn_cells(picture) == expected_cells(iter(sheet.blocks))
    for cell in cells[:3]:
        for other in ("", re.sub(r">[^<]+<", ">77<", cell)):
            changed = drawn_cells(picture.replace(cell, other, 1))
            assert changed != expected_cells(iter(sheet.blocks))
