"""JSON: every number of a trace with its name, role, step and origin, for programs.

``schema.json`` beside this module describes it. ``given`` has the form that ``--given`` reads, so
that a file can be changed and computed again.
"""

import json
from typing import Any

from aibyhand.core import Axis, Matrix
from aibyhand.export.format import Format, stem
from aibyhand.export.shared.credit import sources
from aibyhand.walk import Step, Trace

FORMAT = Format(
    "every number with its name, role, step and origin, for programs",
    place=9, names=("{stem}.json",),
)  # fmt: skip
VERSION = 1  # of the form; a field that is taken away or means something else makes it 2
WHOLE = 2.0**53  # up to here every whole number is exact


def files(trace: Trace) -> dict[str, bytes]:
    """One file: ``SLUG.json``."""
    lines = []
    for key, value in record(trace).items():
        if key in ("steps", "matrices"):
            rows = ",\n".join(f"  {_line(one)}" for one in value)
            lines.append(f"{_line(key)}: [\n{rows}\n]")
        else:
            lines.append(f"{_line(key)}: {_line(value)}")
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    return {f"{stem(trace)}.json": text.encode()}


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def record(trace: Trace) -> dict[str, Any]:
    """The whole trace as objects, lists, texts and numbers."""
    walkthrough = trace.walkthrough
    return {
        "version": VERSION,
        "slug": walkthrough.slug,
        "title": walkthrough.title,
        "question": walkthrough.question,
        "lane": trace.lane.name,
        "rounding": walkthrough.pencil if trace.lane.by_hand else "",
        "sources": [
            {"author": s.author, "title": s.title, "date": s.date, "url": s.url}
            for s in sources(trace)
        ],
        "given": {name: numbers(trace[name]) for name in trace.given},
        "steps": [_step(step) for step in trace.steps],
        "matrices": [_matrix(trace, matrix) for matrix in trace.matrices.values()],
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "number": step.number,
        "title": step.title,
        "does": step.does,
        "part": step.part,
        "shows": [matrix.code for matrix in step.shows],
        "pictures": [picture.words for picture in step.draws],
    }


def _matrix(trace: Trace, matrix: Matrix) -> dict[str, Any]:
    return {
        "name": matrix.name,
        "tex": matrix.symbol,
        "printed": matrix.printed,
        "role": matrix.role.word,
        "step": trace.first_step.get(matrix.name, 1),
        "given": matrix.made is None,
        "rows": _labels(matrix.rows, matrix.shape[0]),
        "columns": _labels(matrix.columns, matrix.shape[1]),
        "decimals": matrix.digits,
        "gradient_of": matrix.of.name if matrix.of else None,
        "values": numbers(matrix),
        "made": _made(matrix),
    }


def _made(matrix: Matrix) -> dict[str, Any] | None:
    """The operation and the operands that made a matrix; nothing made a given one."""
    if matrix.made is None:
        return None
    return {
        "operation": matrix.made.op.name,
        "operands": [operand.code for operand in matrix.made.operands],
        "settings": dict(matrix.made.settings),
        "approximate": matrix.made.op.approximate,
        "equation": matrix.equation,
        "words": matrix.words,
        "numpy": matrix.numpy,
        "torch": matrix.torch,
    }


def _labels(axis: Axis | None, count: int) -> list[str] | None:
    return [axis.label(k) for k in range(count)] if axis else None


def numbers(matrix: Matrix) -> list[list[float]]:
    """The rows of a matrix, in full precision."""
    return [[exact(float(value)) for value in row] for row in matrix.values]


def exact(value: float) -> float:
    """The number in full; a whole one without a point."""
    return int(value) if value.is_integer() and abs(value) <= WHOLE else value
