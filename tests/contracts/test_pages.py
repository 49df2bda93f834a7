"""Every walkthrough: its page is thin, and has every part in its order."""

import ast
import re

import pytest
from every import (
    cells,
    every,
    page_of,
)
from helpers import (
    trace_of,
)

import aibyhand
from aibyhand.ledger import entry
from aibyhand.walk.quote import chosen, quote

# What a page shows, in its order; design of the pages in docs/about/adding-a-walkthrough.md.
PARTS_OF_A_PAGE = (
    "opening", "way", "step", "claims", "blank", "answer", "wrong_turn", "read_next",
    "simplifications", "poster", "source_notes",
)  # fmt: skip


@every
def test_the_headings_are_the_steps(slug):
    walkthrough = aibyhand.find(slug)
    assert re.findall(r"^# (.+)$", page_of(slug), re.M) == [walkthrough.title]
    headings = re.findall(r"^## \[(\d+)\] (.+)$", page_of(slug), re.M)
    steps = trace_of(slug, walkthrough.shown_lane).steps
    assert headings == [(str(step.number), step.title) for step in steps]
    anchors = re.findall(rf"^\({slug}-(\d+)\)=\n## \[(\d+)\]", page_of(slug), re.M)
    assert anchors == [(str(step.number),) * 2 for step in steps]


@every
def test_every_step_is_shown_under_its_heading(slug):
    parts = re.split(r"^## ", page_of(slug), flags=re.M)
    for part in parts:
        number = re.match(r"\[(\d+)\]", part)
        shown = re.findall(r"page\.step\((\d+)\)", part)
        assert shown == ([number[1]] if number else []), part.splitlines()[0]


@every
def test_the_page_has_every_part_in_the_order_of_the_others(slug):
    calls = re.findall(r"page\.(\w+)\(", "\n".join(cells(slug)))
    parts = [call for call in dict.fromkeys(calls) if call in PARTS_OF_A_PAGE]
    assert parts == list(PARTS_OF_A_PAGE)
    assert calls[-1] == "source_notes", "the last cell holds what can be copied of the others"
    reading = page_of(slug).split("## What to read next\n")[1].split("## ")[0]
    assert not re.search(r"\]\(", reading), "its links follow from `after` of the walkthroughs"


@every
def test_a_lesson_ends_and_everything_below_is_folded(slug):
    """What follows the last links is folded, each part with a line that says what is in it."""
    lesson, below = page_of(slug).split("## What to read next\n")
    headings = re.findall(r"^## (?!\[\d)(.+)$", lesson, re.M)
    assert headings == ["The way through", "The result, read aloud", "Your turn", "Takeaways"]
    parts = re.split(r"^## ", below, flags=re.M)[1:]
    assert parts[0].startswith("What the exercise leaves out\n")
    for part in parts:
        assert re.match(r".+\n\n:::\{folded\} [A-Z].+[.?]\n:::\n", part), part.splitlines()[0]
    for part in re.split(r"^## ", lesson, flags=re.M):  # a step may repeat an earlier one
        assert ":::{folded}" not in part or re.match(r"\[\d+\].+\n\n:::\{folded\}", part)


@every
def test_the_page_holds_no_numbers_of_its_own(slug):
    """Cells call the page; the numbers in them are numbers of steps and of wrong turns."""
    counted = {"step", "blank", "answer", "wrong_turn"}
    for cell in cells(slug):
        for node in ast.walk(ast.parse(cell)):
            assert not isinstance(node, ast.List | ast.Tuple | ast.Dict | ast.Set | ast.BinOp), cell
            if isinstance(node, ast.Constant) and not isinstance(node.value, str):
                assert isinstance(node.value, int), cell
        numbers = [
            argument
            for call in ast.walk(ast.parse(cell))
            if isinstance(call, ast.Call)
            and isinstance(call.func, ast.Attribute)
            and call.func.attr in counted
            for argument in call.args
        ]
        constants = [
            node
            for node in ast.walk(ast.parse(cell))
            if isinstance(node, ast.Constant) and not isinstance(node.value, str)
        ]
        assert len(constants) == len(numbers), cell
        assert len(cell.strip().splitlines()) <= 4, cell


@every
def test_every_number_in_running_text_resolves(slug):
    walkthrough = aibyhand.find(slug)
    for text in re.findall(r"\{value\}`([^`]+)`", page_of(slug)):
        lane, variant, expression = chosen(walkthrough, text)
        trace = trace_of(slug, lane or walkthrough.shown_lane, variant)
        assert re.search(r"\d", quote(trace, expression)), text


@every
def test_the_source_notes_promise_what_they_hold(slug):
    """The line of their fold names printed values and mistakes only where the ledger has some."""
    (said,) = re.findall(r"^## Source notes\n\n:::\{folded\} (.+)$", page_of(slug), re.M)
    assert "printed value" not in said or entry(slug).printed
    assert "mistake" not in said or entry(slug).errata


@pytest.mark.slow
@every
def test_what_the_page_calls_works(slug):
    """Run every cell: a page must build, and its errors should be found without building it."""
    scope: dict[str, object] = {}
    for cell in cells(slug):
        *before, last = ast.parse(cell).body
        exec(compile(ast.Module(before, []), slug, "exec"), scope)
        if isinstance(last, ast.Expr):
            shown = eval(compile(ast.Expression(last.value), slug, "eval"), scope)
            assert shown._repr_html_(), cell
        else:
            exec(compile(ast.Module([last], []), slug, "exec"), scope)


@every
def test_a_reply_to_a_question_is_folded(slug):
    """A question before a blank sheet has its reply behind the answer, in a fold of its own."""
    turn = page_of(slug).split("## Your turn\n")[1].split("\n## ")[0]
    parts = re.split(r"^```\{code-cell\}[^\n]*\n(?:^:.*\n)*(.*)\n^```$", turn, flags=re.M)
    texts, calls = [text.strip() for text in parts[::2]], parts[1::2]
    asked = False
    for before, call, after in zip(texts, calls, texts[1:], strict=False):
        if call.startswith("page.blank"):
            asked = before.split("\n\n")[-1].count("?") > 0
        if call.startswith("page.answer") and asked:
            assert after.startswith(":::{reply}\n"), f"{call}: its reply lies open, or is missing"
            asked = False
