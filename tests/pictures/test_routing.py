"""Columns in queues with a limited number of places: what the picture says and draws."""

import xml.etree.ElementTree as ET

import pytest
from helpers import matrix, svg_of

from aibyhand import Role
from aibyhand.core import Axis, given
from aibyhand.pictures.routing import Routing

PEOPLE = given("Z", [[1, 2, 3, 4]], Role.HIDDEN, columns=Axis("person", "{letter}"))
QUEUES = given("Q", [[1, 0, 2, 3], [0, 1, 0, 0]], Role.GATE, rows=Axis("door", "{n}"))
RESULTS = given("Y", [[5, 6, 7, 8]], Role.OUTPUT)
TWO = given("c", 2, Role.NUMBER)


def drawn(routing: Routing) -> tuple[list[str], int]:
    """Give the texts of a picture, and how many broken lines it has."""
    made = svg_of(routing)
    texts = [text.text or "" for text in ET.fromstring(made).iter("text")]
    return texts, made.count('"5 4"')


def test_it_says_who_has_which_place_and_who_has_none():
    assert Routing("Doors", PEOPLE, QUEUES, TWO).words == (
        "Doors. Places: door 1: person A, person C; door 2: person B, empty; "
        "person D finds no place, door 1 is full: it goes on unchanged."
    )
    assert Routing("Doors", PEOPLE, QUEUES, TWO, RESULTS).words.endswith(
        " From there to the columns of Y."
    )


def test_it_draws_everybody_once_at_the_top_and_once_in_a_place():
    texts, broken = drawn(Routing("Doors", PEOPLE, QUEUES, TWO))

    assert sorted(texts) == sorted([*"ABCD", *"ABCD", "door 1", "door 2", "1 full"])
    assert broken == 2  # the box of those without a place, and the line to it


def test_with_results_everybody_comes_back():
    texts, broken = drawn(Routing("Doors", PEOPLE, QUEUES, TWO, RESULTS))

    assert sorted(texts) == sorted([*"ABCD" * 3, "door 1", "door 2", "1 full"])
    assert broken == 3


def test_with_places_enough_nobody_is_turned_away():
    roomy = Routing("Doors", PEOPLE, QUEUES, given("c", 3, Role.NUMBER))

    assert roomy.turned_away == ()
    assert "unchanged" not in roomy.words
    assert drawn(roomy)[1] == 0


def test_names_are_numbers_where_there_are_none():
    plain = Routing("Doors", matrix("Z", [[1, 2, 3, 4]]), matrix("Q", QUEUES.values), TWO)

    assert "queue 2: column 2, empty" in plain.words


def test_sizes_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="as many numbers and results as columns"):
        Routing("Doors", matrix("Z", [[1, 2]]), QUEUES, TWO)
    with pytest.raises(ValueError, match="as many numbers and results as columns"):
        Routing("Doors", PEOPLE, QUEUES, TWO, matrix("Y", [[1, 2]]))
    with pytest.raises(ValueError, match="as many numbers and results as columns"):
        Routing("Doors", PEOPLE, QUEUES, matrix("c", [[2, 2]]))
