"""A frame that moves over places in rows, one after the other: on a page, and only there.

The page's style sheet says when it moves; everywhere else the frame stays at the first place.
"""

from aibyhand.core.role import ACCENT

PACE = 0.8  # seconds at every place


def moving(
    left: float, top: float, window: tuple[int, int], stride: int, places: tuple[int, int],
    side: float,
) -> str:  # fmt: skip
    """A thick frame at the first place; a page moves it across, and down after every row."""
    (high, wide), (down, across) = window, places
    rows = _motion(down, stride * side, PACE * across)
    cells = _motion(across, stride * side, PACE)
    return (
        f'<g class="abh-down" {rows}><g class="abh-across" {cells}>'
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{wide * side:.1f}" height="{high * side:.1f}" '
        f'fill="none" stroke="{ACCENT}" stroke-width="4"/></g></g>'
    )


def _motion(places: int, step: float, pause: float) -> str:
    """A page's animation: so many places one after the other, with a pause at each."""
    return (
        f'style="--abh-by:{places * step:.1f}px;animation-duration:{places * pause:g}s;'
        f'animation-timing-function:steps({places})"'
    )
