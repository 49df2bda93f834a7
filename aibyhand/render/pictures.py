"""Pictures as SVG: graphs, curves, frames and lines through time, in the style of the sheets."""

from math import ceil, cos, pi, sin

import numpy as np

from aibyhand.matrix import Matrix
from aibyhand.numbers import number
from aibyhand.picture import Curve, Curves, Flow, Frames, Graph, Picture
from aibyhand.render.svg import CELL, SMALL, frame, maths, svg, text
from aibyhand.role import CURVES, GRID, INK, Role
from aibyhand.sheet import Block, Label, Sheet

RADIUS = 20  # of a node


def picture(drawn: Picture) -> str:
    """The picture as SVG, with its words as the text alternative."""
    match drawn:
        case Graph():
            return _graph(drawn)
        case Curves():
            return _curves(drawn)
        case Frames():
            return _frames(drawn)
        case Flow():
            return _flow(drawn)


def _places(graph: Graph) -> tuple[list[tuple[float, float]], float, float]:
    """The centre of every node, and the size of the picture."""
    count = len(graph.nodes)
    if graph.line:
        return [(40 + 130.0 * k, 60) for k in range(count)], 130.0 * count - 50, 120
    radius = max(90.0, 26 * count / pi * 1.6)
    turn = [2 * pi * k / count - pi / 2 for k in range(count)]
    size = 2 * (radius + RADIUS + 4)
    return [(size / 2 + radius * cos(a), size / 2 + radius * sin(a)) for a in turn], size, size


def _graph(graph: Graph) -> str:
    places, width, height = _places(graph)
    parts = []
    for edge in graph.edges:
        (x1, y1), (x2, y2) = places[edge.start], places[edge.end]
        length = max(np.hypot(x2 - x1, y2 - y1), 1.0)
        ux, uy = (x2 - x1) / length, (y2 - y1) / length
        start = (x1 + ux * RADIUS, y1 + uy * RADIUS)
        end = (x2 - ux * (RADIUS + 2), y2 - uy * (RADIUS + 2))
        parts.append(_arrow(*start, *end, head=graph.directed))
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


def _arrow(x1: float, y1: float, x2: float, y2: float, *, head: bool = True) -> str:
    line = f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="currentColor" stroke-width="1.6"/>'
    if not head:
        return line
    angle = np.arctan2(y2 - y1, x2 - x1)
    wings = [(x2 - 9 * cos(angle + t), y2 - 9 * sin(angle + t)) for t in (0.4, -0.4)]
    tip = " ".join(f"{x:.1f},{y:.1f}" for x, y in [(x2, y2), *wings])
    return f'{line}<polygon points="{tip}" fill="currentColor"/>'


def _curves(curves: Curves) -> str:
    """One chart, or one below the other; the dots are the numbers of the matrix."""
    width, height = 460.0, 96.0 if curves.apart else 240.0
    groups = [(c,) for c in curves.curves] if curves.apart else [curves.curves]
    ys = np.concatenate([np.concatenate([c.y, c.dots_y]) for c in curves.curves])
    low, high = min(float(ys.min()), 0.0), max(float(ys.max()), 0.0)
    left = 76.0
    parts = []
    top = 14.0
    for group in groups:
        parts.append(_chart(group, curves, left, top, width, height, low, high))
        top += height + 26
    parts.append(text(curves.x_label, left + width / 2, top + 8, 13))
    return frame("".join(parts), left + width + 90, top + 16, curves.words)


def _chart(
    group: tuple[Curve, ...], curves: Curves, left: float, top: float, width: float, height: float,
    low: float, high: float,
) -> str:  # fmt: skip
    xs = np.concatenate([np.concatenate([c.x, c.dots_x]) for c in group])
    x_low, x_high = float(xs.min()), float(xs.max())
    span = (high - low) or 1.0

    def at(x: float, y: float) -> tuple[float, float]:
        across = left + (x - x_low) / ((x_high - x_low) or 1.0) * width
        return across, top + (high - y) / span * height

    zero = at(x_low, 0)[1]
    parts = [
        f'<path d="M{left:.1f} {top:.1f}v{height:.1f}M{left:.1f} {zero:.1f}h{width:.1f}" '
        f'stroke="{GRID}" fill="none"/>'
    ]
    marks = sorted({low, 0.0, high}) if high - low > 0 else [low]
    for value in marks:
        shown = number(value, 0 if value == round(value) else 2)
        parts.append(text(shown, left - 6, at(x_low, value)[1] + 4, SMALL, more=' text-anchor="end"'))
    ends: list[float] = []
    for curve in group:
        colour = CURVES[curves.curves.index(curve) % len(CURVES)]
        line = "".join(
            f"{'L' if k else 'M'}{a:.1f} {b:.1f}"
            for k, (a, b) in enumerate(at(float(x), float(y)) for x, y in zip(curve.x, curve.y, strict=True))
        )
        style = f'class="abh-curve" stroke="{colour}" stroke-width="2" fill="none"'
        parts.append(f'<path d="{line}" {style}/>')
        for x, y in zip(curve.dots_x, curve.dots_y, strict=True):
            a, b = at(float(x), float(y))
            parts.append(f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3.6" fill="{colour}" stroke="#fff"/>')
        if curves.apart:
            parts.append(text(curve.label, left - 44, top + height / 2 + 4, 13))
        else:
            end = at(float(curve.x[-1]), float(curve.y[-1]))[1] + 4
            while any(abs(end - other) < 15 for other in ends):
                end += 15
            ends.append(end)
            anchor = ' text-anchor="start"'
            parts.append(text(curve.label, left + width + 8, round(end, 1), 13, more=anchor))
    if not curves.apart or group[0] is curves.curves[-1]:
        ticks = group[0].dots_x
        for x in ticks[:: max(1, ceil(len(ticks) / 12))]:
            a = at(float(x), low)[0]
            parts.append(text(number(float(x), 0), round(a, 1), top + height + 16, SMALL))
    return "".join(parts)


def _frames(frames: Frames) -> str:
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
        "".join(parts), count * (frames.width + 1) * CELL - CELL, 24 + frames.height * CELL, frames.words
    )


def _flow(flow: Flow) -> str:
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
    return svg(Sheet(tuple(blocks), tuple(labels), row - 2, widest), flow.words)


def _flow_block(matrix: Matrix, row: int, column: int) -> Block:
    return Block(matrix, row, column, *matrix.shape, rows_labelled=False)
