"""Pictures as SVG: graphs, curves, frames and lines through time, in the style of the sheets."""

from collections.abc import Sequence
from dataclasses import replace
from math import cos, pi, sin

import numpy as np

from aibyhand.core.matrix import Matrix
from aibyhand.core.numbers import number
from aibyhand.core.role import GRID, INK, Role
from aibyhand.draw.arrows import arrow
from aibyhand.draw.drawing import Drawing, frame
from aibyhand.draw.sheets import draw_sheet
from aibyhand.draw.sizes import CELL
from aibyhand.draw.writing import maths, text
from aibyhand.pictures.charts import charts
from aibyhand.pictures.clouds import clouds
from aibyhand.pictures.kinds import (
    Clouds,
    Curves,
    Flow,
    Frames,
    Graph,
    Levels,
    Network,
    Over,
    Overlay,
    Picture,
    Plane,
    Routing,
)
from aibyhand.pictures.levels import levels
from aibyhand.pictures.network import network
from aibyhand.pictures.overlay import overlay
from aibyhand.pictures.plane import plane
from aibyhand.pictures.routing import routing
from aibyhand.sheet.blocks import Block, Label, Sheet
from aibyhand.sheet.layout import lay_out
from aibyhand.sheet.measure import label_of

RADIUS = 20  # of a node
GAP = 30  # between the pictures of a poster


def picture(drawn: Picture) -> Drawing:
    """The drawing of a picture, with its words as the text alternative."""
    match drawn:
        case Graph():
            return _graph(drawn)
        case Curves():
            return charts(drawn)
        case Frames():
            return _frames(drawn)
        case Flow():
            return draw_sheet(_flow(drawn), drawn.words)
        case Over():
            return draw_sheet(_over(drawn), drawn.words)
        case Network():
            return network(drawn)
        case Plane():
            return plane(drawn)
        case Clouds():
            return clouds(drawn)
        case Routing():
            return routing(drawn)
        case Levels():
            return levels(drawn)
        case Overlay():
            return overlay(drawn)


def _places(graph: Graph) -> tuple[list[tuple[float, float]], float, float]:
    """The centre of every node, and the size of the picture."""
    count = len(graph.nodes)
    if graph.line:
        return [(40 + 130.0 * k, 60) for k in range(count)], 130.0 * count - 50, 120
    radius = max(90.0, 26 * count / pi * 1.6)
    turn = [2 * pi * k / count - pi / 2 for k in range(count)]
    size = 2 * (radius + RADIUS + 4)
    return [(size / 2 + radius * cos(a), size / 2 + radius * sin(a)) for a in turn], size, size


def _graph(graph: Graph) -> Drawing:
    places, width, height = _places(graph)
    parts = []
    for edge in graph.edges:
        (x1, y1), (x2, y2) = places[edge.start], places[edge.end]
        length = max(np.hypot(x2 - x1, y2 - y1), 1.0)
        ux, uy = (x2 - x1) / length, (y2 - y1) / length
        start = (x1 + ux * RADIUS, y1 + uy * RADIUS)
        end = (x2 - ux * (RADIUS + 2), y2 - uy * (RADIUS + 2))
        parts.append(arrow([start, end], head=graph.directed))
        if edge.label:
            x, y = (x1 + x2) / 2, (y1 + y2) / 2 - 10
            parts.append(maths(edge.label, x, y, 15, length - 2 * RADIUS, "middle"))
    look = graph.role.look
    for k, (x, y) in enumerate(places):
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS}" fill="{look.fill}" '
            f'stroke="{look.frame}" stroke-width="1.6"/>'
        )
        parts.append(text(graph.nodes[k], round(x, 1), round(y + 5, 1), 15, INK))
        if k < len(graph.notes):
            parts.append(text(graph.notes[k], round(x, 1), round(y + RADIUS + 18, 1), 13))
    return frame("".join(parts), width, height, graph.words)


