"""The ledger: typed once, compared at its own precision, never with a wrong verdict."""

import re

import numpy as np
import pytest

from aibyhand import Role, Step, Walkthrough, given, notes, slugs
from aibyhand.ledger import Printed, compare, entries, entry, read_numbers, sources

A = given("A", [[0.26, 1 / 3], [2, -1]], Role.ATTENTION)


def steps(A=A):
    yield Step("Given", "Write.", (A,))


TRACE = Walkthrough("toy", "Toy", "Why?", steps).run()


def printed(matrix, values, because=""):
    return Printed("somebody", matrix, values, "line 1", because=because)


@pytest.mark.parametrize(
    ("matrix", "values", "verdict"),
    [
        ("A[2,:]", "2 -1", "agrees"),
        ("A[1,2]", "1/3", "agrees"),
        ("A[1,:]", "0.3, 0.3", "agrees after rounding"),
        ("A[1,:]", "0.26 0.333", "agrees after rounding"),
        ("A", "0.3 0.3; 2 -1", "agrees after rounding"),
        ("A[:,1]", "0 2", "agrees after rounding"),
        ("A[:,1]", "0; 2", "agrees after rounding"),
    ],
)
def test_a_value_is_held_to_the_decimals_that_it_is_printed_with(matrix, values, verdict):
    assert compare(TRACE, printed(matrix, values)).verdict == verdict


def test_a_half_may_be_rounded_either_way():
    half = Walkthrough("toy", "Toy", "Why?", steps).run(A=[[0.25]])
    for text in ("0.2", "0.3"):
        assert compare(half, printed("A", text)).verdict == "agrees after rounding"


@pytest.mark.parametrize("values", ["0.2 0.3", "0.27 0.33", "1 0.33", "0.26 0.334"])
def test_a_value_that_stops_agreeing_raises(values):
    with pytest.raises(ValueError, match=r"toy: A\[1,:\] \(line 1\): .* no reason"):
        compare(TRACE, printed("A[1,:]", values))
    assert compare(TRACE, printed("A[1,:]", values, "the sheet slipped")).verdict == "differs"


@pytest.mark.parametrize("values", ["2 -1", "2.0 -1.0"])
def test_a_reason_on_an_agreeing_value_raises(values):
    with pytest.raises(ValueError, match="agrees, yet the ledger says it differs"):
        compare(TRACE, printed("A[2,:]", values, "for no reason"))


@pytest.mark.parametrize(
    ("matrix", "values", "said"),
    [
        ("A", "1 2 3", "has 4 numbers, the ledger 3"),
        ("A[1,:]", "0.3; 0.3", "has 1 rows, the ledger 2"),
        ("A[0,1]", "1", "outside a matrix"),
        ("A[3,1]", "1", "outside a matrix"),
        ("A[1", "1", "names no part of a matrix"),
    ],
)
def test_a_row_that_fits_no_matrix_raises(matrix, values, said):
    with pytest.raises(ValueError, match=said):
        compare(TRACE, printed(matrix, values))


def test_numbers_are_read_with_half_a_unit_of_their_last_decimal():
    numbers, halves = read_numbers("1, -0.25; 5/3 2.0")
    np.testing.assert_allclose(numbers, [1, -0.25, 5 / 3, 2])
    np.testing.assert_allclose(halves, [0.5, 0.005, 0, 0.05])


def test_every_source_says_who_what_where_and_when():
    for key, source in sources().items():
        assert source.title, key
        assert source.author, key
        assert source.date, key
        assert source.url.startswith("https://") or not source.url, key


@pytest.mark.parametrize("slug", entries())
def test_every_entry_is_whole(slug):
    found = entry(slug)
    assert slug in (*slugs(), *notes.slugs())
    assert found.sources
    known = {source.key for source in found.sources}
    for row in (*found.printed, *found.errata, *found.unknown):
        assert row.source in sources(), row.source
        assert row.where, row
    for row in found.printed:
        assert row.source in known, f"{slug}: {row.source} is printed but not among its sources"
        assert row.lane in ("exact", "pencil")
    for erratum in found.errata:
        assert erratum.says
        assert erratum.right


# Typed from the sources, letter for letter; only the script's "Processing …" wasn't seen again.
QUOTED = {
    "NVIDIA is now close to $1 trillion in valuation",
    "Processing Z5 with Expert C",
    "Segmentation of a 512 × 512 image takes less than a second on a modern (2015) GPU",
    "[citation needed]",
    "also called Feedback Neural Network (FNN)",
    "based on the loss gradients",
    "exponential increase of gamma with time",
    "hypothetical gradients",
    "is a bi-directional artificial neural network",
    "stable enough to train networks hundreds of layers deep",
    "the final layer of every classifier",
    "typically 0.1",
    "who",
    "without manually setting new target weights",
}


def test_what_an_erratum_quotes_is_what_the_source_says():
    says = " ".join(erratum.says for slug in entries() for erratum in entry(slug).errata)

    assert set(re.findall("“([^”]*)”", says)) == QUOTED


def test_an_unknown_entry_names_the_closest():
    with pytest.raises(KeyError, match="no entry 'self-atention'; did you mean self-attention"):
        entry("self-atention")
