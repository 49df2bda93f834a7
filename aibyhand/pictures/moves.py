"""States in a line, and moves between them: to the right above, to the left below, or staying."""

from dataclasses import dataclass

from aibyhand.core.role import INK, Role
from aibyhand.draw.arrows import Point, wings
from aibyhand.draw.drawing import Drawing, frame
from aibyhand.draw.writing import text
from aibyhand.pictures.picture import Picture

RADIUS, APART = 24.0, 170.0  # of a state, and from one to the next
HIGH, HIGHER, LOOP = 46.0, 30.0, 52.0  # a move's arc, more for each state passed by, a loop
WORDS, SIDE = 13, 90.0  # the size of what is written, and the room at either side for it


@dataclass(frozen=True)
class Move:
    """A way from state ``start`` to state ``end`` (counted from 0), and what is written at it."""

    start: int
    end: int
    label: str


@dataclass(frozen=True)
class Moves(Picture):
    """States and the moves between them. Raises ValueError for a move to no state."""

    title: str
    states: tuple[str, ...]
    moves: tuple[Move, ...]
    role: Role = Role.STATE_VALUE

    def __post_init__(self) -> None:
        for move in self.moves:
            if not {move.start, move.end} <= set(range(len(self.states))):
                raise ValueError(f"{self.title}: a move needs a state at both its ends")

    @property
    def words(self) -> str:
        """The picture, read aloud."""
        said = [
            f"{self.states[m.start]} to "
            f"{'itself' if m.start == m.end else self.states[m.end]} ({m.label})"
            for m in self.moves
        ]
        return f"{self.title}. States {', '.join(self.states)}. Moves: {'; '.join(said)}."

    def drawing(self) -> Drawing:
        """Draw it."""
        above = max((_height(m) for m in self.moves if m.end >= m.start), default=0.0)
        below = max((_height(m) for m in self.moves if m.end < m.start), default=0.0)
        y = above + RADIUS + 22
        at = [(SIDE + k * APART, y) for k in range(len(self.states))]
        parts = [_move(m, at[m.start], at[m.end]) for m in self.moves]
        parts += [
            _state(name, self.role, place) for name, place in zip(self.states, at, strict=True)
        ]
        width = 2 * SIDE + (len(self.states) - 1) * APART
        return frame("".join(parts), width, y + RADIUS + below + 22, self.words)


def _height(move: Move) -> float:
    """How far its line goes above or below the states."""
    far = abs(move.end - move.start)
    return LOOP if far == 0 else HIGH + HIGHER * (far - 1) * 2


def _move(move: Move, start: Point, end: Point) -> str:
    """Its line with a head, and its words at the line's top."""
    (x1, y), (x2, _) = start, end
    side = 1.0 if move.end < move.start else -1.0  # below, or above
    top = y + side * (RADIUS + _height(move))
    if move.start == move.end:
        a, b = (x1 - 9, y - RADIUS + 2), (x1 + 9, y - RADIUS + 1)
        bends = (x1 - 34, top - 12), (x1 + 34, top - 12)
    else:
        lean = RADIUS * 0.6 * (1 if x2 > x1 else -1)
        a, b = (x1 + lean, y + side * RADIUS * 0.8), (x2 - lean, y + side * (RADIUS * 0.8 + 1))
        reach = y + side * (RADIUS + _height(move) * 4 / 3 - RADIUS * 0.3)  # a curve stays below it
        bends = (x1 + (x2 - x1) * 0.2, reach), (x2 - (x2 - x1) * 0.2, reach)
    points = " ".join(f"{px:.1f} {py:.1f}" for px, py in (*bends, b))
    head = " ".join(f"{px:.1f},{py:.1f}" for px, py in (b, *wings(bends[1], b, 9)))
    written = text(move.label, (x1 + x2) / 2, top + (16 if side > 0 else -6), WORDS)
    return (
        f'<path d="M{a[0]:.1f} {a[1]:.1f}C{points}" fill="none" stroke="currentColor" '
        f'stroke-width="1.6"/><polygon points="{head}" fill="currentColor"/>{written}'
    )


def _state(name: str, role: Role, place: Point) -> str:
    x, y = place
    circle = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS:g}" fill="{role.look.fill}" '
    circle += f'stroke="{role.look.frame}" stroke-width="1.6"/>'
    return circle + text(name, x, y + 5, 15, INK)
