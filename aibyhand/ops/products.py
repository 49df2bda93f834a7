"""Products: every result is a sum of products, and stands in Falk's scheme."""

from collections.abc import Sequence
from functools import cache, reduce
from itertools import pairwise
from operator import mul

import numpy as np

from aibyhand.core import Matrix
from aibyhand.core.cells import Cells
from aibyhand.core.expression import at, cols, i, j, k, rows, total, whole
from aibyhand.core.fits import agree, one_for_each_row
from aibyhand.core.matrix import apply
from aibyhand.core.op import Op, Place, Settings
from aibyhand.core.table import enter
from aibyhand.ops.formulas import column_by_column, row_by_column, row_by_row

MATMUL = enter(
    Op(
        "matmul",
        rows=rows(0),
        columns=cols(1),
        cell=total(k, cols(0), at(0, i, k) * at(1, k, j)),
        compute=lambda a, b: a @ b,
        tex=r"{0}\,{1}",
        words="{0} times {1}: every row of {0} meets every column of {1}",
        numpy="{0} @ {1}",
        torch="{0} @ {1}",
        fits=lambda m, s: agree(m[0], 1, m[1], 0),
        place=Place.CORNER,
        formula=row_by_column,
    )
)


LINEAR = enter(
    Op(
        "linear",
        rows=rows(0),
        columns=cols(1),
        cell=(total(k, cols(0), at(0, i, k) * at(1, k, j)) + at(2, i, 0)),
        bias=2,
        compute=lambda w, x, b: w @ x + b,
        tex=r"{0}\,{1} + {2}",
        words="{0} times {1}, and {2} added to every column",
        numpy="{0} @ {1} + {2}",
        torch="{0} @ {1} + {2}",
        fits=lambda m, s: one_for_each_row(m[0], m[2]) or agree(m[0], 1, m[1], 0),
        place=Place.CORNER,
        dropped=lambda w, x, b: w @ x,
        formula=row_by_column,
    )
)


def linear(weight: Matrix, x: Matrix, bias: Matrix) -> Matrix:
    """Weights times columns, plus a bias: drawn as one product [W b]·[X; 1]."""
    return apply(LINEAR, weight, x, bias)


@cache
def _power_of(count: int) -> Op:
    """Enter the product of so many times the same matrix into the table."""
    ways = [whole(k // cols(0) ** (count - 2 - n) % cols(0)) for n in range(count - 1)]
    along = pairwise([i, *ways, j])  # from row i to column j, by way of all others
    first, *others = (at(0, *step) for step in along)
    cell = total(k, cols(0) ** (count - 1), reduce(mul, others, first))

    def formula(operands: Sequence[Cells], settings: Settings, i: int, j: int) -> str:
        left = operands[0]
        row, whole, column = left.row(i), left.all, left.column(j)
        return f"SUMPRODUCT({'MMULT(' * (count - 1)}{row}{f',{whole})' * (count - 2)},{column}))"

    return enter(
        Op(
            f"power of {count}",
            rows=rows(0),
            columns=cols(0),
            cell=cell,
            compute=lambda a: np.linalg.matrix_power(a, count),
            tex=f"{{0}}^{{{{{count}}}}}",
            words=f"{{0}} to the power of {count}: as a product, so many times in a row",
            numpy=f"np.linalg.matrix_power({{0}}, {count})",
            torch=f"torch.linalg.matrix_power({{0}}, {count})",
            fits=lambda m, s: agree(m[0], 1, m[0], 0),
            place=Place.ALONE,
            formula=formula,
        )
    )


def matrix_power(m: Matrix, count: int) -> Matrix:
    """A square matrix times itself, so many times; at least twice."""
    return apply(_power_of(count), m)


BACKWARDS = enter(
    Op(
        "backwards",
        rows=cols(0),
        columns=cols(1),
        cell=total(k, rows(0), at(0, k, i) * at(1, k, j)),
        compute=lambda w, d: w.T @ d,
        tex=r"{0}^\top\,{1}",
        words="{0} transposed times {1}: every column of {0} meets every column of {1}",
        numpy="{0}.T @ {1}",
        torch="{0}.T @ {1}",
        fits=lambda m, s: agree(m[0], 0, m[1], 0),
        place=Place.TOP,
        dropped=lambda w, d: w @ d,
        formula=column_by_column,
    )
)


def backwards(weight: Matrix, d: Matrix) -> Matrix:
    """Carry gradients back through a weight matrix: Wᵀ·d, drawn where the layer's input was."""
    return apply(BACKWARDS, weight, d)


OUTER = enter(
    Op(
        "outer",
        rows=rows(0),
        columns=rows(1),
        cell=total(k, cols(0), at(0, i, k) * at(1, j, k)),
        compute=lambda d, a: d @ a.T,
        tex=r"{0}\,{1}^\top",
        words="{0} times {1} transposed: every row of {0} meets every row of {1}",
        numpy="{0} @ {1}.T",
        torch="{0} @ {1}.T",
        fits=lambda m, s: agree(m[0], 1, m[1], 1),
        place=Place.LEFT,
        dropped=lambda d, a: d @ a,
        formula=row_by_row,
    )
)


def outer(d: Matrix, a: Matrix) -> Matrix:
    """The gradient of a weight matrix: d·aᵀ, drawn where the weights were."""
    return apply(OUTER, d, a)
