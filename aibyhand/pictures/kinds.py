"""Pictures beside the numbers: a graph, curves, frames of an image, a line through time.

These are descriptions in the words of the subject, without any styling; the renderer draws them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from aibyhand.core.matrix import Matrix
from aibyhand.core.numbers import Array, decimals, number
from aibyhand.core.role import Role


def _listed(values: Array, digits: int) -> str:
    return ", ".join(number(float(value), digits) for value in values)


@dataclass(frozen=True)
class Edge:
    """A connection from node ``start`` to node ``end`` (counted from 0), with a label in TeX."""

    start: int
    end: int
    label: str = ""


@dataclass(frozen=True)
class Graph:
    """Nodes and edges: on a circle, or on a line when the nodes are passed one after the other.

    Raises ValueError for an edge from or to a node that isn't there.
    """

    title: str
    nodes: tuple[str, ...]
    edges: tuple[Edge, ...]
    directed: bool = False
    line: bool = False
    role: Role = Role.INPUT
    notes: tuple[str, ...] = ()  # one short text under each node

    def __post_init__(self) -> None:
        ends = {node for edge in self.edges for node in (edge.start, edge.end)}
        if not ends <= set(range(len(self.nodes))):
            raise ValueError(f"{self.title}: an edge needs a node at both its ends")

    @property
    def words(self) -> str:
        """The picture, read aloud."""
        verb = " to " if self.directed else " and "
        parts = [
            f"{self.nodes[e.start]}{verb}{self.nodes[e.end]}" + (f" ({e.label})" if e.label else "")
            for e in self.edges
        ]
        notes = [f"{n}: {note}" for n, note in zip(self.nodes, self.notes, strict=False)]
        return f"{self.title}. Nodes {', '.join(self.nodes)}. Edges: {'; '.join(parts)}." + (
            f" {'; '.join(notes)}." if notes else ""
        )


def graph_of(title: str, adjacency: Matrix, role: Role = Role.INPUT) -> Graph:
    """The undirected graph of an adjacency matrix, its nodes labelled as the matrix's columns."""
    a, count = adjacency.values, adjacency.shape[0]
    axis = adjacency.columns
    nodes = tuple(axis.label(j) if axis else str(j + 1) for j in range(count))
    edges = tuple(
        Edge(i, j) for i in range(count) for j in range(i + 1, count) if a[i, j] or a[j, i]
    )
    return Graph(title, nodes, edges, role=role)


@dataclass(frozen=True, eq=False)
class Curve:
    """A line through points (x, y), and dots on it that stand in a matrix as numbers."""

    label: str
    x: Array
    y: Array
    dots_x: Array
    dots_y: Array
    limit: float | None = None  # the value that it tends to


@dataclass(frozen=True)
class Curves:
    """Curves over one axis: a small chart for each (``apart``), or all in one chart."""

    title: str
    curves: tuple[Curve, ...]
    x_label: str
    apart: bool = False
    y_label: str = ""

    @property
    def words(self) -> str:
        """The picture, read aloud: the dots of every curve."""
        parts = []
        for curve in self.curves:
            digits = decimals(curve.dots_x) if curve.dots_x.size else 0
            dots = ", ".join(
                f"{number(float(x), digits)}: {number(float(y), 2)}"
                for x, y in zip(curve.dots_x, curve.dots_y, strict=True)
            )
            tends = "" if curve.limit is None else f", tends to {number(curve.limit, 2)}"
            parts.append(f"{curve.label}: {dots}{tends}")
        over = f"{self.y_label} over {self.x_label}" if self.y_label else f"over {self.x_label}"
        return f"{self.title}, {over}. {'. '.join(parts)}."


def waves(title: str, table: Matrix, turns: Array, full_turn: float) -> Curves:
    """The cosines behind a table: row k samples cos(2π·turns[k]·t/full_turn) at t = 1, 2, …."""
    samples = table.shape[1]
    fine = np.linspace(0, samples, 20 * samples + 1)
    dots = np.arange(1.0, samples + 1)
    label = table.rows.label if table.rows else (lambda k: str(k + 1))
    curves = tuple(
        Curve(label(k), fine, np.cos(2 * np.pi * turn * fine / full_turn), dots, table.values[k])
        for k, turn in enumerate(turns)
    )
    return Curves(title, curves, "time", apart=True)


