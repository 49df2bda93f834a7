"""One head beside several: plain loops, PyTorch's module, and sums worked by hand."""

import json
from fractions import Fraction
from math import exp, sqrt

import numpy as np
import pytest
from helpers import anybodys, examples
from hypothesis import given

from aibyhand import find

HEADS = find("multi-head-attention")
BOTH = [HEADS.run(), HEADS.run_second()]
SETS = pytest.mark.parametrize("trace", BOTH, ids=["given", "second"])


def dot(a, b):
    return sum(x * y for x, y in zip(a, b, strict=True))


def attended(q, k, v):
    """Let every column of the queries ask: scores, shares and mixtures, column by column."""
    found = {"S": [], "R": [], "A": [], "F": []}
    for asks in zip(*q, strict=True):
        scores = [dot(asks, answers) for answers in zip(*k, strict=True)]
        scaled = [score / sqrt(len(q)) for score in scores]
        powers = [exp(score - max(scaled)) for score in scaled]
        shares = [power / sum(powers) for power in powers]
        mixed = [dot(row, shares) for row in v]
        for name, column in zip(found, (scores, scaled, shares, mixed), strict=True):
            found[name].append(column)
    return {name: np.array(columns, dtype=float).T for name, columns in found.items()}


def reference(given):
    """Compute every named matrix row by row, without the package."""
    tokens = np.asarray(given["X"], dtype=float).T.tolist()
    weights = {
        name: [values for one, values in given.items() if one.startswith(f"W{name}")]
        for name in "QKV"
    }
    made = {
        name: [[[dot(row, token) for token in tokens] for row in head] for head in heads]
        for name, heads in weights.items()
    }
    heads, size = len(made["Q"]), len(made["Q"][0])
    found = {}
    for k in range(heads):
        q, key, v = (made[name][k] for name in "QKV")
        one = attended(q, key, v) | {"Q": q, "K": key, "V": v}
        found |= {f"{name}{k + 1}": np.array(values, dtype=float) for name, values in one.items()}
    whole = {name: [row for head in heads for row in head] for name, heads in made.items()}
    found |= {name: np.array(rows, dtype=float) for name, rows in whole.items()}
    found |= attended(whole["Q"], whole["K"], whole["V"])
    found["T"] = np.array([row for name in "QKV" for row in whole[name]], dtype=float)
    found["W"] = np.array(
        [row for name in "QKV" for head in weights[name] for row in head], dtype=float
    )
    found["S_sum"] = sum(found[f"S{k + 1}"] for k in range(heads))
    found["F_multi"] = np.array([row for k in range(heads) for row in found[f"F{k + 1}"]])
    t, r, h, d = (float(number) for number in np.ravel(given["n"]))
    high, wide = found["W"].shape
    numbers = {
        "dk": heads * size, "dh": size, "tn": t, "rn": r, "hn": h, "dn": d,
        "scores_one": t * t, "scores_several": t * t * h,
        "products_one": t * t * r, "products_several": t * t * h * d, "times": h,
        "rows_W": high, "columns_W": wide, "weights": high * wide,
        "rows_F": heads * size, "weights_out": (heads * size) ** 2,
    }  # fmt: skip
    return found | {name: np.array([[number]], dtype=float) for name, number in numbers.items()}


def as_given(trace):
    """Give what a trace started from as the steps take it, heads in stacks."""
    found = {"X": trace["X"].values, "n": trace["n"].values}
    for name in ("WQ", "WK", "WV"):
        own = [one for one in trace.given if one.startswith(name)]
        found[name] = [trace[one].values for one in own]
    return found


# The heads cut by PyTorch's own module; its scale is that of a head.
MODULE = """
import json, torch
out = []
for g in json.loads('''SETS'''):
    X = torch.tensor(g["X"], dtype=torch.float64)
    W = {k: torch.tensor(g["W" + k], dtype=torch.float64).flatten(0, 1) for k in "QKV"}
    found = {}
    for end, heads in (("", 1), ("_multi", len(g["WQ"]))):
        rows, features = W["Q"].shape
        layer = torch.nn.MultiheadAttention(
            rows, heads, bias=False, kdim=features, vdim=features, dtype=torch.float64
        )
        with torch.no_grad():
            # the module wants queries of as many features as it has rows: they come made
            weights = (torch.eye(rows, dtype=torch.float64), W["K"], W["V"])
            if layer.in_proj_weight is not None:  # one tall weight, where all are of one size
                layer.in_proj_weight.copy_(torch.cat(weights))
            else:
                layer.q_proj_weight.copy_(weights[0])
                layer.k_proj_weight.copy_(weights[1])
                layer.v_proj_weight.copy_(weights[2])
            layer.out_proj.weight.copy_(torch.eye(rows))
        mixed, shares = layer((W["Q"] @ X).T, X.T, X.T, average_attn_weights=False)
        found["F" + end] = mixed.T.tolist()
        for k, share in enumerate(shares, 1):
            found[f"A{k}" if end else "A"] = share.T.tolist()
    out.append(found)
print(json.dumps(out))
"""


