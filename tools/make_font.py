"""Make the book's maths font in docs/_static/fonts from STIX Two Math, in two files.

A page loads the first one, which has what the book's formulas are written with, and the second one
only where a formula has another sign: book.css says which characters are in which.

python tools/make_font.py stix-two-math-latin-400-normal.woff2

The source is in the npm package @fontsource/stix-two-math (5.3.0); fonttools and brotli do the
work. None of the three is needed to build the book, which is why the result is kept here.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter, parse_unicodes
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent.parent / "docs" / "_static" / "fonts"
RADICAL = 0x221A
USED = """
20-7E A0 AC AF B0 B1 B7 D7 F7 300-304 308 391-3A1 3A3-3A9 3B1-3C9 3D1 3D5 3F5 2013 2014
2016 2026 2032-2034 2061-2064 210E 2113 2190-2194 21A6 21D2 2202 2207 2208 220F 2211 2212 2217-221A
221D 221E 2223 2225 2227-222B 223C 2248 2260 2264 2265 226A 226B 2295-2299 22A4 22A5 22C5 22C6
22EE 22EF 22F1 2308-230B 23DE 23DF 27E8 27E9 1D434-1D467 1D6E2-1D71B 1D7CE-1D7D7
"""
KNOWN = """
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


def write(source: str, name: str, characters: Iterable[int]) -> None:
    """Take these characters, and keep the table of maths sizes."""
    font = TTFont(source)
    options = Options(layout_features=["*"], hinting=False, flavor="woff2")
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    if RADICAL in font.getBestCmap():
        narrow_radicals(font)
    font.flavor = "woff2"
    font.save(FONTS / name)


def main(source: str) -> None:
    """Write both files, and print what book.css says of them."""
    used, known = map(parse_unicodes, (USED, KNOWN))
    write(source, "stix-two-math.woff2", used)
    write(source, "stix-two-math-more.woff2", set(known) - set(used))
    for ranges in (KNOWN, USED):  # of two that have a character, a browser takes the later one
        print("unicode-range:", ", ".join(f"U+{span}" for span in ranges.split()) + ";")


if __name__ == "__main__":
    main(sys.argv[1])
