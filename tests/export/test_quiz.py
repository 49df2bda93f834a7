"""Quizzes: read back as Moodle's and GIFT's documentation says, right where Python is right."""

import html
import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from helpers import trace_of

import aibyhand
from aibyhand import Role, Step, Walkthrough, find, given
from aibyhand.export import files
from aibyhand.export.shared.quiz import MOST, questions
from aibyhand.practice.judging import judge, margin, right_answers, wrong_answers

FEW = ("softmax", "self-attention", "lstm", "max-pooling")
EACH = pytest.mark.parametrize(
    "slug",
    [pytest.param(s, marks=() if s in FEW else pytest.mark.slow) for s in aibyhand.slugs()],
)
# A blank as Moodle's documentation has it: weight, kind, answers with a tolerance and a feedback.
BLANK = re.compile(r"\{1:NUMERICAL:((?:\\.|[^}\\])*)\}")
ANSWER = re.compile(r"(=|%0%)([-+.\de]+):([.\de+-]+)(?:#((?:\\.|[^~\\])*))?")


def read(trace, to):
    ((_, data),) = files(trace, to).items()
    return data.decode()


def said(feedback):
    """What is shown: Moodle decodes entities once, frees ``}`` and ``#``, and reads HTML."""
    decoded = html.unescape(feedback).replace(r"\}", "}").replace(r"\#", "#")
    return html.unescape(re.sub("<[^>]*>", "", decoded))


def moodle(trace):
    return ET.fromstring(read(trace, "moodle"))


def clozes(trace):
    """Give the blanks of every step: right, tolerance, and the wrong numbers with their words."""
    found = []
    for question in moodle(trace).iter("question"):
        if question.get("type") != "cloze":
            continue
        text = question.findtext("questiontext/text")
        blanks = []
        for inside in BLANK.findall(text):
            parts = re.split(r"(?<!\\)~", inside)
            answers = [ANSWER.fullmatch(part) for part in parts]
            assert all(answers), inside
            right = [float(one[2]) for one in answers if one[1] == "="]
            wrong = [one.groups() for one in answers if one[1] != "="]
            spare = answers[0][3]
            assert len(right) in (1, 2)
            assert all(one[0] == "%0%" and one[3] for one in wrong), inside
            assert {one[3] for one in answers} == {spare}
            blanks.append((right, float(spare), [(float(w[1]), said(w[3])) for w in wrong]))
        found.append((question.findtext("name/text"), text, blanks))
    return found


@EACH
def test_every_blank_is_right_where_the_trace_is_and_no_mistake_could_be(slug):
    for lane in find(slug).lanes:
        trace = trace_of(slug, lane)
        asked, read_back = list(questions(trace)), clozes(trace)
        assert len(asked) == len(read_back)
        for question, (name, _, blanks) in zip(asked, read_back, strict=True):
            assert name.endswith(f"[{question.step.number}] {question.step.title}")
            numbers = [float(v) for m in question.found for v in m.values.ravel()][:MOST]
            assert [blank[0][0] for blank in blanks] == pytest.approx(numbers, rel=1e-9, abs=1e-12)
            for right, spare, wrong in blanks:
                assert 0 < spare <= 0.051 + 1e-8 * max(map(abs, numbers))
                assert all(abs(value - one) > 1.9 * spare for value, _ in wrong for one in right)


@EACH
def test_gift_asks_for_one_number_of_every_result(slug):
    trace = trace_of(slug, find(slug).shown_lane)
    text = read(trace, "gift")
    assert text.startswith("// ")
    blocks = [b for b in text.split("\n\n") if b.startswith("::")]
    numerical = [b for b in blocks if "{#\n" in b]
    assert len(numerical) == sum(len(q.found) for q in questions(trace))
    for block in numerical:
        name = re.match(r"::(.*?)(?<!\\)::", block)[1].replace("\\", "")
        printed, row, column = re.search(r"\] (.+)\[(\d+),(\d+)\]$", name).groups()
        matrix = next(m for m in trace.matrices.values() if m.printed == printed and m.made)
        shown = float(re.search(r"\{#\n=([-+.\de]+):", block)[1])
        same = [m for m in trace.matrices.values() if m.printed == printed]
        values = [m.values[int(row) - 1, int(column) - 1] for m in same
                  if m.shape[0] >= int(row) and m.shape[1] >= int(column)]  # fmt: skip
        assert any(np.isclose(shown, value) for value in values), (name, matrix)


def test_a_usual_mistake_is_told_at_its_blank():
    """p[2,1] of softmax without the division is 2.718, and so its blank says."""
    told = dict(clozes(trace_of("softmax"))[2][2][1][2])
    value = next(v for v in told if v == pytest.approx(2.71828, abs=1e-4))
    assert told[value] == "You didn't divide by Z"