def _frames(frames: Frames) -> Drawing:
    """The frames of a video as small images: every pixel a cell with its number."""
    parts = []
    count = frames.matrix.shape[1]
    high = float(np.abs(frames.matrix.values).max()) or 1.0
    for j in range(count):
        x0 = j * (frames.width + 1) * CELL
        pixels = frames.matrix.values[:, j].reshape(frames.height, frames.width)
        for (r, c), value in np.ndenumerate(pixels):
            x, y = x0 + c * CELL, 24 + r * CELL
            shade = Role.INPUT.look.fill
            opacity = 0.25 + 0.75 * abs(float(value)) / high
            parts.append(
                f'<rect x="{x}" y="{y}" width="{CELL}" height="{CELL}" fill="#ffffff"/>'
                f'<rect x="{x}" y="{y}" width="{CELL}" height="{CELL}" fill="{shade}" '
                f'fill-opacity="{opacity:.2f}" stroke="{GRID}"/>'
            )
            shown = number(float(value), frames.matrix.digits)
            parts.append(text(shown, x + CELL / 2, y + CELL / 2 + 5, 15, INK))
        edge = Role.INPUT.look.frame
        parts.append(
            f'<rect x="{x0}" y="24" width="{frames.width * CELL}" height="{frames.height * CELL}" '
            f'fill="none" stroke="{edge}" stroke-width="2"/>'
        )
        parts.append(text(f"frame {j + 1}", x0 + frames.width * CELL / 2, 15, 13))
    return frame(
        "".join(parts),
        count * (frames.width + 1) * CELL - CELL,
        24 + frames.height * CELL,
        frames.words,
    )


def sheet_of(drawn: Picture) -> Sheet | None:
    """The sheet that a picture is, if it is one: matrices on the grid of cells."""
    match drawn:
        case Flow():
            return _flow(drawn)
        case Over():
            return _over(drawn)
    return None


def _flow(flow: Flow) -> Sheet:
    """Matrices on a line through time, with arrows between them."""
    blocks: list[Block] = []
    labels: list[Label] = []
    row, widest = 1, 0
    for line, along in zip(flow.lines, flow.along, strict=True):
        tall = max(m.shape[0] for m in line)
        column = 0
        for k, matrix in enumerate(line):
            if k:
                labels.append(Label(along[k - 1], row + tall / 2 - 0.95, column, 1, 3))
                labels.append(Label("⟶", row + tall / 2 - 0.3, column, 1, 3, sign=True))
                column += 3
            blocks.append(_flow_block(matrix, row, column))
            column += matrix.shape[1]
        widest = max(widest, column)
        row += tall + 2
    return Sheet(tuple(blocks), tuple(labels), row - 2, widest)


def _flow_block(matrix: Matrix, row: int, column: int) -> Block:
    return Block(matrix, row, column, *matrix.shape, rows_labelled=False)


def _over(over: Over) -> Sheet:
    """The forward sheet, with every gradient in the place of its forward value."""
    sheet = lay_out(over.forward, compact=True)
    gradient = {id(g.of): g for g in over.gradients}
    blank = {id(m) for m in over.blank}
    covered = {
        (b.row + b.height, b.column) for b in sheet.blocks if id(b.matrix) in gradient
    }  # the ones under an input carry a bias; a gradient has none
    blocks = []
    for block in sheet.blocks:
        found = gradient.get(id(block.matrix))
        if not block.named and (block.row, block.column) in covered:
            continue
        if found and found.shape == block.matrix.shape:
            blocks.append(replace(block, matrix=found))
        else:
            blocks.append(replace(block, blank=id(block.matrix) in blank))
    replaced = [m for m in over.forward if id(m) in gradient]
    forward = {tex for m in replaced for tex in (m.equation, label_of(m))}
    labels = tuple(label for label in sheet.labels if label.tex not in forward)
    return replace(sheet, blocks=tuple(blocks), labels=labels)


def poster(sheet: Sheet, drawn: Sequence[Picture], words: str) -> Drawing:
    """A sheet with pictures in rows below it, as one picture."""
    whole = draw_sheet(sheet, "")
    width, deepest = float(whole.width), float(whole.height)
    parts = [whole.nested(0, 0)]
    x, y = 0.0, deepest + GAP
    for one in map(picture, drawn):
        if x and x + one.width > width:
            x, y = 0.0, deepest + GAP
        parts.append(one.nested(x, y))
        x += one.width + GAP
        width, deepest = max(width, x - GAP), max(deepest, y + one.height)
    return frame("".join(parts), width, deepest, words)
