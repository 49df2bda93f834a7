"""Waves: tables of cosines and sines, and how large a wave is and where it begins."""

from collections.abc import Callable, Sequence

import numpy as np

from aibyhand.core import Matrix
from aibyhand.core.expression import at, call, choose, cols, i, j, rows, shown, turns
from aibyhand.core.fits import same_size
from aibyhand.core.matrix import apply
from aibyhand.core.numbers import Array
from aibyhand.core.op import Op, Operand, Place, Settings
from aibyhand.core.table import enter


def _table(name: str, function: str, word: str, array: Callable[[Array], Array]) -> Op:
    """A table of one function: frequencies are rows, times are columns."""
    upper = function.upper()
    return Op(
        name,
        rows=rows(0),
        columns=cols(1),
        cell=call(function, turns(2) * at(0, i, 0) * at(1, 0, j) / at(2, 0, 0)),
        compute=lambda k, t, n: array(2 * np.pi * k * t / n),
        tex=rf"\{function}(2\pi\,{{0}}\,{{1}} / {{2}})",
        words=f"the {word} of two pi times {{0}} times {{1}}, divided by {{2}}",
        numpy=f"np.{function}(2 * np.pi * {{0}} * {{1}} / {{2}})",
        torch=f"torch.{function}(2 * torch.pi * {{0}} * {{1}} / {{2}})",
        fits=_column_row_number,
        place=Place.CORNER,
        formula=lambda m, s, i, j: (
            f"{upper}(2*PI()*{m[0].cell(i, 0)}*{m[1].cell(0, j)}/{m[2].cell(0, 0)})"
        ),
    )


def _column_row_number(m: Sequence[Operand], settings: Settings) -> str | None:
    if m[0].values.shape[1] == m[1].values.shape[0] == m[2].values.size:
        return None
    return "needs a column, a row and a number"


COSINES = enter(_table("cosine_table", "cos", "cosine", np.cos))
SINES = enter(_table("sine_table", "sin", "sine", np.sin))

_c, _s = at(0, i, j), at(1, i, j)

MAGNITUDE = enter(
    Op(
        "magnitude",
        rows=rows(0),
        columns=cols(0),
        cell=shown(
            call("sqrt", _c**2 + _s**2),
            choose(  # the larger one taken out: no square is too large or too small
                call("abs", _c) < call("abs", _s),
                call("abs", _s) * call("sqrt", 1 + (_c / _s) ** 2),
                choose(_c.equals(0), 0, call("abs", _c) * call("sqrt", 1 + (_s / _c) ** 2)),
            ),
        ),
        compute=np.hypot,
        tex=r"\sqrt{{{0}^2 + {1}^2}}",
        words="the square root of {0} squared plus {1} squared, cell by cell",
        numpy="np.hypot({0}, {1})",
        torch="torch.hypot({0}, {1})",
        fits=same_size,
        place=Place.ALONE,
        dropped=lambda c, s: c,
        formula=lambda m, s, i, j: f"SQRT({m[0].cell(i, j)}^2+{m[1].cell(i, j)}^2)",
    )
)


def _there(m: Sequence[Operand], settings: Settings) -> str | None:
    """Both parts are of one size, and no wave is nothing at all."""
    if problem := same_size(m, settings):
        return problem
    nothing = np.argwhere((m[0].values == 0) & (m[1].values == 0))
    if not len(nothing):
        return None
    where = f"row {nothing[0][0] + 1}, column {nothing[0][1] + 1}"
    both = f"{m[0].printed} and {m[1].printed} are both zero in {where}"
    return f"{both}, and a wave of magnitude 0 has no phase"


_ratio = call("atan", _s / _c)  # where both are zero it has no value

PHASE = enter(
    Op(
        "phase",
        rows=rows(0),
        columns=cols(0),
        cell=choose(
            _c > 0,
            -_ratio,
            choose(
                _c < 0,
                choose(_s > 0, -_ratio - turns(1), turns(1) - _ratio),
                choose(_s > 0, -(turns(1) / 2), choose(_s < 0, turns(1) / 2, _ratio)),
            ),
        ),
        compute=lambda c, s: np.arctan2(0 - s, c),  # with -s a zero would have a sign
        tex=r"\operatorname{{atan2}}(-{1},\, {0})",
        words="the angle of the point whose coordinates are {0} and minus {1}, "
        "in the quadrant that both signs say",
        numpy="np.arctan2(0 - {1}, {0})",
        torch="torch.atan2(0 - {1}, {0})",
        fits=_there,
        place=Place.ALONE,
        dropped=lambda c, s: np.arctan2(0 - s, np.abs(c)),  # always to the right
        formula=lambda m, s, i, j: f"ATAN2({m[0].cell(i, j)},0-{m[1].cell(i, j)})",
    )
)


def cosine_table(k: Matrix, t: Matrix, n: Matrix) -> Matrix:
    """Cosines of frequency k at time t, frequencies × times; n samples make one full turn."""
    return apply(COSINES, k, t, n)


def sine_table(k: Matrix, t: Matrix, n: Matrix) -> Matrix:
    """Sines of frequency k at time t, as large as the table of cosines."""
    return apply(SINES, k, t, n)


def magnitude(c: Matrix, s: Matrix) -> Matrix:
    """How large a wave is, from its weights of cosine and sine."""
    return apply(MAGNITUDE, c, s)


def phase(c: Matrix, s: Matrix) -> Matrix:
    """Where a wave begins: the p of cos(wt + p), from −π to π, of the weights of cosine and sine.

    cos(wt + p) = cos p · cos wt − sin p · sin wt, so the sine's weight has the other sign.
    """
    return apply(PHASE, c, s)
