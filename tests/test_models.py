"""Published models: parameters counted from their sizes, and printed counts held against them."""

from dataclasses import replace

import pytest

from aibyhand.ledger import PrintedCount, models
from aibyhand.pages.sizes import sizes

GPT, SMALLEST, LARGEST, GPT_3 = models()

# Worked out apart from this code, from the published sizes.
COUNTED = [(GPT, 116_534_784), (SMALLEST, 124_439_808), (LARGEST, 1_557_611_200),
           (GPT_3, 174_604_259_328)]  # fmt: skip


@pytest.mark.parametrize(("model", "count"), COUNTED, ids=[model.name for model, _ in COUNTED])
def test_parameters_are_counted_from_the_sizes(model, count):
    assert model.parameters == count


def test_a_model_of_width_one_is_counted_on_fingers():
    # Embeddings of 2 tokens and 3 positions: 5. Attention: 4 weights and 4 biases. Network: 4 + 4
    # weights, 4 + 1 biases. Two normalisations of 2. One block: 8 + 13 + 4 = 25.
    small = replace(GPT, vocabulary=2, positions=3, width=1, blocks=1)

    assert small.parameters == 30
    assert replace(small, blocks=2).parameters == 55
    assert replace(small, last=True).parameters == 32


@pytest.mark.parametrize(
    ("model", "count", "verdict"),
    [
        (GPT, "117M", "agrees after rounding"),
        (SMALLEST, "117M", "differs"),
        (LARGEST, "1542M", "differs"),
        (LARGEST, "1.5B", "differs"),
        (GPT_3, "175B", "agrees after rounding"),
    ],
)
def test_a_printed_count_gets_the_verdict_of_its_precision(model, count, verdict):
    (printed,) = (found for found in model.printed if found.count == count)

    assert model.verdict(printed) == verdict


def test_the_repository_has_the_right_counts_of_gpt_2():
    assert SMALLEST.verdict(PrintedCount("124M", "README")) == "agrees after rounding"
    assert LARGEST.verdict(PrintedCount("1558M", "README")) == "agrees after rounding"


def test_a_count_that_differs_needs_a_reason_and_one_that_agrees_has_none():
    with pytest.raises(ValueError, match=r"GPT-2, smallest \(here\): 117 .* no reason"):
        SMALLEST.verdict(PrintedCount("117M", "here"))
    with pytest.raises(ValueError, match="yet the ledger says it differs"):
        GPT.verdict(PrintedCount("117M", "here", "for no reason"))


def test_the_table_shows_every_model_with_its_count_and_every_print():
    shown = sizes().html

    for model, count in COUNTED:
        assert f"<th scope='row'>{model.name}</th>" in shown
        assert f"<td>{count:,}</td>" in shown
    assert shown.count(": differs, because ") == 3
    assert shown.count(": agrees after rounding") == 2
