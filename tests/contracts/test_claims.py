"""Every claim of every walkthrough can be false, and is where the run is another one."""

import pytest
from contracts.refuted import REFUTED, RUN_AGAIN, changed, run_anew
from helpers import trace_of

import aibyhand

CLAIMS = [
    pytest.param(slug, claim, id=f"{slug}-{k}")
    for slug in aibyhand.slugs()
    for k, claim in enumerate(aibyhand.find(slug).claims, 1)
]


def test_every_changed_run_belongs_to_one_claim():
    for slug, beginning in {**REFUTED, **RUN_AGAIN}:
        sentences = [claim.sentence for claim in aibyhand.find(slug).claims]
        found = [sentence for sentence in sentences if sentence.startswith(beginning)]
        assert len(found) == 1, (slug, beginning, found)


@pytest.mark.parametrize(("slug", "claim"), CLAIMS)
def test_a_changed_run_makes_it_false(slug, claim):
    keys = [key for key in REFUTED if key[0] == slug and claim.sentence.startswith(key[1])]
    assert keys, f"{slug}: no changed run in tests/contracts/refuted.py for “{claim.sentence}”"
    walkthrough = aibyhand.find(slug)
    for numbers in (again := RUN_AGAIN.get(keys[0], [])):
        assert not claim.holds(run_anew(walkthrough, numbers)), (claim.sentence, numbers)
    unused = list(REFUTED[keys[0]])
    for lane in walkthrough.lanes:
        trace = trace_of(slug, lane)
        known = [change for change in REFUTED[keys[0]] if change.keys() <= trace.matrices.keys()]
        assert known or again, f"{slug}, {lane}: no changed run for “{claim.sentence}”"
        for change in known:
            assert not claim.holds(changed(trace, change)), f"{lane}, {list(change)}: {claim}"
        unused = [change for change in unused if change not in known]
    assert not unused, f"{slug}: no lane has {[list(change) for change in unused]}"
