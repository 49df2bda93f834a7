"""Layers of neurons, and a line for every weight."""

import numpy as np
import pytest
from helpers import drawn_cells, matrix, svg_of

from aibyhand.pictures.network import Network

IN, OUT = matrix("x", [[1, 9], [2, 9], [3, 9]]), matrix("y", [[0.5, 9], [7, 9]])
W = matrix("W", [[1, -1, 0], [0, 2, -3]])
DRAWN = Network("Two layers", (IN, OUT), (W,))


def test_a_line_is_a_weight_broken_where_negative_and_missing_where_zero():
    svg = svg_of(DRAWN)

    assert svg.count('stroke-width="1.4"') == 4
    assert svg.count("stroke-dasharray") == 2


def test_neurons_show_the_first_sample_and_say_which_cells_they_are():
    assert drawn_cells(svg_of(DRAWN)) == [
        ("x", 0, 0, "1"), ("x", 1, 0, "2"), ("x", 2, 0, "3"),
        ("y", 0, 0, "0.5"), ("y", 1, 0, "7.0"),
    ]  # fmt: skip
    assert DRAWN.words == "Two layers. Layers from left to right: x: 1, 2, 3; y: 0.5, 7.0."


def test_many_neurons_are_small_and_have_no_numbers():
    many = Network("Many", (matrix("x", np.ones((50, 1))), IN), (matrix("W", np.ones((3, 50))),))

    assert drawn_cells(svg_of(many)) == []
    assert svg_of(many).count("<circle") == 53
    assert many.drawing().height < 700


def test_weights_that_lead_elsewhere_are_refused():
    with pytest.raises(ValueError, match="the weights don't lead from layer to layer"):
        Network("No", (OUT, IN), (W,))


def test_a_neuron_that_is_off_has_a_broken_edge_and_no_line():
    masked = Network("Two layers", (IN, OUT), (W,), (matrix("k", [[1], [0], [1]]), None))
    svg = svg_of(masked)

    assert svg.count('stroke-width="1.4"') == 2  # 1 and -3: the lines of the second one are gone
    assert svg.count('stroke-dasharray="3 4"') == 1
    assert drawn_cells(svg) == drawn_cells(svg_of(DRAWN))
    assert masked.words == (
        "Two layers. Layers from left to right: x: 1, 2, 3 (off: 2); y: 0.5, 7.0."
    )


@pytest.mark.parametrize("kept", [(None,), (None, None, None), (None, matrix("k", [[1]]))])
def test_masks_that_do_not_belong_to_the_layers_are_refused(kept):
    with pytest.raises(ValueError, match="every layer needs a mask of its size, or None"):
        Network("No", (IN, OUT), (W,), kept)
