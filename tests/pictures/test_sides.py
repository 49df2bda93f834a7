"""The picture of two classes: filled and hollow dots, a line with two margins, and a field."""

import re

import numpy as np
import pytest
from helpers import matrix, svg_of

from aibyhand.draw.axes import Axes
from aibyhand.pictures.sides import TALL, Line, Seen, Sides

POINTS = matrix("X", [[0, 4, 2], [0, 4, 3]])
CLASSES = matrix("y", [[1, -2, 0]])
SEEN = Seen(POINTS, CLASSES, ("one", "two", "three"))
LINE = Line(matrix("w", [[1], [-2]]), matrix("b", [[1]]))  # x - 2y + 1 = 0


def lines(svg: str) -> list[tuple[float, float, float, float, bool]]:
    """Give the ends of every line of the picture, and whether it is broken."""
    found = re.findall(r'<path d="M([-\d.]+) ([-\d.]+)L([-\d.]+) ([-\d.]+)"([^>]*)>', svg)
    return [(*map(float, ends), "dasharray" in rest) for *ends, rest in found]


def test_it_says_where_the_points_are_and_on_which_side():
    said = Sides("Three", (SEEN,)).words

    assert said == "Three. one at 0, 0, positive; two at 4, 4, negative; three at 2, 3, zero."


def test_a_positive_point_is_filled_and_every_other_one_hollow():
    fills = re.findall(r'<circle [^>]*fill="(\w+)"', svg_of(Sides("Three", (SEEN,))))

    assert fills == ["currentColor", "none", "none"]


def test_the_line_is_whole_and_its_two_margins_are_broken():
    drawn = Sides("Line", (SEEN,), line=LINE)
    scores = []
    axes = Axes(0, 5, 0, 4, TALL)  # what holds the points, and one more
    for x1, y1, x2, y2, broken in lines(svg_of(drawn)):
        ends = [(x / axes.unit, 4 - y / axes.unit) for x, y in ((x1, y1), (x2, y2))]
        (one, other) = (x - 2 * y + 1 for x, y in ends)
        assert one == pytest.approx(other, abs=0.01)
        scores.append((round(one), broken))

    assert scores == [(1, True), (0, False), (-1, True)]
    assert "1 times the first number, −2 times the second and 1 add up to 0" in drawn.words
    labels = re.findall(r'font-size="14"[^>]*>([^<]*)<', svg_of(drawn))
    assert labels[:3] == ["1", "0", "−1"]


@pytest.mark.parametrize(
    ("w", "b"),
    [
        ([[0], [0]], 1),
        ([[1], [1]], 100),
        ([[1], [-2]], 1e300),
        ([[0], [0]], 0),
        ([[1e308], [-1e308]], 1),
    ],
)
def test_a_line_that_is_nowhere_in_the_plane_is_not_drawn(w, b):
    drawn = Sides("None", (SEEN,), line=Line(matrix("w", w), matrix("b", [[b]])))

    assert lines(svg_of(drawn)) == []


def test_a_line_straight_up_and_one_straight_across_go_from_edge_to_edge():
    axes = Axes(-1, 3, 0, 2)
    unit = axes.unit

    np.testing.assert_allclose(axes.across(1, 0, -2), [(3 * unit, 2 * unit), (3 * unit, 0)])
    np.testing.assert_allclose(axes.across(0, 5, -5), [(0, unit), (4 * unit, unit)])


def test_a_line_through_two_corners_has_these_as_its_ends():
    axes = Axes(0, 2, 0, 2)

    found = axes.across(1, -1, 0)
    np.testing.assert_allclose(found, [(0, 2 * axes.unit), (2 * axes.unit, 0)], atol=1e-9)


def test_a_field_is_a_sign_at_every_place_that_is_not_under_a_dot():
    places = matrix("places", [[0, 1, 2, 3], [0, 1, 1, 1]])
    field = Seen(places, matrix("scores", [[5, 2, -1, 0]]))
    drawn = Sides("Field", (SEEN,), field=field)
    paths = re.findall(r'<path d="([^"]*)"[^>]*abh-curve-(\d)', svg_of(drawn))

    assert [k for _, k in paths] == ["0", "1", "2"]  # plus, minus, ring
    assert [d.count("M") for d, _ in paths] == [2, 1, 1]  # the plus at 0, 0 gives way to a dot
    assert "positive at 2 places, negative at 1 place, zero at 1 place." in drawn.words


def places_of(svg: str) -> dict[str, tuple[float, float]]:
    """Give where every label of a point stands."""
    found = re.findall(r'<text x="([-\d.]+)" y="([-\d.]+)" font-size="14"[^>]*>([^<]*)<', svg)
    return {label: (float(x), float(y)) for x, y, label in found}


def test_a_label_stands_above_its_dot_and_on_another_side_where_a_line_runs():
    free, beside = Sides("Free", (SEEN,)), Sides("Line", (SEEN,), line=LINE)
    unit, wide = Axes(0, 4, 0, 4, TALL).unit, Axes(0, 5, 0, 4, TALL).unit

    assert places_of(svg_of(free))["three"][1] == pytest.approx(unit - 9, abs=0.1)
    x, y = places_of(svg_of(beside))["one"]  # a margin runs upwards from 0, 0
    assert (x > 0, y > 4 * wide) in {(False, False), (True, True), (False, True)}


def test_a_sign_gives_way_to_a_label():
    dot = Seen(matrix("X", [[2], [2]]), matrix("y", [[1]]), ("a long label",))
    near = matrix("places", [[0, 2.5, 4], [0, 2.1, 0]])
    drawn = svg_of(Sides("Field", (dot,), field=Seen(near, matrix("s", [[-1, -1, -1]]))))
    ((path,),) = [re.findall(r'<path d="([^"]*)"[^>]*abh-curve-1', drawn)]

    assert path.count("M") == 2


def test_axes_have_their_names():
    assert ">names<" in svg_of(Sides("Named", (SEEN,), ("names", "marks")))
    assert ">marks<" in svg_of(Sides("Named", (SEEN,), ("names", "marks")))


@pytest.mark.parametrize(
    ("seen", "more", "message"),
    [
        (Seen(matrix("m", [[1]]), matrix("c", [[1]]), ("m",)), {}, "a column of two numbers"),
        (Seen(POINTS, matrix("c", [[1]]), ("m",)), {}, "every point needs one class"),
        (Seen(POINTS, CLASSES, ("m",)), {}, "every point needs one label"),
        (SEEN, {"line": Line(matrix("w", [[1]]), matrix("b", [[1]]))}, "a line needs a column"),
        (SEEN, {"field": Seen(POINTS, matrix("c", [[1]]))}, "every point needs one class"),
    ],
)
def test_what_is_not_in_the_plane_is_refused(seen, more, message):
    with pytest.raises(ValueError, match=message):
        Sides("No", (seen,), **more)
