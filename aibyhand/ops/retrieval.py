"""Looking up: words and places are counted from 0, as tokenizers and indexes number them."""

from aibyhand.core import Matrix
from aibyhand.core.expression import at, cols, i, j, rows
from aibyhand.core.fits import places_last
from aibyhand.core.matrix import apply
from aibyhand.core.op import Op, Place
from aibyhand.core.table import enter

EMBED = enter(
    Op(
        "embed",
        rows=rows(0),
        columns=cols(1),
        cell=at(0, i, at(1, 0, j)),
        arranges=True,
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
