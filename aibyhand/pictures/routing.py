"""Queues with a limited number of places as SVG: who sits where, who goes on, and the way back."""

from aibyhand.core.role import GRID, INK, Look, Role
from aibyhand.draw.arrows import arrow
from aibyhand.draw.drawing import Drawing, frame
from aibyhand.draw.sizes import SMALL
from aibyhand.draw.writing import maths, text
from aibyhand.pictures.kinds import Routing

PITCH = 46  # from column to column
SEAT = 30  # a place, in pixels
PAD = 6  # around the places of a queue
HEAD = 20  # its name above them
APART = 14  # between two queues
DEEP = 80  # between two rows of the picture


def routing(drawn: Routing) -> Drawing:
    """The picture, with its words as the text alternative."""
    count, queues = drawn.columns.shape[1], drawn.queues.shape[0]
    names = [drawn.queue(i) for i in range(queues)]
    wide = [max(2 * PAD + SEAT * len(drawn.seats(0)), 7.0 * len(name)) for name in names]
    turned = drawn.turned_away
    if turned:
        wide.append(2 * PAD + PITCH * len(turned))
    across = sum(wide) + APART * (len(wide) - 1)
    width = max(across, PITCH * count + 2.0 * SEAT)
    tops = [((width - PITCH * count) / 2 + PITCH * (j + 0.5), float(SEAT)) for j in range(count)]
    top = SEAT + DEEP
    bottom = top + HEAD + SEAT + PAD
    parts, back = [], []
    x = (width - across) / 2
    for i, name in enumerate(names):
        look = Role.WEIGHT.look
        parts.append(_box(x, top, wide[i], look.fill, look.frame))
        parts.append(text(name, round(x + wide[i] / 2, 1), top + 15, 13, INK))
        left = x + (wide[i] - SEAT * len(drawn.seats(i))) / 2
        for k, j in enumerate(drawn.seats(i)):
            middle = left + SEAT * (k + 0.5)
            parts.append(_seat(middle, top + HEAD, drawn, j))
            if j is not None:
                parts.append(arrow([tops[j], (middle, top)]))
                back.append((j, middle, False))
        x += wide[i] + APART
    if turned:
        parts.append(_box(x, top, wide[-1], "none", "currentColor", ' stroke-dasharray="5 4"'))
    for k, (j, i) in enumerate(turned):
        middle = x + PAD + PITCH * (k + 0.5)
        parts.append(text(f"{names[i].split()[-1]} full", round(middle, 1), top + 15, 13))
        parts.append(_seat(middle, top + HEAD, drawn, j))
        parts.append(arrow([tops[j], (middle, top)], broken=True))
        back.append((j, middle, True))
    ends = tops if drawn.results is None else [(x, bottom + DEEP) for x, _ in tops]
    if drawn.results:
        parts += [arrow([(m, bottom), ends[j]], broken=unchanged) for j, m, unchanged in back]
    going = {j for j, _ in turned}
    for j, (middle, _) in enumerate(tops):
        parts.append(_column(middle, 0, drawn.columns.role.look, drawn.label(j)))
        if drawn.results:
            role = drawn.columns.role if j in going else drawn.results.role
            parts.append(_column(middle, bottom + DEEP, role.look, drawn.label(j)))
    start = tops[0][0] - SEAT
    parts.append(maths(drawn.columns.tex, start, 21, 17, SEAT, "end"))
    if drawn.results:
        parts.append(maths(drawn.results.tex, start, bottom + DEEP + 21, 17, SEAT, "end"))
    height = bottom + (DEEP + SEAT if drawn.results else 0)
    return frame("".join(parts), width, height, drawn.words)


def _box(x: float, y: float, width: float, fill: str, edge: str, more: str = "") -> str:
    """Draw what holds the places of a queue."""
    return (
        f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{HEAD + SEAT + PAD}" rx="4" '
        f'fill="{fill}" stroke="{edge}" stroke-width="1.6"{more}/>'
    )


def _seat(middle: float, y: float, drawn: Routing, j: int | None) -> str:
    """Draw one place, and who sits there."""
    fill = "#ffffff" if j is None else drawn.columns.role.look.fill
    edge = GRID if j is None else drawn.columns.role.look.frame
    broken = ' stroke-dasharray="3 3"' if j is None else ""
    seat = (
        f'<rect x="{middle - SEAT / 2 + 1:.1f}" y="{y + 1}" width="{SEAT - 2}" '
        f'height="{SEAT - 2}" fill="{fill}" stroke="{edge}"{broken}/>'
    )
    return seat if j is None else seat + _written(drawn.label(j), middle, y + 20)


def _column(middle: float, y: float, look: Look, label: str) -> str:
    """Draw a column at the top or at the bottom."""
    return (
        f'<rect x="{middle - SEAT / 2:.1f}" y="{y}" width="{SEAT}" height="{SEAT}" '
        f'fill="{look.fill}" stroke="{look.frame}" stroke-width="1.6"/>'
    ) + _written(label, middle, y + 20)


def _written(label: str, middle: float, y: float) -> str:
    """Write a label that fits into its place."""
    return text(label, round(middle, 1), y, min(15.0, max(SMALL, 52 / len(label))), INK)
