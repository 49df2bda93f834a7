"""Operations that look up, average, compare directions and find the largest.

Words and places are counted from 0 here, as tokenizers and indexes number them.
"""

from collections.abc import Sequence

import numpy as np

from aibyhand.core.cells import Cells
from aibyhand.core.matrix import Matrix, apply, row
from aibyhand.core.op import Op, Operand, Place, Region, Settings, Worked
from aibyhand.ops.fits import anything_fits, places_last
from aibyhand.ops.written import digit, factor, listed, total

EMBED = row(
    Op(
        "embed",
        compute=lambda table, words: table[:, words.astype(int).ravel()],
        tex=r"{0}[{{:}},\,{1}]",
        words="the columns of {0} whose numbers, counted from 0, stand in {1}",
        numpy="{0}[:, {1}.astype(int).ravel()]",
        torch="{0}[:, {1}.long().ravel()]",
        fits=places_last,
        place=Place.ALONE,
        formula=lambda m, s, i, j: f"INDEX({m[0].row(i)},{m[1].cell(0, j)}+1)",
    )
)


def embed(table: Matrix, words: Matrix) -> Matrix:
    """The columns of a table of words, in the order of the word numbers (from 0) in a row."""
    return apply(EMBED, table, words)


def _mean(operands: Sequence[Operand], settings: Settings, i: int, j: int) -> Worked:
    count = operands[0].values.shape[1]
    terms = [digit(operands[0], i, k) for k in range(count)]
    return Worked(f"({total(terms)}) / {count}", ((0, Region(i, 0, 1, count)),))


MEAN_OF_COLUMNS = row(
    Op(
        "mean_of_columns",
        compute=lambda a: a.mean(axis=1, keepdims=True),
        tex=r"\operatorname{{mean}}({0})",
        words="the mean of the columns of {0}",
        numpy="{0}.mean(axis=1, keepdims=True)",
        torch="{0}.mean(dim=1, keepdim=True)",
        fits=anything_fits,
        worked=_mean,
        formula=lambda m, s, i, j: f"SUM({m[0].row(i)})/{m[0].columns}",
    )
)


def mean_of_columns(a: Matrix) -> Matrix:
    """All columns of a matrix averaged into one."""
    return apply(MEAN_OF_COLUMNS, a)


def _likeliest(operands: Sequence[Operand], settings: Settings, i: int, j: int) -> Worked:
    rows = operands[0].values.shape[0]
    numbers = [digit(operands[0], k, j) for k in range(rows)]
    distinct = len(set(numbers)) == rows  # rounded as they are, they keep their order
    tex = rf"\operatorname{{argmax}}({listed(numbers)})"
    return Worked(tex, ((0, Region(0, j, rows, 1)),), settled=distinct)


LIKELIEST = row(
    Op(
        "likeliest",
        compute=lambda scores: scores.argmax(axis=0, keepdims=True),
        tex=r"\operatorname{{argmax}}({0})",
        words="in every column of {0} the row of the largest number, counted from 0, "
        "the first one of equals",
        numpy="{0}.argmax(axis=0, keepdims=True)",
        torch="{0}.argmax(dim=0, keepdim=True).to({0}.dtype)",
        fits=anything_fits,
        worked=_likeliest,
        place=Place.ALONE,
        formula=lambda m, s, i, j: f"MATCH(MAX({m[0].column(j)}),{m[0].column(j)},0)-1",
    )
)


def likeliest(scores: Matrix) -> Matrix:
    """The greedy pick: in every column the row of the largest score, by its number from 0."""
    return apply(LIKELIEST, scores)


def _over_length(operands: Sequence[Operand], settings: Settings, i: int, j: int) -> Worked:
    count = operands[0].values.shape[0]
    squares = [f"{factor(digit(operands[0], k, j))}^2" for k in range(count)]
    written = rf"{digit(operands[0], i, j)} / \sqrt{{{total(squares)}}}"
    return Worked(written, ((0, Region(0, j, count, 1)),))


def _over_length_formula(operands: Sequence[Cells], settings: Settings, i: int, j: int) -> str:
    column = operands[0].column(j)
    return f"{operands[0].cell(i, j)}/SQRT(SUMPRODUCT({column},{column}))"


OVER_LENGTH = row(
    Op(
        "over_length",
        compute=lambda a: a / np.sqrt((a * a).sum(axis=0, keepdims=True)),
        tex="{0} / |{0}|",
        words="every column of {0} divided by its length",
        numpy="{0} / np.linalg.norm({0}, axis=0)",
        torch="{0} / torch.linalg.norm({0}, dim=0)",
        fits=anything_fits,
        worked=_over_length,
        dropped=lambda a: a,
        formula=_over_length_formula,
    )
)


def over_length(a: Matrix) -> Matrix:
    """Every column divided by its length, so that only its direction is left."""
    return apply(OVER_LENGTH, a)
