"""A LaTeX document that compiles by itself: every step with its matrices in their roles' colours.

It needs amsmath, xcolor, graphicx and geometry, and any TeX.
"""

import re
from collections.abc import Sequence

from aibyhand.core import Matrix, Role
from aibyhand.core.numbers import MINUS, number
from aibyhand.core.op import Place
from aibyhand.core.readings import Made
from aibyhand.core.role import ACCENT
from aibyhand.export.format import Format, stem
from aibyhand.export.shared import cut
from aibyhand.export.shared.credit import KEEP, credits
from aibyhand.render.latex import cells, escaped, sign
from aibyhand.render.step_view import view
from aibyhand.render.words import legend
from aibyhand.sheet.blocks import LARGE
from aibyhand.walk import Step, Trace

FORMAT = Format(
    "a LaTeX document of all steps, in the colours of the roles",
    place=8, names=("{stem}.tex",),
)  # fmt: skip
WIDE = 33.0  # em of matrices in one line; with more it is made to fit
GOES_ON = r"\ldots"  # before the next columns, or rows, of a large given matrix
LONG = 110  # letters of a worked cell; with more it runs over several lines

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
\definecolor{worked}{HTML}{%s}

%% A matrix in the colours of its role: \grid{role}{columns}{rows}
\newcommand{\grid}[3]{\,{\setlength{\fboxsep}{2.5pt}\setlength{\fboxrule}{0.9pt}%%
  \fcolorbox{#1-frame}{#1}{$\color{#1-ink}\begin{array}{#2}#3\end{array}$}}\,}
%% One word of the legend: \role{role}{word}
\newcommand{\role}[2]{{\setlength{\fboxsep}{2.5pt}%%
  \fcolorbox{#1-frame}{#1}{\color{#1-ink}\strut #2}}}
%% One cell worked in full
\newcommand{\worked}[1]{\textcolor{worked}{#1}}
%% A line that is made smaller where it is too wide
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
    roles = [m.role for m in legend(list(trace.matrices.values()))]
    lines = []
    for role in dict.fromkeys([*roles, Role.NUMBER]):
        for end, colour in (
            ("", role.look.fill),
            ("-frame", role.look.frame),
            ("-ink", role.look.ink),
        ):
            lines.append(f"\\definecolor{{{_colour(role)}{end}}}{{HTML}}{{{colour[1:].upper()}}}")
    return PREAMBLE % ("\n".join(lines), ACCENT[1:].upper())


def _colour(role: Role) -> str:
    """The name of a role's fill."""
    return role.name.lower().replace("_", "-")


def _legend(trace: Trace) -> str:
    """The roles that occur, each in its colours."""
    roles = [m.role for m in legend(list(trace.matrices.values()))]
    chips = [f"\\role{{{_colour(role)}}}{{{escaped(role.word)}}}" for role in roles]
    inside = "\\quad\n".join(chips)
    return f"\\medskip\n{{\\raggedright\n{inside}\\par}}\n"


def _step(trace: Trace, step: Step) -> str:
    """A step: its sentence, what it shows as given, its results, and one cell worked in full."""
    parts = [f"\\subsection*{{[{step.number}] {escaped(step.title)}}}\n{escaped(step.does)}"]
    given = [
        f"${GOES_ON if k else f'{m.symbol} ='} {_fitted(_grid(part), (part,))}$"
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
    made = matrix.made
    if made is None:
        raise ValueError(f"{matrix.printed} was given: it is no result")
    name, relation = matrix.symbol, made.op.relation
    right = matrix.equation.removeprefix(f"{name} {relation} ")
    end = r"\approx" if sign(matrix) != "=" or made.op.approximate else "="
    if name == right:  # an unnamed transpose is its own calculation
        return f"{name} &{end} {_fitted(_grid(matrix), (matrix,))}"
    first = f"{name} &{relation} {right}"
    if made.op.place is Place.ALONE:
        return f"{first} {end} {_fitted(_grid(matrix), (matrix,))}"
    written = _written(made)
    if _width((*made.operands, matrix)) <= WIDE:
        return f"{first} \\\\*\n&{relation} {written} {end} {_grid(matrix)}"
    written, result = _fitted(written, made.operands), _fitted(_grid(matrix), (matrix,))
    return f"{first} \\\\*\n&{relation} {written} \\\\\n&{end} {result}"


def _written(made: Made[Matrix]) -> str:
    """A calculation with the numbers in place of the names; brackets grow with what they hold."""
    pattern = re.sub(r"(\(|\[|\\lfloor\b)", r"\\left\1", made.op.tex)
    pattern = re.sub(r"(\)|\]|\\rfloor\b)", r"\\right\1", pattern)
    return pattern.format(*(_grid(m) for m in made.operands), **made.settings)


def _width(matrices: Sequence[Matrix]) -> float:
    """About how many em matrices take side by side."""
    return sum(
        m.shape[1] * (0.5 * max(len(number(float(v), m.digits)) for v in m.values.ravel()) + 0.9)
        + 1.5
        for m in matrices
    )


def _fitted(shown: str, matrices: Sequence[Matrix]) -> str:
    """Matrices in one line, made to fit where they are wide."""
    return f"\\fit{{{shown}}}" if _width(matrices) > WIDE else shown


def _grid(matrix: Matrix) -> str:
    """The numbers in their role's colours; a bare number by itself, a large matrix by its size."""
    rows, columns = matrix.shape
    if matrix.values.size == 1 and matrix.role is Role.NUMBER:
        value = float(matrix.values[0, 0])
        shown = number(value, matrix.digits).replace(MINUS, "-")
        return f"({shown})" if value < 0 else shown
    if max(matrix.shape) > LARGE:
        return f"\\grid{{{_colour(matrix.role)}}}{{c}}{{{rows} \\times {columns}}}"
    lines = " \\\\ ".join(" & ".join(cells(matrix, row, False)) for row in matrix.values)
    return f"\\grid{{{_colour(matrix.role)}}}{{{'r' * columns}}}{{{lines}}}"
