"""Figures, by what is in them: every number as printed, nothing that a blank should hide."""

import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest

from aibyhand import Axis, Role, given, ops
from aibyhand.core.role import ACCENT, BLANK, FAINT
from aibyhand.draw.glyphs import outline
from aibyhand.draw.sheets import draw_sheet
from aibyhand.draw.sizes import CELL
from aibyhand.sheet.layout import lay_out
from aibyhand.sheet.telling import most_telling

W = given("W", [[1, -1, 0.5], [0, 2, 3]], Role.WEIGHT)
X = given("X", [[1, 0], [2, -3], [4, 0.5]], Role.INPUT, columns=Axis("token", "tok {n}"))
Q = (W @ X).named("Q", Role.QUERY)
SHEET = lay_out([Q], worked=most_telling([Q]))
NAMESPACE = "{http://www.w3.org/2000/svg}"


def svg(sheet, words: str) -> str:
    return draw_sheet(sheet, words).inline()


def parsed(drawn: str) -> ET.Element:
    return ET.fromstring(drawn)


def texts(drawn: str) -> list[str]:
    return [e.text or "" for e in parsed(drawn).iter() if e.tag.removeprefix(NAMESPACE) == "text"]


def test_every_number_is_there_as_printed():
    shown = texts(svg(SHEET, "words"))
    for number in ("1.0", "−1.0", "0.5", "2.0", "3.0", "−3.0", "4.0", "0.0"):
        assert number in shown
    places = {W: 1, X: 1, Q: 2}
    expected = [f"{v:.{places[m]}f}" for m in places for v in m.values.ravel()]
    numbers = [t for t in shown if re.fullmatch(r"−?\d+\.\d+", t)]
    assert sorted(numbers) == sorted(text.replace("-", "−") for text in expected)


def test_sizes_and_labels_stand_beside_the_numbers():
    shown = texts(svg(SHEET, "words"))
    assert {"2×3", "3×2", "2×2", "tok 1", "tok 2"} <= set(shown)


def test_zero_is_greyed_and_only_zero():
    drawn = parsed(svg(SHEET, "words"))
    for e in drawn.iter():
        if e.tag.removeprefix(NAMESPACE) == "text" and re.fullmatch(r"−?\d+\.\d+", e.text or ""):
            assert (e.get("fill") == FAINT) is (float(e.text.replace("−", "-")) == 0), e.text


def test_a_small_number_that_prints_as_zero_is_not_greyed():
    m = given("m", [[0.001, 5.25]], Role.INPUT)
    drawn = svg(lay_out([m]), "words")
    assert "0.00" in texts(drawn)
    assert FAINT not in drawn


def test_a_blank_is_empty_and_marked_as_such():
    drawn = svg(SHEET.blanked(frozenset({"Q"})), "words")
    assert BLANK in drawn
    assert Role.QUERY.look.fill not in drawn
    numbers = [t for t in texts(drawn) if re.fullmatch(r"−?\d+\.\d+", t)]
    assert len(numbers) == W.values.size + X.values.size
    assert BLANK not in svg(SHEET, "words")


def test_the_worked_cell_is_framed():
    assert svg(SHEET, "words").count(f'stroke="{ACCENT}"') == 3
    assert ACCENT not in svg(lay_out([Q]), "words")


def test_the_figure_has_a_name_and_a_role():
    drawn = parsed(svg(SHEET, "Q is <W> & 'X'"))
    assert drawn.get("role") == "img"
    assert drawn.get("aria-label") == "Q is <W> & 'X'"
    assert "<W>" not in svg(SHEET, "Q is <W> & 'X'")


def test_everything_lies_inside_the_picture():
    drawn = parsed(svg(SHEET, "words"))
    left, top, width, height = map(float, drawn.get("viewBox").split())
    for e in drawn.iter():
        if e.get("x"):
            assert left <= float(e.get("x")) <= left + width
            assert top <= float(e.get("y")) <= top + height
    assert width == SHEET.width * CELL + 16


def test_a_figure_asks_for_nothing_from_elsewhere():
    drawn = svg(SHEET, "words")
    assert "http" not in drawn
    assert "id=" not in drawn
    assert "url(" not in drawn


def test_large_blocks_show_sizes_and_no_digits():
    big = given("D", np.ones((36, 128)), Role.WEIGHT)
    drawn = svg(lay_out([big]), "words")
    assert sorted(texts(drawn)) == ["128", "36"]
    assert len(drawn) < 3000


@pytest.mark.parametrize("widest", [-123456.78, 1e7, -0.123])
def test_long_numbers_stay_in_their_cell(widest):
    m = given("m", [[widest, 1]], Role.INPUT)
    drawn = svg(lay_out([m]), "words")
    size = float(re.search(r'<g font-size="([\d.]+)"', drawn)[1])
    longest = max(len(t) for t in texts(drawn) if "×" not in t)
    assert longest * size * 0.62 <= CELL + 0.5  # digits are at most this wide in the fonts named


def test_names_are_outlines_and_unknown_tex_is_an_error():
    assert outline("W_{Q}").width > outline("W").width > 0
    with pytest.raises(ValueError, match="nonsense"):
        outline(r"\nonsense")


def test_a_learnable_matrix_has_a_red_frame_and_gradients_blue_digits():
    assert f'stroke="{Role.WEIGHT.look.frame}"' in svg(lay_out([W]), "words")
    g = ops.times_number(X, given("c", 2, Role.NUMBER)).named("g", Role.GRADIENT)
    assert f'fill="{Role.GRADIENT.look.ink}"' in svg(lay_out([g]), "words")
