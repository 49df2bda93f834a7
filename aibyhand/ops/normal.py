"""Normal distributions: mean, spread, log-variance, and how far one is from the standard normal.

The distance is the Kullback-Leibler divergence to the normal distribution with mean 0 and spread 1.
A spread has to be positive, because its logarithm is taken; a log-variance may be any number.
"""

from collections.abc import Sequence

import numpy as np

from aibyhand.core.matrix import Matrix, apply, row
from aibyhand.core.op import Op, Operand, Place, Settings
from aibyhand.ops.elementwise import one
from aibyhand.ops.fits import positive, stretchable
from aibyhand.ops.formulas import each_cell
from aibyhand.ops.written import cell_by_cell


def _positive_last(operands: Sequence[Operand], settings: Settings) -> str | None:
    return positive(operands[-1], " to have a logarithm")


KL = row(
    Op(
        "kl_to_standard_normal",
        compute=lambda m, s: (s**2 + m**2 - 1 - np.log(s**2)) / 2,
        tex=r"({1}^2 + {0}^2 - 1 - \ln {1}^2) / 2",
        words="{1} squared plus {0} squared minus one minus the natural logarithm of {1} squared, "
        "all of it halved",
        numpy="({1}**2 + {0}**2 - 1 - np.log({1}**2)) / 2",
        torch="({1}**2 + {0}**2 - 1 - torch.log({1}**2)) / 2",
        fits=lambda m, s: stretchable(m, s) or _positive_last(m, s),
        worked=cell_by_cell(r"(<1>^2 + <0p>^2 - 1 - \ln(<1>^2)) / 2"),
        place=Place.ALONE,
        formula=each_cell("(<1>^2+<0>^2-1-LN(<1>^2))/2"),
    )
)


def kl_to_standard_normal(mean: Matrix, spread: Matrix) -> Matrix:
    """How far each normal distribution is from the one with mean 0 and spread 1."""
    return apply(KL, mean, spread)


SLOPE_OVER_SPREAD = one(
    "slope_over_spread", lambda s: s - 1 / s, "{0} - 1/{0}", "{0} minus one over {0}, cell by cell",
    "{0} - 1 / {0}", "{0} - 1 / {0}", "<0> - 1 / <0p>", formula="<0>-1/<0>", fits=_positive_last,
)  # fmt: skip


def slope_over_spread(spread: Matrix) -> Matrix:
    """The slope of the divergence over the spread: zero where the spread is 1."""
    return apply(SLOPE_OVER_SPREAD, spread)


LOG_VARIANCE = one(
    "log_variance_of", lambda s: np.log(s**2), r"\ln {0}^2",
    "the natural logarithm of {0} squared, cell by cell", "np.log({0}**2)", "torch.log({0}**2)",
    r"\ln(<0>^2)", formula="LN(<0>^2)", fits=_positive_last,
)  # fmt: skip


def log_variance_of(spread: Matrix) -> Matrix:
    """The logarithm of the squared spread: any number, where a spread has to be positive."""
    return apply(LOG_VARIANCE, spread)


SPREAD = one(
    "spread_of", lambda v: np.exp(v / 2), r"\exp({0} / 2)",
    "e to the power of half of {0}, cell by cell", "np.exp({0} / 2)", "torch.exp({0} / 2)",
    r"\exp(<0> / 2)", formula="EXP(<0>/2)",
)  # fmt: skip


def spread_of(log_variance: Matrix) -> Matrix:
    """The spread that belongs to a log-variance: always positive."""
    return apply(SPREAD, log_variance)


KL_FROM_LOG_VARIANCE = row(
    Op(
        "kl_from_log_variance",
        compute=lambda m, v: (np.exp(v) + m**2 - 1 - v) / 2,
        tex=r"(\exp({1}) + {0}^2 - 1 - {1}) / 2",
        words="e to the power of {1} plus {0} squared minus one minus {1}, all of it halved",
        numpy="(np.exp({1}) + {0}**2 - 1 - {1}) / 2",
        torch="(torch.exp({1}) + {0}**2 - 1 - {1}) / 2",
        fits=stretchable,
        worked=cell_by_cell(r"(\exp(<1>) + <0p>^2 - 1 - <1p>) / 2"),
        place=Place.ALONE,
        formula=each_cell("(EXP(<1>)+<0>^2-1-<1>)/2"),
    )
)


def kl_from_log_variance(mean: Matrix, log_variance: Matrix) -> Matrix:
    """The same divergence as ``kl_to_standard_normal``, from the logarithm of the variance."""
    return apply(KL_FROM_LOG_VARIANCE, mean, log_variance)


SLOPE_OVER_LOG_VARIANCE = one(
    "slope_over_log_variance", lambda v: (np.exp(v) - 1) / 2, r"(\exp({0}) - 1) / 2",
    "e to the power of {0} minus one, halved, cell by cell", "(np.exp({0}) - 1) / 2",
    "(torch.exp({0}) - 1) / 2", r"(\exp(<0>) - 1) / 2", formula="(EXP(<0>)-1)/2",
)  # fmt: skip


def slope_over_log_variance(log_variance: Matrix) -> Matrix:
    """The slope of the divergence over the log-variance: zero where that is 0."""
    return apply(SLOPE_OVER_LOG_VARIANCE, log_variance)
