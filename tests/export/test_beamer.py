"""Slides as LaTeX source, by content; tests/slow compiles them."""

import re
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from helpers import trace_of

import aibyhand
from aibyhand.core.numbers import MINUS, number
from aibyhand.export import files, stem
from aibyhand.export.beamer.plan import ROWS, slides
from aibyhand.render.latex import escaped

LANES = [(slug, lane) for slug in aibyhand.slugs() for lane in aibyhand.find(slug).lanes]
every_lane = pytest.mark.parametrize(("slug", "lane"), LANES)
GRID = re.compile(r"\\grid\{([a-z0-9-]+)\}\{(r+|c)\}\{((?:[^{}]|\{[^{}]*\})*)\}")
SPECIAL = r"50% & more_or less #1 {x} $y$ ~a^b \end{frame} [z] <2>"


def source(trace):
    ((name, data),) = files(trace, "beamer").items()
    assert name == f"{stem(trace)}-beamer.tex"
    return data.decode()


@cache
def source_of(slug, lane):
    return source(trace_of(slug, lane))


def frames(text):
    """Give the title and the body of every frame."""
    found = re.findall(
        r"\\begin\{frame\}\[t\]\n\\frametitle\{([^\n]*)\}\n(.*?)\\end\{frame\}", text, re.S
    )
    return [(title, body) for title, body in found]


def rows(inside):
    """Give the numbers of a grid as they are printed."""
    plainly = re.sub(r"\\(?:cell|told)\{([^{}]*)\}", r"\1", inside)
    return [row.split(" & ") for row in plainly.split(" \\\\ ")]


@every_lane
def test_every_number_of_every_result_stands_there_and_is_blank_at_first(slug, lane):
    text = source_of(slug, lane)
    found = [
        rows(inside)
        for _, _, inside in GRID.findall(text)
        if "\\cell" in inside or "\\told" in inside
    ]
    bare = re.findall(r"\\(?:cell|told)\{\(?([^{}()]*)\)?\}", text)
    for matrix in trace_of(slug, lane).results:
        printed = [
            [number(float(v), matrix.digits).replace(MINUS, "-") for v in row]
            for row in matrix.values
        ]
        assert printed in found or (matrix.shape == (1, 1) and printed[0][0] in bare), matrix.name


@every_lane
def test_all_that_is_opened_is_closed_and_pdflatex_knows_every_letter(slug, lane):
    text = source_of(slug, lane)
    bare = re.sub(r"\\[\\{}]", "", text)
    assert bare.count("{") == bare.count("}")
    begun, ended = (re.findall(rf"\\{word}\{{(\w+)\}}", text) for word in ("begin", "end"))
    assert sorted(begun) == sorted(ended)
    assert text.count("\\left") == text.count("\\right")
    assert {letter for letter in text if ord(letter) > 0x17F} <= set("–‘’“”")
    defined = set(re.findall(r"\\definecolor\{([\w-]+)\}", text))
    for used in {role for role, _, _ in GRID.findall(text)}:
        assert {used, f"{used}-frame", f"{used}-ink"} <= defined


@every_lane
def test_every_step_is_there_with_its_sentence(slug, lane):
    shown = frames(source_of(slug, lane))
    assert shown[0][0] == "The question"
    assert shown[-1][0] == "Where this is from"
    for step in trace_of(slug, lane).steps:
        own = [body for title, body in shown if title.startswith(f"[{step.number}] ")]
        assert own, step.number
        cells = sum(len(re.findall(r"\\(?:cell|told)\{", body)) for body in own)
        assert cells >= sum(m.values.size for m in step.results)
        assert all(body.startswith(escaped(step.does)) for body in own)


def test_a_result_stands_on_a_slide_with_what_it_is_made_of():
    text = dict(frames(source(aibyhand.find("self-attention").run())))
    body = text["[4] Scores"]
    assert "Take the dot product of every key with every query." in body
    assert "S &= K^\\top\\,Q = \\grid{key}{rrr}{0 & 0 & 1 \\\\ 2 & 1 & 0" in body
    assert "\\found{-1}{\\grid{score}{rrrr}{\\cell{3} & \\cell{2} & \\cell{2} & \\cell{1}" in body
    assert "\\told{-1}" in body
    assert "S[3,2] = 1 \\cdot 1 + 0 \\cdot 1 + (-1) \\cdot 2 = -1" in body.split("\\later{3}")[1]


