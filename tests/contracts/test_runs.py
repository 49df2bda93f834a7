"""Every walkthrough: what belongs to it is there, and its run is whole."""

import numpy as np
import pytest
from every import SLUGS, every, every_lane, pages, runs, variants
from helpers import (
    ROOT,
    recompute,
    trace_of,
)

import aibyhand
from aibyhand import notes
from aibyhand.ledger import compare, entries, entry

# How many steps the source of each walkthrough numbers; typed from the sources.
STEPS = {
    "alphafold": 11,
    "self-attention": 9,
    "cross-attention": 8,
    "encoder-decoder-attention": 10,
    "multi-head-attention": 8,
    "gru": 8,
    "leaky-units": 9,
    "lstm": 15,
    "lstm-vs-gru": 8,
    "deep-rnn": 7,
    "dft": 12,
    "audio-windows": 9,
    "gcn": 12,
    "backpropagation": 11,
    "bidirectional-rnn": 6,
    "bptt": 8,
    "convolution-exercise": 5,
    "stride-padding": 9,
    "max-pooling": 4,
    "flattening": 9,
    "u-net": 7,
    "sora-dit": 14,
    "td0": 6,
    "tensors": 9,
    "softmax": 5,
    "relu": 3,
    "sigmoid": 4,
    "leaky-relu": 6,
    "dropout": 7,
    "matmul-flow": 9,
    "svm": 19,
    "mdp": 9,
    "mhc": 11,
    "retrieval-weighting-rag": 9,
    "memory-cell": 8,
    "rnn": 4,
    "seq2seq": 8,
    "autoencoder": 7,
    "gan": 8,
    "vector-database": 10,
    "switch-transformer": 6,
    "rlhf": 10,
    "superposition": 7,
    "vae": 8,
    "transformer": 6,
}


def missing(slug: str) -> list[str]:
    module = slug.replace("-", "_")
    part = aibyhand.find(slug).part if slug in SLUGS else "PART"
    there = pages().get(slug, [])
    tests = ROOT / "tests" / "walkthroughs" / f"test_{module}.py"
    source = tests.read_text(encoding="utf-8") if tests.exists() else ""
    parts = {
        f"the module aibyhand/walkthroughs/{module}.py": slug in SLUGS,
        f'the page docs/{part}/{slug}.md, which begins with lesson("{slug}")': any(
            path.stem == slug and part in (path.parent.name, "PART") for path in there
        ),
        f"the entry aibyhand/ledger/{slug}.toml": slug in entries(),
        f"the tests tests/walkthroughs/test_{module}.py": tests.exists(),
        "def reference(given) in its tests": "def reference(given)" in source,
    }
    return [part for part, present in parts.items() if not present]


@pytest.mark.parametrize("slug", sorted({*SLUGS, *entries(), *pages()} - {*notes.slugs()}))
def test_module_page_ledger_and_tests_are_there(slug):
    lacks = missing(slug)
    assert not lacks, f"{slug} lacks " + "; ".join(lacks)
    assert len(pages()[slug]) == 1, f"{slug} has several pages: {pages()[slug]}"
    assert aibyhand.find(slug).slug == slug
    assert entry(slug).sources, f"{slug}: its entry in the ledger names no source"


@every
def test_it_begins_with_what_is_given_and_numbers_like_the_source(slug):
    for lane in aibyhand.find(slug).lanes:
        trace = trace_of(slug, lane)
        assert trace.step(1).title == "Given"
        assert [step.number for step in trace.steps] == list(range(1, len(trace.steps) + 1))
        assert len(trace.steps) == STEPS.get(slug, len(trace.steps))
        for step in trace.steps:
            assert step.title
            assert step.does.endswith("."), f"[{step.number}] {step.does}"
            assert step.does[0].isupper()
            assert step.shows or step.draws, f"step {step.number} shows nothing"


@every_lane
def test_names_and_symbols_are_unique_and_values_finite(slug, lane):
    for trace in runs(slug, lane) + variants(slug):
        symbols = [m.symbol for m in trace.matrices.values()]
        printed = [m.printed for m in trace.matrices.values()]
        assert len(set(symbols)) == len(symbols)
        assert len(set(printed)) == len(printed), sorted(printed)
        for name, m in trace.matrices.items():
            assert m.name == name
            assert m.values.ndim == 2
            assert np.isfinite(m.values).all(), name
            assert not m.values.flags.writeable, name


@every_lane
def test_what_is_remembered_computes_the_same_again(slug, lane):
    for trace in runs(slug, lane):
        for name, values in recompute(trace).items():
            np.testing.assert_array_equal(values, trace[name].values, err_msg=name)


@every
def test_its_claims_hold_and_its_wrong_turns_are_wrong(slug):
    walkthrough = aibyhand.find(slug)
    for lane in walkthrough.lanes:
        trace = trace_of(slug, lane)
        for claim in walkthrough.claims:
            assert claim.holds(trace), f"{lane}: {claim.sentence}"
            if claim.shows:
                assert claim.shows(trace).name
    trace = trace_of(slug, walkthrough.shown_lane)
    for wrong in walkthrough.wrong_turns:
        produced, right = wrong.produces(trace), trace[wrong.right]
        assert produced.made, wrong.title
        same = produced.shape == right.shape and np.allclose(produced.values, right.values)
        assert not same, f"{slug}: {wrong.title} gives what is right"


@every
def test_every_printed_value_compares(slug):
    for printed in entry(slug).printed:
        found = compare(trace_of(slug, printed.lane, printed.variant), printed)
        assert found.verdict in ("agrees", "agrees after rounding", "differs")
