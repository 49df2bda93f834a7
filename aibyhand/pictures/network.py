"""A network as SVG: neurons in columns, a line for every weight."""

from aibyhand.core.numbers import number
from aibyhand.core.role import INK
from aibyhand.draw.drawing import Drawing, frame
from aibyhand.draw.writing import maths, text
from aibyhand.pictures.kinds import Network

APART = 120  # between two layers, in pixels
HIGHEST = 600  # of a layer; where there are many neurons, they are smaller
ROOMY = 50  # from neuron to neuron where there are few
RADIUS = 20
HEAD = 24  # room for the names of the layers


def network(drawn: Network) -> Drawing:
    """The picture, with its words as the text alternative."""
    most = max(layer.shape[0] for layer in drawn.layers)
    pitch = min(ROOMY, HIGHEST / most)
    radius = min(RADIUS, 0.42 * pitch)
    height = HEAD + pitch * most
    places = [
        [
            (RADIUS + k * APART, HEAD + pitch * (i + 0.5 + (most - layer.shape[0]) / 2))
            for i in range(layer.shape[0])
        ]
        for k, layer in enumerate(drawn.layers)
    ]
    parts = []
    for k, weight in enumerate(drawn.weights):
        for i, (x2, y2) in enumerate(places[k + 1]):
            for j, (x1, y1) in enumerate(places[k]):
                if weight.values[i, j]:
                    broken = ' stroke-dasharray="5 4"' if weight.values[i, j] < 0 else ""
                    parts.append(
                        f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="currentColor" '
                        f'stroke-width="1.4"{broken}/>'
                    )
    for layer, column in zip(drawn.layers, places, strict=True):
        look = layer.role.look
        x, top = column[0][0], column[0][1] - radius - 8
        parts.append(maths(layer.tex, x, top, 17, APART - 8, "middle"))
        for value, (_, y) in zip(layer.values[:, 0], column, strict=True):
            parts.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{look.fill}" '
                f'stroke="{look.frame}" stroke-width="1.6"/>'
            )
            if radius == RADIUS:
                shown = number(float(value), layer.digits)
                size = min(15.0, 58 / len(shown))
                parts.append(text(shown, round(x, 1), round(y + 5, 1), size, INK))
    width = 2 * RADIUS + APART * (len(drawn.layers) - 1)
    return frame("".join(parts), width, height, drawn.words)
