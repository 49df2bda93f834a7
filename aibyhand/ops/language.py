"""Operations on words: look one up by its number, pick the likeliest, compare two models.

Words are numbered from 0 here, as tokenizers number them and as the rows of an array are.
"""

from collections.abc import Sequence

import numpy as np

from aibyhand.cells import Cells
from aibyhand.matrix import Matrix, apply, row
from aibyhand.op import Op, Operand, Place, Region, Settings, Worked
from aibyhand.ops.elementwise import anything_fits
from aibyhand.ops.written import digit, listed, total


def _word_numbers(operands: Sequence[Operand], settings: Settings) -> str | None:
    table, words = operands
    last, numbers = table.values.shape[1] - 1, words.values
    if numbers.shape[0] == 1 and all(v in range(last + 1) for v in numbers.ravel()):
        return None
    return f"{words.printed} needs to be one row of word numbers of {table.printed}, 0 to {last}"


EMBED = row(
    Op(
        "embed",
        compute=lambda table, words: table[:, words.astype(int).ravel()],
        tex=r"{0}[{{:}},\,{1}]",
        words="the columns of {0} whose numbers, counted from 0, stand in {1}",
        numpy="{0}[:, {1}.astype(int).ravel()]",
        torch="{0}[:, {1}.long().ravel()]",
        fits=_word_numbers,
        place=Place.ALONE,
        formula=lambda m, s, i, j: f"INDEX({m[0].row(i)},{m[1].cell(0, j)}+1)",
    )
)


def embed(table: Matrix, words: Matrix) -> Matrix:
    """The columns of a table of words, in the order of the word numbers (from 0) in a row."""
    return apply(EMBED, table, words)


def _likeliest(operands: Sequence[Operand], settings: Settings, i: int, j: int) -> Worked:
    rows = operands[0].values.shape[0]
    numbers = [digit(operands[0], k, j) for k in range(rows)]
    return Worked(rf"\operatorname{{argmax}}({listed(numbers)})", ((0, Region(0, j, rows, 1)),))


def _likeliest_formula(operands: Sequence[Cells], settings: Settings, i: int, j: int) -> str:
    scores = operands[0].column(j)
    return f"MATCH(MAX({scores}),{scores},0)-1"


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
        formula=_likeliest_formula,
    )
)


def likeliest(scores: Matrix) -> Matrix:
    """The greedy pick: in every column the row of the largest score, by its number from 0."""
    return apply(LIKELIEST, scores)


def _distributions(operands: Sequence[Operand], settings: Settings) -> str | None:
    p, q = operands
    if p.values.shape != q.values.shape:
        return f"{p.printed} and {q.printed} need to be of one size"
    if (p.values > 0).all() and (q.values > 0).all():
        return None
    return f"{p.printed} and {q.printed} need to hold positive probabilities"


def _divergence(operands: Sequence[Operand], settings: Settings, i: int, j: int) -> Worked:
    p, q = operands
    rows = p.values.shape[0]
    terms = [
        rf"{digit(p, k, j)} \cdot \log({digit(p, k, j)} / {digit(q, k, j)})" for k in range(rows)
    ]
    return Worked(total(terms), tuple((k, Region(0, j, rows, 1)) for k in (0, 1)))


def _divergence_formula(operands: Sequence[Cells], settings: Settings, i: int, j: int) -> str:
    p, q = (operand.column(j) for operand in operands)
    return f"SUMPRODUCT({p},LN({p}/{q}))"


KL_DIVERGENCE = row(
    Op(
        "kl_divergence",
        compute=lambda p, q: (p * np.log(p / q)).sum(axis=0, keepdims=True),
        tex=r"\mathrm{{KL}}({0},\,{1})",
        words="the Kullback-Leibler divergence of every column of {0} from that of {1}",
        numpy="({0} * np.log({0} / {1})).sum(axis=0, keepdims=True)",
        torch="({0} * torch.log({0} / {1})).sum(dim=0, keepdim=True)",
        fits=_distributions,
        worked=_divergence,
        place=Place.ALONE,
        formula=_divergence_formula,
    )
)


def kl_divergence(p: Matrix, q: Matrix) -> Matrix:
    """How far the probabilities in each column of ``p`` are from those of ``q``: 0 where equal."""
    return apply(KL_DIVERGENCE, p, q)
