"""The one table of operations, and how a cell-by-cell operation follows from its expression."""

from collections.abc import Callable, Sequence
from functools import cache, partial

from aibyhand.core.evaluate import all_cells
from aibyhand.core.expression import Data, Expression, node, x
from aibyhand.core.fits import stretchable
from aibyhand.core.languages import (
    NUMPY,
    TORCH,
    in_cells,
    in_names,
    in_words,
    signs_between,
)
from aibyhand.core.numbers import Array
from aibyhand.core.op import Op, Operand, Place, Settings
from aibyhand.core.writing import write

TABLE: dict[str, Op] = {}  # filled by the modules of ops

Fits = Callable[[Sequence[Operand], Settings], str | None]


def enter(op: Op) -> Op:
    """Enter an operation into the table. Raises ValueError for a name that is taken."""
    if op.name in TABLE:
        raise ValueError(f"the table has a row named {op.name!r} already")
    TABLE[op.name] = op
    return op


def cellwise(
    name: str,
    cell: Expression,
    tex: str = "",
    words: str = "",
    *,
    count: int = 1,
    fits: Fits = stretchable,
    signs: tuple[str, ...] | None = None,
    place: Place | None = None,
    without: Expression | None = None,
    approximate: bool = False,
    numbers: Sequence[int] = (),
) -> Op:
    """An operation on ``count`` operands cell by cell: every reading is written from ``cell``.

    ``tex``, ``words`` and ``signs`` are typed where the field has a notation of its own.
    ``without`` is what is left when the gate is left out: the first operand, unless it says
    otherwise. ``numbers`` are operands that are single numbers, for the notation.
    """
    between = signs_between(cell.data, count) if signs is None and count > 1 else signs or ()
    left_out = (without or x(0)).data
    return Op(
        name=name,
        rows=_size("rows", count),
        columns=_size("cols", count),
        cell=cell,
        compute=partial(_compute, cell.data),
        tex=tex or in_names(cell.data, numbers),
        words=words or f"{in_words(cell.data)}, cell by cell",
        numpy=write(cell.data, NUMPY).text,
        torch=write(cell.data, TORCH).text,
        fits=fits,
        formula=lambda cells, settings, i, j: in_cells(cell.data, cells, i, j),
        place=place or (Place.LINE if between is not None else Place.ALONE),
        signs=between or (),
        dropped=partial(_compute, left_out) if left_out != cell.data else None,
        approximate=approximate,
    )  # fmt: skip


def _compute(data: Data, *operands: Array) -> Array:
    return all_cells(data, operands)


def _size(head: str, count: int) -> Expression:
    """The size of a cell-by-cell result along one axis: that of the longest operand."""
    size = node(head, 0)
    for operand in range(1, count):
        size = node("longer", size, node(head, operand))
    return size


@cache
def written_here(data: Data, count: int, numbers: tuple[int, ...], approximate: bool) -> Op:
    """A cell-by-cell operation that is written where it is used, and no row of the table."""
    cell = Expression(data)
    return cellwise("cell by cell", cell, count=count, numbers=numbers, approximate=approximate)
