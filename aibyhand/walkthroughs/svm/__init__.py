"""Support vector machine: the line with the widest margin, and classes that no line parts."""

from functools import partial

import numpy as np

from aibyhand.core import Matrix, Role
from aibyhand.ops import columns_of, embed, likeliest
from aibyhand.walk import Claim, Trace, Walkthrough, WrongTurn
from aibyhand.walkthroughs.svm.given import DAYS, DEAR, GIVEN, RIGID, SECOND
from aibyhand.walkthroughs.svm.steps import dear, steps


def _one_bias(trace: Trace) -> bool:
    """Every point on the margin gives the same bias, and there is one."""
    between = (trace["alpha"].values > 0) & (trace["alpha"].values < trace["C"].values)
    found = (trace["y"].values - trace["w"].values.T @ trace["X"].values)[between]
    return bool(found.size and np.allclose(found, trace["b"].values))


def _each_in_its_place(trace: Trace) -> bool:
    """No multiplier outside of the margin, all of C inside of it, and between the two on it."""
    alpha, price, m = (trace[name].values for name in ("alpha", "C", "m"))
    m = np.where(np.isclose(m, 1), 1, m)
    outside, inside = (alpha == 0) & (m >= 1), (alpha == price) & (m <= 1)
    on = (alpha > 0) & (alpha < price) & (m == 1)
    return bool((outside | inside | on).all())


def _no_line(trace: Trace) -> bool:
    """Weights above zero whose mixture of the signed points, and of the signs, is zero."""
    s, y = trace["sp"].values, trace["yp"].values
    return bool((s * y > 0).all() and s.sum() == 0 and not trace["wp"].values.any())


def _from_inside(trace: Trace) -> Matrix:
    """Take the bias from the point with the largest multiplier."""
    most = likeliest(trace["alpha"].T).named("most", Role.NUMBER, r"\bar{n}")
    x = embed(trace["X"], most).named("x_most", Role.INPUT, r"\bar{x}")
    y = embed(trace["y"], most).named("y_most", Role.TARGET, r"\bar{y}")
    z = (trace["w"].T @ x).named("z_most", Role.SCORE, r"\bar{z}")
    return (y - z).named("wrong", Role.BIAS, r"\bar{b}")


def _margins_of_days(trace: Trace) -> Matrix:
    own = columns_of(trace["fz"], 1, trace["P"].shape[1])
    own = own.named("own", Role.SCORE, "f_p", columns=DAYS)
    return (trace["yp"] * own).named("margins", Role.SCORE, "m_p")


walkthrough = Walkthrough(
    slug="svm",
    title="Support vector machine",
    question="Which line parts two classes best, and what if no line can?",
    given=GIVEN,
    steps=steps,
    part="basics",
    minutes=45,
    after=("matmul-flow",),
    variants=(("dear", partial(dear, C=DEAR, alpha=RIGID)),),
    second=SECOND,
    claims=(
        Claim(
            "The signed weights add up to 0.", lambda t: bool(np.isclose(t["balance"].values, 0))
        ),
        Claim("Every message on the margin gives the same bias.", _one_bias),
        Claim(
            "Outside the margin the multiplier is 0, inside it is C, and between the two only on "
            "the margin.",
            _each_in_its_place,
        ),
        Claim(
            "The primal and the dual value are the same number.",
            lambda t: np.allclose(t["primal"].values, t["dual"].values),
        ),
        Claim(
            "Dot products alone give the new messages the scores of the line.",
            lambda t: np.allclose(t["ft"].values, t["fw"].values),
        ),
        Claim(
            "The four days cancel, and so do their signed weights: no line can part them.",
            _no_line,
        ),
        Claim(
            "With the kernel every day has a margin of exactly 1.",
            lambda t: np.allclose(_margins_of_days(t).values, 1),
            _margins_of_days,
        ),
    ),
    wrong_turns=(
        WrongTurn(
            "A bias from inside the margin",
            "A message with the largest multiplier stands inside the margin: its score is not its "
            "class, because it has slack. The line would be shifted.",
            _from_inside,
            "b",
        ),
        WrongTurn(
            "Mixing without the classes",
            "Then the messages of both classes pull to the same side, and the weights say where "
            "messages are, not what sets the classes apart.",
            lambda t: (t["X"] @ t["alpha"].T).named("wrong", Role.WEIGHT, r"\bar{w}"),
            "w",
        ),
    ),
)
