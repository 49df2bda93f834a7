"""Every walkthrough on numbers of anybody's own: any sizes that fit."""

import re

import numpy as np
from every import check_agreement, check_worked, every
from helpers import (
    anybodys,
    check_sheet,
    everything,
    examples,
    given_of,
    random_given,
    reference_of,
)
from hypothesis import assume, given

import aibyhand
from aibyhand import Step, Trace
from aibyhand.core.numbers import MINUS
from aibyhand.draw.sheets import draw_sheet
from aibyhand.pages.lesson import Lesson
from aibyhand.render.words import spoken_sheet
from aibyhand.sheet.layout import lay_out


@every
def test_the_reference_agrees_on_any_sizes_that_fit(slug):
    reference = reference_of(slug)  # imports other tests, which must not happen within one

    @examples(100)
    @given(numbers=anybodys(slug))
    def check(numbers):
        trace = aibyhand.find(slug).run(**numbers)
        assume(decided(trace))
        check_agreement(trace, reference(given_of(trace)))

    check()


def decided(trace: Trace) -> bool:
    """Tell whether every choice of a largest number is one for any order of adding up.

    Two scores that are equal, or would be with a pencil, may differ in their last binary digit,
    and in another digit on another machine; which of them wins says nothing then. Whole numbers
    are exact, so the first of two that are equal has to win.
    """
    for m in everything(trace):
        if m.made and m.made.op.name == "likeliest" and m.made.operands[0].shape[0] > 1:
            scores = np.sort(m.made.operands[0].values, axis=0)
            near = scores[-1] - scores[-2] < 1e-9 * np.maximum(1, np.abs(scores[-1]))
            if (near & (scores[-1:] != np.round(scores[-2:])).any(axis=0)).any():
                return False
    return True


def test_a_choice_between_equals_counts_only_where_they_are_exactly_equal():
    assert decided(aibyhand.find("encoder-decoder-attention").run())
    numbers = random_given(
        aibyhand.find("encoder-decoder-attention"), np.random.default_rng(22257)
    )  # every share is a half or a third, and two scores differ by 2e-16
    assert not decided(aibyhand.find("encoder-decoder-attention").run(**numbers))


@every
def test_any_sizes_that_fit_can_be_drawn_and_written_out(slug):
    @examples(20)
    @given(numbers=anybodys(slug))
    def check(numbers):
        trace = aibyhand.find(slug).run(**numbers)
        for step in trace.steps:
            check_figure(step)
        for m in everything(trace):
            if m.made:
                check_worked(m)

    check()


def check_figure(step: Step) -> None:
    """Check that a figure and its words can be made, and hold every number and name."""
    sheet = lay_out(step.shows)
    check_sheet(f"step {step.number}", sheet)
    words = spoken_sheet(sheet)
    drawn = draw_sheet(sheet, words).inside
    for m in step.shows:
        assert m.printed in words, m.printed
    if not sheet.large:
        assert drawn.count("<text") >= sum(m.values.size for m in step.shows)
    for picture in step.draws:
        assert picture.words


def test_matrices_of_128_are_drawn_as_blocks_without_a_digit():
    """Draw no cell of a large matrix; benchmarks/run.py measures how long it takes."""
    rng = np.random.default_rng(0)
    numbers = {name: rng.integers(-1, 2, (128, 128)) / 16 for name in ("X", "WQ", "WK", "WV")}
    trace = aibyhand.find("self-attention").run(**numbers)
    page = Lesson(trace)
    figures = [page.step(step.number).html for step in trace.steps]
    assert all("128" in figure for figure in figures)
    assert sum(len(figure) for figure in figures) < 200_000
    assert MINUS not in "".join(re.findall(r"<text[^>]*>([^<]*)<", "".join(figures)))
