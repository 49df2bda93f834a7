"""The largest of many numbers, and where it stands."""

import numpy as np

from aibyhand.core import Matrix
from aibyhand.core.expression import (
    at,
    call,
    cols,
    j,
    k,
    l,
    place_of_largest,
    rows,
)
from aibyhand.core.expression import largest as most
from aibyhand.core.fits import anything_fits
from aibyhand.core.matrix import apply
from aibyhand.core.op import Op, Place
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
