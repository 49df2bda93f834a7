"""Slides: native tables with the trace's numbers, blank before revealed, everything described."""

import io
from functools import cache

import numpy as np
import pptx
import pytest
from helpers import trace_of

import aibyhand
from aibyhand.core.numbers import number
from aibyhand.export import files, stem
from aibyhand.export.pptx.scale import READABLE, SMALLEST, Area, scaled

FEW = ("softmax",)  # of the fast tests; the slow ones look at all
SLUGS = [
    pytest.param(slug, marks=() if slug in FEW else pytest.mark.slow) for slug in aibyhand.slugs()
]
NOTES = "Let everybody fill in the empty cells"


def deck(trace):
    return pptx.Presentation(io.BytesIO(files(trace, "pptx")[f"{stem(trace)}.pptx"]))


@cache
def page_deck(slug):
    return deck(page_trace(slug))


def page_trace(slug):
    return trace_of(slug, aibyhand.find(slug).shown_lane)


def tables(slide):
    """Give the name, the texts and the sizes of type of every table."""
    for shape in slide.shapes:
        if shape.has_table:
            texts = [[cell.text for cell in row.cells] for row in shape.table.rows]
            yield shape, texts


@pytest.mark.parametrize("slug", SLUGS)
def test_every_step_is_there_blank_and_then_with_the_numbers_of_the_trace(slug):
    trace = page_trace(slug)
    slides = list(page_deck(slug).slides)
    assert slides[0].shapes.title.text == trace.walkthrough.title
    for step in trace.steps:
        own = [s for s in slides if s.shapes.title.text.startswith(f"[{step.number}] {step.title}")]
        assert own, f"step {step.number} has no slide"
        printed = {
            m.printed: [[number(float(v), m.digits) for v in row] for row in m.values]
            for shown in step.shows
            for m in (shown, *(shown.made.operands if shown.made else ()))
        }
        blank = [s for s in own if NOTES in s.notes_slide.notes_text_frame.text]
        shown = [s for s in own if s not in blank]
        assert bool(blank) == bool(step.results)
        for slide in shown:
            assert step.does in slide.notes_slide.notes_text_frame.text
        seen = {}
        for slide in shown:
            seen |= {shape.name: texts for shape, texts in tables(slide)}
        for matrix in step.shows:
            assert seen[matrix.printed] == printed[matrix.printed]
        emptied = {}
        for slide in blank:
            emptied |= {
                shape.name: texts for shape, texts in tables(slide) if not any(map(any, texts))
            }
        for matrix in step.results:
            assert np.shape(emptied[matrix.printed]) == matrix.shape


@pytest.mark.parametrize("slug", SLUGS)
def test_everything_is_described_and_large_enough_and_on_the_slide(slug):
    slides = page_deck(slug)
    assert slides.slide_width * 9 == slides.slide_height * 16
    for slide in slides.slides:
        ids: list[int] = []
        for shape in slide.shapes:
            described = shape._element.xpath(".//p:cNvPr/@descr")
            assert described, f"{shape.name} has no alt text"
            assert described[0].strip()
            if shape.name not in ("Row",):
                assert shape.left >= 0
                assert shape.top >= 0
            assert shape.left + shape.width <= slides.slide_width + 12700
            assert shape.top + shape.height <= slides.slide_height
            ids.append(shape.shape_id)
            for size in shape._element.xpath(".//a:rPr/@sz"):
                assert int(size) >= 100 * (READABLE if shape.has_table else SMALLEST) - 1
        assert len(set(ids)) == len(ids)


@pytest.mark.slow
def test_given_numbers_that_are_only_stacked_stand_beside_the_stack_that_is_to_be_filled_in():
    trace = page_trace("u-net")
    titles = [f"[{step.number}] {step.title}" for step in trace.steps]
    blank = next(s for s in page_deck("u-net").slides if s.shapes.title.text == titles[5])
    seen = {shape.name: texts for shape, texts in tables(blank)}
    assert seen[trace["F"].printed] == [["", ""]]
    assert (seen[trace["f1"].printed], seen[trace["f2"].printed]) == ([["1"]], [["−1"]])


def test_a_step_with_wide_numbers_is_split_over_several_slides():
    x = np.round(np.linspace(-1.123, 1.321, 20 * 20), 3).reshape(20, 20)
    trace = aibyhand.find("self-attention").run(X=x, WQ=x[:6], WK=x[5:11], WV=x[2:8])
    parts = scaled(trace.step(2).shows, None, Area(36, 110, 888, 360))
    assert len(parts) > 1
    assert all(part.reads_well for part in parts)
    shown = {b.matrix.printed for part in parts for b in part.sheet.blocks}
    assert {"Q", "K", "V"} <= shown


def test_large_matrices_are_blocks_with_their_sizes():
    trace = aibyhand.find("softmax").run(x=np.arange(30.0).reshape(30, 1))
    texts = [
        s.text_frame.text for slide in deck(trace).slides for s in slide.shapes if s.has_text_frame
    ]
    assert "30×1" in texts
