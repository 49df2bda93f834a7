"""A question bank for Moodle: a grid of blanks for every step, and a choice for each wrong turn.

Moodle XML, as its documentation describes it: Cloze questions whose blanks are numerical, each with
what it says to a usual mistake, and multiple-choice questions.
"""

import re
from functools import partial
from html import escape
from xml.sax.saxutils import quoteattr

from aibyhand.core import Matrix
from aibyhand.export.format import Format, stem
from aibyhand.export.shared.credit import KEEP, credits
from aibyhand.export.shared.quiz import (
    Blank,
    Question,
    plainly,
    printed,
    questions,
    table,
    which_is_right,
    wrong_turns,
)
from aibyhand.walk import Trace, WrongTurn

FORMAT = Format(
    "a question bank for Moodle: blanks that answer to usual mistakes, wrong turns to tell apart",
    place=10, names=("{stem}-moodle.xml",),
)  # fmt: skip


def files(trace: Trace) -> dict[str, bytes]:
    """One file: ``SLUG-moodle.xml``."""
    title = trace.walkthrough.title
    parts = [_category(f"$course$/AI by Hand/{title}")]
    parts += [_cloze(trace, question) for question in questions(trace)]
    parts += [_choice(trace, wrong, made) for wrong, made in wrong_turns(trace)]
    whole = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n' + "".join(parts) + "</quiz>\n"
    return {f"{stem(trace)}-moodle.xml": whole.encode()}


def _category(name: str) -> str:
    return (
        f'<question type="category"><category><text>{escape(name)}</text></category></question>\n'
    )


def _cloze(trace: Trace, question: Question) -> str:
    """A step's matrices, known ones filled in and results as grids of blanks."""
    step = question.step
    parts = [f"<p>{escape(step.does)}</p>"]
    parts += [table(m) for m in question.known]
    for m in question.found:
        parts.append(f"<p>\\({escape(m.equation)}\\)</p>")
        parts.append(table(m, partial(_cell, m, question.asked)))
    if question.left_out:
        parts.append(f"<p>The other {question.left_out} cells are filled in.</p>")
    name = f"{trace.walkthrough.title} [{step.number}] {step.title}"
    return _question("cloze", name, "".join(parts), trace)


def _cell(matrix: Matrix, asked: dict[tuple[str, int, int], Blank], i: int, j: int) -> str:
    """A blank, or the number where there would be too many of them."""
    blank = asked.get((matrix.name, i, j))
    if blank is None:
        return printed(matrix, i, j)
    spare = plainly(blank.margin)
    right = "~".join(f"={plainly(number)}:{spare}" for number in blank.right)
    wrong = (f"~%0%{plainly(value)}:{spare}#{_kept(reason)}" for value, reason in blank.wrong)
    return "{1:NUMERICAL:" + right + "".join(wrong) + "}"


def _kept(text: str) -> str:
    """A text inside a blank, where some signs would end it.

    Moodle takes a backslash away before ``}`` and ``#`` only, and decodes entities once before it
    reads the rest as HTML: so these signs are entities, and the text is escaped twice.
    """
    html = escape(escape(text, quote=False), quote=False)
    return re.sub(r"[\\}#~]", lambda sign: f"&#{ord(sign[0])};", html)


def _choice(trace: Trace, wrong: WrongTurn, produced: Matrix) -> str:
    """The right result and what a typical mistake makes of it: which one is right?"""
    right = trace[wrong.right]
    answers = (
        f'<answer fraction="{fraction}" format="html"><text>{_data(table(matrix))}</text>'
        f"<feedback><text>{_data(escape(said))}</text></feedback></answer>"
        for fraction, matrix, said in ((100, right, "Yes."), (0, _named(produced, right),
                                       f"{wrong.title}. {wrong.sentence}"))
    )  # fmt: skip
    more = "<single>true</single><shuffleanswers>true</shuffleanswers>" + "".join(answers)
    name = f"{trace.walkthrough.title}: {wrong.title}"
    return _question("multichoice", name, which_is_right(trace, wrong), trace, more)


def _named(produced: Matrix, right: Matrix) -> Matrix:
    """What the mistake makes, named like the right one: the name gives nothing away."""
    return produced.named(right.name, right.role, right.tex) if produced.made else produced


def _question(kind: str, name: str, text: str, trace: Trace, more: str = "") -> str:
    """A question as Moodle reads it; whom it is from stands in its general feedback."""
    from_whom = escape(" ".join(filter(None, (credits(trace), KEEP))))
    return (
        f"<question type={quoteattr(kind)}><name><text>{escape(name)}</text></name>"
        f'<questiontext format="html"><text>{_data(text)}</text></questiontext>'
        f'<generalfeedback format="html"><text>{_data(from_whom)}</text></generalfeedback>'
        f"{more}</question>\n"
    )


def _data(html: str) -> str:
    """HTML inside XML as it is."""
    return f"<![CDATA[{html.replace(']]>', ']]&gt;')}]]>"
