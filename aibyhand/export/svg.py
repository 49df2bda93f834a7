"""Every figure as an SVG file of its own: its text can be selected, and any program can take it."""

from aibyhand.export.shared.figures import figures
from aibyhand.walk import Trace


def files(trace: Trace) -> dict[str, bytes]:
    """``SLUG-step-02.svg``, ``SLUG-step-02-blank.svg``, …, ``SLUG-poster.svg``."""
    return {f"{figure.name}.svg": figure.svg.encode() for figure in figures(trace)}
