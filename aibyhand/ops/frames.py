"""A long row cut into short windows that overlap, and windows laid over each other again."""

from collections.abc import Sequence

import numpy as np

from aibyhand.core import Matrix
from aibyhand.core.cells import Cells
from aibyhand.core.expression import (
    at,
    at_or_zero,
    bracket,
    call,
    cols,
    i,
    j,
    k,
    rows,
    setting,
    total,
    whole,
)
from aibyhand.core.fits import countable_last
from aibyhand.core.matrix import apply
from aibyhand.core.numbers import Array
from aibyhand.core.op import Op, Operand, Place, Settings
from aibyhand.core.table import enter


def _end_together(m: Sequence[Operand], settings: Settings) -> str | None:
    """Every number of the row lies in a window, and the last window ends with the row."""
    x, n = m
    hop = settings["hop"]
    if x.values.shape[0] != 1:
        return f"{x.printed} needs to be one row"
    if problem := countable_last(m, settings):
        return problem
    length, size = x.values.shape[1], int(n.values.item())
    if hop < 1 or size < hop or size > length:
        return f"windows of {size}, one every {hop}, don't cover the {length} of {x.printed}"
    if (length - size) % hop:
        left = (length - size) % hop
        return f"windows of {size}, one every {hop}, leave out the last {left} of {x.printed}"
    return None


WINDOWS = enter(
    Op(
        "short_windows",
        rows=at(1, 0, 0),
        columns=call("floor", (cols(0) - at(1, 0, 0)) / setting("hop")) + 1,
        cell=at(0, 0, setting("hop") * j + i),
        arranges=True,
        compute=lambda x, n, hop: (
            np.lib.stride_tricks.sliding_window_view(x[0], int(n.item()))[::hop].T
        ),
        tex=r"\operatorname{{windows}}_{{{hop}}}({0},\, {1})",
        words="pieces of {1} numbers from {0} as columns, a new one every {hop} numbers",
        numpy="np.lib.stride_tricks.sliding_window_view({0}[0], int({1}.item()))[::{hop}].T",
        torch="{0}[0].unfold(0, int({1}.item()), {hop}).T",
        fits=_end_together,
        place=Place.ALONE,
        formula=lambda m, s, i, j: m[0].cell(0, s["hop"] * j + i),
    )
)


def _laid_over(y: Array, hop: int) -> Array:
    high, wide = y.shape
    found = np.zeros((1, high + hop * (wide - 1)))
    for column in range(wide):
        found[0, hop * column : hop * column + high] += y[:, column]
    return found


def _meeting(m: Cells, hop: int, j: int) -> list[str]:
    """The cells that meet at a place of the row."""
    found = ((j - hop * column, column) for column in range(m.columns))
    return [m.cell(row, column) for row, column in found if 0 <= row < m.rows]


_length = rows(0) + setting("hop") * (cols(0) - 1)
_PAD = "({hop} * k, {hop} * ({0}.shape[1] - 1 - k))"
_EACH = "for k in range({0}.shape[1])"


def _hops(m: Sequence[Operand], settings: Settings) -> str | None:
    return None if settings["hop"] >= 1 else "the windows need to move on by at least one number"


OVERLAP_ADD = enter(
    Op(
        "overlap_add",
        rows=1,
        columns=_length,
        cell=total(k, cols(0), at_or_zero(0, j - setting("hop") * k, k)),
        compute=_laid_over,
        tex=r"\operatorname{{overlap}}_{{{hop}}}({0})",
        words="the columns of {0} laid over one row, each {hop} numbers after the one before it, "
        "and added up",
        numpy=f"sum(np.pad({{0}}[:, [k]].T, ((0, 0), {_PAD})) {_EACH})",
        torch=f"sum(torch.nn.functional.pad({{0}}[:, [k]].T, {_PAD}) {_EACH})",
        fits=_hops,
        place=Place.ALONE,
        formula=lambda m, s, i, j: "+".join(_meeting(m[0], s["hop"], j)) or "0",
    )
)

_row = j - setting("hop") * k

COVER = enter(
    Op(
        "cover",
        rows=1,
        columns=_length,
        cell=total(k, cols(0), whole(bracket(_row >= 0) * bracket(_row < rows(0)))),
        compute=lambda y, hop: _laid_over(np.ones_like(y), hop),
        tex=r"\operatorname{{cover}}_{{{hop}}}({0})",
        words="how many columns of {0} meet at each place of one row, each laid {hop} numbers "
        "after the one before it",
        numpy=f"sum(np.pad(np.ones_like({{0}}[:, [k]].T), ((0, 0), {_PAD})) {_EACH})",
        torch=f"sum(torch.nn.functional.pad(torch.ones_like({{0}}[:, [k]].T), {_PAD}) {_EACH})",
        fits=_hops,
        place=Place.ALONE,
        formula=lambda m, s, i, j: str(len(_meeting(m[0], s["hop"], j))),
    )
)


def short_windows(x: Matrix, n: Matrix, hop: int) -> Matrix:
    """Pieces of ``n`` numbers from a row, as columns: a new one begins every ``hop`` numbers."""
    return apply(WINDOWS, x, n, hop=hop)


def overlap_add(y: Matrix, hop: int) -> Matrix:
    """Columns laid over one row, each ``hop`` places after the one before it, and added up."""
    return apply(OVERLAP_ADD, y, hop=hop)


def cover(y: Matrix, hop: int) -> Matrix:
    """How many of the columns meet at each place when they are laid over one row."""
    return apply(COVER, y, hop=hop)
