"""The labels of a result, taken over from its operands."""

from collections.abc import Sequence
from typing import Protocol

from aibyhand.core.op import Axis, Op, Place

Axes = tuple[Axis | None, Axis | None]


class Labelled(Protocol):
    """What has rows and columns with labels."""

    @property
    def rows(self) -> Axis | None: ...
    @property
    def columns(self) -> Axis | None: ...
    @property
    def shape(self) -> tuple[int, int]: ...


def labels(op: Op, operands: Sequence[Labelled], shape: tuple[int, int]) -> Axes:
    """A product takes its rows from the left and its columns from the right; others keep theirs."""
    first, last = operands[0], operands[min(1, len(operands) - 1)]
    if op.turns:
        return first.columns, first.rows
    if op.place is Place.CORNER and len(operands) > 1:
        return (
            first.rows if first.shape[0] == shape[0] else None,
            last.columns if last.shape[1] == shape[1] else None,
        )
    if op.place is Place.LINE:
        rows = next((m.rows for m in operands if m.rows and m.shape[0] == shape[0]), None)
        columns = next((m.columns for m in operands if m.columns and m.shape[1] == shape[1]), None)
        return rows, columns
    return None, None
