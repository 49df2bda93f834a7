"""A window that slides over an image as SVG: every place of it, and what each place makes.

The first place is framed thickly, and on a page the frame moves on while somebody points at it.
"""

from dataclasses import dataclass

import numpy as np

from aibyhand.core import Matrix, Role
from aibyhand.core.numbers import Array, number
from aibyhand.core.role import ACCENT, GRID
from aibyhand.draw.cells import data
from aibyhand.draw.drawing import Drawing, frame
from aibyhand.draw.sizes import CELL, DIGITS
from aibyhand.draw.writing import maths, text
from aibyhand.pictures.motion import moving
from aibyhand.pictures.overlay import mark
from aibyhand.pictures.picture import Picture

WIDEST = 600.0  # of image and result together; where there are many pixels, they are smaller
READABLE = 24.0  # pixels smaller than this have no number
HEAD = 26.0  # room for the names
BETWEEN = 70.0  # image and result
MOST = 400  # places: more of them would be one grey surface


@dataclass(frozen=True)
class Sliding(Picture):
    """A window of some rows and columns on an image, moved by a stride as often as it fits.

    Pixels that no window meets are struck out. ``result`` has a cell for every place, and ``won``
    a one for each pixel that is to be marked. Raises ValueError for what doesn't fit.
    """

    title: str
    image: Matrix
    window: tuple[int, int]
    stride: int
    result: Matrix | None = None
    won: Matrix | None = None

    def __post_init__(self) -> None:
        if min(self.places) < 1:
            raise ValueError(f"{self.title}: the window is larger than {self.image.printed}")
        if self.result and self.result.shape != self.places:
            raise ValueError(f"{self.title}: the result needs a cell for every place")
        if self.won and self.won.shape != self.image.shape:
            raise ValueError(f"{self.title}: the marks need a number for every pixel")

    @property
    def places(self) -> tuple[int, int]:
        """How many places the window has down and across."""
        (rows, columns), (high, wide) = self.image.shape, self.window
        return (rows - high) // self.stride + 1, (columns - wide) // self.stride + 1

    @property
    def met(self) -> Array:
        """How many windows meet each pixel."""
        found = np.zeros(self.image.shape)
        for i, j in np.ndindex(*self.places):
            top, left = i * self.stride, j * self.stride
            found[top : top + self.window[0], left : left + self.window[1]] += 1
        return found

    @property
    def words(self) -> str:
        """The picture, read aloud."""
        down, across = self.places
        high, wide = self.window
        said = [
            f"{self.title}.",
            f"A window of {high}\N{MULTIPLICATION SIGN}{wide} moves by {self.stride}",
            f"over {self.image.printed}, {self.image.size}:",
            f"{down} places down and {across} across.",
        ]
        missed = [
            f"{word} {n + 1}"
            for axis, word in ((1, "row"), (0, "column"))
            for n in np.flatnonzero(~self.met.any(axis=axis))
        ]
        if missed:
            said.append(f"No window meets {', '.join(missed)}.")
        if self.won:
            pixels = [
                f"{number(float(self.image.values[i, j]), self.image.digits)} in row {i + 1}, "
                f"column {j + 1}"
                for i, j in np.argwhere(self.won.values > 0)
            ]
            said.append(f"Marked: {'; '.join(pixels)}.")
        return " ".join(said)

    def drawing(self) -> Drawing:
        """Draw it."""
        rows, columns = self.image.shape
        across = self.result.shape[1] if self.result else 0
        side = min(float(CELL), WIDEST / (columns + across))
        parts = [_grid(self.image, 0, side, _struck(self.met, side))]
        if self.won:
            parts += [
                mark(j * side, HEAD + i * side, side) for i, j in np.argwhere(self.won.values)
            ]
        parts.append(_places(self, side))
        right = columns * side
        if self.result:
            x = right + BETWEEN
            parts.append(_arrow(right, HEAD + side * rows / 2))
            y = HEAD + side * (rows - self.result.shape[0]) / 2
            parts.append(_grid(self.result, x, side, top=y))
            parts.append(moving(x, y, (1, 1), 1, self.places, side))
            right = x + across * side
        parts.append(moving(0, HEAD, self.window, self.stride, self.places, side))
        return frame("".join(parts), right, HEAD + rows * side, self.words)


