"""Learning: a layer's gradients, its update and the way forward again, wherever one trains.

Samples are columns. A gradient is as large as what it belongs to, and has a d before its name.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from aibyhand.core import Matrix, Role
from aibyhand.core.matrix import apply
from aibyhand.core.names import accented
from aibyhand.ops import column_of, columns_of, mask, outer, row_of_ones_under


def gradient(made: Matrix, of: Matrix) -> Matrix:
    """Name a result as the gradient of another matrix: ``dW1`` for ``W1``."""
    return made.named(f"d{of.name}", Role.GRADIENT, rf"\mathrm{{d}}{of.tex}", of=of)


def behind_relu(made: Matrix, a: Matrix, z: Matrix) -> tuple[Matrix, Matrix]:
    """The gradient of ``a``, which is the ReLU of ``z``, and what of it reaches ``z``."""
    da = gradient(made, a)
    return da, gradient(mask(da, z), z)


def with_ones(a: Matrix) -> Matrix:
    """A layer's input with a row of ones under it, with which the bias is multiplied."""
    return row_of_ones_under(a).named(f"{a.name}_1", a.role, accented("bar", a.tex))


def updated(old: Matrix, eta: Matrix, slope: Matrix, accent: str = "") -> Matrix:
    """A weight or a bias after a step against its gradient; it gets an accent, or else a prime."""
    tex = accented(accent, old.tex) if accent else f"{old.tex}'"
    return (old - eta * slope).named(f"{old.name}_new", old.role, tex)


class Learned(NamedTuple):
    """A layer's step: its input with ones, [dW db], the two parts of that, and what they change."""

    ones: Matrix
    both: Matrix
    weight_gradient: Matrix
    bias_gradient: Matrix
    weight: Matrix
    bias: Matrix

    @property
    def gradients(self) -> tuple[Matrix, ...]:
        """How the gradients were found, up to dW and db."""
        return self[:4]

    @property
    def new(self) -> tuple[Matrix, Matrix]:
        """The weight and the bias after the step."""
        return self.weight, self.bias


def learned(
    dz: Matrix, ones: Matrix, weight: Matrix, bias: Matrix, eta: Matrix, *,
    letter: str = "G", accent: str = "",
) -> Learned:  # fmt: skip
    """Find the gradient of [W b] in one product with ``with_ones(…)``, cut it, and step against it.

    The product is printed as the letter with the subscript of W. Raises ValueError where ``dz`` and
    ``ones`` have different numbers of columns.
    """
    both = outer(dz, ones).named(f"d{weight.name}_both", Role.GRADIENT, letter + weight.tex[1:])
    last = both.shape[1]
    by_weight = gradient(columns_of(both, 1, last - 1), weight)
    by_bias = gradient(column_of(both, last), bias)
    new = updated(weight, eta, by_weight, accent), updated(bias, eta, by_bias, accent)
    return Learned(ones, both, by_weight, by_bias, *new)


def once_more(
    results: Sequence[Matrix], new: Iterable[Matrix], accent: str = ""
) -> tuple[Matrix, ...]:
    """The results computed once more, with updated weights and biases in place of the old ones.

    Whatever changes on the way is named like its forerunner: ``Z1_new`` for ``Z1``, with an accent
    or else a prime. What depends on nothing new stays the same matrix.
    """
    done = {id(matrix.made.operands[0]): matrix for matrix in new if matrix.made}

    def _like(old: Matrix, operands: list[Matrix]) -> Matrix:
        assert old.made is not None
        made = apply(old.made.op, *operands, **old.made.settings)
        if not old.name:  # the transpose of a named matrix
            return made
        tex = accented(accent, old.tex) if accent else f"{old.tex}'"
        name = f"{old.name}_new"
        return made.named(name, old.role, tex, rows=old.rows, columns=old.columns)

    for result in results:
        for old in (*result.ancestors(done), result):
            if id(old) in done:
                continue
            operands = [done[id(operand)] for operand in old.operands]
            same = all(a is b for a, b in zip(operands, old.operands, strict=True))
            done[id(old)] = old if same else _like(old, operands)
    return tuple(done[id(result)] for result in results)
