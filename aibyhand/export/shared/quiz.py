"""What a quiz asks: for every step its blanks, what they follow from, and the usual mistakes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from html import escape

import numpy as np

from aibyhand.core import Matrix
from aibyhand.core.numbers import number
from aibyhand.export.shared.figures import named_operands
from aibyhand.practice.judging import margin, right_answers, wrong_answers
from aibyhand.walk import Step, Trace, WrongTurn

MOST = 40  # blanks of a question: nobody fills in more at a time
SLIPS = 6  # mistakes that are told apart at one blank


@dataclass(frozen=True)
class Blank:
    """One cell to be filled in: what is right, how far off it may be, and what is wrong and why."""

    right: tuple[float, ...]
    margin: float
    wrong: tuple[tuple[float, str], ...]


@dataclass(frozen=True)
class Question:
    """A step: what is known before, and what is to be found; ``asked`` are the first blanks."""

    step: Step
    known: tuple[Matrix, ...]
    found: tuple[Matrix, ...]
    asked: dict[tuple[str, int, int], Blank]

    @property
    def left_out(self) -> int:
        """How many cells are shown filled in, since they would be too many."""
        return sum(m.values.size for m in self.found) - len(self.asked)


def questions(trace: Trace) -> Iterator[Question]:
    """A question for every step that computes anything."""
    for step in trace.steps:
        found = tuple(m for m in step.results if m.name)
        if not found:
            continue
        operands = (operand for m in found for operand in m.ancestors())
        needed = {m.name: m for m in operands if m.name} | {m.name: m for m in step.shows}
        direct = {one.name for m in found for one in named_operands(m)}
        names = {m.name for m in found}
        known = tuple(m for name, m in needed.items() if name in direct and name not in names)
        yield Question(step, known, found, _blanks(found))


def wrong_turns(trace: Trace) -> Iterator[tuple[WrongTurn, Matrix]]:
    """The typical mistakes that give something wrong on these numbers, and what each gives.

    They are made in the lane that the page shows; in the other one there are none.
    """
    if trace.lane != trace.walkthrough.shown_lane:
        return
    for wrong in trace.walkthrough.wrong_turns:
        try:
            made, right = wrong.produces(trace), trace[wrong.right].values
        except (ValueError, LookupError):  # it can't be made of these numbers, or of a variant's
            continue
        if made.values.shape != right.shape or not np.allclose(made.values, right):
            yield wrong, made


def which_is_right(trace: Trace, wrong: WrongTurn) -> str:
    """The question of a wrong turn, with what the right result is calculated from."""
    right = trace[wrong.right]
    known = next(q.known for q in questions(trace) if right.name in {m.name for m in q.found})
    return (
        "".join(map(table, known)) + f"<p>\\({escape(right.equation)}\\)</p>"
        f"<p>One of these is {escape(right.printed)}. Which one?</p>"
    )


def _blanks(found: tuple[Matrix, ...]) -> dict[tuple[str, int, int], Blank]:
    cells = [(m, i, j) for m in found for i in range(m.shape[0]) for j in range(m.shape[1])]
    return {(m.name, i, j): blank_of(m, i, j) for m, i, j in cells[:MOST]}


def blank_of(matrix: Matrix, i: int, j: int) -> Blank:
    """What is right and what is wrong in one cell of a result."""
    wrong = [(value, reason) for reason, value in wrong_answers(matrix, i, j).items()]
    return Blank(right_answers(matrix, i, j), margin(matrix), tuple(wrong[:SLIPS]))


def printed(matrix: Matrix, i: int, j: int) -> str:
    """One number as the book prints it."""
    return number(float(matrix.values[i, j]), matrix.digits)


def plainly(value: float) -> str:
    """A number as a program reads it, with twelve digits at most."""
    return f"{value:.12g}"


def table(matrix: Matrix, cell: Callable[[int, int], str] | None = None) -> str:
    """A matrix as a table of HTML whose rows and columns have their words."""
    write = cell or partial(printed, matrix)
    rows, columns = matrix.shape
    heads = [matrix.columns.label(j) if matrix.columns else str(j + 1) for j in range(columns)]
    sides = [matrix.rows.label(i) if matrix.rows else str(i + 1) for i in range(rows)]
    head = "".join(f'<th scope="col">{escape(word)}</th>' for word in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(side)}</th>'
        + "".join(f"<td>{write(i, j)}</td>" for j in range(columns))
        + "</tr>"
        for i, side in enumerate(sides)
    )
    caption = f"{escape(matrix.printed)}, {rows} × {columns}"
    return (
        f"<table><caption>{caption}</caption><thead><tr><td></td>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )
