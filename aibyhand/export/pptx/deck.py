"""A presentation to put slides into, and its file: equal input, equal bytes."""

import io
import zipfile
from datetime import datetime
from typing import Any

from aibyhand.export.pptx.shapes import emu
from aibyhand.walk import Walkthrough

WIDE, HIGH = 960.0, 540.0  # 16:9, in points
DAY = datetime(2026, 1, 1)


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
    about = deck.core_properties
    about.title, about.author, about.language = walkthrough.title, "AI by Hand", "en"
    about.created = about.modified = DAY
    about.last_modified_by, about.revision = "AI by Hand", 1
    about.subject, about.keywords = walkthrough.question, "CC BY 4.0"
    return deck


def saved(deck: Any) -> bytes:
    """The file of a presentation, without the time of its making."""
    dated, written = io.BytesIO(), io.BytesIO()
    deck.save(dated)
    with (
        zipfile.ZipFile(dated) as before,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            after.writestr(zipfile.ZipInfo(name), before.read(name), zipfile.ZIP_DEFLATED)
    return written.getvalue()
