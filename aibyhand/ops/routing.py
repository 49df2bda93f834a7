"""Operations on queues: who stands in which, who finds a place, and who comes back from where.

A matrix of queues has a row for each queue and a column for each of those who wait.
"""

from collections.abc import Sequence

import numpy as np

from aibyhand.core import Matrix
from aibyhand.core.cells import Cells
from aibyhand.core.expression import at, bracket, cols, i, j, k, rows, setting, total, whole, x
from aibyhand.core.fits import agree, countable_last, number_last
from aibyhand.core.matrix import apply
from aibyhand.core.numbers import Array
from aibyhand.core.op import Op, Operand, Place, Settings
from aibyhand.core.table import cellwise, enter


def _rows_there(operands: Sequence[Operand], settings: Settings) -> str | None:
    at, last = operands[0], settings["rows"] - 1
    if at.values.shape[0] == 1 and all(v in range(last + 1) for v in at.values.ravel()):
        return None
    return f"{at.printed} needs to be one row of whole numbers from 0 to {last}"


ONE_HOT = enter(
    Op(
        "one_hot",
        rows=setting("rows"),
        columns=cols(0),
        cell=bracket(at(0, 0, j).equals(whole(i))),
        compute=lambda at, rows: (np.arange(rows)[:, None] == at) * 1.0,
        tex=r"\operatorname{{onehot}}({0})",
        words="in every column of {rows} rows a one, in the row whose number, counted from 0, "
        "stands in {0}; zero elsewhere",
        numpy="(np.arange({rows})[:, None] == {0}) * 1.0",
        torch="(torch.arange({rows})[:, None] == {0}).to({0}.dtype)",
        fits=_rows_there,
        formula=lambda m, s, i, j: f"IF({m[0].cell(0, j)}={i},1,0)",
    )
)


def one_hot(at: Matrix, rows: int) -> Matrix:
    """A column for each number of a row: a one in the row of that number (from 0), else zeros."""
    return apply(ONE_HOT, at, rows=rows)


def _zeros_and_ones(operands: Sequence[Operand], settings: Settings) -> str | None:
    held = operands[0].values
    return None if ((held == 0) | (held == 1)).all() else f"{operands[0].printed} needs 0s and 1s"


NUMBERED = enter(
    Op(
        "numbered",
        rows=rows(0),
        columns=cols(0),
        cell=(at(0, i, j) * total(k, j + 1, at(0, i, k))),
        compute=lambda m: m * m.cumsum(axis=1),
        tex=r"{0} \odot \operatorname{{cumsum}}({0})",
        words="the ones in every row of {0} numbered 1, 2, 3 from left to right",
        numpy="{0} * {0}.cumsum(axis=1)",
        torch="{0} * {0}.cumsum(dim=1)",
        fits=_zeros_and_ones,
        dropped=lambda m: m,
        formula=lambda m, s, i, j: f"{m[0].cell(i, j)}*SUM({m[0].part(i, 0, 1, j + 1)})",
    )
)


def numbered(m: Matrix) -> Matrix:
    """The ones in every row numbered from left to right: everybody's number in the queue."""
    return apply(NUMBERED, m)


UP_TO = enter(
    cellwise("up_to", x(0) * bracket(x(0) <= x(1)), count=2, fits=number_last, signs=("keep ≤",),
             words="{0} where it is at most {1}, zero elsewhere")
)  # fmt: skip


def up_to(q: Matrix, c: Matrix) -> Matrix:
    """What is at most a number stays, and what is larger becomes zero."""
    return apply(UP_TO, q, c)


def _queue_there(who: Operand, queues: Operand, settings: Settings) -> str | None:
    rows = queues.values.shape[0]
    if not 1 <= settings["row"] <= rows:
        return f"there is no row {settings['row']} in {queues.printed}, which has {rows}"
    return agree(who, 1, queues, 1)


def _seats(queue: Array, count: int) -> Array:
    """Who (down) has which place (across): a one where they meet."""
    return np.asarray(queue[:, None] == np.arange(1, count + 1), dtype=float)


