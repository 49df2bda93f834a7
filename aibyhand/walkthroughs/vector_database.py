"""Vector database: every sentence becomes a short vector, and a question finds its nearest."""

from collections.abc import Iterator
from functools import partial

import numpy as np

from aibyhand.core.matrix import Matrix, given
from aibyhand.core.op import Axis
from aibyhand.core.role import Role
from aibyhand.ops import (
    beside,
    embed,
    likeliest,
    linear,
    mean_of_columns,
    over_length,
    relu,
)
from aibyhand.pictures.plane import Plane
from aibyhand.walk import Claim, Step, Trace, Walkthrough, WrongTurn

VOCABULARY = (
    "a", "an", "the", "how", "why", "who", "what", "are", "is", "am", "be", "was", "you", "we",
    "I", "they", "she", "he", "she", "me", "him", "her",
)  # fmt: skip
WORDS = Axis("word", "word {n}", first=0, words=VOCABULARY)
SENTENCES = Axis("sentence", "no. {n}")

E = given(
    "E",
    [
        [0, -1, 0, 1, 0, 1, 0, 0, -1, 1, 0, 0, 0, 3, 1, 0, -1, 0, 0, 0, -1, 0],
        [2, 0, 2, 0, 0, 0, -1, 1, 0, 0, 0, 2, 1, 0, 2, 0, 2, 0, 0, 2, 0, 0],
        [-1, 0, -1, 1, 2, 0, 0, 1, 0, 1, -1, 0, 0, -1, 0, 3, 0, 0, -1, 0, 2, -1],
        [0, 1, 0, 0, 1, 0, 1, 0, 1, 0, 1, -2, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1],
    ],
    Role.FROZEN_WEIGHT,
    columns=WORDS,
)  # 4 numbers × 22 columns of words
S1 = given("s1", [[3, 7, 12]], Role.INPUT)  # how are you, as word numbers from 0
S2 = given("s2", [[5, 7, 12]], Role.INPUT)  # who are you
S3 = given("s3", [[5, 9, 14]], Role.INPUT)  # who am I
Q = given("q", [[9, 14, 12]], Role.INPUT)  # am I you
W = given("W", [[1, 1, 0, 0], [0, 1, 0, 1], [1, 0, 1, 0], [1, -1, 0, 0]], Role.FROZEN_WEIGHT)
B = given("b", [[0], [0], [-1], [0]], Role.FROZEN_BIAS)
P = given("P", [[1, 1, 0, 0], [0, 0, 1, 1]], Role.FROZEN_WEIGHT)


def steps(
    E: Matrix, s1: Matrix, s2: Matrix, s3: Matrix, q: Matrix, W: Matrix, b: Matrix, P: Matrix,
    cosine: bool = False,
) -> Iterator[Step]:  # fmt: skip
    """Index three sentences, index the question in the same way, and compare."""
    yield Step(
        "Given", "Write every word as the number of its column, counted from 0.", (s1, s2, s3, q)
    )
    X1, Z1, F1, m1, v1 = _indexed("1", s1, E, W, b, P)
    says = "Look up the column of every word in the table."
    yield Step("Word embeddings", says, (E, X1), part=_said(X1))
    yield Step("Encoding", "Multiply, add the bias, apply ReLU.", (Z1, F1))
    yield Step("Mean pooling", "Average the columns into one.", (m1,))
    yield Step("Indexing", "Project it to fewer numbers, and store them.", (v1,))

    again = "Look up, encode, pool and project again."
    second = _indexed("2", s2, E, W, b, P)
    yield Step("The second sentence", again, second, part=_said(second[0]))
    third = _indexed("3", s3, E, W, b, P)
    yield Step("The third sentence", again, third, part=_said(third[0]))
    asked = _indexed("q", q, E, W, b, P)
    yield Step("The query", "Do the same with the query.", asked, part=f"Query: {_said(asked[0])}")

    vq = asked[-1]
    stored = (v1, second[-1], third[-1])
    D = beside(*stored).named("D", Role.KEY, columns=SENTENCES)
    found: tuple[Matrix, ...]
    if cosine:
        Du = over_length(D).named("D_unit", Role.KEY, r"\hat{D}")
        qu = over_length(vq).named("q_unit", Role.KEY, r"\hat{v}_q")
        scores = (qu.T @ Du).named("cosines", Role.SCORE, "c", columns=SENTENCES)
        found = (D, Du, qu, scores)
    else:
        scores = (vq.T @ D).named("dots", Role.SCORE, "d", columns=SENTENCES)
        found = (D, scores)
    drawn = _drawn((vq, *stored), [asked[0], X1, second[0], third[0]])
    says = "Multiply the query, transposed, by the stored vectors."
    yield Step("Dot products", says, found, drawn, part="Search")
    best = likeliest(scores.T).named("best", Role.OUTPUT, "n")
    yield Step(
        "Nearest neighbour", "Take the place of the largest number, counted from 0.", (best,)
    )


