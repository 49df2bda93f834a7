"""Sums and means along columns and rows."""

from aibyhand.core import Matrix
from aibyhand.core.expression import (
    at,
    cols,
    i,
    j,
    k,
    rows,
    total,
)
from aibyhand.core.fits import anything_fits
from aibyhand.core.matrix import apply
from aibyhand.core.op import Op, Place
from aibyhand.core.table import enter

SUM_COLUMNS = enter(
    Op(
        "sum_columns",
        rows=1,
        columns=cols(0),
        cell=total(k, rows(0), at(0, k, j)),
        compute=lambda e: e.sum(axis=0, keepdims=True),
        tex=r"\mathbf{{1}}^\top\,{0}",
        words="every column of {0} added up",
        numpy="{0}.sum(axis=0, keepdims=True)",
        torch="{0}.sum(dim=0, keepdim=True)",
        fits=anything_fits,
        formula=lambda m, s, i, j: f"SUM({m[0].column(j)})",
    )
)


def sum_columns(e: Matrix) -> Matrix:
    """One sum for each column: a row."""
    return apply(SUM_COLUMNS, e)


SUM_ROWS = enter(
    Op(
        "sum_rows",
        rows=rows(0),
        columns=1,
        cell=total(k, cols(0), at(0, i, k)),
        compute=lambda e: e.sum(axis=1, keepdims=True),
        tex=r"{0}\,\mathbf{{1}}",
        words="every row of {0} added up",
        numpy="{0}.sum(axis=1, keepdims=True)",
        torch="{0}.sum(dim=1, keepdim=True)",
        fits=anything_fits,
        place=Place.ALONE,
        formula=lambda m, s, i, j: f"SUM({m[0].row(i)})",
    )
)


def sum_rows(e: Matrix) -> Matrix:
    """One sum for each row: a column."""
    return apply(SUM_ROWS, e)


COLUMN_MEANS = enter(
    Op(
        "column_means",
        rows=1,
        columns=cols(0),
        cell=(total(k, rows(0), at(0, k, j)) / rows(0)),
        compute=lambda a: a.mean(axis=0, keepdims=True),
        tex=r"\operatorname{{means}}({0})",
        words="the mean of every column of {0}",
        numpy="{0}.mean(axis=0, keepdims=True)",
        torch="{0}.mean(dim=0, keepdim=True)",
        fits=anything_fits,
        formula=lambda m, s, i, j: f"SUM({m[0].column(j)})/{m[0].rows}",
    )
)


def column_means(a: Matrix) -> Matrix:
    """One mean for each column: a row."""
    return apply(COLUMN_MEANS, a)


MEAN_SQUARES = enter(
    Op(
        "mean_squares",
        rows=1,
        columns=cols(0),
        cell=(total(k, rows(0), at(0, k, j) ** 2) / rows(0)),
        compute=lambda a: (a * a).mean(axis=0, keepdims=True),
        tex=r"\operatorname{{means}}({0}^2)",
        words="the mean of the squares in every column of {0}",
        numpy="({0} * {0}).mean(axis=0, keepdims=True)",
        torch="({0} * {0}).mean(dim=0, keepdim=True)",
        fits=anything_fits,
        formula=lambda m, s, i, j: f"SUMPRODUCT({m[0].column(j)},{m[0].column(j)})/{m[0].rows}",
    )
)


def mean_squares(d: Matrix) -> Matrix:
    """The mean square of each column: of distances from a mean, this is the variance."""
    return apply(MEAN_SQUARES, d)


MEAN_OF_COLUMNS = enter(
    Op(
        "mean_of_columns",
        rows=rows(0),
        columns=1,
        cell=(total(k, cols(0), at(0, i, k)) / cols(0)),
        compute=lambda a: a.mean(axis=1, keepdims=True),
        tex=r"\operatorname{{mean}}({0})",
        words="the mean of the columns of {0}",
        numpy="{0}.mean(axis=1, keepdims=True)",
        torch="{0}.mean(dim=1, keepdim=True)",
        fits=anything_fits,
        formula=lambda m, s, i, j: f"SUM({m[0].row(i)})/{m[0].columns}",
    )
)


def mean_of_columns(a: Matrix) -> Matrix:
    """All columns of a matrix averaged into one."""
    return apply(MEAN_OF_COLUMNS, a)
