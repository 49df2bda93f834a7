"""A formula as a file of its own."""

from aibyhand.core.role import INK
from aibyhand.draw.glyphs import outline
from aibyhand.draw.writing import maths


def formula(tex: str, size: float) -> tuple[str, float, float]:
    """A formula as an SVG file with type of this size; and the width and height of it."""
    drawn = outline(tex)
    above, below = max(drawn.above, 0.75) * size, max(drawn.below, 0.25) * size
    width, height = drawn.width * size + 1, above + below
    return (
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.2f}" height="{height:.2f}" '
            f'viewBox="0 0 {width:.2f} {height:.2f}">'
            + maths(tex, 0, above, size, width, fill=INK)
            + "</svg>"
        ),
        width,
        height,
    )
