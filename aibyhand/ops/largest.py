"""The largest of many numbers, and where it stands."""

from collections.abc import Sequence

import numpy as np

from aibyhand.core import Matrix
from aibyhand.core.cells import Cells
from aibyhand.core.expression import (
    at,
    bracket,
    call,
    cols,
    i,
    j,
    k,
    l,
    place_of_largest,
    rows,
    total,
    whole,
)
from aibyhand.core.expression import largest as most
from aibyhand.core.fits import anything_fits
from aibyhand.core.matrix import apply
from aibyhand.core.numbers import Array
from aibyhand.core.op import Op, Operand, Place, Settings
from aibyhand.core.table import enter

TOPS = enter(
    Op(
        "tops",
        rows=1,
        columns=cols(0),
        cell=most(k, rows(0), at(0, k, j)),
        compute=lambda a: a.max(axis=0, keepdims=True),
        tex=r"\operatorname{{tops}}({0})",
        words="the largest number of every column of {0}",
        numpy="{0}.max(axis=0, keepdims=True)",
        torch="{0}.amax(dim=0, keepdim=True)",
        fits=anything_fits,
        formula=lambda m, s, i, j: f"MAX({m[0].column(j)})",
    )
)


def tops(a: Matrix) -> Matrix:
    """The largest number of each column: a row."""
    return apply(TOPS, a)


LIKELIEST = enter(
    Op(
        "likeliest",
        rows=1,
        columns=cols(0),
        cell=place_of_largest(k, rows(0), at(0, k, j)),
        compute=lambda scores: scores.argmax(axis=0, keepdims=True),
        tex=r"\operatorname{{argmax}}({0})",
        words="in every column of {0} the row of the largest number, counted from 0, "
        "the first one of equals",
        numpy="{0}.argmax(axis=0, keepdims=True)",
        torch="{0}.argmax(dim=0, keepdim=True).to({0}.dtype)",
        fits=anything_fits,
        place=Place.ALONE,
        formula=lambda m, s, i, j: f"MATCH(MAX({m[0].column(j)}),{m[0].column(j)},0)-1",
    )
)


def likeliest(scores: Matrix) -> Matrix:
    """The greedy pick: in every column the row of the largest score, by its number from 0."""
    return apply(LIKELIEST, scores)


LARGEST = enter(
    Op(
        "largest",
        rows=1,
        columns=1,
        cell=most(k, rows(0), most(l, cols(0), call("abs", at(0, k, l)))),
        compute=lambda a: np.abs(a).max(keepdims=True),
        tex=r"\max |{0}|",
        words="the largest number in {0}, whatever its sign",
        numpy="np.abs({0}).max(keepdims=True)",
        torch="{0}.abs().max().reshape(1, 1)",
        fits=anything_fits,
        place=Place.ALONE,
        formula=lambda m, s, i, j: f"MAX(MAX({m[0].all}),-MIN({m[0].all}))",
    )
)


def largest(a: Matrix) -> Matrix:
    """The largest number of a matrix, whatever its sign: how far off an error goes."""
    return apply(LARGEST, a)


def _largest_positive(operands: Sequence[Operand], settings: Settings) -> str | None:
    """The largest number of every row is positive, so that dividing by it turns no order round."""
    a = operands[0]
    for row, top in enumerate(a.values.max(axis=1)):
        if top <= 0:
            return f"the largest number in row {row + 1} of {a.printed} is {top:g}, not positive"
    return None


OVER_LARGEST = enter(
    Op(
        "over_largest",
        rows=rows(0),
        columns=cols(0),
        cell=at(0, i, j) / most(k, cols(0), at(0, i, k)),
        compute=lambda a: a / a.max(axis=1, keepdims=True),
        tex=r"{0} / \max {0}",
        words="every row of {0} divided by its largest number",
        numpy="{0} / {0}.max(axis=1, keepdims=True)",
        torch="{0} / {0}.amax(dim=1, keepdim=True)",
        fits=_largest_positive,
        dropped=lambda a: a,
        formula=lambda m, s, i, j: f"{m[0].cell(i, j)}/MAX({m[0].row(i)})",
    )
)


def over_largest(a: Matrix) -> Matrix:
    """Every row divided by its largest number, which becomes 1; it has to be positive."""
    return apply(OVER_LARGEST, a)


def _as_many(operands: Sequence[Operand], settings: Settings) -> str | None:
    scores, k = operands
    high, wide = scores.values.shape
    if high != 1:
        return f"{scores.printed} needs to be one row"
    if k.values.size == 1 and k.values.item() in range(1, wide + 1):
        return None
    return f"{k.printed} needs to be one whole number from 1 to {wide}"


def _best(scores: Array, k: Array) -> Array:
    return np.argsort(-scores[0], kind="stable")[None, : int(k.item())].astype(float)


def _rank(scores: Sequence[Cells], place: int) -> str:
    """How many scores are better than the one in this place: larger, or as large and before it."""
    here, before = scores[0].cell(0, place), scores[0].part(0, 0, 1, max(place, 1))
    same = f"+SUMPRODUCT(({before}={here})*1)" if place else ""
    return f"(SUMPRODUCT(({scores[0].row(0)}>{here})*1){same})"


def _best_formula(m: Sequence[Cells], settings: Settings, i: int, j: int) -> str:
    ranks = (f"{place}*({_rank(m, place)}={j})" for place in range(1, m[0].columns))
    return "+".join(ranks) or "0"


BEST_PLACES = enter(
    Op(
        "best_places",
        rows=1,
        columns=at(1, 0, 0),
        cell=place_of_largest(
            k,
            cols(0),
            bracket(
                whole(
                    total(l, cols(0), bracket(at(0, 0, l) > at(0, 0, k)))
                    + total(l, k, bracket(at(0, 0, l).equals(at(0, 0, k))))
                ).equals(whole(j))
            ),
        ),
        compute=_best,
        tex=r"\operatorname{{top}}_{{{1}}}({0})",
        words="the places of the {1} largest numbers of {0}, the largest first, counted from 0",
        numpy="np.argsort(-{0}[0], kind='stable')[None, : int({1}.item())]",
        torch="torch.argsort(-{0}[0], stable=True)[None, : int({1}.item())].to({0}.dtype)",
        fits=_as_many,
        place=Place.ALONE,
        formula=_best_formula,
    )
)


def best_places(scores: Matrix, k: Matrix) -> Matrix:
    """Where the k largest numbers of a row stand, counted from 0: the largest first.

    Of equals the first one comes first; with k = 1 this is the pick of ``likeliest``.
    """
    return apply(BEST_PLACES, scores, k)
