"""A trace cut down to some of its steps: what the other steps computed is given in it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from aibyhand.core import Matrix
from aibyhand.core.lookup import Named
from aibyhand.export.shared.figures import on_sheet
from aibyhand.walk import Step, Trace


def worked_in(trace: Trace) -> dict[int, list[Matrix]]:
    """What each step is the first to compute, by the step's number."""
    known: set[int] = set()
    found: dict[int, list[Matrix]] = {}
    for step in trace.steps:
        new = {id(m): m for m in _standing(step) if m.made and not m.is_transpose}
        found[step.number] = [m for key, m in new.items() if key not in known]
        known |= set(new)
    return found


def only(trace: Trace, steps: Iterable[int]) -> Trace:
    """The trace with these steps only; they compute, and whatever else they need is given.

    A matrix that is given, or that another step computed, belongs to the first step that needs it.
    """
    asked = [trace.step(number) for number in steps]
    worked = worked_in(trace)
    cut = _Cut(m for step in asked for m in worked[step.number])
    kept = tuple(cut.step(step) for step in asked)
    needed: dict[str, int] = {}
    for step in kept:
        for matrix in _standing(step):
            for one in (matrix, *matrix.operands):
                needed.setdefault((one.operands[0] if one.is_transpose else one).name, step.number)
    matrices = {name: cut.matrix(m) for name, m in trace.matrices.items() if name in needed}
    first: Mapping[str, int] = {name: needed[name] for name in matrices}
    return replace(
        trace,
        steps=kept,
        matrices=Named(f"matrix of {trace.walkthrough.slug} named", matrices.items()),
        given=tuple(name for name, m in matrices.items() if not m.made),
        first_step=MappingProxyType(first),
    )


def _standing(step: Step) -> list[Matrix]:
    """All that a step shows, and all that stands on its sheet."""
    return [*step.shows, *on_sheet(step.shows)] if step.shows else []


class _Cut:
    """Copies of matrices that remember how they were made as far back as ``worked`` goes."""

    def __init__(self, worked: Iterable[Matrix]) -> None:
        self.worked = {id(matrix) for matrix in worked}
        self.copies: dict[int, Matrix] = {}

    def matrix(self, matrix: Matrix) -> Matrix:
        """The copy of a matrix: always the same one."""
        if id(matrix) not in self.copies:
            self.copies[id(matrix)] = self._copy(matrix)
        return self.copies[id(matrix)]

    def _copy(self, matrix: Matrix) -> Matrix:
        made = matrix.made
        if made is None:
            return matrix
        if id(matrix) in self.worked or matrix.is_transpose:
            operands = tuple(self.matrix(operand) for operand in made.operands)
            return replace(matrix, made=replace(made, operands=operands))
        known = replace(matrix, made=None)
        vars(known)["noise"] = matrix.noise  # it was computed all the same: = or ≈ depends on it
        return known

    def step(self, step: Step) -> Step:
        """A step of copies; of its pictures, those in which nothing was computed."""
        shows = tuple(self.matrix(matrix) for matrix in step.shows)
        draws = tuple(drawn for drawn in step.draws if drawn.to_fill_in() == drawn)
        return replace(step, shows=shows, draws=draws)
