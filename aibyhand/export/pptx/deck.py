"""A presentation to put slides into."""

from typing import Any

from aibyhand.export.pptx.shapes import emu
from aibyhand.export.shared.office import describe
from aibyhand.walk import Walkthrough

WIDE, HIGH = 960.0, 540.0  # 16:9, in points
EDGE = 36.0
FIRST = 92.0  # where equations or a sheet begin


def empty(walkthrough: Walkthrough) -> Any:
    """An empty presentation, 16:9, its layouts as wide as its slides and its properties fixed."""
    from pptx import Presentation

    deck: Any = Presentation()
    stretch = emu(WIDE) / deck.slide_width
    deck.slide_width, deck.slide_height = emu(WIDE), emu(HIGH)
    for page in (deck.slide_master, *deck.slide_layouts):
        for shape in page.placeholders:
            if shape._element.spPr.xfrm is not None:
                shape.left, shape.width = round(shape.left * stretch), round(shape.width * stretch)
    for part in deck.slide_master.part.rels.values():
        if part.reltype.endswith("/theme"):  # Arial is measured the same everywhere
            part.target_part._blob = part.target_part.blob.replace(b'"Calibri"', b'"Arial"')
    describe(deck, walkthrough)
    return deck
