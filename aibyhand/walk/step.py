"""Steps: what a walkthrough does, one sentence at a time, and what it shows."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aibyhand.core import Matrix
from aibyhand.core.showing import Shown, brief

if TYPE_CHECKING:  # pictures are loaded by the walkthroughs that draw one
    from aibyhand.pictures.picture import Picture


@dataclass(frozen=True)
class Step(Shown):
    """One numbered step of the source: what to do, in one sentence, and the matrices shown."""

    title: str
    does: str
    shows: tuple[Matrix, ...] = ()
    draws: tuple["Picture", ...] = ()
    part: str = ""  # with this step a part of the walkthrough begins, such as a time step
    number: int = 0

    def __repr__(self) -> str:
        shown = ", ".join(f"{matrix.printed} {matrix.size}" for matrix in self.shows)
        return brief([f"[{self.number}] {self.title}: {shown}"])

    @property
    def results(self) -> tuple[Matrix, ...]:
        """What the step computes: the shown matrices that an operation made."""
        return tuple(matrix for matrix in self.shows if matrix.made)


def parts_of(steps: tuple[Step, ...]) -> tuple[tuple[str, tuple[Matrix, ...]], ...]:
    """The results, each once and in order, by the parts that the steps begin."""
    parts: list[tuple[str, list[Matrix]]] = [("", [])]
    seen: set[int] = set()
    for step in steps:
        if step.part:
            parts.append((step.part, []))
        for matrix in step.results:
            if id(matrix) not in seen:
                seen.add(id(matrix))
                parts[-1][1].append(matrix)
    return tuple((title, tuple(part)) for title, part in parts if part)


def first_and_last_pictures(steps: tuple[Step, ...]) -> tuple["Picture", ...]:
    """The pictures of the first and of the last step that draw any.

    One that a later picture holds anyway is left out.
    """
    drawing = [step.draws for step in steps if step.draws]
    if not drawing:
        return ()
    first = tuple(drawn for drawn in drawing[0] if not drawn.grows)
    return (*first, *drawing[-1]) if len(drawing) > 1 else drawing[-1]