@dataclass(frozen=True)
class Frames:
    """A video: every column of the matrix is one frame, its pixels written row by row."""

    title: str
    matrix: Matrix
    height: int
    width: int

    @property
    def words(self) -> str:
        """The picture, read aloud."""
        parts = []
        for j in range(self.matrix.shape[1]):
            pixels = self.matrix.values[:, j].reshape(self.height, self.width)
            rows = "; ".join(_listed(line, 0) for line in pixels)
            parts.append(f"frame {j + 1}: {rows}")
        return f"{self.title}. {'. '.join(parts)}."


@dataclass(frozen=True)
class Flow:
    """Matrices on a line through time, joined by arrows; ``along`` labels the arrows in TeX."""

    title: str
    lines: Sequence[Sequence[Matrix]]
    along: Sequence[Sequence[str]]

    @property
    def words(self) -> str:
        """The picture, read aloud."""
        lines = [
            ", then ".join(f"{m.printed}: {_listed(m.values.ravel(), m.digits)}" for m in line)
            for line in self.lines
        ]
        return f"{self.title}. {'. '.join(lines)}."


@dataclass(frozen=True)
class Over:
    """Gradients over the forward sheet: each stands where the value stood that it is a gradient of.

    ``forward`` are the results of the forward pass in order; the forward matrices in ``blank`` are
    left empty, to be filled. Raises ValueError for a gradient of a matrix that isn't on the sheet.
    """

    title: str
    forward: tuple[Matrix, ...]
    gradients: tuple[Matrix, ...] = ()
    blank: tuple[Matrix, ...] = ()
    grows: ClassVar[bool] = True  # a later one holds all of an earlier one

    def __post_init__(self) -> None:
        sheet = [m for r in self.forward for m in (r, *(r.made.operands if r.made else ()))]
        for gradient in self.gradients:
            if not any(gradient.of is matrix for matrix in sheet):
                raise ValueError(f"{gradient.printed}: its forward matrix is not on the sheet")

    @property
    def words(self) -> str:
        """The picture, read aloud."""
        parts = [
            f"{g.printed} where {g.of.printed} was: "
            + "; ".join(_listed(row, g.digits) for row in g.values)
            for g in self.gradients
            if g.of
        ]
        empty = [m.printed for m in self.blank]
        return f"{self.title}. {'. '.join(parts)}" + (
            f". To be filled in: {', '.join(empty)}." if empty else "."
        )


@dataclass(frozen=True)
class Plane:
    """Columns of two numbers in the plane: arrows from the origin, and dots, each with its label.

    ``points`` are the arrows; a matrix of two rows is as many arrows as it has columns. Raises
    ValueError for a matrix that has not two rows, and for a wrong number of labels.
    """

    title: str
    points: tuple[Matrix, ...]
    labels: tuple[str, ...]
    dots: tuple[Matrix, ...] = ()
    dot_labels: tuple[str, ...] = ()
    grows: bool = False  # a later one holds all of this one

    def __post_init__(self) -> None:
        for kind, matrices, labels in (
            ("point", self.points, self.labels),
            ("dot", self.dots, self.dot_labels),
        ):
            if any(matrix.shape[0] != 2 for matrix in matrices):
                raise ValueError(f"{self.title}: every {kind} needs to be a column of two numbers")
            if sum(matrix.shape[1] for matrix in matrices) != len(labels):
                raise ValueError(f"{self.title}: every {kind} needs one label")

    @property
    def words(self) -> str:
        """The picture, read aloud."""
        parts = [self._said(self.points, self.labels)]
        if self.dots:
            parts.append(f"Dots: {self._said(self.dots, self.dot_labels)}")
        return f"{self.title}. {'. '.join(parts)}."

    @staticmethod
    def _said(matrices: tuple[Matrix, ...], labels: tuple[str, ...]) -> str:
        columns = [(m, column) for m in matrices for column in m.values.T]
        return "; ".join(
            f"{label} at {_listed(column, m.digits)}"
            for (m, column), label in zip(columns, labels, strict=True)
        )


