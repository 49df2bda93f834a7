"""Whatever is given as numbers, as a grid of floats: checked, copied and read-only."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aibyhand.core.numbers import Array


def grid_of(name: str, values: ArrayLike) -> tuple[Array, int]:
    """A read-only copy with two axes, and the number of axes that it came with.

    Raises ValueError for whatever is not a full grid of finite numbers that floats can hold.
    """
    try:
        array = np.array(values)
    except (ValueError, TypeError) as ragged:
        raise ValueError(f"{name}: {_odd_row(values)}") from ragged
    if array.dtype.kind not in "iuf" or _hides_truth(values) or np.ma.is_masked(values):
        kind = "text" if array.dtype.kind in "US" else "other values"
        raise ValueError(f"{name}: needs numbers that floats can hold, not {kind}")
    if array.ndim > 2:
        raise ValueError(f"{name}: wrong number of axes, {array.ndim} where 2 are needed")
    if array.size == 0:
        raise ValueError(f"{name}: is empty")
    with np.errstate(over="ignore"):
        grid = np.atleast_2d(array.astype(float))
    if not np.isfinite(grid).all():
        raise ValueError(f"{name}: holds NaN or infinity{_place(~np.isfinite(grid))}")
    if array.dtype.kind in "iu" and (lost := np.atleast_2d(array) != grid.astype(object)).any():
        raise ValueError(
            f"{name}: needs numbers that floats can hold to the last digit{_place(lost)}"
        )
    grid.setflags(write=False)
    return grid, array.ndim


def _odd_row(values: Any) -> str:
    """What is wrong with rows that are no grid: the first one that isn't like the first."""
    sizes = [len(row) if isinstance(row, Sequence | np.ndarray) else None for row in values]
    odd = next((k for k, size in enumerate(sizes) if size != sizes[0]), None)
    if odd is None:
        return "the rows hold more than numbers"
    first, other = (
        "is no list" if size is None else f"has {size} number{'' if size == 1 else 's'}"
        for size in (sizes[0], sizes[odd])
    )
    return f"the rows differ in length: row 1 {first}, and row {odd + 1} {other}"


def _place(bad: NDArray[Any]) -> str:
    """Where the first of some cells is."""
    i, j = (int(k) for k in np.argwhere(bad)[0])
    return f", in row {i + 1}, column {j + 1}" if bad.size > 1 else ""


def _hides_truth(values: object) -> bool:
    """Is there a True or False among the numbers? NumPy would make it 1 or 0 without a word."""
    if isinstance(values, list | tuple):
        return any(_hides_truth(value) for value in values)
    return isinstance(values, bool | np.bool_)
