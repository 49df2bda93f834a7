"""A size that is not 1 in the given matrices means that size: nothing is stretched to it."""

import pytest
from helpers import second_of, trace_of

import aibyhand

SLUGS = aibyhand.slugs()

# Which given matrices may have one row (R), one column (C) or one number (N) with all others as
# they are: by what their axes count. One sample, token, neuron or time is enough; a kernel may be
# of any size; so may whatever goes into nothing but a product with room on that side.
ONE = {
    "autoencoder": {"X C"},
    "bidirectional-rnn": {"X C"},
    "bptt": {"factors N", "back N"},
    "convolution-exercise": {f"K{k} {size}" for k in (1, 2, 3, 4) for size in "RCN"},
    "cross-attention": {"X C", "E C", "WVs R", "WV R"},
    "deep-rnn": {"X C"},
    "dft": {"F R", "F C", "F N"},
    "dropout": {"X_new C"},
    "encoder-decoder-attention": {"E C", "order N"},
    "flattening": {"K N", "K R", "K C"},
    "gan": {"N C", "X C"},
    "leaky-relu": {"x N"},
    "leaky-units": {"alpha N"},
    "lstm-vs-gru": {"times N", "x N"},
    "matmul-flow": {"D C", "E R"},
    "mdp": {"die N", "discounts N", "walk N"},
    "multi-head-attention": {"X C"},
    "relu": {"x N"},
    "rlhf": {"win N", "lose N"},
    "rnn": {"X N"},
    "self-attention": {"X C", "WV R"},
    "seq2seq": {"X C"},
    "sigmoid": {"xs N"},
    "softmax": {"x N"},
    "superposition": {"W R", "X C"},
    "svm": {"test C", "testp C"},
    "switch-transformer": {"A C"},
    "td0": {"R N"},
    "tensors": {"p N", "shape4 N"},
    "transformer": {"A C"},
    "u-net": {"K N"},
    "vector-database": {"s1 N", "s2 N", "s3 N", "q N", "P R"},
}


@pytest.mark.parametrize("slug", SLUGS)
def test_one_row_or_column_is_taken_only_where_one_is_enough(slug):
    walkthrough, trace = aibyhand.find(slug), trace_of(slug)
    taken = set()
    for name in trace.given:
        rows, columns = trace[name].shape
        for what, size in (("N", (1, 1)), ("R", (1, columns)), ("C", (rows, 1))):
            if size == (rows, columns) or (what != "N" and 1 in (rows, columns)):
                continue
            values = trace[name].values[: size[0], : size[1]].tolist()
            values = values if trace[name].axes == 2 else values[0]
            try:
                walkthrough.run_on({name: values})
            except (ValueError, TypeError):
                continue
            taken.add(f"{name} {what}")
    assert taken == ONE.get(slug, set())


@pytest.mark.parametrize(
    ("slug", "replaced", "said"),
    [
        ("lstm", {"C0": [[0.3]]}, "h_0 has 2 cells, and C_0 has 1"),
        ("lstm", {"Wf": [[1] * 5]}, "W_f has 1: both count cells"),
        ("lstm", {"Wi": [[1] * 5]}, "W_i has 1: both count cells"),
        ("lstm", {"Wo": [[1] * 5]}, "W_o has 1: both count cells"),
        ("lstm", {"Wc": [[1] * 5]}, "W_c has 1: both count cells"),
        ("sora-dit", {"noise": [[1]]}, "N has 1: both count latent numbers"),
        ("sora-dit", {"noise": [[1], [0]]}, "F has 4 frames, and N has 1"),
        ("sora-dit", {"noise": [[1, 0, 2, 3]]}, "N has 1: both count latent numbers"),
        ("sora-dit", {"A": [[1], [0], [2], [3]]}, "F has 4 frames, and A has 1"),
        ("sora-dit", {"frames": [[1, 0, 2, 3]]}, "N has 4 frames, and F has 1"),
    ],
)
def test_what_would_be_stretched_is_named(slug, replaced, said):
    for lane in aibyhand.find(slug).lanes:
        with pytest.raises(ValueError, match=said):
            aibyhand.find(slug).run(lane=lane, **replaced)


def test_every_sequence_has_a_memory_of_its_own():
    given = {name: second_of("lstm")[name].values for name in second_of("lstm").given}
    with pytest.raises(ValueError, match="x_1 has 2 sequences, and C_0 has 1"):
        aibyhand.find("lstm").run(**given | {"C0": [[0.4], [0.9], [-0.6]]})


def test_one_of_everything_is_no_stretching():
    one = {"frames": [[1, 0, 2, 3]], "noise": [[1], [0]], "A": [[1]]}
    assert aibyhand.find("sora-dit").run(**one)["video"].shape == (1, 4)
