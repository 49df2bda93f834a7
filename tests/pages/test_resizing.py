"""Rectangles to be resized: their data, their places on a grid, and what is refused."""

import json
import re

import pytest

from aibyhand import Role
from aibyhand.ops import softmax
from aibyhand.pages.lesson import lesson
from aibyhand.pages.resizing import rectangles, resizing, tracks
from aibyhand.pictures.corners import Meeting
from aibyhand.pictures.rectangles import Rectangles, sized

W = sized("W", 2, 3, Role.WEIGHT, "out × features")
X = sized("X", 3, 4, Role.INPUT, "features × tokens")
Y = (W @ X).named("Y", Role.HIDDEN)
U = sized("U", 5, 2, Role.WEIGHT, "units × out")
Z = (U @ Y).named("Z", Role.HIDDEN)


def data(html):
    return json.loads(re.search(r"<script type='application/json'>(.*?)</script>", html).group(1))


def test_sizes_have_names_and_products_name_their_operands():
    found = data(resizing([Rectangles("Two layers", (Meeting.of(Y), Meeting.of(Z)))]))
    assert found["sizes"] == {"out": 2, "features": 3, "tokens": 4, "units": 5}
    names = [matrix["name"] for matrix in found["matrices"]]
    made = {
        names[k]: [names[operand] for operand in found["matrices"][k]["of"]]
        for k in found["chains"][0]
    }
    assert made == {"Y": ["W", "X"], "Z": ["U", "Y"]}
    assert found["matrices"][names.index("X")]["axes"] == [[[1, "features"]], [[1, "tokens"]]]
    assert [matrix["name"] for matrix in found["matrices"] if "weight" in matrix] == ["W", "U"]


def test_the_right_one_stands_above_and_a_weight_from_the_left_below():
    places = {
        matrix.name: (place, side) for matrix, place, side in tracks((Meeting.of(Y), Meeting.of(Z)))
    }
    assert places == {
        "W": ((0, 0), "left"), "X": ((-1, 1), "right"), "Y": ((0, 1), "product"),
        "U": ((1, 0), "left"), "Z": ((1, 1), "product"),
    }  # fmt: skip


def test_a_size_that_is_a_product_of_others_says_so():
    found = data(lesson("multi-head-attention").resize("One head", "One of several").html)
    assert found["sizes"] == {"head rows": 12, "tokens": 40, "heads": 3}
    assert [[1, "heads", "head rows"]] in [m["axes"][0] for m in found["matrices"] if "axes" in m]


def test_the_sizes_of_the_source_are_the_first_ones():
    found = data(lesson("cross-attention").resize("Self: scores", "Cross: mixture").html)
    assert sorted(found["sizes"].values()) == [12, 16, 36, 64, 128]


NAMELESS = (sized("A", 2, 3, Role.WEIGHT) @ X).named("C", Role.HIDDEN)
SHARED = (W @ softmax(X).named("P", Role.HIDDEN)).named("C", Role.HIDDEN)


@pytest.mark.parametrize(
    ("meeting", "why"),
    [
        (Meeting(W, X), "there is no product to resize"),
        (Meeting.of(NAMELESS), "A has no named sizes"),
        (Meeting.of(SHARED), "P is neither a product nor a transpose"),
    ],
)
def test_what_has_no_sizes_is_refused(meeting, why):
    with pytest.raises(ValueError, match=why):
        resizing([Rectangles("One", (meeting,))])


def test_a_picture_that_is_not_there_is_named():
    with pytest.raises(ValueError, match="no rectangles 'Two'; there are: One"):
        rectangles([Rectangles("One", (Meeting.of(Y),))], ["Two"])