@pytest.mark.slow
def test_both_kinds_agree_with_the_module_of_pytorch(run_torch):
    sets = [
        {name: np.asarray(values).tolist() for name, values in as_given(trace).items()}
        for trace in BOTH
    ]
    computed = json.loads(run_torch(MODULE.replace("SETS", json.dumps(sets))))

    for trace, expected in zip(BOTH, computed, strict=True):
        assert {"A", "F", "A1", "A2", "F_multi"} <= expected.keys()
        for name, values in expected.items():
            np.testing.assert_allclose(trace[name].values, values, rtol=1e-9, err_msg=name)


# Worked by hand from the given file.
BY_HAND = {
    "T": [
        [-1, 0, 1], [0, 1, 1], [0, 1, -2], [2, 0, 1], [-2, 1, 0], [0, -1, 2],
        [1, 2, 1], [1, 0, 2], [4, 1, 3], [1, 2, 1], [1, 1, 3], [5, 1, 2],
    ],
    "S": [[4, 1, -3], [-1, 1, -4], [4, 3, 2]],
    "S1": [[2, 0, -2], [-1, -1, 0], [0, 2, 2]],
    "S2": [[2, 1, -1], [0, 2, -4], [4, 1, 0]],
}  # fmt: skip


@pytest.mark.parametrize("name", BY_HAND)
def test_the_sums_are_those_of_the_hand(name):
    assert BOTH[0][name].values.tolist() == BY_HAND[name]


def test_the_counts_are_those_of_the_source():
    trace = BOTH[0]
    counted = ("scores_one", "scores_several", "products_one", "products_several", "times")
    assert [trace[name].values.item() for name in counted] == [1600, 4800, 57600, 57600, 3]
    assert [trace[name].values.item() for name in ("weights", "weights_out")] == [3 * 4 * 4, 4 * 4]


def test_one_head_must_choose_where_two_need_not():
    trace = BOTH[0]
    assert trace["A"].values[0, 0] == trace["A"].values[2, 0]  # scores of 4 and 4
    assert trace["A1"].values[:, 0].argmax() == 0
    assert trace["A2"].values[:, 0].argmax() == 2
    assert trace["A"].values[:, 1].argmax() == trace["A1"].values[:, 1].argmax() == 2
    assert trace["A2"].values[:, 1].argmax() == 1


@examples(20)
@given(given=anybodys("multi-head-attention"))
def test_the_heads_of_any_size_add_up(given):
    trace = HEADS.run(**given)
    heads = len(given["WQ"])

    scores = [trace[f"S{k}"].values for k in range(1, heads + 1)]
    np.testing.assert_allclose(sum(scores), trace["S"].values, atol=1e-9)
    if heads == 1:
        np.testing.assert_allclose(trace["F_multi"].values, trace["F"].values)


def test_the_shares_of_the_wrong_root_are_too_even():
    trace = BOTH[0]
    wrong = HEADS.wrong_turns[0].produces(trace).values
    right = trace["A1"].values

    assert (wrong.max(axis=0) < right.max(axis=0)).all()
    np.testing.assert_allclose(wrong.sum(axis=0), 1)


def test_one_softmax_for_all_leaves_no_head_a_whole():
    wrong = HEADS.wrong_turns[1].produces(BOTH[0]).values

    assert (wrong.sum(axis=0) < 1).all()


def test_the_rectangles_have_the_sizes_of_the_source():
    (picture,) = HEADS.run().step(7).draws
    drawn = [
        (meeting.left.shape, meeting.right.shape, meeting.result.shape)
        for part in picture.parts
        for meeting in part.meetings
    ]
    assert drawn == [((40, 36), (36, 40), (40, 40)), ((40, 12), (12, 40), (40, 40))]


@pytest.mark.parametrize(
    ("replaced", "message"),
    [
        ({"n": [[40, 36, 3]]}, "n has 3 columns, and needs 4"),
        ({"WQ": [[[1, 0, 0, -1]], [[0, 1, 0, 0]]]}, "both count head rows"),
        ({"X": [[1, 2]]}, "W_Q1 has 4 features, and X has 1"),
    ],
)
def test_numbers_that_do_not_fit_are_named_at_the_call(replaced, message):
    with pytest.raises(ValueError, match=message):
        HEADS.run(**replaced)


def test_an_exact_share_is_a_fraction_of_powers():
    first = BOTH[0]["S1"].values[:, 1].astype(int).tolist()
    assert first == [0, -1, 2]
    powers = [exp(float(Fraction(score)) / sqrt(2)) for score in first]
    np.testing.assert_allclose(BOTH[0]["A1"].values[:, 1], np.array(powers) / sum(powers))


@pytest.mark.parametrize("n", [[[40, 36, 3, 0.5]], [[1025, 36, 3, 12]]])
def test_sizes_that_cannot_be_drawn_are_counted_all_the_same(n):
    trace = HEADS.run(n=n)

    assert trace.step(7).draws == ()
    t, _, h, d = n[0]
    assert trace["products_several"].values.item() == t * t * h * d
