"""Operations cell by cell, and along the columns."""

import re
from collections.abc import Callable, Sequence

import numpy as np

from aibyhand.core.cells import Cells
from aibyhand.core.matrix import Matrix, apply, row
from aibyhand.core.numbers import Array
from aibyhand.core.op import Op, Operand, Region, Settings, Worked
from aibyhand.ops.fits import (
    anything_fits,
    number_last,
    positive,
    same_size,
    stretchable,
    without_zero,
)
from aibyhand.ops.formulas import each_cell
from aibyhand.ops.written import cell_by_cell, digit, total


def _two(
    name: str,
    compute: Callable[..., Array],
    tex: str,
    words: str,
    code: str,
    written: str,
    sign: str,
    fits: Callable[[Sequence[Operand], Settings], str | None] = stretchable,
) -> Op:
    return row(
        Op(
            name, compute, tex, words, code, code, fits, cell_by_cell(written),
            signs=(sign,),
            dropped=lambda a, b: np.broadcast_to(a, np.broadcast_shapes(a.shape, b.shape)),
            formula=each_cell(re.sub(r"{(.)}", r"<\1>", code).replace(" ", "")),
        )
    )  # fmt: skip


_two("add", lambda a, b: a + b, "{0} + {1}", "{0} plus {1}, cell by cell", "{0} + {1}",
     "<0> + <1p>", "+")  # fmt: skip
_two("subtract", lambda a, b: a - b, "{0} - {1}", "{0} minus {1}, cell by cell", "{0} - {1}",
     "<0> - <1p>", "−")  # fmt: skip
_two("times", lambda a, b: a * b, r"{0} \odot {1}", "{0} times {1}, cell by cell", "{0} * {1}",
     r"<0p> \cdot <1p>", "⊙")  # fmt: skip
_two("divide", lambda a, b: a / b, "{0} / {1}", "{0} divided by {1}, cell by cell", "{0} / {1}",
     "<0> / <1p>", "÷", lambda m, s: stretchable(m, s) or without_zero(m[1]))  # fmt: skip


DIFFERENCE = row(
    Op(
        "difference",
        compute=lambda a, b: a - b,
        tex="{0} - {1}",
        words="{0} minus {1}, cell by cell",
        numpy="{0} - {1}",
        torch="{0} - {1}",
        fits=same_size,
        worked=cell_by_cell("<0> - <1p>"),
        signs=("−",),
        dropped=lambda a, b: a,
        formula=each_cell("<0>-<1>"),
    )
)


def difference(prediction: Matrix, target: Matrix) -> Matrix:
    """Prediction minus target: both have the same size, and nothing is stretched."""
    return apply(DIFFERENCE, prediction, target)


def one(
    name: str,
    compute: Callable[[Array], Array],
    tex: str,
    words: str,
    numpy: str,
    torch: str,
    written: str,
    *,
    formula: str = "",
    approximate: bool = False,
    fits: Callable[[Sequence[Operand], Settings], str | None] = anything_fits,
) -> Op:
    """A row for an operation on one matrix, cell by cell. Left out, it leaves the numbers alone."""
    return row(
        Op(
            name, compute, tex, words, numpy, torch, fits, cell_by_cell(written),
            dropped=lambda z: z, approximate=approximate,
            formula=each_cell(formula) if formula else None,
        )
    )  # fmt: skip


TAKE = row(
    Op(
        "take",
        compute=lambda z: z,
        tex="{0}",
        words="{0} as it is",
        numpy="{0}",
        torch="{0}",
        fits=anything_fits,
        worked=cell_by_cell("<0>"),
        formula=each_cell("<0>"),
    )
)  # no gate: left out, it changes nothing
RELU = one("relu", lambda z: np.maximum(z, 0), r"\mathrm{{ReLU}}({0})",
           "the ReLU of {0}: negative numbers become zero", "np.maximum({0}, 0)", "torch.relu({0})",
           r"\max(0, <0>)", formula="MAX(0,<0>)")  # fmt: skip
