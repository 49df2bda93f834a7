"""A sheet with pictures in rows below it."""

import re
import xml.etree.ElementTree as ET

from helpers import matrix

from aibyhand.draw.sheets import draw_sheet
from aibyhand.pictures.overlay import Overlay
from aibyhand.pictures.poster import GAP, poster
from aibyhand.sheet.layout import lay_out

WIDE = matrix("W", [[1] * 12])
SHEET = lay_out([WIDE])
IMAGE = Overlay("Image", matrix("I", [[5, 0], [1, 7]]), matrix("M", [[1, 0], [0, 0]]))


def test_pictures_stand_below_the_sheet_and_begin_a_new_row_where_it_ends():
    drawn = poster(SHEET, [IMAGE] * 5, "All of it")
    sheet, image = draw_sheet(SHEET, ""), IMAGE.drawing()
    places = [tuple(map(float, p)) for p in re.findall(r'<svg x="(.*?)" y="(.*?)"', drawn.inside)]
    fit = int((sheet.width + GAP) / (image.width + GAP))
    below = sheet.height + GAP
    rows = [
        (k % fit * (image.width + GAP), below + k // fit * (image.height + GAP)) for k in range(5)
    ]

    assert 1 < fit < 5
    assert places == [(0, 0), *rows]
    assert drawn.height >= rows[-1][1] + image.height


def test_its_words_are_said_once():
    root = ET.fromstring(poster(SHEET, [IMAGE], "All of it").inline())

    assert root.get("aria-label") == "All of it"
    assert not [e for e in root.iter() if e is not root and e.get("role")]
