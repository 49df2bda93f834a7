"""Functions that a cell may hold: one row each, with its value and its spelling in every language.

In the spellings ``{0}`` is the argument. A new function is one row here.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from aibyhand.core.numbers import Array


@dataclass(frozen=True)
class Function:
    """One function of one number, and how it is written."""

    value: Callable[[float], float]
    array: Callable[[Array], Array]
    tex: str
    words: str
    numpy: str
    torch: str
    workbook: str
    bare: bool = False  # its spellings need no parentheses around them, whatever stands beside


def _sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-z)) if z > -700 else math.exp(z)


def _softplus(z: float) -> float:
    return max(z, 0.0) + math.log1p(math.exp(-abs(z)))


def _call(
    value: Callable[[float], float], array: Callable[[Array], Array], tex: str, words: str,
    code: str, workbook: str, torch: str = "",
) -> Function:  # fmt: skip
    """A function that NumPy and PyTorch call by one name."""
    spelling = f"np.{code}({{0}})", f"torch.{torch or code}({{0}})"
    return Function(value, array, tex, words, *spelling, f"{workbook}({{0}})", bare=True)


FUNCTIONS: dict[str, Function] = {
    "exp": _call(math.exp, np.exp, r"\exp({0})", "e to the power of {0}", "exp", "EXP"),
    "power_of_e": _call(math.exp, np.exp, r"e^{{{0}}}", "e to the power of {0}", "exp", "EXP"),
    "ln": _call(math.log, np.log, r"\ln({0})", "the natural logarithm of {0}", "log", "LN"),
    "log": _call(math.log, np.log, r"\log({0})", "the natural logarithm of {0}", "log", "LN"),
    "sqrt": _call(math.sqrt, np.sqrt, r"\sqrt{{{0}}}", "the square root of {0}", "sqrt", "SQRT"),
    "tanh": _call(math.tanh, np.tanh, r"\tanh({0})", "the hyperbolic tangent of {0}", "tanh",
                  "TANH"),
    "cos": _call(math.cos, np.cos, r"\cos({0})", "the cosine of {0}", "cos", "COS"),
    "sin": _call(math.sin, np.sin, r"\sin({0})", "the sine of {0}", "sin", "SIN"),
    "atan": _call(math.atan, np.arctan, r"\arctan({0})", "the arctangent of {0}", "arctan", "ATAN",
                  "atan"),
    "abs": _call(abs, np.abs, r"|{0}|", "{0} without its sign", "abs", "ABS"),
    "floor": _call(math.floor, np.floor, r"\lfloor {0} \rfloor", "{0}, rounded down", "floor",
                   "INT"),
    "relu": Function(
        lambda z: max(z, 0.0), lambda z: np.maximum(z, 0.0), r"\max(0, {0})",
        "the ReLU of {0}", "np.maximum({0}, 0)", "torch.relu({0})", "MAX(0,{0})", bare=True,
    ),
    "sigmoid": Function(
        _sigmoid, lambda z: 1 / (1 + np.exp(-z)), r"\sigma({0})", "the sigmoid of {0}",
        "1 / (1 + np.exp(-{0}))", "torch.sigmoid({0})", "1/(1+EXP(-{0}))",
    ),
    "softplus": Function(
        _softplus, lambda z: np.logaddexp(0.0, z), r"\log(1 + e^{{{0}}})",
        "the logarithm of one plus e to the power of {0}", "np.logaddexp(0, {0})",
        "torch.nn.functional.softplus({0}, threshold=700)",
        "(MAX({0},0)+LN(1+EXP(-ABS({0}))))", bare=True,
    ),
}  # fmt: skip