STEP = one("step", lambda z: np.asarray((z > 0) * 1.0), r"[{0} > 0]",
           "one where {0} is positive, zero elsewhere", "({0} > 0) * 1.0",
           "({0} > 0).to({0}.dtype)", "[<0> > 0]", formula="IF(<0>>0,1,0)")  # fmt: skip
SIGMOID = one("sigmoid", lambda z: 1 / (1 + np.exp(-z)), r"\sigma({0})", "the sigmoid of {0}",
              "1 / (1 + np.exp(-{0}))", "torch.sigmoid({0})", r"\sigma(<0>)",
              formula="1/(1+EXP(-<0>))")  # fmt: skip
TANH = one("tanh", np.tanh, r"\tanh({0})", "the hyperbolic tangent of {0}", "np.tanh({0})",
           "torch.tanh({0})", r"\tanh(<0>)", formula="TANH(<0>)")  # fmt: skip
EXP = one("exp", np.exp, r"\exp({0})", "e to the power of {0}, cell by cell", "np.exp({0})",
          "torch.exp({0})", r"\exp(<0>)", formula="EXP(<0>)")  # fmt: skip
TWICE = one("twice", lambda d: 2 * d, r"2\,{0}",
            "twice {0}: the gradient of the sum of its squares", "2 * {0}", "2 * {0}",
            r"2 \cdot <0p>", formula="2*<0>")  # fmt: skip


def take(z: Matrix) -> Matrix:
    """The same numbers under another name."""
    return apply(TAKE, z)


def relu(z: Matrix) -> Matrix:
    """Negative numbers become zero, the others stay."""
    return apply(RELU, z)


def step(z: Matrix) -> Matrix:
    """One where a number is positive, zero elsewhere: the slope of ReLU."""
    return apply(STEP, z)


def sigmoid(z: Matrix) -> Matrix:
    """1 / (1 + e⁻ᶻ): squeezes every number between 0 and 1."""
    return apply(SIGMOID, z)


def tanh(z: Matrix) -> Matrix:
    """Squeezes every number between −1 and 1."""
    return apply(TANH, z)


def exp(z: Matrix) -> Matrix:
    """e to the power of every number."""
    return apply(EXP, z)


def gradient_of_squares(d: Matrix) -> Matrix:
    """The gradient of the sum of the squares of ``d``: two times every number."""
    return apply(TWICE, d)


MASK = row(
    Op(
        "mask",
        compute=lambda d, z: d * (z > 0),
        tex=r"{0} \odot [{1} > 0]",
        words="{0} where {1} is positive, zero elsewhere",
        numpy="{0} * ({1} > 0)",
        torch="{0} * ({1} > 0)",
        fits=stretchable,
        worked=cell_by_cell(r"<0p> \cdot [<1> > 0]"),
        signs=("⊙ 0 <",),
        dropped=lambda d, z: d,
        formula=each_cell("IF(<1>>0,<0>,0)"),
    )
)


def mask(d: Matrix, z: Matrix) -> Matrix:
    """The gradient behind a ReLU: it passes where the ReLU's input was positive."""
    return apply(MASK, d, z)


def _divisors(s: Operand, d: Operand) -> str | None:
    if d.values.shape in ((1, 1), (1, s.values.shape[1])):
        return None
    return f"{d.printed} needs to be one number, or one for each column of {s.printed}"


ROOT = row(
    Op(
        "scale_by_root",
        compute=lambda s, d: s / np.sqrt(d),
        tex=r"{0} / \sqrt{{{1}}}",
        words="{0} divided by the square root of {1}",
        numpy="{0} / np.sqrt({1})",
        torch="{0} / torch.sqrt({1})",
        fits=lambda m, s: _divisors(*m) or positive(m[1]),
        worked=cell_by_cell(r"<0> / \sqrt{<1>}"),
        signs=("÷√",),
        dropped=lambda s, d: s,
        formula=each_cell("<0>/SQRT(<1>)"),
    )
)


