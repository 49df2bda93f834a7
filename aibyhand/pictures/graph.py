"""A graph: nodes on a circle, on a line or on a grid, and the edges between them."""

from dataclasses import dataclass, replace
from math import cos, pi, sin

import numpy as np

from aibyhand.core import Matrix, Role
from aibyhand.core.names import plain
from aibyhand.core.numbers import number
from aibyhand.core.role import INK
from aibyhand.draw.arrows import arrow
from aibyhand.draw.cells import data
from aibyhand.draw.drawing import Drawing, frame
from aibyhand.draw.writing import maths, text
from aibyhand.pictures.picture import Picture

RADIUS = 20  # of a node
ACROSS, DOWN = 110.0, 90.0  # from one place of a grid to the next
LABEL = 110.0  # room for a label beside an edge


@dataclass(frozen=True)
class Edge:
    """A connection from node ``start`` to node ``end`` (counted from 0), with a label in TeX.

    One that isn't given but is to be found is ``broken``.
    """

    start: int
    end: int
    label: str = ""
    broken: bool = False


@dataclass(frozen=True)
class Graph(Picture):
    """Nodes and edges: on a circle, or on a line when the nodes are passed one after the other.

    On a grid each node has a place: the column, and the row from the top, both counted from 0.
    There the notes stand at the lower right, and the nodes' labels are TeX. ``roles`` colour the
    nodes one by one. Raises ValueError for an edge from or to a node that isn't there.
    """

    title: str
    nodes: tuple[str, ...]
    edges: tuple[Edge, ...]
    directed: bool = False
    line: bool = False
    role: Role = Role.INPUT
    notes: tuple[Matrix, ...] = ()  # a number under each node, all with the same decimals
    grid: tuple[tuple[int, int], ...] = ()
    roles: tuple[Role, ...] = ()

    def __post_init__(self) -> None:
        ends = {node for edge in self.edges for node in (edge.start, edge.end)}
        if not ends <= set(range(len(self.nodes))):
            raise ValueError(f"{self.title}: an edge needs a node at both its ends")

    @property
    def words(self) -> str:
        """The picture, read aloud."""
        verb = " to " if self.directed else " and "
        # on a grid they are TeX
        nodes = [plain(node) if self.grid else node for node in self.nodes]
        parts = [
            f"{nodes[e.start]}{verb}{nodes[e.end]}" + (f" ({plain(e.label)})" if e.label else "")
            for e in self.edges
        ]
        noted = zip(nodes, self.notes, strict=False)
        notes = [f"{node}: {self.shown(note)}" for node, note in noted]
        return f"{self.title}. Nodes {', '.join(nodes)}. Edges: {'; '.join(parts)}." + (
            f" {'; '.join(notes)}." if notes else ""
        )

    def shown(self, note: Matrix) -> str:
        """The number under a node, as it is printed."""
        return number(float(note.values.item()), max(m.digits for m in self.notes))

    def drawing(self) -> Drawing:
        """Draw it."""
        places, width, height = _places(self)
        parts = []
        for edge in self.edges:
            (x1, y1), (x2, y2) = places[edge.start], places[edge.end]
            length = max(np.hypot(x2 - x1, y2 - y1), 1.0)
            ux, uy = (x2 - x1) / length, (y2 - y1) / length
            start = (x1 + ux * RADIUS, y1 + uy * RADIUS)
            end = (x2 - ux * (RADIUS + 2), y2 - uy * (RADIUS + 2))
            parts.append(arrow([start, end], head=self.directed, broken=edge.broken))
            if edge.label:
                x, y = (x1 + x2) / 2, (y1 + y2) / 2
                if self.grid and abs(y2 - y1) > abs(x2 - x1):
                    parts.append(maths(edge.label, x + 6, y + 5, 15, ACROSS / 2))
                else:
                    label = _label(self, edge.label, (x1, y1), (x2, y2), width, height)
                    parts.append(label)
        parts += [self._node(k, x, y) for k, (x, y) in enumerate(places)]
        return frame("".join(parts), width, height, self.words)

    def _node(self, k: int, x: float, y: float) -> str:
        """A node with its label, and the number beside it."""
        look = (self.roles[k] if self.roles else self.role).look
        circle = (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS}" fill="{look.fill}" '
            f'stroke="{look.frame}" stroke-width="1.6"/>'
        )
        if self.grid:
            label = maths(self.nodes[k], x, y + 5, 17, 2 * RADIUS - 8, "middle", INK)
        else:
            label = text(self.nodes[k], round(x, 1), round(y + 5, 1), 15, INK)
        if k >= len(self.notes):
            return circle + label
        right, down = (RADIUS + 4, RADIUS + 5) if self.grid else (0, RADIUS + 18)
        note = text(self.shown(self.notes[k]), round(x + right, 1), round(y + down, 1), 13)
        return f"{circle}{label}<g{data(self.notes[k])}>{note}</g>"

    def to_fill_in(self) -> "Graph":
        """The same without the notes."""
        return replace(self, notes=())


def graph_of(title: str, adjacency: Matrix, role: Role = Role.INPUT) -> Graph:
    """The undirected graph of an adjacency matrix, its nodes labelled as the matrix's columns."""
    a, count = adjacency.values, adjacency.shape[0]
    axis = adjacency.columns
    nodes = tuple(axis.label(j) if axis else str(j + 1) for j in range(count))
    edges = tuple(
        Edge(i, j) for i in range(count) for j in range(i + 1, count) if a[i, j] or a[j, i]
    )
    return Graph(title, nodes, edges, role=role)


def _label(
    graph: Graph, label: str, start: tuple[float, float], end: tuple[float, float],
    width: float, height: float,
) -> str:  # fmt: skip
    """A label above an edge of a line; on a circle it stands outside, beside the edge."""
    (x1, y1), (x2, y2) = start, end
    x, y = (x1 + x2) / 2, (y1 + y2) / 2
    if graph.line or graph.grid:
        return maths(label, x, y - 10, 15, abs(x2 - x1) - 2 * RADIUS, "middle")
    out_x, out_y = x - width / 2, y - height / 2
    far = max(float(np.hypot(out_x, out_y)), 1.0)
    x, y = x + 10 * out_x / far, y + 5 + 16 * out_y / far
    align = "middle" if abs(out_x) < far / 4 else "start" if out_x > 0 else "end"
    return maths(label, x, y, 15, LABEL, align)


def _places(graph: Graph) -> tuple[list[tuple[float, float]], float, float]:
    """The centre of every node, and the size of the picture."""
    count = len(graph.nodes)
    if graph.grid:
        places = [(40 + ACROSS * column, 40 + DOWN * row) for column, row in graph.grid]
        return places, max(x for x, _ in places) + 50, max(y for _, y in places) + 50
    if graph.line or graph.grid:
        return [(40 + 130.0 * k, 60) for k in range(count)], 130.0 * count - 50, 120
    radius = max(90.0, 26 * count / pi * 1.6)
    turn = [2 * pi * k / count - pi / 2 for k in range(count)]
    size = 2 * (radius + RADIUS + 4)
    wide = size + LABEL if any(edge.label for edge in graph.edges) else size
    return [(wide / 2 + radius * cos(a), size / 2 + radius * sin(a)) for a in turn], wide, size
