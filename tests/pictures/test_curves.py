"""Curves: where their points stand, what is said, and how labels give way."""

import re

import pytest
from helpers import matrix, svg_of

from aibyhand.pictures.curves import Curve, Curves, Points, row_curves

X = matrix("x", [[0, 1, 2]])
Y = matrix("Y", [[0, 1, 4], [4, 2, 0]])
ROWS = row_curves(lambda k: "AB"[k], Points(X, Y), Points(X, Y))
BOTH = Curves("Both", ROWS, "time", y_label="height")


def dots(svg: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r'cx="([\d.]+)" cy="([\d.]+)"', svg)]


def test_points_are_cells_of_two_matrices():
    assert Points(X, Y).x.tolist() == [0, 1, 2, 0, 1, 2]
    assert Points(X, Y).y.tolist() == [0, 1, 4, 4, 2, 0]
    assert Points(X, Y, 1).y.tolist() == [4, 2, 0]
    some = Points(X, Y, Y.values > 1)
    assert (some.x.tolist(), some.y.tolist()) == ([2, 0, 1], [4, 4, 2])
    assert Points(X, Y, (0, [0, 2])).x.tolist() == [0, 2]


def test_a_dot_stands_at_its_numbers():
    """The chart is 460 wide from 76 on and 240 high from 30 on; heights go from 0 to 4."""
    first = [(76, 270), (306, 210), (536, 30)]
    second = [(76, 30), (306, 150), (536, 270)]

    assert dots(svg_of(BOTH)) == first + second


def test_a_line_goes_through_its_points():
    assert '<path d="M76.0 270.0L306.0 210.0L536.0 30.0"' in svg_of(BOTH)


def test_it_is_read_aloud_by_its_dots():
    assert BOTH.words == (
        "Both, height over time. A: 0: 0.00, 1: 1.00, 2: 4.00. B: 0: 4.00, 1: 2.00, 2: 0.00."
    )


def test_what_it_tends_to_is_a_broken_line_and_said():
    (curve,) = row_curves(lambda k: "A", Points(X, matrix("y", [[1, 2, 3]])), Points(X, X))
    limited = Curves("One", (Curve("A", curve.line, curve.dots, limit=4),), "time")

    assert svg_of(limited).count("stroke-dasharray") == 1
    assert "h460.0" in re.search(r'<path d="([^"]*)"[^>]*stroke-dasharray', svg_of(limited))[1]
    assert limited.words.endswith("2: 2.00, tends to 4.00.")


def test_curves_apart_have_a_chart_each():
    apart = Curves("Apart", ROWS, "time", apart=True)

    assert svg_of(apart).count("v96.0") == 2
    tops = [y for x, y in dots(svg_of(apart)) if x in (76, 536)]
    assert tops == [110, 14, 136, 232]  # of the highest and the lowest dots; 122 further down


def test_labels_at_one_end_stand_below_each_other():
    same = tuple(Curve(label, ROWS[0].line, ROWS[0].dots) for label in "ABC")
    svg = svg_of(Curves("Same", same, "time"))
    heights = [
        float(y)
        for y in re.findall(r'<text x="544" y="([\d.]+)"[^>]*text-anchor="start">[ABC]', svg)
    ]

    assert heights == [pytest.approx(heights[0] + 15 * k) for k in range(3)]


def test_zero_is_always_on_the_axis():
    high = Curves(
        "High", row_curves(lambda k: "A", Points(X, matrix("y", [[5, 6, 7]])), Points(X, X)), "t"
    )

    assert high.reach == (0, 7)
