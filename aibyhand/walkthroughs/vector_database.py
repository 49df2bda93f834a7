"""Vector database: every sentence becomes a short vector, and a question finds its nearest."""

from collections.abc import Iterator
from functools import partial

import numpy as np

from aibyhand.core import Axis, Matrix, Role, Stack, given, given_stack
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
SENTENCES = Axis("sentence", "no. {n}", first=0)

# fmt: off
GIVEN = (
    given(
        "E", [[0, -1, 0, 1, 0, 1, 0, 0, -1, 1, 0, 0, 0, 3, 1, 0, -1, 0, 0, 0, -1, 0],
        [2, 0, 2, 0, 0, 0, -1, 1, 0, 0, 0, 2, 1, 0, 2, 0, 2, 0, 0, 2, 0, 0],
        [-1, 0, -1, 1, 2, 0, 0, 1, 0, 1, -1, 0, 0, -1, 0, 3, 0, 0, -1, 0, 2, -1],
        [0, 1, 0, 0, 1, 0, 1, 0, 1, 0, 1, -2, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1]], Role.FROZEN_WEIGHT,
        columns=WORDS, sizes="numbers × words"
    ),
    # how are you, who are you, who am I: as word numbers from 0
    given_stack(
        "s", [[[3, 7, 12]], [[5, 7, 12]], [[5, 9, 14]]], Role.INPUT,
        sizes="sentences × 1 × words of s%s", among="words"
    ),
    given("q", [[9, 14, 12]], Role.INPUT, sizes="1 × words of q", among="words"),  # am I you
    given(
        "W", [[1, 1, 0, 0], [0, 1, 0, 1], [1, 0, 1, 0], [1, -1, 0, 0]], Role.FROZEN_WEIGHT,
        sizes="units × numbers"
    ),
    given("b", [[0], [0], [-1], [0]], Role.FROZEN_BIAS, sizes="units × 1"),
    given("P", [[1, 1, 0, 0], [0, 0, 1, 1]], Role.FROZEN_WEIGHT, sizes="short numbers × units"),
)
SECOND = (
    ("E", [[1, -1, 2, 0, 3], [0, 2, -1, 1, 1], [-2, 1, 0, 3, -1]]), ("s1", [[0, 1, 4, 4]]),
    ("s2", [[2, 3]]), ("s3", [[4, 0, 1]]), ("q", [[3, 1, 2]]), ("W", [[1, -2, 1], [-1, 1, 2]]),
    ("b", [[-1], [2]]), ("P", [[1, 2], [-1, 1], [2, -1]]),
)
# fmt: on


def steps(
    E: Matrix, s: Stack, q: Matrix, W: Matrix, b: Matrix, P: Matrix, cosine: bool = False
) -> Iterator[Step]:
    """Index every sentence, index the question in the same way, and compare."""
    yield Step("Given", "Write every word as the number of its column, counted from 0.", (*s, q))
    first, *others, asked = _indexed((*s, q), E, W, b, P)
    X1, Z1, F1, m1, v1 = first
    says = "Look up the column of every word in the table."
    yield Step("Word embeddings", says, (E, X1), part=_said(X1))
    yield Step("Encoding", "Multiply, add the bias, apply ReLU.", (Z1, F1))
    yield Step("Mean pooling", "Average the columns into one.", (m1,))
    yield Step("Indexing", "Project it to fewer numbers, and store them.", (v1,))

    again = "Look up, encode, pool and project again."
    for which, other in zip(_ordinals(), others, strict=False):
        yield Step(f"The {which} sentence", again, other, part=_said(other[0]))
    yield Step("The query", "Do the same with the query.", asked, part=f"Query: {_said(asked[0])}")

    texts, vq = (asked, first, *others), asked[-1]
    D = beside(*(text[-1] for text in texts[1:])).named("D", Role.KEY, columns=SENTENCES)
    found: tuple[Matrix, ...]
    if cosine:
        Du = over_length(D).named("D_unit", Role.KEY, r"\hat{D}")
        qu = over_length(vq).named("q_unit", Role.KEY, r"\hat{v}_q")
        scores = (qu.T @ Du).named("cosines", Role.SCORE, "c", columns=SENTENCES)
        found = (D, Du, qu, scores)
    else:
        scores = (vq.T @ D).named("dots", Role.SCORE, "d", columns=SENTENCES)
        found = (D, scores)
    drawn = _drawn(tuple(text[-1] for text in texts), [text[0] for text in texts])
    says = "Multiply the query, transposed, by the stored vectors."
    yield Step("Dot products", says, found, drawn, part="Search")
    best = likeliest(scores.T).named("best", Role.OUTPUT, "n")
    yield Step(
        "Nearest neighbour", "Take the place of the largest number, counted from 0.", (best,)
    )


def _indexed(
    texts: tuple[Matrix, ...], E: Matrix, W: Matrix, b: Matrix, P: Matrix
) -> list[tuple[Matrix, ...]]:
    """Take every text from its words to its short vector; the last one is the query."""
    along = Axis("text", words=(*(str(k) for k in range(1, len(texts))), "q"))
    X, Z = Stack("X", Role.INPUT, along=along), Stack("Z", Role.LINEAR, along=along)
    F, m = Stack("F", Role.HIDDEN, along=along), Stack("m", Role.HIDDEN_2, along=along)
    v, table = Stack("v", Role.KEY, along=along), E.columns or WORDS
    for text in texts:
        said = tuple(table.label(int(n)) for n in text.values.ravel())
        X.add(embed(E, text), columns=Axis("word", "word {n}", words=said))
        Z.add(linear(W, X[-1], b))
        F.add(relu(Z[-1]))
        m.add(mean_of_columns(F[-1]))
        v.add(P @ m[-1])
    return list(zip(X, Z, F, m, v, strict=True))


def _ordinals() -> Iterator[str]:
    """Say second, third and so on."""
    yield from ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
    yield from (f"{k}th" for k in range(10, 1000))


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
    return [float(np.linalg.norm(v.values)) for v in trace.stacks["v"][:-1]]


walkthrough = Walkthrough(
    slug="vector-database",
    title="Vector database",
    question="How does a computer find a text that means nearly the same?",
    given=GIVEN,
    steps=steps,
    part="retrieval",
    minutes=30,
    variants=(("cosine", partial(steps, cosine=True)),),
    second=SECOND,
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
