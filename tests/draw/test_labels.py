"""What stands around the blocks of a sheet."""

from helpers import matrix

from aibyhand import Role
from aibyhand.core import Axis
from aibyhand.draw.sheets import draw_sheet
from aibyhand.ops import likeliest
from aibyhand.render.table import markdown
from aibyhand.sheet.blocks import Block, Sheet


def test_words_that_were_computed_do_not_stand_above_a_blank():
    G = matrix("G", [[1, 5], [2, 3]])
    letters = Axis("expert", words=("second", "first"), computed=True)
    r = likeliest(G).named("r", Role.GATE, columns=letters)
    filled = Sheet((Block(r, 2, 0, 1, 2, labelled=True),), (), 4, 3)

    assert ">second<" in draw_sheet(filled, "").inside
    assert ">second<" not in draw_sheet(filled.blanked(frozenset("r")), "").inside
    assert "second" in markdown(r)
    assert "second" not in markdown(r, blank=True)
