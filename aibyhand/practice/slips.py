"""Slips: the cell of an operation, changed in one place as one does by mistake.

They follow from the expression that the row of the table holds, so no operation names its own. A
page gets them as data and computes them as it computes the cell.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from aibyhand.core.expression import Data, data_of
from aibyhand.core.functions import FUNCTIONS
from aibyhand.core.op import Op


@dataclass(frozen=True)
class Slip:
    """What went wrong, with ``{0}`` for the first operand's name, and the cell that it gives."""

    reason: str
    cell: Data


@cache
def slips(op: Op) -> tuple[Slip, ...]:
    """Every slip of an operation, each once; the likelier ones of two that agree come first."""
    data = data_of(op.cell)
    found = {data: ""}
    for reason, other in (*_changes(data), ("The sign is the other one", ("neg", data))):
        found.setdefault(other, reason)
    del found[data]
    return tuple(Slip(reason, other) for other, reason in found.items())


def _changes(data: Data) -> Iterator[tuple[str, Data]]:
    """The expression with one change, here or in one of its parts, and what the change is."""
    if not isinstance(data, tuple):
        return
    head, *parts = data
    yield from _here(head, parts)
    if head in ("as", "whole"):  # what is printed is what one works out
        yield from _changes(parts[0])
        return
    for n in _PARTS.get(head, range(len(parts))):
        for reason, other in _changes(parts[n]):
            yield reason, (head, *parts[:n], other, *parts[n + 1 :])


# Which parts of a head hold numbers to work with; of the heads that aren't here, all do.
_PARTS: dict[str, tuple[int, ...]] = {
    "at": (), "at0": (), "x": (), "beside": (), "rows": (), "cols": (), "set": (), "by": (),
    "longer": (), "pi": (), "sum": (2,), "max": (2,), "argmax": (2,), "if": (1, 2), "round": (0,),
}  # fmt: skip


def _here(head: str, parts: list[Data]) -> Iterator[tuple[str, Data]]:
    if head in FUNCTIONS:
        said = FUNCTIONS[head].words.format("the number")
        yield f"You left out a step: {said}", parts[0]
    match head, *parts:
        case ("at", int(which), row, column):
            if row != column:
                turned = f"You read {{{which}}} the wrong way round, rows for columns"
                yield turned, ("at", which, column, row)
            if row == "i":
                yield f"You took the next row of {{{which}}}", ("at", which, ("+", row, 1), column)
            if column == "j":
                beside = f"You took the next column of {{{which}}}"
                yield beside, ("at", which, row, ("+", column, 1))
        case ("sum", index, count, term):
            yield "You left out the last term of the sum", ("sum", index, ("-", count, 1), term)
        case ("+", a, b):
            yield f"You left out {_name(b)}", a
            yield f"You subtracted {_name(b)} instead of adding", ("-", a, b)
        case ("-", a, b):
            yield f"You left out {_name(b)}", a
            yield f"You added {_name(b)} instead of subtracting", ("+", a, b)
            yield "You subtracted the other way round", ("-", b, a)
        case ("*", a, b):
            yield "You added where you should multiply", ("+", a, b)
        case ("/", a, b):
            yield f"You didn't divide by {_name(b)}", a
            yield "You divided the other way round", ("/", b, a)
        case ("neg", a):
            yield "You lost the minus sign", a
        case ("round", a, _):
            yield "You didn't round", a


def _name(data: Data) -> str:
    """How a part is called: by its matrix where it is one, else by what it is."""
    match data:
        case ("x" | "at" | "at0", int(which), *_):
            return f"{{{which}}}"
        case ("sum", *_):
            return "the sum"
        case int() | float():
            return f"the {data:g}"
    return "the second part"
