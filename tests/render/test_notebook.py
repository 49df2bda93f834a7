"""Matrices, steps, traces and walkthroughs show themselves, briefly in a terminal."""

import re
import subprocess
import sys

import pytest
from helpers import trace_of

from aibyhand import Role, find, given, slugs


def digits(html: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", html)


def test_a_matrix_is_a_block_with_its_numbers_and_an_equation():
    W = given("W", [[1, 2]], Role.WEIGHT)
    y = (W @ given("x", [[3], [4]], Role.INPUT)).named("y", Role.OUTPUT)

    assert "11" in digits(y._repr_html_())
    assert "3" not in digits(y._repr_html_())
    assert y._repr_latex_() == r"$\displaystyle y = W\,x = 11$"
    assert repr(W) == "W 1×2, weight, learnable\n1 2"
    assert repr(Role.WEIGHT) == "Role.WEIGHT"


def test_a_step_is_its_figure_and_a_trace_is_its_steps():
    trace = trace_of("softmax", "exact")
    whole = trace._repr_html_()
    assert whole.count("<details>") == len(trace.steps)
    for step in trace.steps:
        assert step._repr_html_() in whole
        assert step.title in repr(trace)


def test_a_walkthrough_is_its_question_what_is_given_and_its_steps():
    walkthrough = find("softmax")
    shown = walkthrough._repr_html_()
    assert walkthrough.question in shown
    assert all(step.title in shown for step in walkthrough.run().steps)


@pytest.mark.parametrize("slug", slugs())
def test_what_is_printed_is_short(slug):
    trace = trace_of(slug, "exact")
    things = (find(slug), trace, *trace.steps, *trace.matrices.values())
    for text in map(repr, things):
        lines = text.splitlines()
        assert len(lines) <= 20
        assert max(map(len, lines)) <= 100
    assert things[0]._repr_html_()
    assert things[1]._repr_html_()


def test_a_terminal_loads_no_renderer():
    code = (
        "import sys, aibyhand; repr(aibyhand.find('softmax').run()); "
        "print('aibyhand.render' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
