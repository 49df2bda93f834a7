"""A step of the reward model, and the penalty for moving away from the old language model."""

from collections.abc import Iterator

from aibyhand.core import Matrix, Role
from aibyhand.ops import (
    backwards,
    beside,
    cross_entropy,
    kl_divergence,
    linear,
    outer,
    relu,
    shared_out,
    softmax,
    sum_columns,
)
from aibyhand.walk import Step
from aibyhand.walk.learning import behind_relu, gradient, learned, once_more, updated, with_ones
from aibyhand.walkthroughs.rlhf.pictures import on_the_way
from aibyhand.walkthroughs.rlhf.steps import answer, gap_between, judge, prefer, read, score, think


def update(
    E: Matrix, win: Matrix, lose: Matrix, Wr: Matrix, br: Matrix, wo: Matrix, bo: Matrix,
    target: Matrix, eta: Matrix,
) -> Iterator[Step]:  # fmt: skip
    """One step of gradient descent for the reward model, from the gap back to every weight."""
    X = read("win", E, win), read("lose", E, lose)
    (Uw, Fw, pw, rw), (Ul, Fl, pl, rl) = (
        judge(k, x, Wr, br, wo, bo) for k, x in zip(("win", "lose"), X, strict=True)
    )
    gap = gap_between(rw, rl)
    before = cross_entropy(gap, target).named("loss_rm", Role.ERROR, "L_r")
    yield Step("Given", "Judge both answers.", (*X, Uw, Fw, pw, rw, Ul, Fl, pl, rl, gap, before))

    pred, d = prefer(gap, target)
    apart = (pw - pl).named("p_gap", Role.HIDDEN_2, "p_{wl}")
    dwo = gradient(outer(d, apart), wo)
    dw = gradient(backwards(wo, d), pw)
    dl = gradient(-dw, pl)
    yield Step("Back to the means", "Carry the gap's gradient back.", (pred, d, apart, dwo, dw, dl))
    _, dUw = behind_relu(shared_out(dw, Fw), Fw, Uw)
    _, dUl = behind_relu(shared_out(dl, Fl), Fl, Ul)
    dU = beside(dUw, dUl).named("dU", Role.GRADIENT, r"\mathrm{d}U")
    both_X = beside(*X).named("X", Role.INPUT)
    *back, W, b = learned(dU, with_ones(both_X), Wr, br, eta)
    does = "Share it out among the words, mask it, and multiply it by the words."
    yield Step("Back to the first layer", does, (dUw, dUl, dU, both_X, *back))

    w = updated(wo, eta, dwo)
    results = (Uw, Fw, pw, rw, Ul, Fl, pl, rl, gap, before)
    yield Step("After", "Judge again.", (W, b, w, *once_more(results, (W, b, w))))


def penalised(
    E: Matrix, Wr: Matrix, br: Matrix, wo: Matrix, bo: Matrix, prompt: Matrix, A: Matrix,
    Wf: Matrix, bf: Matrix, Wv: Matrix, bv: Matrix, bv_new: Matrix, beta: Matrix,
) -> Iterator[Step]:  # fmt: skip
    """The reward of a language model that has moved, minus a penalty for how far."""
    X_prompt = read("prompt", E, prompt)
    Z, U, H = think(X_prompt, A, Wf, bf)
    O, O_new = score("O", Wv, H, bv), score("O_new", Wv, H, bv_new, "O'")
    yield Step("Given", "Score the words twice.", (X_prompt, Z, U, H, O, O_new))
    pi_0 = softmax(O).named("pi_ref", Role.PROBABILITY, r"\pi_0")
    pi = softmax(O_new).named("pi_new", Role.PROBABILITY, r"\pi")
    KL = kl_divergence(pi, pi_0).named("KL", Role.ERROR, "k", columns=X_prompt.columns)
    total = sum_columns(KL.T).named("KL_sum", Role.ERROR, "K")
    yield Step("Divergence", "Compare the two models.", (pi_0, pi, KL, total))
    pick, X_gen = answer(O_new, E)
    judged = judge("gen", X_gen, Wr, br, wo, bo)
    J = (judged[-1] - beta * total).named("J", Role.REWARD)
    each = relu(linear(Wr, E, br).named("U_word", Role.LINEAR)).named("F_word", Role.HIDDEN)
    worth = linear(wo, each, bo).named("r_word", Role.REWARD)
    drawn = on_the_way(O, O_new, worth, beta)
    yield Step("Penalised reward", "Subtract the penalty.", (pick, X_gen, *judged, J), (drawn,))
