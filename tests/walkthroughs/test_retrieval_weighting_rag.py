"""Weighted retrieval: plain loops, SciPy's softmax, usearch's places, and what weights decide."""

from fractions import Fraction
from math import exp

import numpy as np
import pytest
from helpers import anybodys, examples
from hypothesis import given

from aibyhand import find

RAG = find("retrieval-weighting-rag")
BOTH = [RAG.run(), RAG.run_second()]
SETS = pytest.mark.parametrize("trace", BOTH, ids=["given", "second"])


def best(scores, k):
    """Take the largest so many times, the first one of equals; each is taken once."""
    left, found = list(enumerate(scores)), []
    for _ in range(k):
        place, score = left[0]
        for other, its in left:
            if its > score:
                place, score = other, its
        found.append(place)
        left = [pair for pair in left if pair[0] != place]
    return found


def reference(given):
    """Compute every matrix passage by passage, with plain loops."""
    D, W = (np.asarray(given[name], dtype=float).tolist() for name in ("Dv", "W"))
    q, b = (np.asarray(given[name], dtype=float).ravel().tolist() for name in "qb")
    words = np.asarray(given["words"], dtype=float).ravel().tolist()
    alpha, sharp = (float(np.squeeze(given[name])) for name in ("alpha", "sharp"))
    passages = [[row[j] for row in D] for j in range(len(words))]
    s = [sum(x * y for x, y in zip(q, passage, strict=True)) for passage in passages]
    s1, w1 = [x / max(s) for x in s], [x / max(words) for x in words]
    meant, worded = [alpha * x for x in s1], [(1 - alpha) * x for x in w1]
    r = [x + y for x, y in zip(meant, worded, strict=True)]
    k = int(np.squeeze(given["k"]))
    top = best(r, k)
    z = [sharp * r[j] for j in top]
    powers = [exp(x - max(z)) for x in z]
    p = [power / sum(powers) for power in powers]
    kept = [passages[j] for j in top]
    features = range(len(q))
    c = [sum(share * one[i] for share, one in zip(p, kept, strict=True)) for i in features]
    mean = [sum(one[i] for one in kept) / k for i in features]
    Z = [
        [sum(w * x for w, x in zip(row, context, strict=True)) + bias for context in (c, mean)]
        for row, bias in zip(W, b, strict=True)
    ]
    rows = {
        "s": s, "w": words, "s1": s1, "w1": w1, "rest": [1 - alpha], "meant": meant,
        "worded": worded, "r": r, "top": top, "top_meaning": best(s, k),
        "best": [r[j] for j in top],
    }  # fmt: skip
    columns = {"z": z, "p": p, "c": c, "mean": mean}
    found = {name: np.array([row], dtype=float) for name, row in rows.items()}
    found |= {name: np.array([column], dtype=float).T for name, column in columns.items()}
    Y = [[max(x, 0.0) for x in row] for row in Z]
    return found | {"kept": np.array(kept).T, "C": np.array([c, mean]).T, "Z": np.array(Z),
                    "Y": np.array(Y)}  # fmt: skip


def test_the_scores_are_those_worked_by_hand():
    trace, F = BOTH[0], Fraction

    assert trace["s"].values.tolist() == [[5, 4, 0, -1, 3]]
    pairs = [(5, 1), (4, 0), (0, 3), (-1, 2), (3, 0)]
    mixed = [F(1, 2) * (F(s, 5) + F(w, 3)) for s, w in pairs]
    assert mixed == [F(2, 3), F(2, 5), F(1, 2), F(7, 30), F(3, 10)]
    np.testing.assert_allclose(trace["r"].values, [[float(x) for x in mixed]])
    assert trace["top"].values.tolist() == [[0, 2, 1]]


def test_the_words_change_who_is_kept():
    assert BOTH[0]["top_meaning"].values.tolist() == [[0, 1, 4]]
    assert RAG.run(alpha=1)["top"].values.tolist() == [[0, 1, 4]]
    assert RAG.run(alpha=0)["top"].values.tolist() == [[2, 3, 0]]


@SETS
def test_the_weighted_context_answers_differently_from_the_plain_mean(trace):
    assert trace["Y"].values.argmax(axis=0).tolist() == [0, 1]
    assert (trace["Y"].values.max(axis=0) > 0).all()


