"""Weighted retrieval: two scores are weighted against each other, then the passages by them."""

from collections.abc import Iterator

import numpy as np

from aibyhand.core import Axis, Matrix, Role, given
from aibyhand.ops import (
    beside,
    best_places,
    embed,
    likeliest,
    linear,
    mean_of_columns,
    over_largest,
    relu,
    softmax,
    sum_columns,
    take,
    times_number,
)
from aibyhand.pictures.curves import Curves, Points, row_curves
from aibyhand.walk import Claim, Step, Trace, Walkthrough, WrongTurn

PASSAGES = Axis("passage", "no. {n}", first=0)
ANSWERS = Axis("answer", "{letter}")
FARTHEST = 1e6  # the largest sharpness that is drawn
CONTEXTS = Axis("context", words=("c", "mean"))

# fmt: off
GIVEN = (
    given(
        "Dv", [[2, 0, 1, -1, 0], [1, 3, 0, 2, 1], [0, 1, -2, -1, 2]], Role.KEY, "D",
        columns=PASSAGES, sizes="features × passages"
    ),
    given("q", [[2], [1], [1]], Role.QUERY, sizes="features × 1"),
    given("words", [[1, 0, 3, 2, 0]], Role.INPUT, "n", columns=PASSAGES, sizes="1 × passages"),
    given("alpha", 0.5, Role.NUMBER, r"\alpha"),  # what the meaning counts; words the rest
    given("k", 3, Role.NUMBER),  # so many passages are kept
    given("sharp", 4, Role.NUMBER, r"\beta"),  # how far the best one is set apart
    given("W", [[1, -1, 2], [0, 1, -1]], Role.WEIGHT, rows=ANSWERS, sizes="answers × features"),
    given("b", [[0.75], [-1.5]], Role.BIAS, sizes="answers × 1"),
)
SECOND = (
    ("Dv", [[1, -1, 2, 0], [3, 1, -2, 2]]), ("q", [[1], [2]]), ("words", [[0, 2, 1, 4]]),
    ("alpha", 0.25), ("k", 2), ("sharp", 3),
    ("W", [[1, 1], [-2, -1], [0.5, 1]]), ("b", [[-1.25], [0.75], [-1.5]]),
)
# fmt: on


def steps(
    Dv: Matrix, q: Matrix, words: Matrix, alpha: Matrix, k: Matrix, sharp: Matrix,
    W: Matrix, b: Matrix,
) -> Iterator[Step]:  # fmt: skip
    """Score twice, weight the scores, keep the best, weight what is kept, and answer."""
    yield Step("Given", "Write every passage as a column, and the question as one of its kind.",
               (Dv, q, words))  # fmt: skip
    s = (q.T @ Dv).named("s", Role.SCORE)
    yield Step("Score by meaning", "Multiply the question, transposed, by the passages.", (s,),
               part="Weighting the scores")  # fmt: skip
    w = take(words).named("w", Role.SCORE)
    yield Step("Score by words", "Take the counts of the question's words as scores.", (w,))

    s1 = over_largest(s).named("s1", Role.SCORE, r"\hat{s}")
    w1 = over_largest(w).named("w1", Role.SCORE, r"\hat{w}")
    yield Step("The same scale", "Divide every score by the largest of its kind.", (s1, w1))

    rest = (1 - alpha).named("rest", Role.NUMBER, r"\alpha'")
    meant = times_number(s1, alpha).named("meant", Role.SCORE, r"s_\alpha")
    worded = times_number(w1, rest).named("worded", Role.SCORE, r"w_\alpha")
    r = (meant + worded).named("r", Role.SCORE)
    says = "Weight the two scores, and add them up."
    yield Step("One score", says, (alpha, rest, meant, worded, r))

    top = best_places(r, k).named("top", Role.OUTPUT, "t")
    by_meaning = best_places(s, k).named("top_meaning", Role.OUTPUT, "t_s")
    says = "Take the places of the largest scores, counted from 0."
    yield Step("Keep the best", says, (k, top, by_meaning))

    kept = Axis(
        "passage", words=tuple(PASSAGES.label(int(n)) for n in top.values[0]), computed=True
    )
    best = embed(r, top).named("best", Role.SCORE, "r_t", columns=kept)
    z = times_number(best.T, sharp).named("z", Role.SCORE)
    p = softmax(z).named("p", Role.PROBABILITY, rows=kept)
    says = "Multiply the kept scores by the sharpness, and make shares of them by softmax."
    yield Step("Shares", says, (sharp, best, z, p), _sharper(best, sharp, p),
               part="Weighting the passages")  # fmt: skip

    K = embed(Dv, top).named("kept", Role.KEY, "K", columns=kept)
    c = (K @ p).named("c", Role.VALUE)
    mean = mean_of_columns(K).named("mean", Role.VALUE, r"\bar{c}")
    says = "Mix the kept passages by their shares, and, to compare, all alike."
    yield Step("Context", says, (K, c, mean))

    both = beside(c, mean).named("C", Role.VALUE, columns=CONTEXTS)
    Z = linear(W, both, b).named("Z", Role.LINEAR)
    Y = relu(Z).named("Y", Role.OUTPUT)
    yield Step("Answer", "Send both contexts through the answer layer, and apply ReLU.",
               (both, Z, Y), part="Answer")  # fmt: skip