def _grid(matrix: Matrix, left: float, side: float, behind: str = "", top: float = HEAD) -> str:
    """Name, cells and numbers of a matrix, and what lies behind the numbers."""
    rows, columns = matrix.shape
    look = matrix.role.look
    box = f'x="{left:.1f}" y="{top:.1f}" width="{columns * side:.1f}" height="{rows * side:.1f}"'
    across = "".join(
        f"M{left:.1f} {top + i * side:.1f}h{columns * side:.1f}" for i in range(1, rows)
    )
    down = "".join(f"M{left + j * side:.1f} {top:.1f}v{rows * side:.1f}" for j in range(1, columns))
    shown = [number(float(v), matrix.digits) for v in matrix.values.ravel()]
    size = min(DIGITS, 1.5 * side / max(2, *map(len, shown)))
    written = [
        text(value, round(left + (k % columns + 0.5) * side, 1),
             round(top + (k // columns + 0.5) * side + 5, 1), size, look.ink)
        for k, value in enumerate(shown)
    ] if side >= READABLE else []  # fmt: skip
    return (
        maths(matrix.tex, left + 1, round(top - 8, 1), 17, max(columns * side, CELL))
        + f'<rect {box} fill="{look.fill}"/>{behind}'
        f'<path d="{across}{down}" stroke="{GRID}" fill="none"/>'
        f'<rect {box} fill="none" stroke="{look.frame}" stroke-width="1.6"/>'
        f"<g{data(matrix)}>{''.join(written)}</g>"
    )


def _struck(met: Array, side: float) -> str:
    """A grey pixel with a stroke through it wherever no window comes."""
    left_out = np.argwhere(met == 0)
    pixels = "".join(
        f"M{j * side:.1f} {HEAD + i * side:.1f}h{side:.1f}v{side:.1f}h{-side:.1f}z"
        for i, j in left_out
    )
    strokes = "".join(
        f"M{j * side:.1f} {HEAD + (i + 1) * side:.1f}l{side:.1f} {-side:.1f}" for i, j in left_out
    )
    return (
        f'<path d="{pixels}" fill="{Role.SCORE.look.fill}"/>'
        f'<path d="{strokes}" stroke="{GRID}" stroke-width="2" fill="none"/>'
    ) if pixels else ""  # fmt: skip


def _places(drawn: Sliding, side: float) -> str:
    """A thin frame for every place; those beside each other are not equally wide, to be told.

    Where they would lie thick on each other, the next one across and the next one down are enough.
    """
    (down, across), (high, wide) = drawn.places, drawn.window
    if down * across > MOST:
        return ""
    thick = 2 * drawn.stride < max(high, wide)
    parts = []
    for i, j in ((0, 1), (1, 0)) if thick else np.ndindex(down, across):
        if i >= down or j >= across:
            continue
        inset = 3 + 3.5 * ((i + j) % 2) if max(high, wide) > drawn.stride else 3
        x, y = j * drawn.stride * side + inset, HEAD + i * drawn.stride * side + inset
        parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide * side - 2 * inset:.1f}" '
            f'height="{high * side - 2 * inset:.1f}" rx="4"/>'
        )
    return f'<g fill="none" stroke="{ACCENT}" stroke-width="1.2">{"".join(parts)}</g>'


def _arrow(x: float, y: float) -> str:
    tip = x + BETWEEN - 16
    return (
        f'<path d="M{x + 16:.1f} {y:.1f}H{tip:.1f}m-8 -5l8 5l-8 5" stroke="currentColor" '
        'stroke-width="1.6" fill="none"/>'
    )
