"""Make docs/_static/fonts/stix-two-math.woff2, the book's maths font, from STIX Two Math.

python tools/make_font.py stix-two-math-latin-400-normal.woff2

The source is in the npm package @fontsource/stix-two-math (5.3.0); fonttools and brotli do the
work. None of the three is needed to build the book, which is why the result is kept here.
"""

import sys
from pathlib import Path

from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter, parse_unicodes
from fontTools.ttLib import TTFont

RESULT = Path(__file__).parent.parent / "docs" / "_static" / "fonts" / "stix-two-math.woff2"
RADICAL = 0x221A
CHARACTERS = """
20-7E A0-FF 131 237 300-304 306-308 30A-30C 327 338 391-3A1 3A3-3A9 3B1-3C9 3D1 3D5 3D6 3F0 3F1 3F5
2010-2015 2016 2018-201D 2020-2022 2026 2032-2034 2044 2057 2061-2064 20D2 20D7 20E1 2102 210B-2113
2115 2118-211D 2124 2127-2128 212C-212D 2130-2131 2133-2138 2145-2149 2190-21FF 2200-22FF 2308-230B
2320-2321 239B-23B7 23DC-23E1 25A0-25A1 25B3 25CB 25CF 2713 27C2 27E6-27EB 27F5-27FA 2A00-2A06 2A2F
2A7D-2A7E 2AAF-2AB0 1D400-1D503 1D538-1D56B 1D5A0-1D5D3 1D6A4-1D6A5 1D6A8-1D755 1D7CE-1D7E1
"""


def narrow_radicals(font: TTFont) -> None:
    """Make every size of the root sign as wide as the smallest.

    Chromium reserves the widest size's room for each root: a gap of 0.4 em after "√d".
    """
    construction = font["MATH"].table.MathVariants
    base = font.getBestCmap()[RADICAL]
    row = construction.VertGlyphConstruction[construction.VertGlyphCoverage.glyphs.index(base)]
    parts = [part.glyph for part in row.GlyphAssembly.PartRecords]
    variants = [
        record.VariantGlyph for record in row.MathGlyphVariantRecord if record.VariantGlyph != base
    ]
    width = font["hmtx"][base][0]
    together = max(font["hmtx"][name][0] for name in parts)  # the parts must go on meeting
    for name in variants + parts:
        scale = width / (together if name in parts else font["hmtx"][name][0])
        pen = TTGlyphPen(font.getGlyphSet())
        font.getGlyphSet()[name].draw(TransformPen(pen, (scale, 0, 0, 1, 0, 0)))
        font["glyf"][name] = pen.glyph()
        font["glyf"][name].recalcBounds(font["glyf"])
        font["hmtx"][name] = (width, font["glyf"][name].xMin)


def main(source: str) -> None:
    """Take the characters that a book like this uses, and keep the table of maths sizes."""
    font = TTFont(source)
    options = Options(layout_features=["*"], hinting=False, flavor="woff2", glyph_names=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=parse_unicodes(CHARACTERS))
    subsetter.subset(font)
    narrow_radicals(font)
    font.flavor = "woff2"
    font.save(RESULT)


if __name__ == "__main__":
    main(sys.argv[1])
