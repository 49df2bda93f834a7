"""The parts of layer normalisation: means and spreads of columns, a scale and a shift."""

from collections.abc import Sequence

from aibyhand.core.matrix import Matrix, apply, row
from aibyhand.core.op import Op, Operand, Region, Settings, Worked
from aibyhand.ops.fits import anything_fits, one_for_each_row
from aibyhand.ops.formulas import each_cell
from aibyhand.ops.written import cell_by_cell, digit, factor, total


def _mean_cell(operands: Sequence[Operand], settings: Settings, i: int, j: int) -> Worked:
    rows = operands[0].values.shape[0]
    terms = [digit(operands[0], k, j) for k in range(rows)]
    return Worked(f"({total(terms)}) / {rows}", ((0, Region(0, j, rows, 1)),))


COLUMN_MEANS = row(
    Op(
        "column_means",
        compute=lambda a: a.mean(axis=0, keepdims=True),
        tex=r"\operatorname{{means}}({0})",
        words="the mean of every column of {0}",
        numpy="{0}.mean(axis=0, keepdims=True)",
        torch="{0}.mean(dim=0, keepdim=True)",
        fits=anything_fits,
        worked=_mean_cell,
        formula=lambda m, s, i, j: f"SUM({m[0].column(j)})/{m[0].rows}",
    )
)


def column_means(a: Matrix) -> Matrix:
    """One mean for each column: a row."""
    return apply(COLUMN_MEANS, a)


def _squares_cell(operands: Sequence[Operand], settings: Settings, i: int, j: int) -> Worked:
    rows = operands[0].values.shape[0]
    terms = [f"{factor(digit(operands[0], k, j))}^2" for k in range(rows)]
    return Worked(f"({total(terms)}) / {rows}", ((0, Region(0, j, rows, 1)),))


MEAN_SQUARES = row(
    Op(
        "mean_squares",
        compute=lambda a: (a * a).mean(axis=0, keepdims=True),
        tex=r"\operatorname{{means}}({0}^2)",
        words="the mean of the squares in every column of {0}",
        numpy="({0} * {0}).mean(axis=0, keepdims=True)",
        torch="({0} * {0}).mean(dim=0, keepdim=True)",
        fits=anything_fits,
        worked=_squares_cell,
        formula=lambda m, s, i, j: f"SUMPRODUCT({m[0].column(j)},{m[0].column(j)})/{m[0].rows}",
    )
)


def mean_squares(d: Matrix) -> Matrix:
    """The mean square of each column: of distances from a mean, this is the variance."""
    return apply(MEAN_SQUARES, d)


SCALE_SHIFT = row(
    Op(
        "scale_shift",
        compute=lambda a, g, c: a * g + c,
        tex=r"{0} \odot {1} + {2}",
        words="every row of {0} times its number in {1}, plus its number in {2}",
        numpy="{0} * {1} + {2}",
        torch="{0} * {1} + {2}",
        fits=lambda m, s: one_for_each_row(*m),
        worked=cell_by_cell(r"<0p> \cdot <1p> + <2p>"),
        signs=("⊙", "+"),
        dropped=lambda a, g, c: a,
        formula=each_cell("<0>*<1>+<2>"),
    )
)


def scale_shift(a: Matrix, g: Matrix, c: Matrix) -> Matrix:
    """Every row times a number of its own, plus another: a gain and a shift that are learned."""
    return apply(SCALE_SHIFT, a, g, c)
