"""Outlines of names: the kept ones are what mathtext sets, others are set when asked for."""

import json
import subprocess
import sys

import pytest

from aibyhand.draw import glyphs

KEPT = json.loads(glyphs.KEPT.read_text(encoding="utf-8"))
SAMPLE = sorted(KEPT)[::60]


@pytest.mark.parametrize(
    "tex", [tex if tex in SAMPLE else pytest.param(tex, marks=pytest.mark.slow) for tex in KEPT]
)
def test_a_kept_outline_is_what_mathtext_sets(tex):
    assert glyphs.Outline(*KEPT[tex]) == glyphs.typeset(tex)


def test_a_name_that_is_not_kept_is_set():
    assert r"\varpi_{77}" not in KEPT
    assert glyphs.outline(r"\varpi_{77}").d.startswith("M")


def test_a_figure_of_the_book_needs_no_typesetting():
    code = (
        "import sys, aibyhand; from aibyhand.render.step_view import StepView; "
        "step = aibyhand.find('self-attention').run().step(4); "
        "StepView(step.shows, step.does).drawing.inline(); print('matplotlib' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
