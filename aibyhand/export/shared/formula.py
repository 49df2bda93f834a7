"""Formulas and pictures as PNG: for programs whose own not every reader can see."""

import io
from functools import cache

from aibyhand.export.shared.typeset import FONT, png
from aibyhand.pictures.picture import Picture

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
    made = drawn.drawing()
    width, height = float(made.width), float(made.height)
    page = (
        f"#set page(width: {3 * width}pt, height: {3 * height}pt, margin: 0pt, fill: white)\n"
        '#image("picture.svg", width: 100%)'
    )
    return width, height, png(page, {"picture.svg": made.standalone(drawn.title, FONT)})[0]