def test_what_is_known_stands_filled_in_and_what_is_asked_does_not():
    read_back = clozes(trace_of("self-attention"))
    _, text, blanks = next(one for one in read_back if one[0].endswith("[4] Scores"))
    assert "<caption>S, 4 × 4</caption>" in text
    asked = text.split("<caption>S, 4 × 4</caption>")[1]
    assert not re.search(r"<td>[−\d.]+</td>", asked)
    assert len(blanks) == 16


def test_more_blanks_than_anybody_fills_in_are_given_and_said():
    big = [[1] * 12] * 6
    trace = find("self-attention").run(X=big)
    _, text, blanks = clozes(trace)[0]
    assert len(blanks) == MOST
    assert f"The other {3 * 3 * 12 - MOST} cells are filled in." in text


def test_wrong_turns_are_told_apart():
    for question in moodle(trace_of("softmax")).findall("question[@type='multichoice']"):
        fractions = [answer.get("fraction") for answer in question.findall("answer")]
        assert sorted(fractions) == ["0", "100"]
        texts = [answer.findtext("text") for answer in question.findall("answer")]
        assert len(set(texts)) == 2
        assert len({re.search("<caption>(.*?),", text)[1] for text in texts}) == 1  # one name
    assert len(moodle(trace_of("softmax")).findall("question[@type='multichoice']")) == len(
        find("softmax").wrong_turns
    )


@EACH
def test_a_wrong_turn_shows_what_the_right_result_is_calculated_from(slug):
    trace = trace_of(slug, find(slug).shown_lane)
    for question in moodle(trace).findall("question[@type='multichoice']"):
        asked = question.findtext("questiontext/text")
        assert re.search(r"<caption>.*<td>.*One of these is", asked)


def test_softmax_told_apart_is_shown_the_powers_and_their_sum():
    question = moodle(trace_of("softmax")).find("question[@type='multichoice']")
    asked = question.findtext("questiontext/text")
    assert re.findall("<caption>(.*?),", asked) == ["E", "Z"]
    assert re.findall("<td>([\\d.]+)</td>", asked) == [
        "20.09", "2.72", "1.00", "0.37", "0.14", "24.31",
    ]  # fmt: skip


def test_other_numbers_and_a_seed_are_asked_for_as_well(tmp_path):
    from aibyhand.__main__ import main

    arguments = ["export", "softmax", "--to", "moodle", "gift", "--seed", "k9"]
    assert main([*arguments, "--output", str(tmp_path)]) == 0
    seeded = (tmp_path / "softmax-moodle.xml").read_text("utf-8")
    assert seeded != read(trace_of("softmax"), "moodle")
    assert (tmp_path / "softmax.gift.txt").exists()


def steps(A, B):
    yield Step("Given", "Write.", (A, B))
    yield Step("Add", "Add ]]> <b>~#{=}</b>.", ((A + B).named("C", Role.OUTPUT, r"C_{]]>}"),))


def test_hostile_words_end_nothing():
    A = given("A", [[1, 2]], Role.INPUT, r"\mathit{<~#}")
    B = given("B", [[3, 4]], Role.INPUT, r"\mathit{<b>'~#}")
    hostile = Walkthrough("toy", "A ~ # { } = & <b> ]]> title", "Why?", steps, given=(A, B))
    trace = hostile.run()
    ((_, text, blanks),) = clozes(trace)
    assert [blank[0] for blank in blanks] == [[4], [6]]
    assert "<b>" not in text
    assert f"You left out {B.printed}" in dict(blanks[0][2]).values()
    gift = read(trace, "gift")
    assert gift.count("\n::") == 1
    assert "<b>" not in gift.split("[html]", 1)[1]


def test_who_calculates_with_printed_numbers_is_right_and_who_is_between_is_not():
    """The sum is 24.30703, and that of 20.09, 2.72, 1.00, 0.37 and 0.14 is 24.32."""
    trace = trace_of("softmax")
    total, shares = trace["Zs"], trace["p"]
    exact, printed = right_answers(total, 0, 0)
    assert exact == total.values[0, 0]
    assert printed == pytest.approx(24.32)
    assert margin(total) == pytest.approx(0.005, abs=1e-6)
    assert judge(total, 0, 0, "24.32").right
    answers = right_answers(shares, 0, 0)
    assert all(
        abs(v - right) > margin(shares)
        for v in wrong_answers(shares, 0, 0).values()
        for right in answers
    )
    parts = find("bptt").run()["parts"]
    assert all(abs(7 - right) > margin(parts) for right in right_answers(parts, 0, 3))  # 8, or 10
    with pytest.raises(ValueError, match="was given"):
        right_answers(trace["x"], 0, 0)
    assert wrong_answers(trace["x"], 0, 0) == {}


def test_two_runs_give_equal_bytes():
    again = find("lstm").run_on({}, lane="exact")
    for to in ("moodle", "gift"):
        assert files(again, to) == files(trace_of("lstm"), to)