def _sharper(best: Matrix, sharp: Matrix, p: Matrix) -> tuple[Curves, ...]:
    """The share of every kept passage from no sharpness to twice as much as there is."""
    reach = 2 * abs(sharp.values.item()) or 1.0
    if reach > FARTHEST:  # there the best one has everything
        return ()
    along = given("along", [np.linspace(0, reach, 41).tolist()], Role.NUMBER)
    scores = (best.T @ along).named("scores", Role.SCORE)
    line = Points(along, softmax(scores).named("shares", Role.PROBABILITY))
    label = (best.columns or PASSAGES).label
    curves = row_curves(label, line, Points(sharp, p))
    title = "The sharper, the less for the others"
    return (Curves(title, curves, "sharpness", y_label="share"),)


def _again(trace: Trace, **other: float) -> Trace:
    return walkthrough.run_on({name: trace[name].values for name in trace.given} | other)


def _best_are_kept(trace: Trace) -> bool:
    scores, places = trace["r"].values[0], trace["top"].values[0].astype(int)
    left_out = np.delete(scores, places)
    falling = (np.diff(scores[places]) <= 0).all()
    return bool(falling and (left_out <= scores[places[-1]]).all())


def _unscaled(trace: Trace) -> Matrix:
    """Add the two scores up without a common scale."""
    meant = times_number(trace["s"], trace["alpha"]).named("unscaled_s", Role.SCORE, "s'")
    worded = times_number(trace["w"], trace["rest"]).named("unscaled_w", Role.SCORE, "w'")
    r = (meant + worded).named("unscaled_r", Role.SCORE, "r'")
    return best_places(r, trace["k"]).named("wrong", Role.OUTPUT, "t'")


def _shared_among_all(trace: Trace) -> Matrix:
    """Make shares of all scores before the best are kept."""
    z = times_number(trace["r"].T, trace["sharp"]).named("all_z", Role.SCORE, "z'")
    p = softmax(z).named("all_p", Role.PROBABILITY, "p'")
    few = embed(p.T, trace["top"]).named("few_p", Role.PROBABILITY, "p'_t")
    return (trace["kept"] @ few.T).named("wrong", Role.VALUE, "c'")


walkthrough = Walkthrough(
    slug="retrieval-weighting-rag",
    title="Retrieval weighting (RAG)",
    question="Which passages does a language model get to read, and how much does each count?",
    given=GIVEN,
    steps=steps,
    part="retrieval",
    minutes=25,
    after=("vector-database",),
    second=SECOND,
    claims=(
        Claim(
            "The shares of the kept passages add up to 1.",
            lambda t: np.allclose(t["p"].values.sum(), 1),
            lambda t: sum_columns(t["p"]).named("total", Role.NUMBER, r"\Sigma"),
        ),
        Claim("No passage that is left out scores higher than one that is kept.", _best_are_kept),
        Claim(
            "By meaning alone, other passages would have been kept.",
            lambda t: set(t["top"].values[0]) != set(t["top_meaning"].values[0]),
        ),
        Claim(
            "With a sharpness of 0 the weighted context is the plain mean.",
            lambda t: np.allclose(_again(t, sharp=0)["c"].values, t["mean"].values),
        ),
        Claim(
            "The weighted context leads to another answer than the plain mean.",
            lambda t: len(set(t["Y"].values.argmax(axis=0))) == 2,
            lambda t: likeliest(t["Y"]).named("answers", Role.OUTPUT, "a"),
        ),
    ),
    wrong_turns=(
        WrongTurn(
            "Adding the scores as they are",
            "Dot products and counts have scales of their own. Without a common one, whichever "
            "happens to be larger decides, and the weight between them means nothing.",
            _unscaled,
            "top",
        ),
        WrongTurn(
            "Sharing out before keeping",
            "Then passages that nobody reads keep a part of the shares. Those of the kept ones no "
            "longer add up to 1, and the context shrinks.",
            _shared_among_all,
            "c",
        ),
    ),
)
