"""Sequence to sequence: plain loops, ONNX with tanh, and every other sentence."""

from itertools import product
from math import exp

import numpy as np
import pytest
from helpers import anybodys, examples
from hypothesis import given

from aibyhand import find

TRANSLATOR = find("seq2seq")
BOTH = [TRANSLATOR.run(), TRANSLATOR.run_second()]
SETS = pytest.mark.parametrize("trace", BOTH, ids=["given", "second"])


def times_column(rows, column):
    return [sum(w * x for w, x in zip(row, column, strict=True)) for row in rows]


def plus(*columns):
    return [sum(parts) for parts in zip(*columns, strict=True)]


def cut(column):
    return [max(number, 0.0) for number in column]


def shares(scores):
    powers = [exp(score - max(scores)) for score in scores]
    return [power / sum(powers) for power in powers]


def reference(given):
    """Read word by word, then write word by word."""
    g = {name: np.asarray(values, dtype=float).tolist() for name, values in given.items()}
    found: dict[str, list[float]] = {}
    state = [0.0] * len(g["We"])
    for t, word in enumerate(zip(*g["X"], strict=True), 1):
        found[f"e{t}"] = times_column(g["We"], word)
        sums = plus(found[f"e{t}"], times_column(g["Ue"], state))
        if t > 1:
            found[f"a{t}"] = sums
        state = found[f"h{t}"] = cut(sums)
    c = found["c"] = state
    found["k"] = times_column(g["Uc"], c)
    word, chance = [row[0] for row in g["Y0"]], 1.0
    for t in (1, 2, 3):
        found[f"v{t}"] = plus(times_column(g["Wy"], word), found["k"])
        found[f"m{t}"] = plus(times_column(g["Us"], state), found[f"v{t}"])
        state = found[f"s{t}"] = cut(found[f"m{t}"])
        scores = plus(times_column(g["O"], state), [row[0] for row in g["ob"]])
        p, place = shares(scores), scores.index(max(scores))
        word = [float(k == place) for k in range(len(scores))]
        chance *= p[place]
        found |= {f"l{t}": scores, f"p{t}": p, f"n{t}": [place], f"y{t}": word, f"q{t}": [p[place]]}
    found["Q"] = [chance]
    columns = {name: np.array(column).reshape(-1, 1) for name, column in found.items()}
    words = len(g["X"][0])
    return columns | {"E": np.hstack([columns[f"e{t}"] for t in range(1, words + 1)])}


def onnx_rnn(x, weights, recurrent, bias, start):
    """Run ONNX's RNN, which takes tanh: the states, as columns."""
    from onnx import TensorProto, helper
    from onnx.reference import ReferenceEvaluator

    names, units = ["X", "W", "R", "B", "", "h"], len(bias)
    inputs = [helper.make_tensor_value_info(n, TensorProto.DOUBLE, None) for n in names if n]
    outputs = [helper.make_tensor_value_info("Y", TensorProto.DOUBLE, None)]
    node = helper.make_node("RNN", names, ["Y"], hidden_size=units)
    graph = helper.make_graph([node], "rnn", inputs, outputs)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)])
    fed = {"X": x.T[:, None, :], "W": weights[None], "R": recurrent[None], "h": start.T[None]}
    fed["B"] = np.concatenate([bias[:, 0], np.zeros(units)])[None]
    return ReferenceEvaluator(model).run(None, fed)[0].reshape(-1, units).T


def columns(trace, name):
    return np.hstack([m.values for m in trace.stacks[name]])


@examples(10)
@given(given=anybodys("seq2seq"))
def test_with_tanh_encoder_and_decoder_agree_with_onnx(need, given):
    need("onnx.reference")
    trace = TRANSLATOR.run(variant="tanh", **given)
    g = {name: trace[name].values for name in trace.given}

    nothing = np.zeros((len(g["We"]), 1))
    h = onnx_rnn(g["X"], g["We"], g["Ue"], nothing, nothing)
    np.testing.assert_allclose(columns(trace, "h"), h, rtol=1e-9, atol=1e-12)
    c = h[:, -1:]
    fed = np.hstack([g["Y0"], columns(trace, "y")[:, :-1]])
    s = onnx_rnn(fed, g["Wy"], g["Us"], g["Uc"] @ c, c)
    np.testing.assert_allclose(columns(trace, "s"), s, rtol=1e-9, atol=1e-9)


