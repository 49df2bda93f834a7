"""Pictures side by side, each under its own title, to be compared."""

from dataclasses import dataclass

from aibyhand.draw.drawing import Drawing, frame
from aibyhand.draw.writing import text
from aibyhand.pictures.picture import Picture

HEAD = 22.0  # above each, for its title
GAP = 24.0  # between two
TITLE = 15.0  # of the type
LETTER = 0.56 * TITLE  # how wide a letter of a title is, about


@dataclass(frozen=True)
class Abreast(Picture):
    """Pictures side by side, such as two of one scale. Raises ValueError for fewer than two."""

    title: str
    parts: tuple[Picture, ...]

    def __post_init__(self) -> None:
        if len(self.parts) < 2:
            raise ValueError(f"{self.title}: needs two pictures or more to stand side by side")

    @property
    def words(self) -> str:
        """The pictures, read aloud one after the other."""
        return f"{self.title}. {' '.join(part.words for part in self.parts)}"

    def drawing(self) -> Drawing:
        """Draw them in a row, their upper edges at one height."""
        x, height, inside = 0.0, 0.0, []
        for part in self.parts:
            drawn = part.drawing()
            width = max(drawn.width, LETTER * len(part.title))  # a title may be the wider one
            inside.append(text(part.title, round(x + width / 2, 1), TITLE, TITLE))
            inside.append(drawn.nested(x + (width - drawn.width) / 2, HEAD))
            x, height = x + width + GAP, max(height, drawn.height + HEAD)
        return frame("".join(inside), x - GAP, height, self.words)

    def to_fill_in(self) -> "Abreast | None":
        """The same of those parts that have a picture without any answer, if all have one."""
        empty = [part.to_fill_in() for part in self.parts]
        there = tuple(part for part in empty if part)
        return Abreast(self.title, there) if len(there) == len(empty) else None
