"""Questions in GIFT, a text that many platforms import: one number of every result.

GIFT knows no grid of blanks, so each result is asked for in one cell, the one that tells most.
"""

import re
from html import escape

from aibyhand.core import Matrix
from aibyhand.export.format import Format, stem
from aibyhand.export.shared.credit import KEEP, credits
from aibyhand.export.shared.quiz import (
    Blank,
    Question,
    blank_of,
    plainly,
    printed,
    questions,
    table,
    which_is_right,
    wrong_turns,
)
from aibyhand.sheet.telling import most_telling
from aibyhand.walk import Trace

FORMAT = Format(
    "a text in GIFT for other learning platforms: one number of every result",
    place=11, names=("{stem}.gift.txt",),
)  # fmt: skip


def files(trace: Trace) -> dict[str, bytes]:
    """One file: ``SLUG.gift.txt``."""
    title = trace.walkthrough.title
    from_whom = " ".join(filter(None, (credits(trace), KEEP)))
    parts = [f"// {from_whom}", f"$CATEGORY: $course$/AI by Hand/{title}"]
    for question in questions(trace):
        parts += [_number(title, question, m) for m in question.found]
    for wrong, produced in wrong_turns(trace):
        right = trace[wrong.right]
        asked = which_is_right(trace, wrong)
        named = produced.named(right.name, right.role, right.tex) if produced.made else produced
        said = escape(f"{wrong.title}. {wrong.sentence}")
        answers = f"=[html]{_kept(table(right))}\n~[html]{_kept(table(named))}#{_kept(said)}\n"
        parts.append(f"::{_kept(f'{title}: {wrong.title}')}::[html]{_kept(asked)}{{\n{answers}}}")
    return {f"{stem(trace)}.gift.txt": ("\n\n".join(parts) + "\n").encode()}


def _number(title: str, question: Question, matrix: Matrix) -> str:
    """A result with one cell left out, and what its usual mistakes would give."""
    telling = most_telling([matrix])
    row, column = telling[1:3] if telling else (0, 0)

    def cell(i: int, j: int) -> str:
        return "?" if (i, j) == (row, column) else printed(matrix, i, j)

    operands = [m for m in question.known if m in _before(matrix)]
    shown = "".join(map(table, operands)) + f"<p>\\({escape(matrix.equation)}\\)</p>"
    text = f"<p>{escape(question.step.does)}</p>{shown}{table(matrix, cell)}"
    where = f"{matrix.printed}[{row + 1},{column + 1}]"
    name = f"{title} [{question.step.number}] {where}"
    blank = blank_of(matrix, row, column)
    return f"::{_kept(name)}::[html]{_kept(text)}{{#\n{_answers(blank)}}}"


def _before(matrix: Matrix) -> list[Matrix]:
    return list(matrix.ancestors())


def _answers(blank: Blank) -> str:
    spare = plainly(blank.margin)
    lines = [f"={plainly(right)}:{spare}" for right in blank.right]
    lines += [f"=%0%{plainly(value)}:{spare}#{_kept(escape(said))}" for value, said in blank.wrong]
    return "".join(f"{line}\n" for line in lines)


def _kept(text: str) -> str:
    """A text in which no sign of GIFT's own ends anything."""
    return re.sub(r"([\\~=#{}:])", r"\\\1", text)
