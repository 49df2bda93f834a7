"""One token more, one day less: what was there stays, and what is new is computed as all else."""

import re

import numpy as np
import pytest
from every import check_agreement, every
from helpers import given_of, reference_of

import aibyhand
from aibyhand.pages.lesson import lesson
from aibyhand.pages.sized import file_of, publish, script
from aibyhand.practice.numbers import from_link
from aibyhand.practice.resized import LEARNED, choice_of, choices, resized

ATTENTION = aibyhand.find("self-attention").run()


def test_the_tokens_of_self_attention_may_be_others_and_its_weights_may_not():
    assert [(one.name, one.lengths) for one in choices(ATTENTION)] == [("tokens", (3, 5, 6))]


@every
def test_every_size_that_is_offered_agrees_with_the_reference(slug):
    reference = reference_of(slug)
    walkthrough = aibyhand.find(slug)
    trace = walkthrough.run()
    for choice in choices(trace):
        assert choice.size.default not in choice.lengths
        for length in choice.lengths:
            other = resized(trace, choice, length)
            assert [step.title for step in other.steps] == [step.title for step in trace.steps]
            check_agreement(other, reference(given_of(other)))
            check_kept(trace, other, choice)


def check_kept(trace, other, choice):
    """Whatever was given stays where it was; only what has the size is longer or shorter."""
    grown = {name for name, _ in choice.size.axes}
    for name in trace.given:
        old, new = trace[name].values, other[name].values
        if name not in grown:
            assert np.array_equal(old, new), name
            continue
        assert trace[name].role not in LEARNED
        height, width = (min(pair) for pair in zip(old.shape, new.shape, strict=True))
        assert np.array_equal(old[:height, :width], new[:height, :width]), name


def test_what_is_new_is_drawn_from_numbers_like_those_that_are_there_and_is_always_the_same():
    choice = choice_of(ATTENTION, "tokens", 6)
    X = resized(ATTENTION, choice, 6)["X"].values
    assert X.shape == (6, 6)
    assert np.array_equal(X, resized(ATTENTION, choice, 6)["X"].values)
    new = X[:, 4:]
    assert set(new.ravel()) <= set(range(3))  # X holds 0, 1 and 2
    assert len(set(new.ravel())) > 1


@pytest.mark.parametrize(("word", "length"), [("tokens", 4), ("tokens", 9), ("features", 5)])
def test_what_is_not_offered_is_refused_by_what_is(word, length):
    said = f"self-attention can't have {length} {word}; there are: tokens: 3, 5, 6"
    with pytest.raises(ValueError, match=re.escape(said)):
        choice_of(ATTENTION, word, length)
    with pytest.raises(ValueError, match=re.escape(said)):
        from_link(ATTENTION, f"#numbers-1&size={word}.{length}")


def test_a_link_takes_a_size_then_a_seed_then_changes():
    of_five = resized(ATTENTION, choice_of(ATTENTION, "tokens", 5), 5)
    assert np.array_equal(
        from_link(ATTENTION, "#numbers-1&size=tokens.5")["X"], of_five["X"].values
    )
    drawn = from_link(ATTENTION, "#numbers-1&size=tokens.5&seed=7f3a&step=4&X.1.5=7")
    assert drawn["X"].shape == (6, 5)
    assert drawn["X"][0, 4] == 7
    assert not np.array_equal(drawn["X"], of_five["X"].values)


def test_a_page_has_a_script_for_each_size_with_its_parts_and_no_copies():
    choice = choice_of(ATTENTION, "tokens", 5)
    shown = lesson("self-attention").__class__(resized(ATTENTION, choice, 5))
    told = script(shown, choices(ATTENTION), "page.step(1)\npage.step(4)\npage.blank(4)\n")
    assert file_of("self-attention", choice, 5) == "self-attention.tokens.5.js"
    assert re.findall(r'"data-part":"([a-z]+-\d)"', told) == ["step-1", "step-4", "blank-4"]
    assert "abh-copy" not in told
    assert "5×5" in told  # the size of the scores


def test_files_that_are_up_to_date_stay_and_others_go(tmp_path, monkeypatch):
    monkeypatch.setattr("aibyhand.pages.sized.slugs", lambda: ("softmax",))
    made = sorted(publish(tmp_path))
    assert made == sorted(path.name for path in tmp_path.glob("*.js"))
    assert "softmax.shops.6.js" in made
    (tmp_path / "softmax.old.3.js").write_text("", encoding="utf-8")
    assert list(publish(tmp_path)) == []
    assert not (tmp_path / "softmax.old.3.js").exists()
    (tmp_path / "softmax.shops.6.js").unlink()
    assert sorted(publish(tmp_path)) == made
