"""Vector database: plain loops, SciPy, a vector index, and the values of sheet and script."""

import numpy as np
import pytest
from helpers import svg_of
from loops import affine

from aibyhand import find
from aibyhand.pictures.plane import Plane
from aibyhand.walkthroughs.vector_database import VOCABULARY

DATABASE = find("vector-database")


def reference(given):
    """Compute every named matrix in loops, without the package."""
    g = {name: np.atleast_2d(np.asarray(values, dtype=float)) for name, values in given.items()}
    found = {}
    numbers = [name[1:] for name in g if name[0] == "s"]
    for k, sentence in (*((k, f"s{k}") for k in numbers), ("q", "q")):
        places = [int(n) for n in g[sentence][0]]
        X = np.array([[row[place] for place in places] for row in g["E"]])
        Z = affine(g["W"], X, g["b"])
        F = np.array([[v if v > 0 else 0.0 for v in row] for row in Z])
        m = np.array([[sum(row) / len(row)] for row in F])
        v = np.array([[sum(p * n for p, n in zip(row, m[:, 0], strict=True))] for row in g["P"]])
        found |= {f"X{k}": X, f"Z{k}": Z, f"F{k}": F, f"m{k}": m, f"v{k}": v}
    stored = [found[f"v{k}"][:, 0] for k in numbers]
    found["D"] = np.array([[v[i] for v in stored] for i in range(len(stored[0]))])
    dots = [sum(a * b for a, b in zip(found["vq"][:, 0], v, strict=True)) for v in stored]
    found["dots"] = np.array([dots])
    if sum(dot > max(dots) - 1e-12 for dot in dots) == 1:  # which of equals is machine rounding
        found["best"] = np.array([[float(dots.index(max(dots)))]])
    return found


def as_given(trace):
    return {name: trace[name].values for name in trace.given}


TRACES = [DATABASE.run(), DATABASE.run_second()]
both = pytest.mark.parametrize("trace", TRACES, ids=["given", "second"])


@both
def test_the_cosines_and_the_nearest_are_those_of_scipy(trace, need):
    distance = need("scipy.spatial.distance")
    found = DATABASE.run(variant="cosine", **as_given(trace))
    stored, asked = found["D"].values.T, found["vq"].values.T
    cosines = 1 - distance.cdist(asked, stored, "cosine")

    np.testing.assert_allclose(found["cosines"].values, cosines)
    assert found["best"].values == cosines.argmax()


@both
def test_the_tree_of_scipy_finds_the_nearest_direction(trace, need):
    spatial = need("scipy.spatial")
    found = DATABASE.run(variant="cosine", **as_given(trace))
    _, place = spatial.cKDTree(found["D_unit"].values.T).query(found["q_unit"].values[:, 0])

    assert found["best"].values == place


SINGLE = {"rtol": 1e-6, "atol": 1e-6}  # the index gives distances in single precision


def asked_of_an_index(need, stored, query, metric):
    """Index the columns in a graph (HNSW), and ask for the nearest: its number and its score."""
    index = need("usearch.index").Index(ndim=len(stored), metric=metric, dtype="f64")
    index.add(np.arange(stored.shape[1]), stored.T.copy())
    (found,) = index.search(query[:, 0], 1)
    return found.key, 1 - found.distance  # one minus the product is its distance


@both
def test_a_vector_index_finds_the_same_sentence(trace, need):
    key, score = asked_of_an_index(need, trace["D"].values, trace["vq"].values, "ip")

    assert trace["best"].values == key
    np.testing.assert_allclose(trace["dots"].values.max(), score, **SINGLE)


@both
def test_a_vector_index_finds_the_same_direction(trace, need):
    found = DATABASE.run(variant="cosine", **as_given(trace))
    unit = asked_of_an_index(need, found["D_unit"].values, found["q_unit"].values, "ip")
    whole = asked_of_an_index(need, found["D"].values, found["vq"].values, "cos")

    for key, score in (unit, whole):
        assert found["best"].values == key
        np.testing.assert_allclose(found["cosines"].values.max(), score, **SINGLE)


