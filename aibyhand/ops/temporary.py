"""Rows that serve one walkthrough alone; each is to be written where it is used."""

from aibyhand.core.expression import x
from aibyhand.core.fits import number_last, stretchable
from aibyhand.core.matrix import Matrix, apply
from aibyhand.core.table import cellwise, enter

a, b, c, d = (x(k) for k in range(4))
TWICE = enter(
    cellwise("twice", 2 * a, r"2\,{0}", "twice {0}: the gradient of the sum of its squares")
)
TWO_OVER = enter(
    cellwise(
        "two_over",
        a * 2 / b,
        r"\frac{{2}}{{{1}}}\,{0}",
        "{0} times two over {1}",
        count=2,
        signs=("· 2 ÷",),
        fits=number_last,
    )
)
DESCEND = enter(
    cellwise(
        "descend",
        a - b * c,
        r"{0} - {1}\,{2}",
        "{0} minus {1} times {2}",
        count=3,
        fits=lambda m, s: number_last(m[:2], s) or stretchable((m[0], m[2]), s),
    )
)
TD_ERROR = enter(
    cellwise(
        "td_error",
        a + b * c - d,
        r"{0} + {1}\,{2} - {3}",
        "{0} plus {1} times {2}, minus {3}",
        count=4,
        without=a + c - d,
    )
)
MOVE = enter(
    cellwise(
        "move_towards",
        a + b * c,
        r"{0} + {1}\,{2}",
        "{0} plus {1} times {2}",
        count=3,
        without=a + c,
    )
)
MINUS = enter(cellwise("minus", -a, "-{0}", "minus {0}"))


def gradient_of_squares(d: Matrix) -> Matrix:
    """The gradient of the sum of the squares of ``d``: two times every number."""
    return apply(TWICE, d)


def two_over(r: Matrix, n: Matrix) -> Matrix:
    """Scaled by 2/n: undoes the n/2 that a wave's product with itself brings."""
    return apply(TWO_OVER, r, n)


def descend(w: Matrix, eta: Matrix, d: Matrix) -> Matrix:
    """One step of gradient descent: a parameter minus learning rate times gradient."""
    return apply(DESCEND, w, eta, d)


def td_error(r: Matrix, gamma: Matrix, following: Matrix, v: Matrix) -> Matrix:
    """How wrong a value was: reward plus discounted next value, minus the value."""
    return apply(TD_ERROR, r, gamma, following, v)


def move_towards(v: Matrix, alpha: Matrix, delta: Matrix) -> Matrix:
    """A value moved by a fraction of its error."""
    return apply(MOVE, v, alpha, delta)


def minus(r: Matrix) -> Matrix:
    """The other sign: what is to grow becomes a loss that is to shrink."""
    return apply(MINUS, r)
