"""RLHF: plain loops, finite differences, SciPy's relative entropy, and the script's slip."""

from math import exp, log

import numpy as np
import pytest
from helpers import examples
from hypothesis import given
from hypothesis import strategies as st
from loops import affine, clipped

from aibyhand import find

RLHF = find("rlhf")


def columns_of(table, numbers):
    return np.array([[row[int(n)] for n in numbers] for row in table])


def reward(g, X):
    """Return all that the reward model computes, the reward last."""
    U = affine(g["Wr"], X, g["br"])
    F = clipped(U)
    p = np.array([[sum(row) / len(row)] for row in F])
    return U, F, p, affine(g["wo"], p, g["bo"])


def reference(given):
    """Compute every named matrix in loops, without the package."""
    g = {name: np.atleast_2d(np.asarray(values, dtype=float)) for name, values in given.items()}
    found = {}

    def judge(k, numbers):
        found[f"X_{k}"] = columns_of(g["E"], numbers)
        names = (f"U_{k}", f"F_{k}", f"p_{k}", f"r_{k}")
        found.update(zip(names, reward(g, found[f"X_{k}"]), strict=True))

    judge("win", g["win"][0])
    judge("lose", g["lose"][0])
    gap = found["r_win"][0, 0] - found["r_lose"][0, 0]
    found |= {"gap": [[gap]], "pred": [[1 / (1 + exp(-gap))]]}
    found["grad_rm"] = [[1 / (1 + exp(-gap)) - g["target"][0, 0]]]

    X = columns_of(g["E"], g["prompt"][0])
    Z = affine(X, g["A"], np.zeros((len(X), 1)))
    U = affine(g["Wf"], Z, g["bf"])
    O = affine(g["Wv"], clipped(U), g["bv"])  # noqa: E741
    found |= {"X_prompt": X, "Z": Z, "U": U, "H": clipped(U), "O": O}
    found["pick"] = np.array([[list(column).index(max(column)) for column in O.T]], dtype=float)
    judge("gen", found["pick"][0])
    found |= {"loss": -found["r_gen"], "grad_llm": [[-1.0]]}
    return {name: np.asarray(values, dtype=float) for name, values in found.items()}


def as_given(trace):
    return {name: trace[name].values for name in trace.given}


TRACES = [RLHF.run(), RLHF.run_second()]
both = pytest.mark.parametrize("trace", TRACES, ids=["given", "second"])


# What is known beforehand. By hand: doc is them sums up to [4, 2, 2, 5], doc is him to
# [3, 3, 1, 5]; three times the sums less the last, over three words, less the bias of 1.


def test_the_rewards_are_not_doubled():
    trace = RLHF.run()

    assert trace["p_win"].values.ravel() * 3 == pytest.approx([4, 2, 2, 5])
    assert trace["p_lose"].values.ravel() * 3 == pytest.approx([3, 3, 1, 5])
    found = [trace[name].values.item() for name in ("r_win", "r_lose", "gap", "r_gen", "loss")]
    assert found == pytest.approx([2, 1, 1, 1, -1])
    assert trace["pred"].values.item() == pytest.approx(0.731059, abs=1e-6)
    assert trace["grad_rm"].values.item() == pytest.approx(-0.268941, abs=1e-6)


def test_the_doubled_gap_is_what_the_script_prints():
    wrong = RLHF.wrong_turns[0].produces(RLHF.run())

    assert wrong.made.operands[0].values.item() == pytest.approx(2)
    assert wrong.values.item() == pytest.approx(0.8807970779778823)


def test_the_language_model_says_ceo_is_him():
    trace = RLHF.run()

    assert trace["pick"].values.tolist() == [[5, 3, 0]]
    for name, words in (
        ("O", ["[S]", "CEO", "is"]),
        ("pick", ["[S]", "CEO", "is"]),  # what stands before; the answer would be given away
        ("X_gen", ["CEO", "is", "him"]),
        ("F_gen", ["CEO", "is", "him"]),
    ):
        assert [trace[name].columns.label(j) for j in range(3)] == words
    assert [trace["O"].rows.label(i) for i in range(6)] == [
        "him", "her", "them", "is", "doc", "CEO",
    ]  # fmt: skip


def test_other_scores_give_other_words_and_another_reward():
    trace = RLHF.run(bv=[[-1], [0], [0.5], [1], [-2], [-1]])

    assert trace["pick"].values.tolist() == [[5, 3, 2]]
    assert trace["X_gen"].values.tolist() == [[0, 1, 1], [1, 1, 0], [1, 1, 0]]
    assert trace["r_gen"].values.item() == pytest.approx(2)


