"""A table as shades: how dark its cells are, what is said, and what has no room."""

import re
from dataclasses import replace

import numpy as np
import pytest
from helpers import matrix, svg_of

from aibyhand.core import Axis
from aibyhand.pictures.heat import Heat

TABLE = replace(
    matrix("M", [[0, 1], [-4, 2], [3, 0.5]]),
    rows=Axis("frequency", "{n}w", first=0), columns=Axis("window", "{letter}"),
)  # fmt: skip


def shades(svg):
    return [float(s) for s in re.findall(r'fill-opacity="([\d.]+)"', svg)]


def test_the_largest_number_is_the_darkest_whatever_its_sign():
    found = shades(svg_of(Heat("Table", TABLE, "window", "frequency")))

    assert found == pytest.approx([0, 0.45 / 4, 0.45, 0.45 / 2, 0.45 * 0.75, 0.45 / 8], abs=0.006)


def test_the_first_row_is_the_lowest():
    svg = svg_of(Heat("Table", TABLE, "window", "frequency"))
    tops = [float(y) for y in re.findall(r'y="([\d.]+)"[^>]*fill-opacity', svg)]

    assert tops[0] == tops[1] > tops[2] > tops[4]
    texts = re.findall(r"<text[^>]*>([^<]*)<", svg)
    assert texts == ["frequency", "0.0", "1.0", "−4.0", "2.0", "3.0", "0.5",
                     "0w", "1w", "2w", "A", "B", "window"]  # fmt: skip


def test_it_is_read_aloud_row_by_row():
    said = Heat("Table", TABLE, "window", "frequency").words

    assert said == ("Table, frequency over window. 0w: 0.0, 1.0; 1w: −4.0, 2.0; 2w: 3.0, 0.5.")


def test_a_silent_table_is_white_and_a_large_one_has_no_numbers():
    silent = Heat("Silent", matrix("M", [[0, 0]]), "window", "frequency")
    assert shades(svg_of(silent)) == [0, 0]

    large = svg_of(Heat("Large", matrix("M", np.ones((40, 90))), "window", "frequency"))
    assert len(shades(large)) == 3600
    assert large.count("<text") < 100
    assert float(re.search(r'width="(\d+)"', large)[1]) < 760