def scale_by_root(s: Matrix, d: Matrix) -> Matrix:
    """Divided by the square root of a number, or every column by that of a number of its own."""
    return apply(ROOT, s, d)


TIMES_NUMBER = row(
    Op(
        "times_number",
        compute=lambda m, c: m * c,
        tex=r"{1}\,{0}",
        words="{0} times the number {1}",
        numpy="{1} * {0}",
        torch="{1} * {0}",
        fits=number_last,
        worked=cell_by_cell(r"<1> \cdot <0p>"),
        signs=("·",),
        dropped=lambda m, c: m,
        formula=each_cell("<1>*<0>"),
    )
)


def times_number(m: Matrix, c: Matrix) -> Matrix:
    """Every number of a matrix times one number."""
    return apply(TIMES_NUMBER, m, c)


TWO_OVER = row(
    Op(
        "two_over",
        compute=lambda r, n: r * 2 / n,
        tex=r"\frac{{2}}{{{1}}}\,{0}",
        words="{0} times two over {1}",
        numpy="{0} * 2 / {1}",
        torch="{0} * 2 / {1}",
        fits=number_last,
        worked=cell_by_cell(r"<0p> \cdot 2 / <1>"),
        signs=("· 2 ÷",),
        dropped=lambda r, n: r,
        formula=each_cell("<0>*2/<1>"),
    )
)


def two_over(r: Matrix, n: Matrix) -> Matrix:
    """Scaled by 2/n: undoes the n/2 that a wave's product with itself brings."""
    return apply(TWO_OVER, r, n)


def _column_sum(operands: Sequence[Operand], settings: Settings, i: int, j: int) -> Worked:
    rows = operands[0].values.shape[0]
    terms = [digit(operands[0], k, j) for k in range(rows)]
    return Worked(total(terms), ((0, Region(0, j, rows, 1)),))


SUM_COLUMNS = row(
    Op(
        "sum_columns",
        compute=lambda e: e.sum(axis=0, keepdims=True),
        tex=r"\mathbf{{1}}^\top\,{0}",
        words="every column of {0} added up",
        numpy="{0}.sum(axis=0, keepdims=True)",
        torch="{0}.sum(dim=0, keepdim=True)",
        fits=anything_fits,
        worked=_column_sum,
        formula=lambda m, s, i, j: f"SUM({m[0].column(j)})",
    )
)


def sum_columns(e: Matrix) -> Matrix:
    """One sum for each column: a row."""
    return apply(SUM_COLUMNS, e)


def _softmax(z: Array) -> Array:
    powers = np.exp(z - z.max(axis=0, keepdims=True))
    return np.asarray(powers / powers.sum(axis=0, keepdims=True))


def _softmax_cell(operands: Sequence[Operand], settings: Settings, i: int, j: int) -> Worked:
    rows = operands[0].values.shape[0]
    powers = [rf"e^{{{digit(operands[0], k, j)}}}" for k in range(rows)]
    return Worked(rf"{powers[i]} / ({total(powers)})", ((0, Region(0, j, rows, 1)),))


def _softmax_formula(operands: Sequence[Cells], settings: Settings, i: int, j: int) -> str:
    """As it is computed: the largest score taken off first, so that no power overflows."""
    scores, here = operands[0].column(j), operands[0].cell(i, j)
    return f"EXP({here}-MAX({scores}))/SUMPRODUCT(EXP({scores}-MAX({scores})))"


SOFTMAX = row(
    Op(
        "softmax",
        compute=_softmax,
        tex=r"\mathrm{{softmax}}({0})",
        words="the softmax of every column of {0}",
        numpy="np.exp({0}) / np.exp({0}).sum(axis=0)",
        torch="torch.softmax({0}, dim=0)",
        fits=anything_fits,
        worked=_softmax_cell,
        dropped=lambda z: z,
        formula=_softmax_formula,
    )
)


