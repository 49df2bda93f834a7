"""A LaTeX document that compiles by itself: every step with its matrices in their roles' colours.

It needs amsmath, xcolor, graphicx and geometry, and any TeX.
"""

from collections.abc import Sequence

from aibyhand.core import Matrix
from aibyhand.core.op import Place
from aibyhand.core.role import ACCENT
from aibyhand.export.format import Format, stem
from aibyhand.export.shared import cut
from aibyhand.export.shared.credit import KEEP, credits
from aibyhand.export.shared.grids import (
    COMMANDS,
    LONG,
    WIDE,
    chips,
    defined,
    definitions,
    grid,
    sides,
    width,
    written,
)
from aibyhand.render.latex import escaped
from aibyhand.render.step_view import view
from aibyhand.walk import Step, Trace

FORMAT = Format(
    "a LaTeX document of all steps, in the colours of the roles",
    place=8, names=("{stem}.tex",),
)  # fmt: skip
GOES_ON = r"\ldots"  # before the next columns, or rows, of a large given matrix

PREAMBLE = r"""\documentclass[11pt]{article}
\usepackage[margin=2.2cm]{geometry}
\usepackage{amsmath}
\usepackage{xcolor}
\usepackage{graphicx}
\allowdisplaybreaks
\setlength{\parindent}{0pt}
\setlength{\lineskip}{6pt}
\setlength{\lineskiplimit}{3pt}

%% The roles of matrices: fill, frame and ink.
%s
%s

%s%% A line that is made smaller where it is too wide
\newcommand{\fit}[1]{\resizebox{\ifdim\width>0.85\linewidth 0.85\linewidth\else\width\fi}{!}%%
  {$\displaystyle #1$}}
"""


def files(trace: Trace) -> dict[str, bytes]:
    """One file: ``SLUG.tex``."""
    walkthrough = trace.walkthrough
    parts = [_preamble(trace), "\\begin{document}\n"]
    parts.append(f"\\section*{{{escaped(walkthrough.title)}}}\n")
    parts.append(f"\\emph{{{escaped(walkthrough.question)}}}\n")
    if trace.lane.by_hand:
        parts.append(f"{escaped(walkthrough.pencil)}\n")
    parts.append(_legend(trace))
    if missing := left_out(trace):
        parts.append(f"\\medskip\n{escaped(missing)}\n")
    parts += [_step(trace, step) for step in trace.steps]
    footer = escaped(" ".join(filter(None, (credits(trace), KEEP))))
    parts.append(f"\\bigskip\n{{\\footnotesize\\sloppy {footer}\\par}}\n\n\\end{{document}}\n")
    return {f"{stem(trace)}.tex": "\n".join(parts).encode()}


def left_out(trace: Trace) -> str:
    """Which matrices are shown by their sizes alone; given ones are printed in parts."""
    return cut.left_out(trace, parts=False, given=True)


def _preamble(trace: Trace) -> str:
    return PREAMBLE % (definitions(trace), defined("worked", ACCENT), COMMANDS)


def _legend(trace: Trace) -> str:
    """The roles that occur, each in its colours."""
    return f"\\medskip\n{{\\raggedright\n{chips(trace)}\\par}}\n"


def _step(trace: Trace, step: Step) -> str:
    """A step: its sentence, what it shows as given, its results, and one cell worked in full."""
    parts = [f"\\subsection*{{[{step.number}] {escaped(step.title)}}}\n{escaped(step.does)}"]
    given = [
        f"${GOES_ON if k else f'{m.symbol} ='} {_fitted(grid(part), (part,))}$"
        for m in step.shows
        if not m.made
        for k, part in enumerate(cut.in_parts(m) or [m])
    ]
    if given:
        parts.append("\\begin{center}\n" + "\\qquad\n".join(given) + "\n\\end{center}")
    if step.results:
        lines = " \\\\[4pt]\n".join(_result(m) for m in step.results)
        parts.append(f"\\begin{{align*}}\n{lines}\n\\end{{align*}}")
    shown = view(trace, step).worked_tex
    if shown:
        parts.append("One cell worked in full:")
        if len(shown) > LONG:
            parts.append(f"{{\\raggedright\\worked{{${shown}$}}\\par}}")
        else:
            parts.append(f"\\[\\worked{{{shown}}}\\]")
    return "\n".join(parts) + "\n"


def _result(matrix: Matrix) -> str:
    """The lines of one result: the equation, the same with numbers, and the result's numbers."""
    said, made = sides(matrix), matrix.made
    if said.says_itself:
        return f"{said.name} &{said.end} {_fitted(grid(matrix), (matrix,))}"
    first = f"{said.name} &{said.relation} {said.right}"
    if made is None or made.op.place is Place.ALONE:
        return f"{first} {said.end} {_fitted(grid(matrix), (matrix,))}"
    numbers = written(made, grid)
    if width((*made.operands, matrix)) <= WIDE:
        return f"{first} \\\\*\n&{said.relation} {numbers} {said.end} {grid(matrix)}"
    numbers, result = _fitted(numbers, made.operands), _fitted(grid(matrix), (matrix,))
    return f"{first} \\\\*\n&{said.relation} {numbers} \\\\\n&{said.end} {result}"


def _fitted(shown: str, matrices: Sequence[Matrix]) -> str:
    """Matrices in one line, made to fit where they are wide."""
    return f"\\fit{{{shown}}}" if width(matrices) > WIDE else shown
