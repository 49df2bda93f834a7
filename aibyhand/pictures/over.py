"""Gradients over the forward sheet, each in the place of its forward value."""

from dataclasses import dataclass, replace

from aibyhand.core import Matrix
from aibyhand.draw.drawing import Drawing
from aibyhand.draw.sheets import draw_sheet
from aibyhand.pictures.picture import Picture, listed
from aibyhand.sheet.blocks import Sheet
from aibyhand.sheet.layout import lay_out
from aibyhand.sheet.measure import label_of


@dataclass(frozen=True)
class Over(Picture):
    """Gradients over the forward sheet: each stands where the value stood that it is a gradient of.

    ``forward`` are the results of the forward pass in order; the forward matrices in ``blank`` are
    left empty, to be filled. Raises ValueError for a gradient of a matrix that isn't on the sheet.
    """

    title: str
    forward: tuple[Matrix, ...]
    gradients: tuple[Matrix, ...] = ()
    blank: tuple[Matrix, ...] = ()
    grows = True  # a later one holds all of an earlier one

    def __post_init__(self) -> None:
        for gradient in self.gradients:
            if not any(gradient.of is matrix for matrix in self._forward):
                raise ValueError(f"{gradient.printed}: its forward matrix is not on the sheet")

    @property
    def words(self) -> str:
        """The picture, read aloud."""
        parts = [
            f"{g.printed} where {g.of.printed} was: "
            + "; ".join(listed(row, g.digits) for row in g.values)
            for g in self.gradients
            if g.of
        ]
        empty = [m.printed for m in self.blank]
        return f"{self.title}. {'. '.join(parts)}" + (
            f". To be filled in: {', '.join(empty)}." if empty else "."
        )

    def sheet(self) -> Sheet:
        """The forward sheet, with every gradient in the place of its forward value."""
        sheet = lay_out(self.forward, compact=True)
        gradient = {id(g.of): g for g in self.gradients}
        blank = {id(m) for m in self.blank}
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
        replaced = [m for m in self.forward if id(m) in gradient]
        forward = {tex for m in replaced for tex in (m.equation, label_of(m))}
        labels = tuple(label for label in sheet.labels if label.tex not in forward)
        return replace(sheet, blocks=tuple(blocks), labels=labels)

    def drawing(self) -> Drawing:
        """Draw it as the sheet that it is."""
        return draw_sheet(self.sheet(), self.words)

    def to_fill_in(self) -> "Over":
        """The forward sheet with whatever was computed left empty."""
        made = tuple(dict.fromkeys(matrix for matrix in self._forward if matrix.made))
        return replace(self, gradients=(), blank=made)

    @property
    def _forward(self) -> list[Matrix]:
        """All matrices of the forward sheet."""
        return [m for r in self.forward for m in (r, *r.operands)]
