"""Make the picture in the README from the library: python tools/make_picture.py.

It is the second step of self-attention as its page shows it, on white, in a file of its own.
"""

from dataclasses import replace
from pathlib import Path

from aibyhand import find
from aibyhand.draw.sheets import draw_sheet
from aibyhand.render.words import spoken_sheet
from aibyhand.sheet.layout import lay_out
from aibyhand.sheet.telling import most_telling

PLACE = Path(__file__).resolve().parent.parent / "docs" / "_static" / "self-attention-2.svg"


def picture() -> str:
    """Return the SVG."""
    step = find("self-attention").run().step(2)
    sheet = lay_out(step.shows, most_telling(step.results))
    drawn = draw_sheet(sheet, f"{step.does} {spoken_sheet(sheet)}")
    place = f'x="{drawn.left}" y="{drawn.top}" width="{drawn.width}" height="{drawn.height}"'
    ground = f'<rect {place} fill="#ffffff"/>'
    return replace(drawn, inside=ground + drawn.inside).standalone(f"Step 2: {step.title}")


if __name__ == "__main__":
    PLACE.write_text(picture(), encoding="utf-8")
    print(PLACE)