def _indexed(k: str, s: Matrix, E: Matrix, W: Matrix, b: Matrix, P: Matrix) -> tuple[Matrix, ...]:
    """Take a sentence from its words to its short vector."""
    axis = E.columns or WORDS
    said = tuple(axis.label(int(n)) for n in s.values.ravel())
    X = embed(E, s).named(f"X{k}", Role.INPUT, columns=Axis("word", "word {n}", words=said))
    Z = linear(W, X, b).named(f"Z{k}", Role.LINEAR)
    F = relu(Z).named(f"F{k}", Role.HIDDEN)
    m = mean_of_columns(F).named(f"m{k}", Role.HIDDEN_2)
    return X, Z, F, m, (P @ m).named(f"v{k}", Role.KEY)


def _said(X: Matrix) -> str:
    """Say the sentence whose words stand in these columns."""
    return " ".join(X.columns.label(j) for j in range(X.shape[1])) if X.columns else ""


def _drawn(vectors: tuple[Matrix, ...], sentences: list[Matrix]) -> tuple[Plane, ...]:
    """Draw the vectors, if they are in a plane."""
    if any(v.shape != (2, 1) for v in vectors):
        return ()
    said = [_said(X) for X in sentences]
    return (Plane("Query and sentences", vectors, (f"{said[0]}?", *said[1:])),)


def _lengths(trace: Trace) -> list[float]:
    return [float(np.linalg.norm(trace[f"v{k}"].values)) for k in (1, 2, 3)]


walkthrough = Walkthrough(
    slug="vector-database",
    title="Vector database",
    question="How does a computer find a text that means nearly the same?",
    given=(
        E,
        S1,
        S2,
        S3,
        Q,
        W,
        B,
        P,
    ),
    steps=steps,
    part="retrieval",
    minutes=30,
    variants=(("cosine", partial(steps, cosine=True)),),
    second=(
        ("E", [[1, -1, 2, 0, 3], [0, 2, -1, 1, 1], [-2, 1, 0, 3, -1]]),  # 3 numbers × 5 words
        ("s1", [[0, 1, 4, 4]]),
        ("s2", [[2, 3]]),
        ("s3", [[4, 0, 1]]),
        ("q", [[3, 1, 2]]),
        ("W", [[1, -2, 1], [-1, 1, 2]]),
        ("b", [[-1], [2]]),
        ("P", [[1, 2], [-1, 1], [2, -1]]),
    ),
    claims=(
        Claim(
            "A dot product is the product of both lengths and the cosine of the angle between.",
            lambda t: np.allclose(
                t["dots"].values,
                t.walkthrough.run(variant="cosine")["cosines"].values
                * np.array(_lengths(t))
                * np.linalg.norm(t["vq"].values),
            ),
        ),
        Claim(
            "The nearest sentence has the largest dot product, and no other has as much.",
            lambda t: bool(
                (t["dots"].values >= t["dots"].values[0, int(t["best"].values[0, 0])]).sum() == 1
            ),
            lambda t: t["best"],
        ),
        Claim(
            "The order of the words makes no difference to a mean.",
            lambda t: np.allclose(
                t["vq"].values, t.walkthrough.run(q=t["q"].values[:, ::-1])["vq"].values
            ),
        ),
    ),
    wrong_turns=(
        WrongTurn(
            "The mean of each word",
            "Pooling goes across the words and keeps the features. The other way round gives one "
            "number for each word, and a longer sentence would get a longer vector.",
            lambda t: mean_of_columns(t["F2"].T).named("wrong", Role.HIDDEN_2, "w"),
            "m2",
        ),
        WrongTurn(
            "Forgetting the ReLU",
            "Without it, a negative number of one word takes away from the others in the mean.",
            lambda t: mean_of_columns(t["Z2"]).named("wrong", Role.HIDDEN_2, "w"),
            "m2",
        ),
    ),
)
