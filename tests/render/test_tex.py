"""The LaTeX document, by content; tests/slow compiles it."""

import re

import pytest

from aibyhand import find
from aibyhand.core.numbers import MINUS, number
from aibyhand.export import files
from aibyhand.render.latex import escaped
from aibyhand.walkthroughs import slugs

LATIN = 0x17F  # the last letter that pdflatex knows without being told
QUOTES = "–‘’“”"
TRACE = find("lstm").run(lane="pencil")


@pytest.fixture(scope="module")
def document() -> str:
    made = files(TRACE, "tex")

    assert list(made) == ["lstm-pencil.tex"]
    return made["lstm-pencil.tex"].decode()


def test_every_number_that_was_computed_stands_there_in_the_colours_of_its_role(document):
    for matrix in TRACE.results:
        lines = [
            " & ".join(number(float(v), matrix.digits).replace(MINUS, "-") for v in row)
            for row in matrix.values
        ]
        colour = matrix.role.name.lower().replace("_", "-")
        columns = "r" * matrix.shape[1]
        inside = " \\\\ ".join(lines)
        assert f"\\grid{{{colour}}}{{{columns}}}{{{inside}}}" in document


def test_every_step_its_sentence_and_every_equation_stand_there(document):
    for step in TRACE.steps:
        assert f"\\subsection*{{[{step.number}] {step.title}}}" in document
        assert step.does.replace("−", "$-$") in document
        for matrix in step.results:
            assert matrix.equation in document.replace("&", "")
    assert document.count("\\worked{") >= 10


def test_it_begins_and_ends_by_itself_and_every_bracket_and_colour_is_there(document):
    assert document.startswith("\\documentclass")
    assert document.endswith("\\end{document}\n")
    assert document.count("{") == document.count("}")
    assert document.count("\\left") == document.count("\\right")
    defined = set(re.findall(r"\\definecolor\{([\w-]+)\}", document))
    body = document.partition("\\begin{document}")[2]
    for used in re.findall(r"\\(?:grid|role)\{([a-z0-9-]+)\}", body):
        assert {used, f"{used}-frame", f"{used}-ink"} <= defined


def test_no_sign_is_left_that_tex_would_not_print(document):
    assert document.isascii()


def test_a_large_matrix_is_named_by_its_size():
    numbers = [[float((i * 7 + j * 3) % 5) for j in range(40)] for i in range(30)]
    weights = [[((i + j) % 3) / 100 for j in range(30)] for i in range(3)]
    trace = find("self-attention").run(X=numbers, WQ=weights, WK=weights, WV=weights)

    assert "\\grid{input}{c}{30 \\times 40}" in files(trace, "tex")["self-attention.tex"].decode()


@pytest.mark.parametrize("slug", slugs())
def test_every_letter_of_a_step_is_one_that_latex_has(slug):
    said = "".join(step.title + step.does for step in find(slug).run().steps)
    assert {letter for letter in escaped(said) if ord(letter) > LATIN} <= set(QUOTES)
