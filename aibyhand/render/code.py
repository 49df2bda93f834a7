"""Matrices as a program that runs as it is: imports and given values first, then their lines."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from aibyhand.core import Matrix

Parts = Sequence[tuple[str, Sequence[Matrix]]]  # matrices under a comment, which may be empty


@dataclass(frozen=True)
class Language:
    """How a program begins, and how it writes down the numbers and the making of a matrix."""

    imports: str
    values: str  # with {} for the rows
    line: Callable[[Matrix], str]


NUMPY = Language("import numpy as np", "np.array({}, dtype=float)", lambda m: m.numpy)
TORCH = Language("import torch", "torch.tensor({}, dtype=torch.float64)", lambda m: m.torch)


def program(language: Language, parts: Parts, title: str, *, blank: bool = False) -> str:
    """A program that computes the matrices of all parts and prints those of the last.

    What they start from stands at the top in numbers. Blank, every line to be found is left as
    ``...``, with the size that the result must have.
    """
    start = operands([matrix for _, matrices in parts for matrix in matrices])
    numbers = [f"{m.name} = {language.values.format(rows(m))}" for m in start]
    blocks = [[f"# {title}", language.imports], numbers]
    for comment, matrices in parts:
        head = [f"# {comment}"] if comment else []
        lines = [_line(language, m, blank) for m in matrices if m.made and (m.name or blank)]
        if lines:
            blocks.append(head + lines)
    last = parts[-1][1]
    shown = [m for m in last if m.made] or last
    blocks.append([f"print({m.code})" for m in shown if m.name or not blank])
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _line(language: Language, matrix: Matrix, blank: bool) -> str:
    if not blank:
        return f"{language.line(matrix)}  # {matrix.size}"
    left = f"{matrix.name} = " if matrix.name else ""
    return f"{left}...  # {matrix.printed}, {matrix.size}"


def operands(matrices: Sequence[Matrix]) -> list[Matrix]:
    """What the matrices start from, or they themselves where they were given; each once."""
    found: dict[str, Matrix] = {}
    computed: set[str] = set()
    for matrix in matrices:
        for part in matrix.made.operands if matrix.made else (matrix,):
            base = part.made.operands[0] if part.is_transpose and part.made else part
            if base.name not in computed:
                found.setdefault(base.name, base)
        if matrix.made and matrix.name:
            computed.add(matrix.name)
    return list(found.values())


def rows(matrix: Matrix) -> str:
    """The numbers as a list of rows, each row on its own line where there are several."""
    lists = [f"[{', '.join(literal(float(v), matrix) for v in row)}]" for row in matrix.values]
    if len(lists) == 1:
        return f"[{lists[0]}]"
    inside = "".join(f"    {one},\n" for one in lists)
    return f"[\n{inside}]"


def literal(value: float, matrix: Matrix) -> str:
    """A number that a program reads back: a given one in full, a computed one to 12 digits."""
    text = f"{value + 0.0:.12g}" if matrix.made else repr(value + 0.0)
    return text.removesuffix(".0")
