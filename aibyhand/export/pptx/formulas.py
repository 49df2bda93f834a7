"""The formulas on a slide: the equations above a sheet, and the worked cell below it."""

import re
from collections.abc import Sequence
from typing import Any

from aibyhand.core import Matrix
from aibyhand.core.names import plain
from aibyhand.export.pptx.deck import EDGE, FIRST, HIGH, WIDE
from aibyhand.export.pptx.shapes import picture
from aibyhand.export.shared.formula import formula

Row = tuple[list[tuple[str, float, float, bytes]], float]


def rows(results: Sequence[Matrix], gap: float = 36.0) -> list[Row]:
    """The equations in rows across a slide: TeX, width, height, picture; and each row's height."""
    size = 20.0 if len(results) <= 4 else 17.0 if len(results) <= 9 else 14.0
    rows: list[Row] = []
    used = WIDE
    for matrix in results:
        if not matrix.name:  # a transpose says itself what it is
            continue
        png, width, height = formula(matrix.equation, size)
        if used + gap + width > WIDE - 2 * EDGE:
            rows.append(([], 0.0))
            used = -gap
        found, tallest = rows[-1]
        rows[-1] = ([*found, (matrix.equation, width, height, png)], max(tallest, height))
        used += gap + width
    return rows


def equations(slide: Any, rows: Sequence[Row], gap: float = 36.0) -> None:
    y = FIRST - 2
    for row, tallest in rows:
        x = EDGE
        for tex, width, height, png in row:
            box = (x, y + (tallest - height) / 2, width, height)
            picture(slide, png, box, "Equation", plain(tex))
            x += width + gap
        y += tallest + 6


def worked(slide: Any, tex: str, words: str) -> None:
    """One cell worked in full, below the sheet; a long one in two lines."""
    room = WIDE - 2 * EDGE
    lines, size = [tex], 20.0
    if formula(tex, size)[1] > room:
        lines, size = _halves(tex), 15.0
    drawn = [formula(line, size) for line in lines]
    shrink = min([1.0, *(room / width for _, width, _ in drawn)])
    y = HIGH - 28 - shrink * sum(height for _, _, height in drawn)
    for k, (png, width, height) in enumerate(drawn):
        says = words if k == 0 else "The worked cell goes on."
        picture(slide, png, (EDGE, y, width * shrink, height * shrink), "Worked cell", says)
        y += height * shrink


def _halves(tex: str) -> list[str]:
    """A long sum in two lines, cut at the plus sign that is nearest to the middle."""
    ends = [m.start() for m in re.finditer(r" \+ ", tex) if _closed(tex[: m.start()])]
    if not ends:
        return [tex]
    cut = min(ends, key=lambda end: abs(end - len(tex) / 2))
    return [tex[:cut], r"\quad" + tex[cut:]]


def _closed(start: str) -> bool:
    return start.count("{") == start.count("}") and start.count("(") == start.count(")")
