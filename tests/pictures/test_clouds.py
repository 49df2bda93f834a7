"""The picture of normal distributions in the plane."""

import re

import pytest
from helpers import matrix, svg_of

from aibyhand.pictures.clouds import Clouds

MEAN = matrix("m", [[0, 2], [3, -1]])
SPREAD = matrix("s", [[1, 4], [2, 1]])
POINTS = matrix("z", [[1, 2], [1, 1.5]])
AXES = ("the first", "the second")


def ellipses(svg: str) -> list[tuple[float, ...]]:
    """List the outlines: centre and half-axes."""
    pattern = r'<ellipse cx="([\d.-]+)" cy="([\d.-]+)" rx="([\d.-]+)" ry="([\d.-]+)" class="abh-c'
    return [tuple(map(float, found)) for found in re.findall(pattern, svg)]


def test_an_ellipse_reaches_one_spread_from_its_mean_and_the_circle_one_unit():
    svg = svg_of(Clouds("Two", MEAN, SPREAD, ("A", "B"), AXES))
    x, y, unit = map(
        float, re.findall(r'<circle cx="(.*?)" cy="(.*?)" r="(.*?)" stroke="c', svg)[0]
    )

    # Typed from the matrices: A at 0, 3 with 1, 2 and B at 2, −1 with 4, 1; y grows downwards.
    right = [(x, y - 3 * unit, unit, 2 * unit), (x + 2 * unit, y + unit, 4 * unit, unit)]
    for found, expected in zip(ellipses(svg), right, strict=True):
        assert found == pytest.approx(expected, abs=0.4)


def test_it_is_read_aloud_with_its_points():
    drawn = Clouds("Two", MEAN, SPREAD, ("A", "B"), AXES, POINTS)

    assert drawn.words == (
        "Two; the second over the first. A: mean 0, 3; spread 1, 2; drawn point 1.0, 1.0. "
        "B: mean 2, −1; spread 4, 1; drawn point 2.0, 1.5."
    )
    assert svg_of(drawn).count('r="5"') == 2
    assert svg_of(Clouds("Two", MEAN, SPREAD, ("A", "B"), AXES)).count('r="5"') == 0


def test_everything_lies_inside_the_picture():
    svg = svg_of(Clouds("Two", MEAN, SPREAD, ("A", "a long label"), AXES, POINTS))
    width, height = (float(v) for v in re.findall(r'width="(\d+)" height="(\d+)"', svg)[0])

    for x, y, wide, high in ellipses(svg):
        assert x - wide + 34 + 0.1 >= 0
        assert x + wide + 34 <= width
        assert y - high + 44 >= 0
        assert y + high + 44 <= height


@pytest.mark.parametrize(
    ("mean", "spread", "labels", "points"),
    [
        (matrix("m", [[1], [2], [3]]), SPREAD, ("A", "B"), None),
        (MEAN, matrix("s", [[1], [2]]), ("A", "B"), None),
        (MEAN, SPREAD, ("A",), None),
        (MEAN, SPREAD, ("A", "B"), matrix("z", [[1, 2]])),
    ],
)
def test_what_does_not_go_together_is_refused(mean, spread, labels, points):
    with pytest.raises(ValueError, match="needs two numbers for each label"):
        Clouds("No", mean, spread, labels, AXES, points)
