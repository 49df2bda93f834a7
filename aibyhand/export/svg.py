"""Every figure as an SVG file of its own: its text can be selected, and any program can take it."""

from aibyhand.export.format import Format
from aibyhand.export.shared.cut import sizes_alone
from aibyhand.export.shared.figures import figures, posters
from aibyhand.walk import Trace

FORMAT = Format(
    "every step, blank too, and the poster as pictures whose text can be selected",
    place=5, names=posters("svg"),
)  # fmt: skip


def files(trace: Trace) -> dict[str, bytes]:
    """``SLUG-step-02.svg``, ``SLUG-step-02-blank.svg``, …, ``SLUG-poster.svg``."""
    return {
        f"{figure.name}.svg": figure.drawing.standalone(figure.title).encode()
        for figure in figures(trace)
    }


left_out = sizes_alone