def test_no_position_sees_a_later_word():
    first = RLHF.run()
    other = RLHF.run(prompt=[[6, 5, 4]])

    np.testing.assert_array_equal(first["O"].values[:, :2], other["O"].values[:, :2])
    assert (first["O"].values[:, 2] != other["O"].values[:, 2]).any()


# Gradients.


def pair_loss(g):
    """Minus the logarithm of the sigmoid of the gap, mixed where the target is not 1."""
    gap = (
        reward(g, columns_of(g["E"], g["win"][0]))[-1]
        - reward(g, columns_of(g["E"], g["lose"][0]))[-1]
    ).item()
    target = np.ravel(g["target"])[0]
    return -target * log(1 / (1 + exp(-gap))) - (1 - target) * log(1 / (1 + exp(gap)))


def slope(function, at, step=1e-6):
    return (function(at + step) - function(at - step)) / (2 * step)


@both
def test_the_gradient_of_the_gap_is_the_slope_of_the_pairs_loss(trace):
    target = trace["target"].values.item()

    def loss(gap):
        return -target * log(1 / (1 + exp(-gap))) - (1 - target) * log(1 / (1 + exp(gap)))

    expected = slope(loss, trace["gap"].values.item())
    assert trace["grad_rm"].values.item() == pytest.approx(expected, abs=1e-8)


@both
def test_the_loss_falls_as_fast_as_the_reward_grows(trace):
    assert trace["loss"].values.item() == -trace["r_gen"].values.item()
    assert trace["grad_llm"].values.item() == -1


TAUGHT = ("E", "win", "lose", "Wr", "br", "wo", "bo", "target")


def test_the_update_follows_the_slopes_of_the_loss():
    # On the second set: no number there is exactly zero before a ReLU, where a slope has a corner.
    g = {k: v for k, v in as_given(RLHF.run_second()).items() if k in TAUGHT}
    trace = RLHF.run(variant="update", **g)
    assert min(abs(trace[name].values).min() for name in ("U_win", "U_lose")) > 0.1
    for name in ("Wr", "br", "wo"):
        found = np.zeros(g[name].shape)
        for cell in np.ndindex(found.shape):

            def loss(value, name=name, cell=cell):
                moved = g[name].copy()
                moved[cell] = value
                return pair_loss(g | {name: moved})

            found[cell] = slope(loss, g[name][cell])
        np.testing.assert_allclose(trace[f"d{name}"].values, found, atol=1e-7, err_msg=name)
        moved = g[name] - 0.1 * found
        np.testing.assert_allclose(trace[f"{name}_new"].values, moved, atol=1e-7)


def test_the_bias_of_the_rewards_learns_nothing():
    g = as_given(RLHF.run())
    assert slope(lambda b: pair_loss(g | {"bo": np.array([[b]])}), -1.0) == pytest.approx(0)
    taught = {name: g[name] for name in TAUGHT}
    lifted = RLHF.run(variant="update", **taught | {"bo": 7})
    step = RLHF.run(variant="update", **taught)
    for name in ("gap", "dWr", "dbr", "dwo"):
        np.testing.assert_allclose(lifted[name].values, step[name].values, atol=1e-12)


@both
def test_one_update_widens_the_gap_and_lowers_the_loss(trace):
    g = {k: v for k, v in as_given(trace).items() if k in TAUGHT}
    step = RLHF.run(variant="update", **g)
    updated = g | {name: step[f"{name}_new"].values for name in ("Wr", "br", "wo")}

    assert step["loss_rm_new"].values < step["loss_rm"].values
    assert step["loss_rm"].values.item() == pytest.approx(pair_loss(g))
    assert step["loss_rm_new"].values.item() == pytest.approx(pair_loss(updated))
    assert step["gap_new"].values > step["gap"].values


# The penalty for leaving the old model.

MOVED = {
    "kl": ([0, 0, 0, 1, -2, -1], [-1, 0, 0.5, 1, -2, -1], [5, 3, 2]),
    "overdone": ([0, 0, 0, 1, -2, -1], [0, 0, 6, 1, -2, -1], [2, 2, 2]),
}


@pytest.mark.parametrize("variant", MOVED)
def test_the_penalty_is_scipys_relative_entropy(variant, need):
    special = need("scipy.special")
    old, new, words = MOVED[variant]
    trace = RLHF.run(variant=variant)
    H = np.array([[2, 0, 1], [0, 4, 1]])  # by hand, from the prompt
    Wv = np.array([[1, 1], [0, 1], [1, 0], [-1, 1], [2, 0], [2, 0]])
    before, after = (special.softmax(Wv @ H + np.array(b)[:, None], axis=0) for b in (old, new))
    divergence = special.rel_entr(after, before).sum(axis=0)

    np.testing.assert_allclose(trace["pi_ref"].values, before)
    np.testing.assert_allclose(trace["pi_new"].values, after)
    np.testing.assert_allclose(trace["KL"].values, [divergence])
    assert trace["pick"].values.tolist() == [words]
    assert trace["r_gen"].values.item() == pytest.approx(2)
    assert trace["J"].values.item() == pytest.approx(2 - 0.2 * divergence.sum())


