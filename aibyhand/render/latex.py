"""Matrices and their equations as LaTeX that compiles with amsmath and nothing else."""

from collections.abc import Sequence

from aibyhand.core import Matrix
from aibyhand.core.numbers import MINUS, is_exact, number

WIDEST = 10  # columns that amsmath's matrices have room for

_SIGNS = {
    MINUS: "$-$", "×": r"$\times$", "·": r"$\cdot$", "⊙": r"$\odot$", "≈": r"$\approx$",
    "√": r"$\surd$", "≤": r"$\le$", "≥": r"$\ge$", "±": r"$\pm$", "→": r"$\to$", "∞": r"$\infty$",
    "²": r"$^2$", "³": r"$^3$", "ˣ": r"$^x$", "ᵀ": r"$^\top$", "′": "$'$", "½": r"$\tfrac12$",
    "α": r"$\alpha$", "β": r"$\beta$", "γ": r"$\gamma$", "δ": r"$\delta$", "Δ": r"$\Delta$",
    "ε": r"$\varepsilon$", "η": r"$\eta$", "θ": r"$\theta$", "λ": r"$\lambda$", "μ": r"$\mu$",
    "π": r"$\pi$", "σ": r"$\sigma$", "Σ": r"$\Sigma$", "φ": r"$\varphi$", "ω": r"$\omega$",
    "ℓ": r"$\ell$", "ξ": r"$\xi$", "τ": r"$\tau$",
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#",
    "_": r"\_", "$": r"\$", "^": r"\^{}", "~": r"\~{}", "…": r"\ldots{}",
    **{below: f"$_{what}$" for below, what in zip(
        "₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "0123456789aehijklmnoprstuvx", strict=True)},
}  # fmt: skip


def formulas(start: Sequence[Matrix], results: Sequence[Matrix], *, blank: bool = False) -> str:
    """An ``align*``: the matrices that one starts from, then every result with its equation.

    Blank, the numbers of the results are boxes to fill in.
    """
    lines = [named_numbers(m) for m in start]
    lines += [formula(m, blank=blank) for m in results]
    inside = " \\\\\n".join(lines)
    return f"\\begin{{align*}}\n{inside}\n\\end{{align*}}\n"


def named_numbers(matrix: Matrix) -> str:
    """One line: the name of a matrix and its numbers, whatever made it."""
    return f"{matrix.symbol} &{sign(matrix)} {bracketed(matrix)}"


def formula(matrix: Matrix, *, blank: bool = False) -> str:
    """One line: the equation of a result, and its numbers."""
    left, _, right = matrix.equation.partition(f" {_relation(matrix)} ")
    numbers = bracketed(matrix, blank=blank)
    end = f"{'=' if blank else sign(matrix)} {numbers}"
    if right in (left, numbers):  # an unnamed transpose, or zero: its own calculation
        return f"{left} &{end}"
    return f"{left} &{_relation(matrix)} {right} {end}"


def _relation(matrix: Matrix) -> str:
    return matrix.made.op.relation if matrix.made else "="


def sign(matrix: Matrix) -> str:
    """≈ before numbers that were rounded in print."""
    values = [float(v) for v in matrix.values.ravel()]
    exact = all(is_exact(v, matrix.digits, matrix.noise) for v in values)
    return "=" if exact else r"\approx"


def bracketed(matrix: Matrix, *, blank: bool = False) -> str:
    """The numbers in brackets, as they are printed on the sheet; a single one without."""
    if matrix.values.size == 1:
        return cells(matrix, matrix.values[0], blank)[0]
    rows = " \\\\\n".join("  " + " & ".join(cells(matrix, row, blank)) for row in matrix.values)
    columns = matrix.shape[1]
    if columns <= WIDEST:
        return f"\\begin{{bmatrix}}\n{rows}\n\\end{{bmatrix}}"
    return f"\\left[\\begin{{array}}{{{'r' * columns}}}\n{rows}\n\\end{{array}}\\right]"


def cells(matrix: Matrix, row: Sequence[float], blank: bool) -> list[str]:
    """One row of cells."""
    if blank:
        return [r"\boxed{\phantom{0}}"] * len(row)
    return [number(float(v), matrix.digits).replace(MINUS, "-") for v in row]


def escaped(text: str) -> str:
    """A sentence as LaTeX."""
    return "".join(_SIGNS.get(letter, letter) for letter in text)