PLACED = enter(
    Op(
        "placed",
        rows=rows(0),
        columns=at(2, 0, 0),
        cell=total(
            k, cols(0), at(0, i, k) * bracket(at(1, setting("row") - 1, k).equals(whole(j + 1)))
        ),
        compute=lambda z, n, c, row: z @ _seats(n[row - 1], int(c.item())),
        tex=r"{0}[{{:}},\,{1}[{row},{{:}}] = 1 \ldots {2}]",
        words="the columns of {0} in the places 1 to {2} that row {row} of {1} gives them; "
        "an empty place is zero",
        numpy="{0} @ ({1}[{row} - 1][:, None] == np.arange(1, {2}.item() + 1))",
        torch="{0} @ ({1}[{row} - 1][:, None] == torch.arange(1, {2}.item() + 1)).to({0}.dtype)",
        fits=lambda m, s: countable_last(m, s) or _queue_there(m[0], m[1], s),
        place=Place.ALONE,
        formula=lambda m, s, i, j: f"SUMPRODUCT(({m[1].row(s['row'] - 1)}={j + 1})*{m[0].row(i)})",
    )
)


def placed(z: Matrix, n: Matrix, c: Matrix, row: int) -> Matrix:
    """The columns of a matrix in the places that one row of numbers gives them.

    There are as many places as ``c`` says; an empty one is a column of zeros. The row is counted
    from 1, as the places are; a column with the number 0 has none.
    """
    return apply(PLACED, z, n, c, row=row)


def _back_fits(operands: Sequence[Operand], settings: Settings) -> str | None:
    made, queues = operands
    if not 1 <= settings["row"] <= queues.values.shape[0]:
        return _queue_there(made, queues, settings)
    if queues.values[settings["row"] - 1].max() > made.values.shape[1]:
        return f"{queues.printed} names a place that {made.printed} doesn't have"
    return None


def _back_formula(operands: Sequence[Cells], settings: Settings, i: int, j: int) -> str:
    at = operands[1].cell(settings["row"] - 1, j)
    return f"IF({at}=0,0,INDEX({operands[0].row(i)},{at}))"


PUT_BACK = enter(
    Op(
        "put_back",
        rows=rows(0),
        columns=cols(1),
        cell=total(
            k, cols(0), at(0, i, k) * bracket(at(1, setting("row") - 1, j).equals(whole(k + 1)))
        ),
        compute=lambda y, n, row: y @ _seats(n[row - 1], y.shape[1]).T,
        tex=r"{0}[{{:}},\,{1}[{row},{{:}}]]",
        words="the columns of {0}, each where row {row} of {1} has the number of its place; "
        "zero elsewhere",
        numpy="{0} @ (np.arange(1, {0}.shape[1] + 1)[:, None] == {1}[{row} - 1])",
        torch="{0} @ (torch.arange(1, {0}.shape[1] + 1)[:, None] == {1}[{row} - 1]).to({0}.dtype)",
        fits=_back_fits,
        place=Place.ALONE,
        formula=_back_formula,
    )
)


def put_back(y: Matrix, n: Matrix, row: int) -> Matrix:
    """The columns in their places go back to whom one row of numbers gave the places."""
    return apply(PUT_BACK, y, n, row=row)


LEFT_OVER = enter(
    Op(
        "left_over",
        rows=rows(0),
        columns=cols(0),
        cell=(at(0, i, j) * bracket(total(k, rows(1), at(1, k, j)).equals(0))),
        compute=lambda z, n: z * (n.sum(axis=0) == 0),
        tex=r"{0} \odot [\mathbf{{1}}^\top {1} = 0]",
        words="{0} where a column of {1} has nothing but zeros, zero elsewhere",
        numpy="{0} * ({1}.sum(axis=0) == 0)",
        torch="{0} * ({1}.sum(dim=0) == 0)",
        fits=lambda m, s: agree(m[0], 1, m[1], 1),
        place=Place.ALONE,
        dropped=lambda z, n: 0 * z,
        formula=lambda m, s, i, j: f"IF(SUM({m[1].column(j)})=0,{m[0].cell(i, j)},0)",
    )
)


def left_over(z: Matrix, n: Matrix) -> Matrix:
    """The columns of those who have no place in any queue; all others are zero."""
    return apply(LEFT_OVER, z, n)
