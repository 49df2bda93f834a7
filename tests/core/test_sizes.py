"""Named sizes: what is refused, and that the error names both matrices and what they count."""

import re

import pytest

from aibyhand.core.sizes import Measured, Size, settle, sizes_of


def measured(*axes: tuple[str, str, str, int]) -> list[Measured]:
    return [Measured(whose, axis, Size(size), length) for whose, axis, size, length in axes]


def test_sizes_are_written_with_a_times_sign_between_them():
    assert [size.written for size in sizes_of("heads × width × 2·border + 1")] == [
        "heads", "width", "2·border + 1",
    ]  # fmt: skip
    assert sizes_of("") == ()


def test_sums_and_products_are_worked_out():
    assert Size("hidden + 2·features").length({"hidden": 3, "features": 4}) == 11
    assert Size("heads·width").length({"heads": 2, "width": 5}) == 10
    assert Size("1").length({}) == 1
    assert Size("2·border + 1").solved(7, {}) == 3
    assert Size("2·border + 1").solved(1, {}) == 0
    assert Size("2·border + 1").solved(6, {}) is None
    assert Size("window·rows").solved(6, {"window": 3}) == 2
    assert Size("features + cells").solved(2, {"features": 3}) is None


def test_every_name_is_found_out_sums_too():
    axes = measured(
        ("W", "columns", "cells + features", 5), ("h", "rows", "cells", 2),
        ("K", "rows", "2·border + 1", 3), ("O", "columns", "heads·width", 6),
        ("Q", "members", "heads", 3),
    )  # fmt: skip
    assert settle(axes) == {"cells": 2, "heads": 3, "features": 3, "border": 1, "width": 2}


def test_two_unknown_names_in_a_sum_are_left_alone():
    assert settle(measured(("W", "columns", "a + b", 5))) == {}


@pytest.mark.parametrize(
    ("axes", "said"),
    [
        (
            [("X", "columns", "tokens", 4), ("noise", "columns", "tokens", 1)],
            "X has 4 tokens, and noise has 1: both count tokens",
        ),
        (
            [("noise", "columns", "tokens", 1), ("X", "columns", "tokens", 4)],
            "X has 4 tokens, and noise has 1: both count tokens",
        ),
        (
            [("Adj", "rows", "nodes", 1), ("Adj", "columns", "nodes", 3)],
            "Adj has 1 row and 3 columns: both count nodes",
        ),
        (
            [
                ("h", "rows", "cells", 2),
                ("x", "rows", "features", 3),
                ("W", "columns", "features + cells", 4),
            ],
            "W has 4 columns, and needs 5: features + cells is 3 + 2",
        ),
        ([("b", "columns", "1", 2)], "b has 2 columns, and needs 1"),
        (
            [("U", "rows", "window", 2), ("I", "rows", "window·pooled", 3)],
            "I has 3 rows, and needs window·pooled, a whole number each (window is 2)",
        ),
        (
            [("K", "rows", "2·border + 1", 4)],
            "K has 4 rows, and needs 2·border + 1, a whole number each",
        ),
    ],
)
def test_what_does_not_belong_together_is_refused(axes, said):
    with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
        settle(measured(*axes))
