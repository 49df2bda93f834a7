"""Normal distributions: mean, spread, log-variance, and how far one is from the standard normal.

The distance is the Kullback-Leibler divergence to the normal distribution with mean 0 and spread 1.
A spread has to be positive, because its logarithm is taken; a log-variance may be any number.
"""

from collections.abc import Sequence

from aibyhand.core import Matrix
from aibyhand.core.expression import call, shown, x
from aibyhand.core.fits import positive, stretchable
from aibyhand.core.matrix import apply
from aibyhand.core.op import Operand, Settings
from aibyhand.core.table import cellwise, enter


def _positive_last(operands: Sequence[Operand], settings: Settings) -> str | None:
    return positive(operands[-1], " to have a logarithm")


m, s, v = x(0), x(1), x(0)
# The square of a small spread is too small to be stored, its logarithm is not.
KL = enter(
    cellwise(
        "kl_to_standard_normal",
        shown((s**2 + m**2 - 1 - call("ln", s**2)) / 2,
              (s**2 + m**2 - 1 - 2 * call("ln", s)) / 2),
        r"({1}^2 + {0}^2 - 1 - \ln {1}^2) / 2",
        "{1} squared plus {0} squared minus one minus the natural logarithm of {1} squared, "
        "all of it halved",
        count=2, fits=lambda m, s: stretchable(m, s) or _positive_last(m, s),
    )
)  # fmt: skip
LOG_VARIANCE = enter(
    cellwise("log_variance_of", shown(call("ln", v**2), 2 * call("ln", v)), r"\ln {0}^2",
             "the natural logarithm of {0} squared, cell by cell", fits=_positive_last)
)  # fmt: skip


def kl_to_standard_normal(mean: Matrix, spread: Matrix) -> Matrix:
    """How far each normal distribution is from the one with mean 0 and spread 1."""
    return apply(KL, mean, spread)


def log_variance_of(spread: Matrix) -> Matrix:
    """The logarithm of the squared spread: any number, where a spread has to be positive."""
    return apply(LOG_VARIANCE, spread)