# Worked by hand from the given matrices.
BY_HAND = {
    "h1": [1, 0], "a2": [2, 1], "h2": [2, 1], "a3": [2, 2], "c": [2, 2], "k": [-2, 2],
    "m1": [2, 2], "s1": [2, 2], "l1": [4, 5, 0], "y1": [0, 1, 0],
    "m2": [1, 0], "s2": [1, 0], "l2": [2, 1, -1], "y2": [1, 0, 0],
    "m3": [-2, 2], "s3": [0, 2], "l3": [0, 1, 2], "y3": [0, 0, 1],
}  # fmt: skip


@pytest.mark.parametrize("name", BY_HAND)
def test_the_columns_are_those_worked_by_hand(name):
    np.testing.assert_array_equal(BOTH[0][name].values[:, 0], BY_HAND[name])


def test_the_probability_is_that_of_three_words():
    e = exp(1)
    by_hand = 1 / (1 / e + 1 + e**-5) / (1 + 1 / e + e**-3) / (e**-2 + 1 / e + 1)

    assert BOTH[0]["Q"].values.item() == pytest.approx(by_hand)


def chance_of(trace, words):
    """Go through this sentence, whatever the decoder would have written."""
    g = {name: trace[name].values for name in trace.given}
    state, word, chance = trace["c"].values, g["Y0"], 1.0
    for k in words:
        state = np.maximum(g["Us"] @ state + g["Wy"] @ word + g["Uc"] @ trace["c"].values, 0)
        chance *= shares((g["O"] @ state + g["ob"])[:, 0].tolist())[k]
        word = np.eye(len(g["O"]))[:, k : k + 1]
    return chance


@SETS
def test_the_probabilities_of_all_sentences_add_up_to_one_and_ours_is_the_largest(trace):
    every = product(range(trace["O"].shape[0]), repeat=3)
    chances = {words: chance_of(trace, words) for words in every}

    assert sum(chances.values()) == pytest.approx(1)
    written = tuple(int(n.values.item()) for n in trace.stacks["n"])
    assert max(chances, key=lambda words: chances[words]) == written
    assert chances[written] == pytest.approx(trace["Q"].values.item())


def said(*words):
    """A sentence of these English words, counted from 0."""
    return TRANSLATOR.run(X=np.eye(3)[:, list(words)])


def test_two_sentences_with_one_context_are_answered_alike():
    nothing, red_red = said(2), said(0, 0, 2)

    np.testing.assert_array_equal(nothing["c"].values, red_red["c"].values)
    assert nothing["Q"].values == red_red["Q"].values


def test_the_order_of_the_words_is_heard():
    np.testing.assert_array_equal(said(1, 0, 2)["c"].values, [[5], [0]])


@pytest.mark.parametrize("times", [1, 2, 9])
def test_eight_steps_and_a_context_of_two_numbers_however_long_the_sentence_is(times):
    trace = TRANSLATOR.run(X=np.ones((3, times)))

    assert len(trace.steps) == 8
    assert trace["c"].shape == (2, 1)


@pytest.mark.parametrize(
    ("replaced", "message"),
    [
        ({"X": [[1], [0]]}, "source words"),
        ({"Y0": [[1], [0]]}, "target words"),
        ({"Us": [[1, 0, 0], [0, 1, 0], [0, 0, 1]]}, "units"),
    ],
)
def test_sizes_that_do_not_fit_are_named_at_the_call(replaced, message):
    with pytest.raises(ValueError, match=message):
        TRANSLATOR.run(**replaced)
