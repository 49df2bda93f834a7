"""A drawing: what every renderer of figures returns, for a page, a picture, or a file.

It knows its size and its words, so nobody has to read them out of SVG again.
"""

import re
from dataclasses import dataclass, replace
from html import escape

from aibyhand.core.role import ACCENT, INK
from aibyhand.draw.glyphs import outline
from aibyhand.draw.sizes import CELL, EDGE, EQUATION
from aibyhand.draw.writing import maths

COLUMN = 640  # what is wider than this may shrink on a page, by so much, before it scrolls
SHRINKS = 0.82
FONT = "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','DejaVu Sans',sans-serif"
FAMILY = "Arial,Helvetica,'Liberation Sans','DejaVu Sans',sans-serif"  # other programs know these
_OF_PAGES = re.compile(
    r' (?:class|data-\w)="[^"]*"| style="--abh[^"]*"'
)  # for styles and scripts of a page only


@dataclass(frozen=True)
class Drawing:
    """SVG elements, the box that holds them (in whole pixels), and their words read aloud.

    The elements follow the conventions of all our figures: text is set around its middle, and
    ``currentColor`` is the colour of the text around the figure. There are no ids, so that several
    drawings can stand in one document.
    """

    inside: str
    width: int
    height: int
    words: str
    left: int = -EDGE  # where the box begins
    top: int = -EDGE

    @property
    def _box(self) -> str:
        size = f'width="{self.width}" height="{self.height}"'
        return f'{size} viewBox="{self.left} {self.top} {self.width} {self.height}"'

    def inline(self) -> str:
        """Give the element for a page, which takes the page's colours; what is wide may shrink."""
        least = ""
        if self.width > COLUMN:
            least = f' style="--abh-least:{round(SHRINKS * self.width)}px"'
        return (
            f'<svg class="abh-figure" role="img" aria-label="{escape(self.words)}" {self._box} '
            f'font-family="{FONT}" text-anchor="middle"{least}>{self.inside}</svg>'
        )

    def nested(self, x: float, y: float) -> str:
        """Give the element for a place in another drawing, which says the words of both."""
        return f'<svg x="{x:g}" y="{y:g}" {self._box}>{self.inside}</svg>'

    def standalone(self, title: str, font: str = FAMILY) -> str:
        """Give a file of its own that looks the same in any program: dark ink, common fonts."""
        said = f"<title>{escape(title)}</title><desc>{escape(self.words)}</desc>"
        inside = _OF_PAGES.sub("", self.inside).replace("currentColor", INK)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {self._box} '
            f'font-family="{font}" text-anchor="middle">{said}{inside}</svg>\n'
        )

    def captioned(self, tex: str) -> "Drawing":
        """The same with a line of maths below it, such as the worked cell."""
        room = max(self.width - 2 * EDGE, round(outline(tex).width * EQUATION + 1))
        height = self.height + CELL
        line = maths(tex, 0, self.top + height - EDGE - 8, EQUATION, room, fill=ACCENT)
        return replace(self, inside=self.inside + line, width=room + 2 * EDGE, height=height)


def frame(inside: str, width: float, height: float, words: str, top: float = 0.0) -> Drawing:
    """The drawing of elements between 0 and ``width``, ``top`` and ``height``: an edge is added."""
    wide, high = round(width + 2 * EDGE), round(height - top + 2 * EDGE)
    return Drawing(inside, wide, high, words, top=round(top) - EDGE)
