"""The pictures of a support vector machine, where there are two features to draw."""

from typing import NamedTuple

import numpy as np

from aibyhand.core import Matrix, Role, given
from aibyhand.ops import columns_of, halved, squared_distances
from aibyhand.pictures.sides import Line, Seen, Sides

FARTHEST = 1e6  # a number in the plane: beside a larger one nothing else could be told apart
ACROSS = 16  # the steps of the field along the longer side


class Group(NamedTuple):
    """Points and the numbers whose signs are their sides."""

    points: Matrix
    sides: Matrix


class Scores(NamedTuple):
    """Scores by a kernel: of the old points and the new ones, their weights, and its unit."""

    f: Matrix
    s: Matrix
    unit: Matrix


def sides(title: str, *groups: Group, line: Line) -> tuple[Sides, ...]:
    """Draw the points of both classes, and the line with its margins."""
    if not _drawable(*groups):
        return ()
    seen = tuple(_seen(group) for group in groups)
    return (Sides(title, seen, _names(groups[0].points), line),)


def fields(title: str, old: Matrix, new: Matrix, scores: Scores) -> tuple[Sides, ...]:
    """Draw old and new points, and around them the sign of the score at many places.

    The score mixes how near a place is to the old points by their signed weights.
    """
    count, every = old.shape[1], old.shape[1] + new.shape[1]
    asked = (
        Group(old, columns_of(scores.f, 1, count).named("own", Role.SCORE)),
        Group(new, columns_of(scores.f, count + 1, every).named("next", Role.SCORE)),
    )
    if not _drawable(*asked):
        return ()
    points = np.hstack([old.values, new.values])
    low, high = np.floor(points.min(axis=1)) - 1, np.ceil(points.max(axis=1)) + 1
    apart = (high - low).max() / ACROSS
    lines = [np.arange(a, b + apart / 2, apart) for a, b in zip(low, high, strict=True)]
    grid = [line.ravel().tolist() for line in np.meshgrid(*lines)]
    places = given("places", grid, Role.INPUT)
    distances = squared_distances(old, places).named("distances", Role.NUMBER)
    near = halved(distances / scores.unit).named("near", Role.ATTENTION)
    field = Seen(places, (scores.s @ near).named("scores", Role.SCORE))
    return (Sides(title, tuple(map(_seen, asked)), _names(old), field=field),)


def _drawable(*groups: Group) -> bool:
    return all(
        group.points.shape[0] == 2 and np.abs(group.points.values).max() <= FARTHEST
        for group in groups
    )


def _seen(group: Group) -> Seen:
    axis = group.points.columns
    labels = tuple(axis.label(k) if axis else "" for k in range(group.points.shape[1]))
    return Seen(group.points, group.sides, labels)


def _names(points: Matrix) -> tuple[str, str]:
    axis = points.rows
    return (axis.label(0), axis.label(1)) if axis else ("", "")