@SETS
def test_the_shares_agree_with_scipy(need, trace):
    special = need("scipy.special")
    scores = trace["sharp"].values.item() * trace["best"].values[0]

    np.testing.assert_allclose(trace["p"].values[:, 0], special.softmax(scores), rtol=1e-12)


def test_by_meaning_alone_an_index_finds_the_same_passages(need):
    index = need("usearch.index")
    trace = BOTH[0]
    found = index.Index(ndim=3, metric="ip", dtype="f32")
    for place, passage in enumerate(trace["Dv"].values.T):
        found.add(place, passage.astype(np.float32))
    places = found.search(trace["q"].values[:, 0].astype(np.float32), 3).keys

    assert trace["top_meaning"].values[0].tolist() == places.tolist()


@pytest.mark.parametrize("sharp", [0, 1, 4, 50])
def test_sharpness_leads_from_the_plain_mean_to_the_best_passage_alone(sharp):
    trace = RAG.run(sharp=sharp)
    c, mean, first = trace["c"].values, trace["mean"].values, trace["kept"].values[:, :1]

    if sharp == 0:
        np.testing.assert_allclose(c, mean)
    if sharp == 50:
        np.testing.assert_allclose(c, first, atol=0.01)
    assert abs(c - first).max() <= abs(mean - first).max() + 1e-12


def test_the_share_of_the_best_grows_with_the_sharpness():
    shares = [RAG.run(sharp=sharp)["p"].values[0, 0] for sharp in (0, 1, 2, 4, 8)]

    assert shares == sorted(shares)
    assert shares[0] == pytest.approx(1 / 3)


def test_the_curves_say_the_shares_and_are_left_out_where_nothing_could_be_seen():
    (drawn,) = BOTH[0].step(7).draws

    assert drawn.words == (
        "The sharper, the less for the others, share over sharpness. "
        "no. 0: 4: 0.54. no. 2: 4: 0.28. no. 1: 4: 0.19."
    )
    assert RAG.run(sharp=1e9).step(7).draws == ()
    assert RAG.run(sharp=0).step(7).draws[0].drawing().inside


def test_of_equal_scores_the_first_is_kept():
    same = RAG.run(words=[[1, 1, 1, 1, 1]], Dv=[[1] * 5, [1] * 5, [1] * 5])

    assert same["top"].values.tolist() == [[0, 1, 2]]
    np.testing.assert_allclose(same["p"].values, 1 / 3)


@examples(40)
@given(given=anybodys("retrieval-weighting-rag"))
def test_a_share_for_every_kept_passage_and_the_better_the_more(given):
    trace = RAG.run(**given)
    p = trace["p"].values[:, 0]

    assert len(p) == trace["k"].values.item()
    assert p.sum() == pytest.approx(1)
    assert (np.diff(p) <= 1e-12).all()


def test_shared_out_among_all_the_context_shrinks():
    trace = BOTH[0]
    wrong = RAG.wrong_turns[1].produces(trace).values
    kept = np.exp(4 * trace["r"].values[0])
    part = kept[[0, 2, 1]].sum() / kept.sum()

    np.testing.assert_allclose(wrong, part * trace["c"].values)
    assert part < 0.9


@pytest.mark.parametrize(
    ("replaced", "message"),
    [
        ({"words": [[0, 0, 0, 0, 0]]}, "the largest number in row 1 of w is 0, not positive"),
        ({"q": [[-2], [-1], [-1]], "Dv": [[1] * 5] * 3}, "row 1 of s is -4, not positive"),
        ({"k": 6}, "k needs to be one whole number from 1 to 5"),
        ({"k": 0}, "k needs to be one whole number from 1 to 5"),
        ({"k": 2.5}, "k needs to be one whole number from 1 to 5"),
        ({"words": [[1, 2]]}, "D has 5 passages, and n has 2: both count passages"),
        ({"q": [[1], [2]]}, "D has 3 features, and q has 2: both count features"),
        ({"alpha": [[0.5, 0.5]]}, "needs a number"),
    ],
)
def test_what_cannot_be_weighted_is_named(replaced, message):
    with pytest.raises(ValueError, match=message):
        RAG.run(**replaced)
