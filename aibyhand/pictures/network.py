"""A network as SVG: neurons in columns, a line for every weight."""

from dataclasses import dataclass

from aibyhand.core import Matrix
from aibyhand.core.numbers import number
from aibyhand.core.role import INK, Role
from aibyhand.draw.cells import data
from aibyhand.draw.drawing import Drawing, frame
from aibyhand.draw.writing import maths, text
from aibyhand.pictures.picture import Picture, listed

APART = 120  # between two layers, in pixels
HIGHEST = 600  # of a layer; where there are many neurons, they are smaller
ROOMY = 50  # from neuron to neuron where there are few
RADIUS = 20
PAPER = Role.NUMBER.look.fill  # of a neuron that is off
HEAD = 24  # room for the names of the layers


@dataclass(frozen=True)
class Network(Picture):
    """Layers of neurons from left to right, with the numbers of one sample, the first column.

    A line is a weight: broken where it is negative, missing where it is zero. ``kept`` has a mask
    for each layer, or None: where it is zero, the neuron is off, and all of its lines are missing.
    Raises ValueError where the weights don't lead from layer to layer, or a mask doesn't fit.
    """

    title: str
    layers: tuple[Matrix, ...]
    weights: tuple[Matrix, ...]
    kept: tuple[Matrix | None, ...] = ()

    def __post_init__(self) -> None:
        sizes = [layer.shape[0] for layer in self.layers]
        if [w.shape for w in self.weights] != list(zip(sizes[1:], sizes[:-1], strict=True)):
            raise ValueError(f"{self.title}: the weights don't lead from layer to layer")
        masks = self.kept or (None,) * len(sizes)
        fit = [not mask or mask.shape[0] == n for mask, n in zip(masks, sizes, strict=False)]
        if len(masks) != len(sizes) or not all(fit):
            raise ValueError(f"{self.title}: every layer needs a mask of its size, or None")

    def on(self, k: int, i: int) -> bool:
        """Is neuron ``i`` of layer ``k`` there?"""
        mask = self.kept[k] if self.kept else None
        return mask is None or bool(mask.values[i, 0])

    @property
    def words(self) -> str:
        """The picture, read aloud."""
        parts = []
        for k, m in enumerate(self.layers):
            off = [str(i + 1) for i in range(m.shape[0]) if not self.on(k, i)]
            said = f" (off: {', '.join(off)})" if off else ""
            parts.append(f"{m.printed}: {listed(m.values[:, 0], m.digits)}{said}")
        return f"{self.title}. Layers from left to right: {'; '.join(parts)}."

    def drawing(self) -> Drawing:
        """Draw it."""
        most = max(layer.shape[0] for layer in self.layers)
        pitch = min(ROOMY, HIGHEST / most)
        radius = min(RADIUS, 0.42 * pitch)
        height = HEAD + pitch * most
        places = [
            [
                (RADIUS + k * APART, HEAD + pitch * (i + 0.5 + (most - layer.shape[0]) / 2))
                for i in range(layer.shape[0])
            ]
            for k, layer in enumerate(self.layers)
        ]
        parts = []
        for k, weight in enumerate(self.weights):
            for i, (x2, y2) in enumerate(places[k + 1]):
                for j, (x1, y1) in enumerate(places[k]):
                    if weight.values[i, j] and self.on(k, j) and self.on(k + 1, i):
                        broken = ' stroke-dasharray="5 4"' if weight.values[i, j] < 0 else ""
                        parts.append(
                            f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="currentColor" '
                            f'stroke-width="1.4"{broken}/>'
                        )
        for k, (layer, column) in enumerate(zip(self.layers, places, strict=True)):
            look = layer.role.look
            x, top = column[0][0], column[0][1] - radius - 8
            parts.append(maths(layer.tex, x, top, 17, APART - 8, "middle"))
            parts.append(f"<g{data(layer, 1)}>")
            for i, (value, (_, y)) in enumerate(zip(layer.values[:, 0], column, strict=True)):
                there = self.on(k, i)
                off = "" if there else ' stroke-dasharray="3 4"'
                parts.append(
                    f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" '
                    f'fill="{look.fill if there else PAPER}" '
                    f'stroke="{look.frame}" stroke-width="1.6"{off}/>'
                )
                if radius == RADIUS:
                    shown = number(float(value), layer.digits)
                    size = min(15.0, 58 / len(shown))
                    parts.append(text(shown, round(x, 1), round(y + 5, 1), size, INK))
            parts.append("</g>")
        width = 2 * RADIUS + APART * (len(self.layers) - 1)
        return frame("".join(parts), width, height, self.words)
