"""A support vector machine: from multipliers to the line, and the same without a line."""

from collections.abc import Generator, Iterator
from typing import NamedTuple

from aibyhand.core import Axis, Matrix, Role
from aibyhand.ops import (
    embed,
    half_squared_lengths,
    halved,
    lengths,
    likeliest,
    linear,
    outer,
    relu,
    sign,
    squared_distances_to_all,
    sum_rows,
)
from aibyhand.pictures.sides import Line
from aibyhand.walk import Step
from aibyhand.walkthroughs.svm.given import DAYS, NEXT
from aibyhand.walkthroughs.svm.pictures import Group, Scores, fields, sides


class Learned(NamedTuple):
    """The sum of the multipliers, the signed weights, and the weights and the bias of the line."""

    total: Matrix
    s: Matrix
    w: Matrix
    b: Matrix


def steps(
    X: Matrix, y: Matrix, C: Matrix, alpha: Matrix, test: Matrix,
    P: Matrix, yp: Matrix, alphap: Matrix, unit: Matrix, testp: Matrix,
) -> Iterator[Step]:  # fmt: skip
    """Mix the points into a line, check it, do without it, and classify what no line parts."""
    yield Step("Given", "Write every message as a column, and its class below it.", (X, y, C, unit))
    learned = yield from _line(X, y, alpha, C)
    f = yield from _margins(X, y, learned, alpha, C)
    yield from _new_points(X, test, learned, Group(X, f))
    yield from _kernel(P, yp, alphap, unit, testp)


def dear(X: Matrix, y: Matrix, C: Matrix, alpha: Matrix) -> Iterator[Step]:
    """The line at another price of a slip, and its value."""
    yield Step("Given", "Write every message as a column, and its class below it.", (X, y, C))
    learned = yield from _line(X, y, alpha, C)
    yield from _margins(X, y, learned, alpha, C)


def _line(X: Matrix, y: Matrix, alpha: Matrix, C: Matrix) -> Generator[Step, None, Learned]:
    """Sign the multipliers, mix the points by them, and find the bias."""
    total = sum_rows(alpha).named("total", Role.NUMBER, r"\Sigma_\alpha")
    says = "Write down how much every message counts, and add it up."
    yield Step("Multipliers", says, (alpha, total), part="The line")
    s = (alpha * y).named("s", Role.WEIGHT)
    yield Step("Signed weights", "Multiply every multiplier by the class.", (s,))
    balance = sum_rows(s).named("balance", Role.NUMBER, r"\Sigma")
    yield Step("Balance", "Add the signed weights up.", (balance,))
    w = outer(X, s).named("w", Role.WEIGHT)
    yield Step("Weights", "Mix the messages by their signed weights.", (w,))

    u = (alpha * (C - alpha)).named("u", Role.NUMBER)
    n = likeliest(u.T).named("n", Role.NUMBER)
    xn = embed(X, n).named("xn", Role.INPUT, "x_n")
    yn = embed(y, n).named("yn", Role.TARGET, "y_n")
    zn = (w.T @ xn).named("zn", Role.SCORE, "z_n")
    b = (yn - zn).named("b", Role.BIAS)
    says = "Find a message on the margin, and take the bias from it."
    yield Step("Bias", says, (u, n, xn, yn, zn, b))
    return Learned(total, s, w, b)


def _margins(
    X: Matrix, y: Matrix, learned: Learned, alpha: Matrix, C: Matrix
) -> Generator[Step, None, Matrix]:
    """Score the points, see who stands inside the margin, and compare both values."""
    total, s, w, b = learned
    f = linear(w.T, X, b).named("f", Role.SCORE)
    yield Step("Scores", "Multiply the messages by the weights, and add the bias.", (f,),
               part="Is it the best?")  # fmt: skip
    m = (y * f).named("m", Role.SCORE)
    yield Step("Margins", "Multiply every score by the class.", (m,))
    xi = relu(1 - m).named("xi", Role.ERROR, r"\xi")
    yield Step("Slack", "Write down how much is missing to a margin of 1.", (xi,))
    length = lengths(w).named("length", Role.NUMBER, r"\ell")
    width = (2 / length).named("width", Role.NUMBER, r"\delta")
    yield Step("Width", "Divide 2 by the length of the weights.", (length, width),
               sides("The line and its margins", Group(X, y), line=Line(w, b)))  # fmt: skip

    half = half_squared_lengths(w).named("half", Role.NUMBER, "h")
    slip = sum_rows(xi).named("slip", Role.ERROR, r"\Sigma_\xi")
    primal = (half + C * slip).named("primal", Role.NUMBER, "p")
    says = "Add half of the squared length and the price of all slack."
    yield Step("Primal value", says, (half, slip, primal))
    G = (X.T @ X).named("G", Role.SCORE)
    yield Step("Dot products", "Multiply all messages by all messages.", (G,))
    g = (s @ G).named("g", Role.SCORE)
    e = outer(g, s).named("e", Role.NUMBER)
    dual = (total - e / 2).named("dual", Role.NUMBER, "d")
    says = "Take half of all weighted pairs off the sum of the multipliers."
    yield Step("Dual value", says, (g, e, dual))
    return f


def _new_points(X: Matrix, test: Matrix, learned: Learned, seen: Group) -> Iterator[Step]:
    """Classify new points by nothing but their dot products with the old ones."""
    _, s, w, b = learned
    Gt = (X.T @ test).named("Gt", Role.SCORE)
    says = "Multiply the six messages by the new ones."
    yield Step("New messages", says, (Gt,), part="New messages")
    ft = linear(s, Gt, b).named("ft", Role.SCORE)
    fw = linear(w.T, test, b).named("fw", Role.SCORE)
    says = "Mix the dot products, and, to compare, use the line."
    yield Step("Scores of the new", says, (ft, fw))
    ct = sign(ft).named("ct", Role.PREDICTION)
    drawn = sides("The new messages", seen, Group(test, ft), line=Line(w, b))
    yield Step("Classes", "Take the sign of every score.", (ct,), drawn)


def _kernel(
    P: Matrix, yp: Matrix, alphap: Matrix, unit: Matrix, testp: Matrix
) -> Iterator[Step]:  # fmt: skip
    """Put nearness where the dot products were, and classify what no line parts."""
    sp = (alphap * yp).named("sp", Role.WEIGHT)
    wp = outer(P, sp).named("wp", Role.WEIGHT)
    words = *map(DAYS.label, range(P.shape[1])), *map(NEXT.label, range(testp.shape[1]))
    all_days = Axis("day", words=words)
    D = squared_distances_to_all(P, testp).named("D", Role.NUMBER, rows=DAYS, columns=all_days)
    says = "Mix the days by signed weights, and square their distances."
    yield Step("No line", says, (sp, wp, testp, D), part="Without a line")
    K = halved(D / unit).named("K", Role.ATTENTION, rows=DAYS, columns=all_days)
    says = "Halve a one: once for every τ of squared distance."
    yield Step("Gaussian kernel", says, (K,))
    fz = (sp @ K).named("fz", Role.SCORE)
    cz = sign(fz).named("cz", Role.PREDICTION)
    drawn = fields("The four days and the next ones", P, testp, Scores(fz, sp, unit))
    yield Step("Classes without a line", "Mix the nearness by the signed weights.", (fz, cz), drawn)
