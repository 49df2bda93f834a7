"""Fresh numbers: the same for the same seed, of each matrix's own kind, and of use."""

from itertools import islice

import numpy as np
import pytest

import aibyhand
from aibyhand.practice.fresh import fnv1a, fresh, kinds, mulberry32, zeros
from aibyhand.walk.again import deciding, structure

SEEDS = ("1", "7f3a", "a class on Monday", "ü")


# Published test vectors of FNV-1a; a known run of mulberry32 from 0.
@pytest.mark.parametrize(
    ("text", "number"), [("", 0x811C9DC5), ("a", 0xE40C292C), ("foobar", 0xBF9CF968)]
)
def test_a_text_becomes_the_number_that_everybody_gets(text, number):
    assert fnv1a(text) == number


def test_the_generator_is_mulberry32():
    first = next(mulberry32(0))
    assert first == pytest.approx(0.26642920868471265, abs=1e-16)
    many = list(islice(mulberry32(5), 20_000))
    assert 0 <= min(many) < max(many) < 1
    assert np.mean(many) == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("slug", aibyhand.slugs())
def test_a_seed_gives_numbers_of_the_same_kind_that_can_be_used(slug):
    walkthrough = aibyhand.find(slug)
    trace = walkthrough.run(lane=walkthrough.shown_lane)
    drawn = {kind.name: kind for kind in kinds(trace)}
    assert drawn
    assert not drawn.keys() & {matrix.name for matrix in deciding(trace)}
    seen = set()
    for seed in SEEDS[:2]:
        other = walkthrough.run_on(fresh(trace, seed), lane=trace.lane)
        assert structure(other) == structure(trace)
        assert zeros(other) <= zeros(trace) + 0.25
        for name in trace.given:
            now, before = other[name].values, trace[name].values
            if name not in drawn:
                np.testing.assert_array_equal(now, before, err_msg=name)
                continue
            assert before.min() <= now.min() <= now.max() <= before.max()
            np.testing.assert_allclose(now, np.round(now, drawn[name].count), rtol=0, atol=1e-12)
        again = walkthrough.run_on(fresh(trace, seed), lane=trace.lane)
        assert all(np.array_equal(again[n].values, other[n].values) for n in trace.given)
        seen.add(str([other[name].values.tolist() for name in trace.given]))
    assert len(seen) == 2, "two seeds give the same numbers"


def test_shares_settings_and_words_stay():
    names = {kind.name for kind in kinds(aibyhand.find("backpropagation").run())}
    assert "t" not in names  # a target is one one among zeros
    assert "eta" not in names
    assert "q" not in {kind.name for kind in kinds(aibyhand.find("vector-database").run())}


def test_what_gives_nothing_is_refused():
    with pytest.raises(ValueError, match="the seed is empty"):
        fresh(aibyhand.find("softmax").run(), "")
