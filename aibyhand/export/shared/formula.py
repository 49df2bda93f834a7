"""Formulas and pictures as PNG: for programs whose own not every reader can see."""

import io
from functools import cache

from aibyhand.draw.standalone import standalone
from aibyhand.export.shared.typeset import png
from aibyhand.pictures.drawing import picture
from aibyhand.pictures.kinds import Picture

DOTS = 300  # per inch


@cache
def formula(tex: str, size: float = 18.0) -> tuple[bytes, float, float]:
    """The picture of a piece of TeX in type of ``size`` points, and its width and height in points.

    Black on white, so that it reads on any slide. Raises ValueError for TeX that mathtext doesn't
    know.
    """
    import numpy as np
    from matplotlib.font_manager import FontProperties
    from matplotlib.mathtext import MathTextParser
    from PIL import Image

    font = FontProperties(family="STIXGeneral", size=size, math_fontfamily="stix")
    # As a relation, the transpose's sign would get room on both sides; so would a minus.
    upright = tex.replace(r"\top", r"\mathsf{T}").replace(r"\approx -", r"\approx {-}")
    upright = upright.replace("= -", "= {-}")
    drawn = MathTextParser("agg").parse(f"${upright}$", dpi=DOTS, prop=font)
    grey = 255 - np.asarray(drawn.image)
    rows, columns = np.nonzero(grey < 255)
    grey = grey[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    grey = np.pad(grey, 8, constant_values=255)
    written = io.BytesIO()
    Image.fromarray(grey.astype(np.uint8)).save(written, "PNG", dpi=(DOTS, DOTS))
    return written.getvalue(), grey.shape[1] * 72 / DOTS, grey.shape[0] * 72 / DOTS


def pixels(drawn: Picture) -> tuple[float, float, bytes]:
    """A picture beside the numbers, on white: width and height in points, and the file."""
    import re

    svg = standalone(picture(drawn), drawn.title)
    found = re.search(r'width="(\d+)" height="(\d+)"', svg)
    width, height = (float(side) for side in found.groups()) if found else (400.0, 300.0)
    page = (
        f"#set page(width: {3 * width}pt, height: {3 * height}pt, margin: 0pt, fill: white)\n"
        '#image("picture.svg", width: 100%)'
    )
    return width, height, png(page, {"picture.svg": svg})[0]
