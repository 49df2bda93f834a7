"""References: whole, known, listed and cited in one form."""

import re

import pytest
from helpers import ROOT

from aibyhand.ledger import Reference, check_listed, entries, entry, in_words, reference, references
from aibyhand.ledger.references import read

ROW = {"authors": ["Gauß, C. F."], "year": 1809, "title": "Theoria motus", "where": "Perthes"}


def named(*authors, year=1900):
    return Reference("key", authors, year, "A title", "A journal")


@pytest.mark.parametrize(
    ("authors", "short"),
    [
        (("Linnainmaa, S.",), "Linnainmaa, 1900"),
        (("Baldi, P.", "Hornik, K."), "Baldi and Hornik, 1900"),
        (("Ho, J.", "Jain, A.", "Abbeel, P."), "Ho, Jain and Abbeel, 1900"),
        (("Goodfellow, I. J.", "others"), "Goodfellow and others, 1900"),
    ],
)
def test_running_text_cites_surnames_and_year(authors, short):
    assert named(*authors).short == short


def test_documentation_is_cited_without_a_year():
    assert named("NumPy", year="undated").short == "NumPy"


def test_names_are_joined_as_in_a_sentence():
    assert in_words(["A"]) == "A"
    assert in_words(["A", "B"]) == "A and B"
    assert in_words(["A", "B", "C"]) == "A, B and C"


def test_a_bibliography_is_sorted_by_author_then_year_and_accents_do_not_count():
    rows = {
        "zhu-1990": {**ROW, "authors": ["Zhu, J."]},
        "elman-1990": {**ROW, "authors": ["Élman, J."], "year": 1990},
        "elman-1988": {**ROW, "authors": ["Elman, J."], "year": 1988},
        "he-2016": {**ROW, "authors": ["He, K.", "others"]},
    }

    assert list(read(rows)) == ["elman-1988", "elman-1990", "he-2016", "zhu-1990"]


@pytest.mark.parametrize("field", ["authors", "year", "title", "where"])
def test_a_missing_field_raises(field):
    row = {name: value for name, value in ROW.items() if name != field}
    with pytest.raises(ValueError, match=rf"reference 'gauss-1809' lacks \['{field}'\]"):
        read({"gauss-1809": row})


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"journal": "Nature"}, r"has unknown \['journal'\]"),
        ({"authors": "Gauß, C. F."}, "look at authors"),
        ({"authors": []}, "look at authors"),
        ({"authors": ["A", "B", "C", "D"]}, "look at authors"),
        ({"year": "1809"}, "look at year"),
        ({"year": True}, "look at year"),
        ({"title": ""}, "look at title"),
        ({"where": ""}, "look at where"),
        ({"url": "www.example.org"}, "look at url"),
    ],
)
def test_a_field_that_cannot_be_right_raises(changes, said):
    with pytest.raises(ValueError, match=said):
        read({"gauss-1809": {**ROW, **changes}})


@pytest.mark.parametrize("key", ["Gauß-1809", "gauss_1809", "-1809", "gauss 1809", ""])
def test_a_key_is_an_anchor_in_lower_case(key):
    with pytest.raises(ValueError, match="look at the key"):
        read({key: ROW})


def test_a_list_names_only_what_is_there_and_leaves_nothing_out():
    check_listed(["a", "b"], {"toy": ["a"], "play": ["b", "a"]})
    with pytest.raises(ValueError, match=r"toy.toml lists references that aren't there: \['c'\]"):
        check_listed(["a"], {"toy": ["a", "c"]})
    with pytest.raises(ValueError, match=r"no walkthrough lists the references \['b'\]"):
        check_listed(["a", "b"], {"toy": ["a"]})


def test_an_unknown_key_names_the_closest():
    with pytest.raises(KeyError, match="no reference 'goodfelow-2014'; did you mean goodfellow"):
        reference("goodfelow-2014")


@pytest.mark.parametrize("slug", entries())
def test_every_walkthrough_rests_on_something_and_lists_it_once(slug):
    listed = [found.key for found in entry(slug).references]

    assert listed
    assert len(listed) == len(set(listed))
    assert listed == [key for key in references() if key in listed], "not in order"


def test_pages_cite_what_their_walkthroughs_list():
    cited = 0
    for page in (ROOT / "docs").rglob("*.md"):
        keys = set(re.findall(r"(?<!`` )\{cite\}`([^`]+)`", page.read_text("utf-8")))
        listed = entry(page.stem).references if page.stem in entries() else references().values()
        assert keys <= {found.key for found in listed}, page.name
        cited += len(keys)
    assert cited


def test_a_key_begins_with_the_first_author():
    for key, found in references().items():
        if found.year != "undated":
            surname = found.order[0].partition(",")[0].replace(" ", "-")
            assert key.startswith(f"{surname}-{found.year}"), key