@pytest.mark.parametrize("seed", range(20))
def test_a_vector_index_agrees_on_random_numbers(seed, need):
    rng = np.random.default_rng(seed)
    size = int(rng.integers(2, 6))
    numbers = {
        "E": rng.normal(size=(4, 22)),
        "W": rng.normal(size=(5, 4)),
        "b": rng.normal(size=(5, 1)),
        "P": rng.normal(size=(size, 5)),
    } | {name: rng.integers(0, 22, (1, 4)) for name in ("s1", "s2", "s3", "q")}
    for variant, metric, scores in (("", "ip", "dots"), ("cosine", "cos", "cosines")):
        trace = DATABASE.run(variant=variant, **numbers)
        key, score = asked_of_an_index(need, trace["D"].values, trace["vq"].values, metric)
        assert trace["best"].values == key
        np.testing.assert_allclose(trace[scores].values.max(), score, **SINGLE)


def test_the_indexes_are_the_sheets_where_it_is_right_and_the_scripts():
    # By hand: the fourth number of "who" is 1 · 1 − 1 · 0 = 1, where the sheet has 0.
    trace = DATABASE.run()

    assert trace["F2"].values[3].tolist() == [1, 0, 0]
    assert trace["F3"].values[3].tolist() == [1, 1, 0]
    np.testing.assert_allclose(9 * trace["dots"].values, [[44, 42, 62]])
    np.testing.assert_allclose(3 * trace["D"].values, [[5, 5, 7], [2, 1, 3]])


def test_the_slip_explains_every_number_that_the_sheet_has_wrong():
    trace = DATABASE.run()
    indexes = []
    for k in "23":
        F = trace[f"F{k}"].values.copy()
        F[3, 0] = 0  # "who" is the first word of both sentences
        indexes.append(trace["P"].values @ F.mean(axis=1))
    np.testing.assert_allclose(indexes, [[5 / 3, 0], [7 / 3, 2 / 3]])
    np.testing.assert_allclose(np.array(indexes) @ trace["vq"].values, [[40 / 9], [60 / 9]])


def test_the_cosine_prefers_another_sentence():
    assert DATABASE.run()["best"].values == 2
    assert DATABASE.run(variant="cosine")["best"].values == 1


def test_there_are_22_columns_and_21_words():
    assert DATABASE.run()["E"].shape[1] == len(VOCABULARY) == 22
    assert len(set(VOCABULARY)) == 21
    assert [k + 1 for k, word in enumerate(VOCABULARY) if word == "she"] == [17, 19]
    she = DATABASE.run()["E"].values[:, [16, 18]]
    assert not np.array_equal(she[:, 0], she[:, 1])


def test_the_columns_carry_the_words_that_were_looked_up():
    trace = DATABASE.run(s1=[[12, 7, 5, 5]])

    assert [trace["X1"].columns.label(j) for j in range(4)] == ["you", "are", "who", "who"]
    assert [trace["F1"].columns.label(j) for j in range(4)] == ["you", "are", "who", "who"]
    assert [trace["Xq"].columns.label(j) for j in range(3)] == ["am", "I", "you"]


def test_the_vectors_are_drawn_in_the_plane_and_only_there():
    (drawn,) = DATABASE.run().step(9).draws

    assert drawn.labels == ("am I you?", "how are you", "who are you", "who am I")
    assert "who am I at 2.33, 1.00" in drawn.words
    assert svg_of(drawn).count("abh-curve-") == 4
    assert not DATABASE.run_second().step(9).draws


def test_a_plane_refuses_what_is_not_in_it():
    trace = DATABASE.run()
    with pytest.raises(ValueError, match="a column of two numbers"):
        Plane("Too high", (trace["m1"],), ("m",))
    with pytest.raises(ValueError, match="one label"):
        Plane("Nameless", (trace["v1"],), ())


@pytest.mark.parametrize(
    ("replaced", "message"),
    [
        ({"q": [[22]]}, "column numbers of E, 0 to 21"),
        ({"q": [[-1]]}, "column numbers of E"),
        ({"q": [[1.5]]}, "column numbers of E"),
        ({"q": [[1], [2]]}, "q has 2 rows, and needs 1"),
        ({"P": [[1, 1]]}, "W has 4 units, and P has 2: both count units"),
    ],
)
def test_sizes_that_do_not_fit_are_named_at_the_call(replaced, message):
    with pytest.raises(ValueError, match=message):
        DATABASE.run(**replaced)


@pytest.mark.parametrize("place", [-1e9, -1, 22, 0.5])
def test_a_word_that_is_not_in_the_vocabulary_is_refused_by_name(place):
    """The labels are looked up first: a number far below zero once ended there."""
    with pytest.raises(ValueError, match="s_1 needs to be one row of column numbers of E, 0 to 21"):
        DATABASE.run(s1=[[place, 0, 1]])
