"""Every note: its page, its numbers against a reference, its claims, and what its source says."""

import re
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
from contracts.refuted import changed

from aibyhand import notes
from aibyhand.ledger import compare, entry
from aibyhand.pages.note import note
from aibyhand.pages.source_notes import source_notes
from aibyhand.walk.quote import quote
from aibyhand.walkthroughs import slugs as walkthroughs

DOCS = Path(__file__).resolve().parents[2] / "docs"
each_note = pytest.mark.parametrize("slug", notes.slugs())


def own(slug):
    """Import tests/notes/test_SLUG.py, which has reference(given) and REFUTED."""
    return import_module(f"notes.test_{slug.replace('-', '_')}")


def page_of(slug):
    return (DOCS / "notes" / f"{slug}.md").read_text(encoding="utf-8")


def test_every_page_has_a_note_and_stands_in_the_contents():
    pages = sorted(path.stem for path in (DOCS / "notes").glob("*.md"))
    assert pages == list(notes.slugs())
    contents = (DOCS / "index.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^notes/(.+)$", contents, re.M)) == pages


def test_a_note_is_no_walkthrough():
    assert not set(notes.slugs()) & set(walkthroughs())
    assert notes.subject("softmax").slug == "softmax"
    for slug in notes.slugs():
        assert notes.subject(slug) is notes.find(slug)
    with pytest.raises(KeyError, match="no note 'brains'; did you mean brains-and-neurons"):
        notes.find("brains")


@each_note
def test_the_page_is_that_of_its_note(slug):
    found, page = notes.find(slug), page_of(slug)
    assert found.slug == slug
    assert found.part == "notes"
    assert re.findall(r"^# (.+)$", page, re.M) == [found.title]
    assert f'page = note("{slug}")' in page
    cells = re.findall(r"^```\{code-cell\}[^\n]*\n(.*?)^```", page, re.S | re.M)
    assert cells[-1].strip().endswith("page.source_notes()")
    assert len(re.findall(r"page\.claims\(\)", page)) == bool(found.claims)


@each_note
def test_every_number_in_running_text_resolves(slug):
    trace = notes.find(slug).run()
    for text in re.findall(r"\{value\}`([^`]+)`", page_of(slug)):
        assert re.search(r"\d", quote(trace, text)), text


@each_note
def test_every_result_agrees_with_a_reference_that_shares_no_code(slug):
    trace = notes.find(slug).run()
    expected = own(slug).reference({name: trace[name].values for name in trace.given})
    made = {name for name, matrix in trace.matrices.items() if matrix.made}
    assert made <= expected.keys(), sorted(made - expected.keys())
    for name in made:
        np.testing.assert_allclose(
            trace[name].values, np.atleast_2d(expected[name]), rtol=1e-9, err_msg=name
        )


@each_note
def test_every_claim_holds_and_can_be_false(slug):
    trace, refuted = notes.find(slug).run(), own(slug).REFUTED
    assert sorted(refuted) == sorted(claim.sentence for claim in trace.walkthrough.claims)
    for claim in trace.walkthrough.claims:
        assert claim.holds(trace), claim.sentence
        for change in refuted[claim.sentence]:
            assert not claim.holds(changed(trace, change)), (claim.sentence, list(change))


@each_note
def test_what_the_source_prints_is_compared_and_what_it_claims_is_told(slug):
    found, trace = entry(slug), notes.find(slug).run()
    for printed in found.printed:
        assert compare(trace, printed).verdict
    told = source_notes(slug)
    assert found.points
    assert told.count("The source says:") == len(found.errata) + len(found.unknown)
    assert told.count("Not to be checked:") == len(found.unknown)


def test_a_page_shows_what_its_note_has_and_nothing_else():
    page = note(notes.slugs()[0])
    with pytest.raises(KeyError):
        page.sheet("nothing")
    silent = next(step.number for step in page.trace.steps if not step.draws)
    with pytest.raises(ValueError, match=f"step {silent} draws no picture"):
        page.pictures(silent)