def softmax(z: Matrix) -> Matrix:
    """Every column raised to powers of e and divided by its sum: each column sums to 1."""
    return apply(SOFTMAX, z)


DESCEND = row(
    Op(
        "descend",
        compute=lambda w, eta, d: w - eta * d,
        tex=r"{0} - {1}\,{2}",
        words="{0} minus {1} times {2}",
        numpy="{0} - {1} * {2}",
        torch="{0} - {1} * {2}",
        fits=lambda m, s: number_last(m[:2], s) or stretchable((m[0], m[2]), s),
        worked=cell_by_cell(r"<0> - <1> \cdot <2p>"),
        signs=("−", "·"),
        dropped=lambda w, eta, d: w,
        formula=each_cell("<0>-<1>*<2>"),
    )
)


def descend(w: Matrix, eta: Matrix, d: Matrix) -> Matrix:
    """One step of gradient descent: a parameter minus learning rate times gradient."""
    return apply(DESCEND, w, eta, d)


NORMALISE = row(
    Op(
        "normalise_degree",
        compute=lambda a, d: a / np.sqrt(d.T * d),
        tex=r"D^{{-1/2}}\,{0}\,D^{{-1/2}}",
        words="{0} with every cell divided by the root of the degrees {1} of both its nodes",
        numpy="{0} / np.sqrt({1}.T * {1})",
        torch="{0} / torch.sqrt({1}.T * {1})",
        fits=lambda m, s: (
            None
            if m[1].values.shape == (1, m[0].values.shape[0])
            else f"{m[1].printed} needs one degree for each node of {m[0].printed}"
        ),
        worked=lambda m, s, i, j: Worked(
            rf"{digit(m[0], i, j)} / \sqrt{{{digit(m[1], 0, i)} \cdot {digit(m[1], 0, j)}}}",
            ((0, Region(i, j)), (1, Region(0, j))),
        ),
        signs=("÷√",),
        dropped=lambda a, d: a,
        formula=lambda m, s, i, j: (
            f"{m[0].cell(i, j)}/SQRT({m[1].cell(0, i, 'both')}*{m[1].cell(0, j)})"
        ),
    )
)


def normalise_degree(a: Matrix, d: Matrix) -> Matrix:
    """D^(-1/2)·A·D^(-1/2): every edge divided by the root of both its nodes' degrees."""
    return apply(NORMALISE, a, d)


TD_ERROR = row(
    Op(
        "td_error",
        compute=lambda r, gamma, following, v: r + gamma * following - v,
        tex=r"{0} + {1}\,{2} - {3}",
        words="{0} plus {1} times {2}, minus {3}",
        numpy="{0} + {1} * {2} - {3}",
        torch="{0} + {1} * {2} - {3}",
        fits=stretchable,
        worked=cell_by_cell(r"<0> + <1> \cdot <2p> - <3p>"),
        signs=("+", "·", "−"),
        dropped=lambda r, gamma, following, v: r + following - v,
        formula=each_cell("<0>+<1>*<2>-<3>"),
    )
)


def td_error(r: Matrix, gamma: Matrix, following: Matrix, v: Matrix) -> Matrix:
    """How wrong a value was: reward plus discounted next value, minus the value."""
    return apply(TD_ERROR, r, gamma, following, v)


MOVE = row(
    Op(
        "move_towards",
        compute=lambda v, alpha, delta: v + alpha * delta,
        tex=r"{0} + {1}\,{2}",
        words="{0} plus {1} times {2}",
        numpy="{0} + {1} * {2}",
        torch="{0} + {1} * {2}",
        fits=stretchable,
        worked=cell_by_cell(r"<0> + <1> \cdot <2p>"),
        signs=("+", "·"),
        dropped=lambda v, alpha, delta: v + delta,
        formula=each_cell("<0>+<1>*<2>"),
    )
)


def move_towards(v: Matrix, alpha: Matrix, delta: Matrix) -> Matrix:
    """A value moved by a fraction of its error."""
    return apply(MOVE, v, alpha, delta)
