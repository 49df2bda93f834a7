"""Written sums: which of their terms are left out."""

import pytest
from aibyhand.ops.written import listed, total

HUNDRED = [str(k) * 20 for k in range(1, 6)]


def test_a_sum_of_a_hundred_characters_is_written_whole():
    assert r"\cdots" not in total(HUNDRED)
    assert r"\cdots" in total([*HUNDRED, "6"])
    assert listed(["1" * 50, "2" * 50]) == f"{'1' * 50}, {'2' * 50}"


@pytest.mark.parametrize(("characters", "kept"), [(20, 3), (21, 2)])
def test_of_a_long_sum_three_terms_stand_where_they_fit_into_sixty_characters(characters, kept):
    written = [str(k) * characters for k in range(1, 9)]
    assert total(written).split(" + ") == [*written[:kept], r"\cdots", written[-1]]
    assert listed(written).split(", ") == [*written[:kept], r"\cdots", written[-1]]


def test_three_terms_of_sixty_characters_count_together():
    written = ["1" * 30, "2" * 15, "3" * 15, "4" * 50, "5"]
    assert total(written).split(" + ") == [*written[:3], r"\cdots", "5"]
    written[2] += "3"
    assert total(written).split(" + ") == [*written[:2], r"\cdots", "5"]
