"""What a piece of a worksheet says beside its figure: equations, and what is to be looked up."""

from collections.abc import Sequence

from aibyhand.core import Matrix
from aibyhand.sheet.blocks import Sheet
from aibyhand.sheet.measure import right_side
from aibyhand.walk import Step, Trace


def unsaid(fresh: Sequence[Matrix], sheet: Sheet) -> tuple[str, ...]:
    """The equations that the labels of the sheet don't show."""
    said = {label.tex for label in sheet.labels}
    return tuple(m.equation for m in fresh if not said & {m.equation, right_side(m.equation)})


def carried(trace: Trace, sheet: Sheet, step: Step) -> tuple[tuple[str, int], ...]:
    """The matrices to be copied from where they were worked out, each with the step."""
    here = {id(b.matrix) for b in sheet.blocks if b.blank and not b.carried}
    found: dict[str, int] = {}
    for block in sheet.blocks:
        if block.carried and id(block.matrix) not in here:
            of = block.matrix.made.operands[0] if block.matrix.is_transpose else block.matrix  # type: ignore[union-attr]
            found.setdefault(block.matrix.symbol, trace.first_step.get(of.name, step.number))
    return tuple(found.items())


def taken(
    trace: Trace, sheet: Sheet, fresh: Sequence[Matrix], step: Step, first: bool
) -> tuple[tuple[str, int], ...]:
    """What the results are made of and what doesn't stand on the sheet, each with its step."""
    here = {id(b.matrix) for b in sheet.blocks} | {id(m) for m in fresh}
    found: dict[str, int] = {}
    for matrix in fresh:
        for operand in matrix.made.operands if matrix.made else ():
            number = trace.first_step.get(operand.name, step.number)
            if id(operand) not in here and (number != step.number or not first):
                found.setdefault(operand.symbol, number)
    return tuple(found.items())