@dataclass(frozen=True)
class Network:
    """Layers of neurons from left to right, with the numbers of one sample, the first column.

    A line is a weight: broken where it is negative, missing where it is zero. Raises ValueError
    where the weights don't lead from layer to layer.
    """

    title: str
    layers: tuple[Matrix, ...]
    weights: tuple[Matrix, ...]

    def __post_init__(self) -> None:
        sizes = [layer.shape[0] for layer in self.layers]
        if [w.shape for w in self.weights] != list(zip(sizes[1:], sizes[:-1], strict=True)):
            raise ValueError(f"{self.title}: the weights don't lead from layer to layer")

    @property
    def words(self) -> str:
        """The picture, read aloud."""
        parts = [f"{m.printed}: {_listed(m.values[:, 0], m.digits)}" for m in self.layers]
        return f"{self.title}. Layers from left to right: {'; '.join(parts)}."


@dataclass(frozen=True)
class Routing:
    """Columns in queues, such as tokens for experts: who finds a place, and who goes on unchanged.

    ``queues`` has a row for each queue; a column's number there is its number in that queue, and 0
    where it doesn't wait. ``places`` is how many there are in front of each queue. With the
    ``results``, everybody's way back is drawn, too. Raises ValueError for other sizes.
    """

    title: str
    columns: Matrix
    queues: Matrix
    places: Matrix
    results: Matrix | None = None
    grows: ClassVar[bool] = True  # the one with the results holds all of one without

    def __post_init__(self) -> None:
        counts = {m.shape[1] for m in (self.columns, self.queues, self.results) if m}
        if len(counts) > 1 or self.places.values.size != 1:
            raise ValueError(f"{self.title}: needs as many numbers and results as columns")

    def label(self, j: int) -> str:
        """The label of a column (counted from 0)."""
        return self.columns.columns.label(j) if self.columns.columns else str(j + 1)

    def queue(self, i: int) -> str:
        """The name of a queue (counted from 0)."""
        axis = self.queues.rows
        return f"{axis.word} {axis.label(i)}" if axis else f"queue {i + 1}"

    def seats(self, i: int) -> tuple[int | None, ...]:
        """Who has which place in front of a queue; None where it is empty."""
        waiting = {int(v): j for j, v in enumerate(self.queues.values[i]) if v}
        return tuple(waiting.get(k + 1) for k in range(int(self.places.values.item())))

    @property
    def turned_away(self) -> tuple[tuple[int, int], ...]:
        """Every column that has no place, with the last queue in which it waited."""
        seated = {j for i in range(self.queues.shape[0]) for j in self.seats(i)}
        waited = [np.flatnonzero(column) for column in self.queues.values.T]
        return tuple((j, int(w[-1])) for j, w in enumerate(waited) if j not in seated and len(w))

    @property
    def words(self) -> str:
        """The picture, read aloud."""
        word = self.columns.columns.word if self.columns.columns else "column"
        parts = []
        for i in range(self.queues.shape[0]):
            seats = [f"{word} {self.label(j)}" if j is not None else "empty" for j in self.seats(i)]
            parts.append(f"{self.queue(i)}: {', '.join(seats)}")
        parts += [
            f"{word} {self.label(j)} finds no place, {self.queue(i)} is full: it goes on unchanged"
            for j, i in self.turned_away
        ]
        back = f" From there to the columns of {self.results.printed}." if self.results else ""
        return f"{self.title}. Places: {'; '.join(parts)}.{back}"


@dataclass(frozen=True)
class Stop:
    """Where a network of levels stops on its way: the channels there, and what led to them."""

    channels: tuple[Matrix, ...]
    by: str = ""  # what is done on the way to it, in a few words
    level: int = 0  # how many levels below the first
    side: int = 0  # of a square image, where the matrix is not the image but counts its side

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of an image there."""
        return (self.side, self.side) if self.side else self.channels[0].shape

    @property
    def size(self) -> str:
        """Rows × columns, and how many channels there are if there are several."""
        count = len(self.channels)
        size = "\N{MULTIPLICATION SIGN}".join(map(str, self.shape))
        return size + (f", {count} channels" if count > 1 else "")


@dataclass(frozen=True)
class Levels:
    """Images on their way through a network: down to smaller ones and up again, each to scale.

    A skip leads from one stop straight across to a later one on its level (counted from 0). Raises
    ValueError for a skip that doesn't, and for channels that differ in size.
    """

    title: str
    stops: tuple[Stop, ...]
    skips: tuple[tuple[int, int], ...] = ()

    def __post_init__(self) -> None:
        for stop in self.stops:
            if len({channel.shape for channel in stop.channels}) != 1:
                raise ValueError(f"{self.title}: the channels of a stop need to be of one size")
        for start, end in self.skips:
            inside = 0 <= start < end < len(self.stops)
            if not inside or self.stops[start].level != self.stops[end].level:
                raise ValueError(f"{self.title}: a skip leads on to a stop on the same level")

    def called(self, index: int) -> str:
        """The names of the channels at a stop."""
        return " and ".join(channel.printed for channel in self.stops[index].channels)

    @property
    def words(self) -> str:
        """The picture, read aloud."""
        parts, before = [f"{self.called(0)}, {self.stops[0].size}"], self.stops[0].level
        for k, stop in enumerate(self.stops[1:], 1):
            way = "down" if stop.level > before else "up" if stop.level < before else "on"
            by = f", {stop.by}," if stop.by else ""
            parts.append(f"{way}{by} to {self.called(k)}, {stop.size}")
            before = stop.level
        skips = [
            f" A skip leads straight from {self.called(a)} to {self.called(b)}."
            for a, b in self.skips
        ]
        return f"{self.title}. {'; '.join(parts)}.{''.join(skips)}"


@dataclass(frozen=True)
class Overlay:
    """An image with a mask of zeros and ones on it. Raises ValueError for one that doesn't fit."""

    title: str
    image: Matrix
    mask: Matrix

    def __post_init__(self) -> None:
        fits = self.image.shape == self.mask.shape
        if not fits or not np.isin(self.mask.values, (0, 1)).all():
            raise ValueError(f"{self.title}: the mask needs a zero or a one for every pixel")

    @property
    def words(self) -> str:
        """The picture, read aloud."""
        rows = [
            f"row {i + 1}: "
            + ", ".join(
                number(float(pixel), self.image.digits) + (" in the mask" if inside else "")
                for pixel, inside in zip(pixels, insides, strict=True)
            )
            for i, (pixels, insides) in enumerate(
                zip(self.image.values, self.mask.values, strict=True)
            )
        ]
        return f"{self.title}. {'; '.join(rows)}."


@dataclass(frozen=True)
class Clouds:
    """Normal distributions in the plane: an ellipse for each column of means and spreads.

    An ellipse reaches one spread from its mean in each direction; the broken circle is N(0, 1).
    ``points`` are columns that were drawn from them. Raises ValueError for other than two rows, and
    for sizes and labels that don't go together.
    """

    title: str
    mean: Matrix
    spread: Matrix
    labels: tuple[str, ...]
    axes: tuple[str, str]
    points: Matrix | None = None

    def __post_init__(self) -> None:
        for matrix in (self.mean, self.spread, *([self.points] if self.points else [])):
            if matrix.shape != (2, len(self.labels)):
                raise ValueError(f"{self.title}: {matrix.printed} needs two numbers for each label")

    @property
    def words(self) -> str:
        """The picture, read aloud."""
        parts = []
        for j, label in enumerate(self.labels):
            read = [("mean", self.mean), ("spread", self.spread)]
            read += [("drawn point", self.points)] if self.points else []
            said = [f"{word} {_listed(m.values[:, j], m.digits)}" for word, m in read]
            parts.append(f"{label}: {'; '.join(said)}")
        across, up = self.axes
        return f"{self.title}; {up} over {across}. {'. '.join(parts)}."


Picture = (
    Graph | Curves | Frames | Flow | Over | Plane | Network | Routing | Levels | Overlay | Clouds
)