def test_the_penalty_tells_a_careful_change_from_gibberish():
    unmoved, careful, overdone = (
        RLHF.run(variant=name, **given)["J"].values.item()
        for name, given in (
            ("kl", {"bv_new": [[0], [0], [0], [1], [-2], [-1]]}), ("kl", {}), ("overdone", {}),
        )
    )  # fmt: skip
    assert unmoved == pytest.approx(1)
    assert careful > unmoved > overdone


def test_the_curves_end_at_what_the_variant_computes():
    for variant in MOVED:
        trace = RLHF.run(variant=variant)
        reward, left = trace.step(3).draws[0].curves

        assert (reward.line.y[0], left.line.y[0]) == pytest.approx((1, 1))
        assert reward.line.y[-1] == pytest.approx(trace["r_gen"].values.item())
        assert left.line.y[-1] == pytest.approx(trace["J"].values.item())
        half = RLHF.run(variant="kl", bv_new=(trace["bv"].values + trace["bv_new"].values) / 2)
        assert left.line.y[100] == pytest.approx(half["J"].values.item())


@examples(20)
@given(seed=st.integers(0, 2**32 - 1))
def test_the_divergence_is_never_negative_and_zero_only_for_the_same(seed):
    rng = np.random.default_rng(seed)
    bias = rng.integers(-8, 9, (6, 1)) / 4
    kl = RLHF.run(variant="kl", bv_new=bias)["KL"].values
    given = np.array([[0], [0], [0], [1], [-2], [-1]])

    assert (kl >= -1e-12).all()
    assert np.allclose(kl, 0) is bool(np.ptp(bias - given) == 0)


def test_scores_of_hundreds_are_drawn_without_overflow():
    (drawn,) = RLHF.run(variant="kl", bv_new=[[900]] * 6).step(3).draws
    assert all(np.isfinite(curve.line.y).all() for curve in drawn.curves)
    (curve,) = RLHF.run(bo=-1, wo=[[900, 0, 0, 0]]).step(6).draws[0].curves
    assert abs(curve.line.x).max() == 12  # the gap of 300 is far to the right


def test_the_pair_teaches_not_him_but_nothing_about_her():
    trace = RLHF.run(variant="her")

    assert trace["gap"].values.item() == pytest.approx(0)
    assert trace["pred"].values.item() == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("replaced", "message"),
    [
        ({"win": [[4, 3, 7]]}, "column numbers of E, 0 to 6"),
        ({"lose": [[-1]]}, "column numbers of E"),
        ({"prompt": [[0.5, 1, 2]]}, "column numbers of E"),
        ({"prompt": [[6, 5]]}, "n_p has 2 words of the prompt, and A has 3"),
        ({"wo": [[1, 2]]}, "W_r has 4 judging units, and w_o has 2: both count judging units"),
        ({"E": [[1] * 5] * 3}, "column numbers of E, 0 to 4"),
    ],
)
def test_sizes_that_do_not_fit_are_named_at_the_call(replaced, message):
    with pytest.raises(ValueError, match=message):
        RLHF.run(**replaced)


def test_words_can_be_given_by_their_numbers_or_by_their_columns():
    plain = RLHF.run()
    looked_up = {f"X_{k}": plain[f"X_{k}"].values for k in ("win", "lose", "prompt", "gen")}
    by_columns = RLHF.run(**looked_up)
    for name in ("r_win", "r_lose", "pred", "pick", "r_gen", "loss"):
        assert np.array_equal(by_columns[name].values, plain[name].values)

    # One word with a column of its own: its reward from the formulas of the sheet.
    mine = np.array([[2.0], [0.0], [1.0]])
    hidden = np.maximum(plain["Wr"].values @ mine, 0)
    reward = plain["wo"].values @ hidden - 1
    assert np.allclose(RLHF.run(X_win=mine)["r_win"].values, reward)
    assert RLHF.run(X_win=mine)["X_win"].made is None


def test_a_blank_does_not_say_which_words_were_picked():
    table = RLHF.run()
    picked, shown = table["F_gen"].columns, table["F_win"].columns
    assert picked.words == ("CEO", "is", "him")
    assert picked.computed
    assert not shown.computed
