"""What is written in a picture: plain text, and names and equations as outlines."""

from html import escape

from aibyhand.draw.glyphs import SIZE, outline


def text(
    content: str, x: float, y: float, size: float, fill: str = "currentColor", more: str = ""
) -> str:
    """Plain text with its baseline at (x, y)."""
    place = f'x="{x:g}" y="{y:g}" font-size="{size:g}"'
    return f'<text {place} fill="{fill}"{more}>{escape(content)}</text>'


def maths(
    tex: str, x: float, y: float, size: float, room: float, align: str = "start",
    fill: str = "currentColor",
) -> str:  # fmt: skip
    """TeX with its baseline at (x, y), made smaller where it is wider than its room."""
    drawn = outline(tex)
    if drawn.width * size > room:
        size = room / drawn.width
    shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[align]
    x -= drawn.width * size * shift
    return (
        f'<path class="abh-name" fill="{fill}" transform="translate({x:.1f} {y:.1f}) '
        f'scale({size / SIZE:.4g})" d="{drawn.d}"/>'
    )
