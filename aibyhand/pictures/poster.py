"""A sheet with pictures in rows below it, as one drawing."""

from collections.abc import Sequence

from aibyhand.draw.drawing import Drawing, frame
from aibyhand.draw.sheets import draw_sheet
from aibyhand.pictures.picture import Picture
from aibyhand.sheet.blocks import Sheet

GAP = 30  # between the pictures


def poster(sheet: Sheet, drawn: Sequence[Picture], words: str) -> Drawing:
    """A sheet with pictures in rows below it, as one picture."""
    whole = draw_sheet(sheet, "")
    width, deepest = float(whole.width), float(whole.height)
    parts = [whole.nested(0, 0)]
    x, y = 0.0, deepest + GAP
    for one in (each.drawing() for each in drawn):
        if x and x + one.width > width:
            x, y = 0.0, deepest + GAP
        parts.append(one.nested(x, y))
        x += one.width + GAP
        width, deepest = max(width, x - GAP), max(deepest, y + one.height)
    return frame("".join(parts), width, deepest, words)
