"""= stands only where the written numbers give the written result, on hard numbers too."""

import re

import numpy as np
import pytest
from helpers import evaluate, everything

import aibyhand
from aibyhand.render.latex import named_numbers
from aibyhand.render.words import worked_tex
from aibyhand.sheet.telling import most_telling


@pytest.mark.parametrize(
    ("x", "z", "y"),
    [
        # Z₁ = 1·x and 2·x, Y₁ = −1·x + 2·x
        (1234567, r"= 2 \cdot 1.23e+06 + 1 \cdot 0 + 1 \cdot 0 \approx 2.47e+06", r"\approx"),
        (999999.0004, r"= 2 \cdot 999999.000 + 1 \cdot 0.0 + 1 \cdot 0.0 \approx 2.00e+06", r"\ap"),
        (1e-10, r"= 2 \cdot 0 + 1 \cdot 0 + 1 \cdot 0 \approx 0", r"\approx"),
        (1000000, r"= 2 \cdot 1.00e+06 + 1 \cdot 0 + 1 \cdot 0 = 2.00e+06", "= 1.00e+06"),
        (0.3, r"= 2 \cdot 0.3 + 1 \cdot 0.0 + 1 \cdot 0.0 = 0.6", "= 0.3"),
    ],
)
def test_what_was_rounded_in_print_is_about_right(x, z, y):
    trace = aibyhand.find("rnn").run(X=[[x]])
    assert worked_tex(trace["Z1"], 1, 0, trace["Z1"].worked(1, 0)).removeprefix("z_{1}[2,1] ") == z
    assert y in worked_tex(trace["Y1"], 0, 0, trace["Y1"].worked(0, 0)).partition(" = ")[2]
    assert (r"\approx" in named_numbers(trace["X"])) == (x not in (1000000, 0.3))


SLUGS = [
    pytest.param(slug, marks=() if slug in ("rnn", "gcn", "softmax") else pytest.mark.slow)
    for slug in aibyhand.slugs()
]


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("factor", [1234567.3, 1e-10])
def test_every_equal_sign_holds_on_hard_numbers(slug, factor):
    walkthrough = aibyhand.find(slug)
    source = walkthrough.run()
    ran = 0
    for name in source.given:
        try:
            trace = walkthrough.run_on({name: (source[name].values * factor).tolist()})
        except (ValueError, TypeError):
            continue  # such a step size or number of places is refused
        ran += 1
        for matrix in everything(trace):
            if matrix.made and (told := most_telling([matrix])):
                check(*told)
    assert ran or factor > 1  # powers of numbers that large are refused


def check(matrix, i, j, work):
    """Compute the sum as it is written, and compare it with the result as it is written."""
    said = worked_tex(matrix, i, j, work)
    if r"\approx" in said or r"\cdots" in said:
        return
    printed = evaluate(said.rpartition(" = ")[2])
    size = np.abs(matrix.values).max()
    assert printed == pytest.approx(float(matrix.values[i, j]), rel=1e-9, abs=1e-12 * size), said
    written = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", work.tex)]
    if re.search(r"\[0 [<>] 0\]", work.tex):
        return  # the sign of what a machine adds behind the last digit that is printed
    if work.settled and "argmax" in work.tex and written.count(max(written)) > 1:
        return  # the largest two differ by less than is printed
    assert evaluate(work.tex) == pytest.approx(printed, rel=1e-9, abs=1e-12 * size), said
