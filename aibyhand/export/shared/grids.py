"""Matrices in LaTeX, in the colours of their roles: what documents and slides have in common."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from aibyhand.core import Matrix, Role
from aibyhand.core.numbers import MINUS, number
from aibyhand.core.readings import Made
from aibyhand.render.latex import cells, escaped, sign
from aibyhand.render.words import legend
from aibyhand.sheet.blocks import LARGE
from aibyhand.walk import Trace

WIDE = 33.0  # em of matrices in one line; with more it is made to fit
LONG = 110  # letters of a worked cell; with more it runs over several lines

COMMANDS = r"""% A matrix in the colours of its role: \grid{role}{columns}{rows}
\newcommand{\grid}[3]{\,{\setlength{\fboxsep}{2.5pt}\setlength{\fboxrule}{0.9pt}%
  \fcolorbox{#1-frame}{#1}{$\color{#1-ink}\begin{array}{#2}#3\end{array}$}}\,}
% One word of the legend: \role{role}{word}
\newcommand{\role}[2]{{\setlength{\fboxsep}{2.5pt}%
  \fcolorbox{#1-frame}{#1}{\color{#1-ink}\strut #2}}}
% One cell worked in full
\newcommand{\worked}[1]{\textcolor{worked}{#1}}
"""


@dataclass(frozen=True)
class Sides:
    """A result's equation in pieces: its name, the sign after it, the right side, the last sign."""

    name: str
    relation: str
    right: str
    end: str  # before the result's numbers

    @property
    def says_itself(self) -> bool:
        """Is the name the whole calculation, as an unnamed transpose's is?"""
        return self.name == self.right


def sides(matrix: Matrix) -> Sides:
    """The equation of a result in pieces. Raises ValueError for a given matrix."""
    made = matrix.made
    if made is None:
        raise ValueError(f"{matrix.printed} was given: it is no result")
    name, relation = matrix.symbol, made.op.relation
    right = matrix.equation.removeprefix(f"{name} {relation} ")
    end = r"\approx" if sign(matrix) != "=" or made.op.approximate else "="
    return Sides(name, relation, right, end)


def definitions(trace: Trace) -> str:
    """The colours of the roles that occur: fill, frame and ink, each by its name."""
    roles = [m.role for m in legend(list(trace.matrices.values()))]
    lines = []
    for role in dict.fromkeys([*roles, Role.NUMBER]):
        for end, shade in (
            ("", role.look.fill),
            ("-frame", role.look.frame),
            ("-ink", role.look.ink),
        ):
            lines.append(defined(f"{colour(role)}{end}", shade))
    return "\n".join(lines)


def defined(name: str, shade: str) -> str:
    """A colour by its name, from its code ``#rrggbb``."""
    return f"\\definecolor{{{name}}}{{HTML}}{{{shade[1:].upper()}}}"


def colour(role: Role) -> str:
    """The name of a role's fill."""
    return role.name.lower().replace("_", "-")


def chips(trace: Trace) -> str:
    """The roles that occur, each in its colours."""
    roles = [m.role for m in legend(list(trace.matrices.values()))]
    return "\\quad\n".join(f"\\role{{{colour(role)}}}{{{escaped(role.word)}}}" for role in roles)


def written(made: Made[Matrix], show: Callable[[Matrix], str]) -> str:
    """A calculation with the numbers in place of the names; brackets grow with what they hold."""
    pattern = re.sub(r"(\(|\[|\\lfloor\b)", r"\\left\1", made.op.tex)
    pattern = re.sub(r"(\)|\]|\\rfloor\b)", r"\\right\1", pattern)
    return pattern.format(*(show(m) for m in made.operands), **made.settings)


def width(matrices: Sequence[Matrix]) -> float:
    """About how many em matrices take side by side."""
    return sum(
        m.shape[1] * (0.5 * max(len(number(float(v), m.digits)) for v in m.values.ravel()) + 0.9)
        + 1.5
        for m in matrices
    )


def grid(matrix: Matrix, cell: Callable[[int, int, str], str] | None = None) -> str:
    """The numbers in their role's colours; a bare number by itself, a large matrix by its size.

    ``cell`` writes a number otherwise: it gets the row, the column and the number as it is printed.
    """
    rows, columns = matrix.shape
    if matrix.values.size == 1 and matrix.role is Role.NUMBER:
        value = float(matrix.values[0, 0])
        shown = number(value, matrix.digits).replace(MINUS, "-")
        shown = f"({shown})" if value < 0 else shown
        return cell(0, 0, shown) if cell else shown
    if max(matrix.shape) > LARGE:
        return f"\\grid{{{colour(matrix.role)}}}{{c}}{{{rows} \\times {columns}}}"
    lines = []
    for i, row in enumerate(matrix.values):
        printed = cells(matrix, row, False)
        lines.append(" & ".join(cell(i, j, n) if cell else n for j, n in enumerate(printed)))
    inside = " \\\\ ".join(lines)
    return f"\\grid{{{colour(matrix.role)}}}{{{'r' * columns}}}{{{inside}}}"
