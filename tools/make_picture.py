"""Make the picture in the README from the library: python tools/make_picture.py.

It is the second step of self-attention as its page shows it, on white, in a file of its own.
"""

from pathlib import Path

from aibyhand import find
from aibyhand.core.role import INK
from aibyhand.draw.svg import svg
from aibyhand.render.words import spoken_sheet
from aibyhand.sheet.layout import lay_out, most_telling

PLACE = Path(__file__).resolve().parent.parent / "docs" / "_static" / "self-attention-2.svg"


def picture() -> str:
    """Return the SVG: what a page may leave to its style stands in the file here."""
    step = find("self-attention").run().step(2)
    sheet = lay_out(step.shows, most_telling(step.results))
    drawn = svg(sheet, f"{step.does} {spoken_sheet(sheet)}")
    start = f'<svg xmlns="http://www.w3.org/2000/svg" style="background:#fff;color:{INK}" '
    return drawn.replace("<svg ", start, 1) + "\n"


if __name__ == "__main__":
    PLACE.write_text(picture(), encoding="utf-8")
    print(PLACE)
