"""What stands in a step of a worksheet to edit: everything once, where it is needed first."""

from collections.abc import Iterator
from dataclasses import dataclass

from aibyhand.core import Matrix
from aibyhand.export.shared.figures import named_operands
from aibyhand.walk import Step, Trace


@dataclass(frozen=True)
class Part:
    """A step: what is given here, what is taken from earlier steps, what is to be worked out."""

    step: Step
    given: tuple[Matrix, ...]
    taken: tuple[tuple[int, tuple[Matrix, ...]], ...]  # each with the step where it stands
    fresh: tuple[Matrix, ...]


def parts(trace: Trace) -> Iterator[Part]:
    """Every step; what is computed on the way and shown nowhere is to be worked out, too."""
    stood: dict[int, int] = {}  # the matrices that stand in a step already, and its number
    for step in trace.steps:
        here: dict[int, Matrix] = {}
        for matrix in step.shows:
            for one in (*matrix.ancestors(known=stood), matrix):
                if one.name and id(one) not in stood:
                    here.setdefault(id(one), one)
        given = tuple(m for m in here.values() if not m.made)
        fresh = tuple(m for m in here.values() if m.made)
        yield Part(step, given, _taken(fresh, stood), fresh)
        stood |= dict.fromkeys(here, step.number)


def _taken(
    fresh: tuple[Matrix, ...], stood: dict[int, int]
) -> tuple[tuple[int, tuple[Matrix, ...]], ...]:
    """What these are made of and what stands in an earlier step, by that step's number."""
    used = {id(o): o for m in fresh for o in named_operands(m) if id(o) in stood}
    numbers = sorted({stood[key] for key in used})
    return tuple((n, tuple(o for key, o in used.items() if stood[key] == n)) for n in numbers)
