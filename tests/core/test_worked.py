"""Written sums: which of their terms are left out."""

import pytest
from helpers import matrix

# A term such as "123456 \cdot (-123)" by its length: two factors, and seven characters between.
TERMS = {
    9: (1, 1),
    19: (123456, 123456),
    20: (123456, -1234),
    21: (123456, -12345),
    22: (123456, -123456),
}


def written(*lengths: int) -> list[str]:
    """Write a sum of terms of these lengths, and take it apart again."""
    left, right = zip(*(TERMS[length] for length in lengths), strict=True)
    made = (matrix("w", [left]) @ matrix("x", [[x] for x in right])).named("y", matrix("y", 1).role)
    return made.worked(0, 0).tex.split(" + ")


def test_a_sum_of_a_hundred_characters_is_written_whole():
    assert [len(term) for term in written(19, 20, 21, 19, 21)] == [19, 20, 21, 19, 21]
    assert r"\cdots" in written(19, 20, 21, 19, 22)  # 101


@pytest.mark.parametrize(
    ("lengths", "kept"),
    [
        ((19, 20, 21, 22, 19), [19, 20, 21]),  # 60
        ((19, 21, 21, 22, 19), [19, 21]),  # 61
        ((9, 9, 21, 22, 22, 22, 9), [9, 9, 21]),
        ((9,) * 12, [9, 9, 9]),
    ],
)
def test_of_a_long_sum_three_terms_stay_where_they_fit_into_sixty_characters(lengths, kept):
    *first, dots, last = written(*lengths)
    assert [len(term) for term in first] == kept
    assert dots == r"\cdots"
    assert len(last) == lengths[-1]