def test_what_is_found_on_a_slide_is_blank_wherever_it_stands_there():
    text = dict(frames(source(aibyhand.find("lstm").run())))
    body = text["[5] Update the memory"]
    new = body.splitlines()
    summed = next(line for line in new if line.startswith("C_{1} &="))
    assert len(re.findall(r"\\found", summed)) == 3  # both parts of the sum, and the sum


def test_a_high_step_is_cut_between_results_and_nothing_is_lost():
    for slug in aibyhand.slugs():
        for step in trace_of(slug, aibyhand.find(slug).shown_lane).steps:
            parts = list(slides(step))
            assert [m.symbol for part in parts for m in part.results] == [
                m.symbol for m in step.results
            ]
            for part in parts:
                assert part.height <= ROWS or len(part.results) + len(part.known_rows) <= 4, slug


def test_a_wrong_turn_asks_first_and_gives_its_reason_on_the_next_overlay():
    trace = trace_of("softmax", aibyhand.find("softmax").shown_lane)
    asked = [body for title, body in frames(source(trace)) if title == "Which is right?"]
    assert len(asked) == len(trace.walkthrough.wrong_turns)
    for body, wrong in zip(asked, trace.walkthrough.wrong_turns, strict=True):
        before, after = body.split("\\later{2}")
        assert wrong.title not in before
        letter = re.search(r"\{([AB]) is right", after)[1]
        shown = dict(
            re.findall(r"\\text\{([AB]):\}\\quad (.*?)(?: \\qquad| \\\\\[4pt\]|\}$)", before, re.M)
        )
        right = trace[wrong.right]
        first = f"{right.values[0, 0]:.{right.digits}f}"
        assert first in shown[letter]


def test_what_must_hold_is_left_out_where_it_does_not():
    trace = trace_of("self-attention", "exact")
    claim = trace.walkthrough.claims[0]
    false = replace(claim, sentence="One is two.", holds=lambda trace: False)
    lost = replace(claim, sentence="Nothing is there.", holds=lambda trace: trace["nothing"])
    walkthrough = replace(trace.walkthrough, claims=(claim, false, lost))
    text = source(replace(trace, walkthrough=walkthrough))
    assert "What must hold" in text
    assert claim.sentence in text
    assert "One is two" not in text
    assert "Nothing is there" not in text


def test_a_variant_has_slides_too():
    trace = aibyhand.find("dft").run(variant="phase")
    assert "[1] " in source(trace)


def test_signs_that_mean_something_to_tex_are_escaped():
    trace = trace_of("softmax", "exact")
    step = replace(trace.steps[0], title=SPECIAL, does=SPECIAL)
    walkthrough = replace(trace.walkthrough, title=SPECIAL, question=SPECIAL)
    text = source(replace(trace, walkthrough=walkthrough, steps=(step, *trace.steps[1:])))
    so = r"50\% \& more\_or less \#1 \{x\} \$y\$ \~{}a\^{}b \textbackslash{}end\{frame\} [z] <2>"
    assert text.count(so) == 5
    assert SPECIAL not in text


def test_a_handout_is_one_word_away_and_hides_nothing():
    text = source(trace_of("softmax", "exact"))
    top, _, rest = text.partition("\n\\documentclass[aspectratio=169]{beamer}")
    assert "\\documentclass[handout,aspectratio=169]{beamer}" in top
    for overlay in re.findall(r"<([^<>]*)>", rest.partition("\\begin{document}")[0]):
        assert overlay.endswith("| handout:1")


def test_a_large_matrix_is_named_by_its_size():
    trace = aibyhand.find("softmax").run(x=np.arange(30.0).reshape(30, 1))
    assert "{30 \\times 1}" in source(trace)


def test_the_same_trace_gives_the_same_bytes():
    trace = aibyhand.find("lstm").run(lane="pencil")
    assert files(trace, "beamer") == files(trace, "beamer")
    assert list(files(trace, "beamer")) == ["lstm-pencil-beamer.tex"]
