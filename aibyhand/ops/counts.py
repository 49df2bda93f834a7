"""Operations whose result follows from a size or a count alone."""

import numpy as np

from aibyhand.core import Matrix
from aibyhand.core.expression import at, cols, i, j, rows, whole
from aibyhand.core.fits import agree, anything_fits, countable_last
from aibyhand.core.matrix import apply
from aibyhand.core.op import Op, Place
from aibyhand.core.table import enter

COUNT_ROWS = enter(
    Op(
        "count_rows",
        rows=1,
        columns=1,
        cell=rows(0),
        arranges=True,
        compute=lambda a: np.array([[a.shape[0]]]),
        tex=r"\operatorname{{rows}}({0})",
        words="the number of rows of {0}",
        numpy="np.array([[{0}.shape[0]]])",
        torch="torch.tensor([[{0}.shape[0]]], dtype={0}.dtype)",
        fits=anything_fits,
        place=Place.ALONE,
        formula=lambda m, s, i, j: f"ROWS({m[0].all})",
    )
)


def count_rows(a: Matrix) -> Matrix:
    """How many rows a matrix has."""
    return apply(COUNT_ROWS, a)


COUNT_COLUMNS = enter(
    Op(
        "count_columns",
        rows=1,
        columns=1,
        cell=cols(0),
        arranges=True,
        compute=lambda a: np.array([[a.shape[1]]]),
        tex=r"\operatorname{{columns}}({0})",
        words="the number of columns of {0}",
        numpy="np.array([[{0}.shape[1]]])",
        torch="torch.tensor([[{0}.shape[1]]], dtype={0}.dtype)",
        fits=anything_fits,
        place=Place.ALONE,
        formula=lambda m, s, i, j: f"COLUMNS({m[0].all})",
    )
)


def count_columns(a: Matrix) -> Matrix:
    """How many columns a matrix has."""
    return apply(COUNT_COLUMNS, a)


MULTIPLICATIONS = enter(
    Op(
        "multiplications",
        rows=1,
        columns=1,
        cell=rows(0) * cols(0) * cols(1),
        compute=lambda a, b: np.array([[a.shape[0] * a.shape[1] * b.shape[1]]]),
        tex=r"\operatorname{{count}}({0}\,{1})",
        words="the multiplications in {0} times {1}: the rows of {0}, times its columns, "
        "times the columns of {1}",
        numpy="np.array([[{0}.shape[0] * {0}.shape[1] * {1}.shape[1]]])",
        torch="torch.tensor([[{0}.shape[0] * {0}.shape[1] * {1}.shape[1]]], dtype={0}.dtype)",
        fits=lambda m, s: agree(m[0], 1, m[1], 0),
        place=Place.ALONE,
        formula=lambda m, s, i, j: f"ROWS({m[0].all})*COLUMNS({m[0].all})*COLUMNS({m[1].all})",
    )
)


def multiplications(a: Matrix, b: Matrix) -> Matrix:
    """How many multiplications a product takes: rows times inner edge times columns."""
    return apply(MULTIPLICATIONS, a, b)


COUNTING = enter(
    Op(
        "counting",
        rows=1,
        columns=at(0, 0, 0),
        cell=whole(j + 1),
        arranges=True,
        compute=lambda n: np.arange(1.0, n.item() + 1).reshape(1, -1),
        tex=r"[1, \ldots, {0}]",
        words="the numbers from 1 to {0} in a row",
        numpy="np.arange(1, {0}.item() + 1).reshape(1, -1)",
        torch="torch.arange(1, {0}.item() + 1, dtype={0}.dtype).reshape(1, -1)",
        fits=countable_last,
        place=Place.ALONE,
        formula=lambda m, s, i, j: str(j + 1),
    )
)


def counting(n: Matrix) -> Matrix:
    """1, 2, …, n as a row."""
    return apply(COUNTING, n)


COLUMN_NUMBERS = enter(
    Op(
        "column_numbers",
        rows=cols(0),
        columns=1,
        cell=whole(i + 1),
        arranges=True,
        compute=lambda a: np.arange(1, a.shape[1] + 1).reshape(-1, 1),
        tex=r"[1, \ldots, \operatorname{{columns}}({0})]^\top",
        words="the numbers of the columns of {0}, one below the other",
        numpy="np.arange(1, {0}.shape[1] + 1).reshape(-1, 1)",
        torch="torch.arange(1, {0}.shape[1] + 1, dtype={0}.dtype).reshape(-1, 1)",
        fits=anything_fits,
        place=Place.ALONE,
        formula=lambda m, s, i, j: f"COLUMNS({m[0].part(0, 0, 1, i + 1)})",
    )
)


def column_numbers(a: Matrix) -> Matrix:
    """1, 2, … one below the other, a number for each column of a matrix."""
    return apply(COLUMN_NUMBERS, a)


ZEROS_LIKE = enter(
    Op(
        "zeros_like",
        rows=rows(0),
        columns=cols(0),
        cell=0,
        arranges=True,
        compute=lambda a: np.zeros_like(a),
        tex="0",
        words="a zero in every place of {0}",
        numpy="np.zeros_like({0})",
        torch="torch.zeros_like({0})",
        fits=anything_fits,
        place=Place.ALONE,
        formula=lambda m, s, i, j: "0",
    )
)


def zeros_like(a: Matrix) -> Matrix:
    """As many zeros as a matrix has numbers: where learning starts from nothing."""
    return apply(ZEROS_LIKE, a)
