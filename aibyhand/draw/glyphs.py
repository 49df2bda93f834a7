"""Maths in a figure: TeX to outlines, so that a figure needs no font of its own.

Matplotlib's mathtext does the typesetting, which takes a hundredth of a second for a name and half
a second for the first one. So the names of the book are kept in ``outlines.json``, as
``tools/make_outlines.py`` writes them; whatever isn't there is set when it is asked for.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

KEPT = Path(__file__).with_name("outlines.json")
SIZE = 100  # units per em in which outlines are kept; whole numbers keep the figures small


@dataclass(frozen=True)
class Outline:
    """An SVG path in units of 1/100 em, its baseline at y = 0, and its size in em."""

    d: str
    width: float
    above: float = 0.0  # the baseline
    below: float = 0.0


@cache
def outline(tex: str) -> Outline:
    """The outline of a piece of TeX. Raises ValueError for TeX that mathtext doesn't know."""
    kept = _kept().get(tex)
    return Outline(*kept) if kept else typeset(tex)


@cache
def _kept() -> dict[str, tuple[str, float, float, float]]:
    found: dict[str, tuple[str, float, float, float]] = {}
    if KEPT.exists():
        found = json.loads(KEPT.read_text(encoding="utf-8"))
    return found


def typeset(tex: str) -> Outline:
    """The outline as mathtext sets it now. Raises ValueError for TeX that it doesn't know."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(family="STIXGeneral", size=SIZE, math_fontfamily="stix")
    vertices, codes = text_to_path.get_text_path(font, f"${tex}$", ismath=True)
    scale = SIZE / text_to_path.FONT_SCALE
    points = [(round(float(x) * scale), round(float(-y) * scale)) for x, y in vertices]
    width = max((x for x, _ in points), default=0) / SIZE
    above = -min((y for _, y in points), default=0) / SIZE
    below = max((y for _, y in points), default=0) / SIZE
    return Outline(_path(points, [int(code) for code in codes]), width, above, below)


def _path(points: list[tuple[int, int]], codes: list[int]) -> str:
    """Matplotlib's vertices and codes as the words of an SVG path, relative to the last point."""
    parts: list[str] = []
    here = (0, 0)
    k = 0
    while k < len(codes):
        code = codes[k]
        if code == 79:
            parts.append("z")
            k += 1
            continue
        letter, count = {1: ("M", 1), 2: ("l", 1), 3: ("q", 2), 4: ("c", 3)}[code]
        chunk = points[k : k + count]
        if letter == "M":
            parts.append(f"M{chunk[0][0]} {chunk[0][1]}")
        else:
            parts.append(letter + " ".join(f"{x - here[0]} {y - here[1]}" for x, y in chunk))
        here = chunk[-1]
        k += count
    return "".join(parts).replace(" -", "-")
