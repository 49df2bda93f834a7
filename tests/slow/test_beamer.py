"""The slides for Beamer, compiled: nothing complains, and every number can be read."""

import re
import subprocess
from collections import Counter

import pytest
from conftest import give_up
from helpers import trace_of

import aibyhand
from aibyhand.core.numbers import MINUS, number
from aibyhand.export import files

pytestmark = pytest.mark.slow

SAMPLE = (
    "alphafold", "convolution-exercise", "dft", "leaky-units", "lstm", "max-pooling", "mdp", "mhc",
    "svm", "u-net",
)  # fmt: skip
COMPLAINT = re.compile(
    r"^(Overfull .*|Missing character.*|LaTeX (?:Font )?Warning.*|Package \w+ Warning.*)", re.M
)
AGAIN = re.compile(r"rerunfilecheck|has changed|Rerun|may have changed")  # until the second run


def compiled(pdflatex, folder, name):
    """Compile a file, and give what TeX complains about."""
    command = [pdflatex, "-interaction=nonstopmode", "-halt-on-error", "-file-line-error", name]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, errors="replace")
    assert done.returncode == 0, done.stdout[-1500:]
    return [line for line in COMPLAINT.findall(done.stdout) if not AGAIN.search(line)]


def read(pdftotext, path):
    text = subprocess.run([pdftotext, "-raw", path, "-"], capture_output=True, text=True).stdout
    return Counter(text.replace(MINUS, "-").split())


@pytest.fixture(scope="module")
def pdflatex(need):
    """Give a pdfLaTeX that has Beamer, and what Beamer draws with."""
    program = need("pdflatex")
    asked = ["kpsewhich", "beamer.cls", "pgf.sty", "lmodern.sty"]
    found = subprocess.run(asked, capture_output=True, text=True).stdout.split()
    return program if len(found) == 3 else give_up(f"of {asked[1:]} there is only {found}")


def joined(sources):
    """Give one document with the frames of all of them: TeX loads Beamer once, which takes long."""
    body = "".join(
        "\n".join(re.findall(r"^\\definecolor.*$", source, re.M))
        + source.partition("\\begin{document}")[2].partition("\\end{document}")[0]
        for source in sources
    )
    start = sources[0].partition("\\begin{document}")[0]
    return f"{start}\\begin{{document}}\n{body}\\end{{document}}\n"


def test_the_slides_compile_without_a_word_of_complaint(pdflatex, need, tmp_path):
    traces = [trace_of(slug, aibyhand.find(slug).shown_lane) for slug in SAMPLE]
    sources = [next(iter(files(trace, "beamer").values())).decode() for trace in traces]
    (tmp_path / "all.tex").write_text(joined(sources), encoding="utf-8")
    assert compiled(pdflatex, tmp_path, "all.tex") == []
    words = read(need("pdftotext"), tmp_path / "all.pdf")
    for trace in traces:
        for matrix in trace.results:
            for value in matrix.values.ravel():
                shown = number(float(value), matrix.digits).replace(MINUS, "-")
                there = {shown, f"({shown})", shown.lstrip("-")} & words.keys()
                assert there, f"{trace.walkthrough.slug}, {matrix.name}: {shown}"


def test_a_handout_has_a_page_for_each_frame_and_every_number(pdflatex, need, tmp_path):
    ((name, data),) = files(aibyhand.find("softmax").run(), "beamer").items()
    text = data.decode().replace(
        "\n\\documentclass[aspectratio=169]", "\n\\documentclass[handout,aspectratio=169]"
    )
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert compiled(pdflatex, tmp_path, name) == []
    log = (tmp_path / name.replace(".tex", ".log")).read_text(errors="replace")
    assert f"({text.count(chr(92) + 'begin{frame}')} pages" in log
    words = read(need("pdftotext"), tmp_path / name.replace(".tex", ".pdf"))
    for value in aibyhand.find("softmax").run()["p"].values.ravel():
        assert f"{value:.2f}" in words
