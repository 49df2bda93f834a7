"""What goes where in a network over time: nodes on a grid, arrows, and loops that wait a step."""

from dataclasses import dataclass

from aibyhand.core import Role
from aibyhand.core.names import plain
from aibyhand.core.role import INK
from aibyhand.draw.arrows import Point, wings
from aibyhand.draw.drawing import Drawing, frame
from aibyhand.draw.writing import maths, text
from aibyhand.pictures.picture import Picture

RADIUS = 18.0
ACROSS, UP = 74.0, 74.0  # from node to node
LOOP = 58.0  # how far a loop goes to the right of its node
LETTER = 7.0  # of a label, in pixels


@dataclass(frozen=True)
class Node:
    """A node with its name in TeX, in a column and a row of the grid; row 0 is the lowest."""

    tex: str
    column: int
    row: int
    role: Role


@dataclass(frozen=True)
class Wire:
    """An arrow from a node to another, or back to itself: by their place in the list, from 0."""

    start: int
    end: int
    tex: str = ""  # what it is multiplied by


@dataclass(frozen=True)
class Wiring(Picture):
    """Nodes on a grid and arrows between them; a loop waits as long as ``later`` says.

    Raises ValueError for a wire from or to a node that isn't there.
    """

    title: str
    nodes: tuple[Node, ...]
    wires: tuple[Wire, ...]
    later: str = ""

    def __post_init__(self) -> None:
        ends = {node for wire in self.wires for node in (wire.start, wire.end)}
        if not ends <= set(range(len(self.nodes))):
            raise ValueError(f"{self.title}: a wire needs a node at both its ends")

    @property
    def words(self) -> str:
        """The picture, read aloud."""
        said = []
        for wire in self.wires:
            start, end = (plain(self.nodes[k].tex) for k in (wire.start, wire.end))
            loop = wire.start == wire.end
            parts = [plain(wire.tex)] if wire.tex else []
            parts += [self.later] if loop and self.later else []
            by = f" ({', '.join(parts)})" if parts else ""
            said.append(f"{start} to {'itself' if loop else end}{by}")
        return f"{self.title}: {'; '.join(said)}."

    def drawing(self) -> Drawing:
        """Draw it."""
        most = max(node.row for node in self.nodes)
        places = [
            (RADIUS + 2 + n.column * ACROSS, RADIUS + 2 + (most - n.row) * UP) for n in self.nodes
        ]
        parts = [self._wire(wire, places) for wire in self.wires]
        parts += [_node(n, place) for n, place in zip(self.nodes, places, strict=True)]
        right = max(x for x, _ in places) + RADIUS + 2
        loops = [places[wire.end][0] for wire in self.wires if wire.start == wire.end]
        if loops:
            right = max(right, max(loops) + RADIUS + LOOP + 30 + LETTER * len(self.later))
        height = max(y for _, y in places) + RADIUS + 2
        return frame("".join(parts), right, height, self.words)

    def _wire(self, wire: Wire, places: list[Point]) -> str:
        if wire.start == wire.end:
            return self._loop(wire, places[wire.start])
        (x1, y1), (x2, y2) = places[wire.start], places[wire.end]
        length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
        ux, uy = (x2 - x1) / length, (y2 - y1) / length
        start = (x1 + ux * RADIUS, y1 + uy * RADIUS)
        end = (x2 - ux * (RADIUS + 2), y2 - uy * (RADIUS + 2))
        line = f"M{start[0]:.1f} {start[1]:.1f}L{end[0]:.1f} {end[1]:.1f}"
        label = ""
        if wire.tex:
            x, y = (x1 + x2) / 2, (y1 + y2) / 2
            label = maths(wire.tex, x + 10 * abs(uy), y + 5 - 13 * abs(ux), 15, ACROSS, "start")
        return _line(line, start, end) + label

    def _loop(self, wire: Wire, place: Point) -> str:
        """Out of the node to the right and back into it from above right."""
        x, y = place
        start, end = (x + RADIUS, y + 6), (x + RADIUS + 1, y - 6)
        far = x + RADIUS + LOOP
        line = f"M{start[0]:.1f} {start[1]:.1f}C{far:.1f} {y + 34:.1f} {far:.1f} {y - 34:.1f} "
        line += f"{end[0]:.1f} {end[1]:.1f}"
        tip = _line(line, (far, y - 34), end)
        label = maths(wire.tex, x + RADIUS + LOOP - 6, y + 5, 15, 40) if wire.tex else ""
        start_ = ' text-anchor="start"'
        said = text(self.later, round(far + 16, 1), round(y + 5, 1), 13, more=start_)
        return tip + label + (said if self.later else "")


def _line(path: str, before: Point, end: Point) -> str:
    """A path with a head at its end; ``before`` is where it comes from."""
    tip = [end, *wings(before, end, 9)]
    corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in tip)
    return (
        f'<path d="{path}" fill="none" stroke="currentColor" stroke-width="1.6"/>'
        f'<polygon points="{corners}" fill="currentColor"/>'
    )


def _node(node: Node, place: Point) -> str:
    look, (x, y) = node.role.look, place
    circle = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS:g}" fill="{look.fill}" '
    circle += f'stroke="{look.frame}" stroke-width="1.6"/>'
    return circle + maths(node.tex, x, y + 5, 15, 2 * RADIUS - 6, "middle", INK)
