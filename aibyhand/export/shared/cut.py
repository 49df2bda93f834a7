"""Matrices that are too large for one page: some of their columns, and what is said of the rest."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from aibyhand.core import Axis, Matrix
from aibyhand.sheet.blocks import LARGE
from aibyhand.walk import Trace

CUTS = (2, 3, 4, 6, 8, 12, 24)  # so many parts of a result are tried
SIDE = 20  # rows and columns of a part of a given matrix
MOST = 1200  # numbers; a matrix with more is not printed


def is_large(matrix: Matrix) -> bool:
    """Does a sheet show this matrix as a block with its size, and without digits?"""
    return max(matrix.shape) > LARGE


def part(matrix: Matrix, rows: range, columns: range) -> Matrix:
    """Some rows and columns of a matrix, labelled as they are in the whole."""
    down, across = matrix.shape
    return replace(
        matrix,
        values=matrix.values[rows.start : rows.stop, columns.start : columns.stop],
        rows=_labelled(matrix.rows, rows, down),
        columns=_labelled(matrix.columns, columns, across),
    )


def _labelled(axis: Axis | None, some: range, count: int) -> Axis | None:
    """The labels of some rows or columns; where the whole has none, they are counted."""
    if len(some) == count:
        return axis
    if axis is None:
        return Axis("", first=some.start + 1)
    return replace(axis, words=tuple(axis.label(k) for k in some))


def columns_of(matrix: Matrix, some: range) -> Matrix:
    """Some columns of a result, made of what goes into these columns."""
    if matrix.made is None:
        return part(matrix, range(matrix.shape[0]), some)
    operands = tuple(_what_goes_in(matrix, k, some) for k in range(len(matrix.operands)))
    cut = part(matrix, range(matrix.shape[0]), some)
    return replace(cut, made=replace(matrix.made, operands=operands))


def _what_goes_in(matrix: Matrix, k: int, some: range) -> Matrix:
    """The same columns of an operand where each goes into its own alone; else all of it."""
    operand, rows = matrix.operands[k], range(matrix.shape[0])
    read = {(j, at[2]) for j in some for i in rows for at in matrix.cells_read(i, j) if at[0] == k}
    own = bool(read) and all(column == j for j, column in read)
    if not own or operand.shape[1] != matrix.shape[1]:
        return operand
    return part(operand, range(operand.shape[0]), some)


def evenly(count: int, parts: int) -> list[range]:
    """So many ranges that are about equally long and make up ``range(count)``."""
    ends = [round(k * count / parts) for k in range(parts + 1)]
    return [range(start, end) for start, end in pairwise(ends)]


def cut_to_fit(matrix: Matrix, fits: Callable[[Matrix], bool]) -> list[Matrix]:
    """A result in as few parts as let each of them fit, all their rows in each; else nothing."""
    wide = matrix.shape[1]
    for count in (c for c in CUTS if matrix.made and c <= wide):
        parts = [columns_of(matrix, some) for some in evenly(wide, count)]
        if all(map(fits, parts)):
            return parts
    return []


def in_parts(matrix: Matrix) -> list[Matrix]:
    """A large matrix in parts to be printed by themselves; none where it has too many numbers."""
    if not is_large(matrix) or matrix.values.size > MOST:
        return []
    rows, columns = (evenly(count, -(-count // SIDE)) for count in matrix.shape)
    return [replace(part(matrix, down, across), made=None) for down in rows for across in columns]


def apart(shown: Sequence[Matrix]) -> tuple[list[Matrix], list[Matrix]]:
    """The large given matrices of a step in parts, and what the step shows beside these."""
    cut = {id(m): parts for m in shown if not m.made and (parts := in_parts(m))}
    return [one for parts in cut.values() for one in parts], [m for m in shown if id(m) not in cut]


def numbers_of(shown: Iterable[Matrix]) -> list[Matrix]:
    """The results of a sheet to scale as tables by themselves, without what they are made of."""
    results = [m for m in shown if m.made and m.name]
    return [
        one for m in results for one in (in_parts(m) if is_large(m) else [replace(m, made=None)])
    ]


def said_of(matrices: Iterable[Matrix], *, parts: bool = True) -> str:
    """What a page says of the matrices that it shows by their sizes alone; nothing if none.

    ``parts`` says that those with fewer numbers are printed in parts beside it.
    """
    large = {m.name: m for m in matrices if m.name and is_large(m)}.values()
    beside = [m for m in large if parts and in_parts(m)]
    said = [not_printed([m for m in large if m not in beside])]
    if beside:
        said.append(f"{_listed(beside)} printed as tables of some rows or columns.")
    return " ".join(filter(None, said))


def not_printed(matrices: Sequence[Matrix]) -> str:
    """What is said of matrices whose numbers stand in the workbook alone; nothing if none."""
    if not matrices:
        return ""
    whose = "its" if len(matrices) == 1 else "their"
    too_large = f"{_listed(matrices)} too large to be printed here"
    return f"{too_large}: {whose} numbers are in the workbook."


def _listed(matrices: Sequence[Matrix]) -> str:
    """Matrices with their sizes, and a verb: ``X (6×40) and Q (3×40) are``."""
    *first, last = [f"{m.printed} ({m.size})" for m in matrices]
    return f"{', '.join(first)} and {last} are" if first else f"{last} is"


def left_out(trace: Trace, *, parts: bool = True, given: bool = True) -> str:
    """What the files of a trace leave out; nothing if they hold all numbers.

    ``parts`` says that results are printed in parts, ``given`` that given matrices are.
    """
    kept = {m.name for m in trace.matrices.values() if (parts if m.made else given)}
    return said_of(
        (m for m in trace.matrices.values() if m.name not in kept or not in_parts(m)), parts=False
    )


def sizes_alone(trace: Trace) -> str:
    """What files leave out that show every large matrix by its size."""
    return left_out(trace, parts=False, given=False)
