"""Normal distributions: mean, spread, log-variance, and how far one is from the standard normal.

The distance is the Kullback-Leibler divergence to the normal distribution with mean 0 and spread 1.
A spread has to be positive, because its logarithm is taken; a log-variance may be any number.
"""

from collections.abc import Sequence

from aibyhand.core.expression import call, shown, x
from aibyhand.core.fits import positive, stretchable
from aibyhand.core.matrix import Matrix, apply
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
SLOPE_OVER_SPREAD = enter(
    cellwise("slope_over_spread", v - 1 / v, words="{0} minus one over {0}, cell by cell",
             fits=_positive_last)
)  # fmt: skip
LOG_VARIANCE = enter(
    cellwise("log_variance_of", shown(call("ln", v**2), 2 * call("ln", v)), r"\ln {0}^2",
             "the natural logarithm of {0} squared, cell by cell", fits=_positive_last)
)  # fmt: skip
SPREAD = enter(cellwise("spread_of", call("exp", v / 2), r"\exp({0} / 2)",
                        "e to the power of half of {0}, cell by cell"))  # fmt: skip
KL_FROM_LOG_VARIANCE = enter(
    cellwise(
        "kl_from_log_variance", (call("exp", s) + m**2 - 1 - s) / 2,
        r"(\exp({1}) + {0}^2 - 1 - {1}) / 2",
        "e to the power of {1} plus {0} squared minus one minus {1}, all of it halved", count=2,
    )
)  # fmt: skip
SLOPE_OVER_LOG_VARIANCE = enter(
    cellwise("slope_over_log_variance", (call("exp", v) - 1) / 2, r"(\exp({0}) - 1) / 2",
             "e to the power of {0} minus one, halved, cell by cell")
)  # fmt: skip


def kl_to_standard_normal(mean: Matrix, spread: Matrix) -> Matrix:
    """How far each normal distribution is from the one with mean 0 and spread 1."""
    return apply(KL, mean, spread)


def slope_over_spread(spread: Matrix) -> Matrix:
    """The slope of the divergence over the spread: zero where the spread is 1."""
    return apply(SLOPE_OVER_SPREAD, spread)


def log_variance_of(spread: Matrix) -> Matrix:
    """The logarithm of the squared spread: any number, where a spread has to be positive."""
    return apply(LOG_VARIANCE, spread)


def spread_of(log_variance: Matrix) -> Matrix:
    """The spread that belongs to a log-variance: always positive."""
    return apply(SPREAD, log_variance)


def kl_from_log_variance(mean: Matrix, log_variance: Matrix) -> Matrix:
    """The same divergence as ``kl_to_standard_normal``, from the logarithm of the variance."""
    return apply(KL_FROM_LOG_VARIANCE, mean, log_variance)


def slope_over_log_variance(log_variance: Matrix) -> Matrix:
    """The slope of the divergence over the log-variance: zero where that is 0."""
    return apply(SLOPE_OVER_LOG_VARIANCE, log_variance)
