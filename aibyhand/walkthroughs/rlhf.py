"""Reinforcement learning from human feedback: people choose, a reward model learns to choose."""

from collections.abc import Iterator
from functools import partial

import numpy as np

from aibyhand.core.matrix import Matrix, given
from aibyhand.core.op import Axis
from aibyhand.core.role import Role
from aibyhand.ops import (
    backwards,
    beside,
    cross_entropy,
    embed,
    kl_divergence,
    likeliest,
    linear,
    mean_of_columns,
    outer,
    relu,
    shared_out,
    sigmoid,
    slope_of_minus,
    softmax,
    sum_columns,
)
from aibyhand.pictures.curves import Curve, Curves, Points
from aibyhand.walk import Claim, Follows, Step, Trace, Walkthrough, WrongTurn
from aibyhand.walk.learning import behind_relu, gradient, learned, once_more, updated, with_ones

VOCABULARY = ("him", "her", "them", "is", "doc", "CEO", "[S]")
WORDS = Axis("word", "word {n}", first=0, words=VOCABULARY)

# fmt: off
GIVEN = (
    given(
        "E", [[0, 1, 1, 1, 1, 0, -1], [1, 0, 0, 1, 1, 1, -1], [0, 1, 0, 1, 0, 1, -1]],
        Role.FROZEN_WEIGHT, columns=WORDS, sizes="features × words"
    ),
    # doc is them, as word numbers from 0
    given("win", [[4, 3, 2]], Role.INPUT, "n_w", sizes="1 × words that win", among="words"),
    # doc is him
    given("lose", [[4, 3, 0]], Role.INPUT, "n_l", sizes="1 × words that lose", among="words"),
    given(
        "Wr", [[1, 0, 1], [0, 1, 0], [1, 0, -1], [1, 1, 0]], Role.WEIGHT,
        sizes="judging units × features"
    ),
    given("br", [[0], [0], [0], [0]], Role.BIAS, sizes="judging units × 1"),
    given("wo", [[3, 3, 3, -3]], Role.WEIGHT, sizes="1 × judging units"),
    given("bo", -1, Role.BIAS),
    given("target", 1, Role.TARGET, "t"),
    # [S] CEO is
    given("prompt", [[6, 5, 3]], Role.INPUT, "n_p", sizes="1 × words of the prompt", among="words"),
    # from position × to position
    given(
        "A", [[5, 1, 0], [0, 4, 1], [0, 0, 4]], Role.ATTENTION,
        sizes="words of the prompt × words of the prompt"
    ),
    given("Wf", [[1, 0, -1], [-1, 1, 0]], Role.WEIGHT, sizes="units × features"),
    given("bf", [[2], [0]], Role.BIAS, sizes="units × 1"),
    given(
        "Wv", [[1, 1], [0, 1], [1, 0], [-1, 1], [2, 0], [2, 0]], Role.WEIGHT, rows=WORDS,
        sizes="spoken words × units"
    ),
    given("bv", [[0], [0], [0], [1], [-2], [-1]], Role.BIAS, rows=WORDS, sizes="spoken words × 1"),
    given("eta", 0.1, Role.NUMBER, r"\eta"),
    given("beta", 0.2, Role.NUMBER, r"\beta"),
    given(
        "bv_new", [[-1.0], [0.0], [0.5], [1.0], [-2.0], [-1.0]], Role.BIAS, r"b_v'", rows=WORDS,
        sizes="spoken words × 1"
    ),
    # Words that are looked up in E, unless their columns are given.
    Follows(given("X_win", [[0], [0], [0]], Role.INPUT, "X_w", sizes="features × columns of X_w")),
    Follows(
        given("X_lose", [[0], [0], [0]], Role.INPUT, "X_l", sizes="features × columns of X_l")
    ),
    Follows(
        given(
            "X_prompt", [[0], [0], [0]], Role.INPUT, "X_p", sizes="features × words of the prompt"
        )
    ),
    Follows(
        given("X_gen", [[0], [0], [0]], Role.INPUT, "X_g", sizes="features × columns of X_g")
    ),
)
# fmt: on
THEM = given(
    "win", [[5, 3, 2]], Role.INPUT, "n_w", sizes="1 × words that win", among="words"
)  # CEO is them
HER = given(
    "lose", [[5, 3, 1]], Role.INPUT, "n_l", sizes="1 × words that lose", among="words"
)  # CEO is her
OVERDONE = given(
    "bv_new",
    [[0], [0], [6], [1], [-2], [-1]],
    Role.BIAS,
    r"b_v'",
    rows=WORDS,
    sizes="spoken words × 1",
)


def steps(
    E: Matrix, win: Matrix, lose: Matrix, Wr: Matrix, br: Matrix, wo: Matrix, bo: Matrix,
    target: Matrix, prompt: Matrix, A: Matrix, Wf: Matrix, bf: Matrix, Wv: Matrix, bv: Matrix,
    X_win: Matrix | None, X_lose: Matrix | None,
    X_prompt: Matrix | None, X_gen: Matrix | None,
) -> Iterator[Step]:  # fmt: skip
    """A person's choice trains a reward model, and the reward model judges a language model."""
    yield Step("Given", "Write every word as a column of numbers.", (E,))
    X_win, X_lose = X_win or _read("win", E, win), X_lose or _read("lose", E, lose)
    does = "Look up the words of both answers; a person has chosen the winner."
    yield Step("Preference", does, (win, X_win, lose, X_lose), part="Reward model")
    *winner, r_win = _judged("win", X_win, Wr, br, wo, bo)
    *loser, r_lose = _judged("lose", X_lose, Wr, br, wo, bo)
    does = "Multiply, add the bias, apply ReLU, and average the words."
    yield Step("Reward model", does, (*winner, *loser))
    yield Step("Rewards", "Make one number of each answer.", (r_win, r_lose))
    gap = _gap(r_win, r_lose)
    yield Step("Reward gap", "Subtract the loser's reward from the winner's.", (gap,))
    pred, grad_rm = _preferred(gap, target)
    does = "Squeeze the gap to a probability, and subtract the target."
    yield Step("Loss gradient", does, (pred, grad_rm), (_drawn(gap),))

    X_prompt = X_prompt or _read("prompt", E, prompt)
    Z, U, H = _thought(X_prompt, A, Wf, bf)
    does = "Mix the words of the prompt by attention, then one layer with a ReLU."
    yield Step("Language model", does, (prompt, X_prompt, Z, U, H), part="Language model")
    O = _scored("O", Wv, H, bv)
    pick, picked = _answered(O, E)
    X_gen = X_gen or picked
    does = "Score every word of the vocabulary, and pick the largest in each column."
    yield Step("Output layer", does, (O, pick))
    judged = _judged("gen", X_gen, Wr, br, wo, bo)
    does = "Look up the picked words, and let the reward model judge them."
    yield Step("Reward of the answer", does, (X_gen, *judged), part="Alignment")
    loss = (-judged[-1]).named("loss", Role.ERROR, "L")
    grad = slope_of_minus(judged[-1])
    grad_llm = grad.named("grad_llm", Role.GRADIENT, r"\mathrm{d}r_g", of=judged[-1])
    yield Step("Loss", "Take the reward with the other sign as the loss.", (loss, grad_llm))


def _read(k: str, E: Matrix, numbers: Matrix) -> Matrix:
    """Look up the words, and write them over their columns."""
    return embed(E, numbers).named(f"X_{k}", Role.INPUT, f"X_{k[0]}", columns=_said(E, numbers))


def _said(E: Matrix, numbers: Matrix) -> Axis:
    table = E.columns or WORDS
    words = tuple(table.label(int(n)) for n in numbers.values.ravel())
    return Axis("word", words=words, computed=numbers.made is not None)


def _judged(
    k: str, X: Matrix, Wr: Matrix, br: Matrix, wo: Matrix, bo: Matrix
) -> tuple[Matrix, Matrix, Matrix, Matrix]:
    """Run the reward model: a layer with a ReLU, the mean of the words, one number."""
    U = linear(Wr, X, br).named(f"U_{k}", Role.LINEAR, f"U_{k[0]}")
    F = relu(U).named(f"F_{k}", Role.HIDDEN, f"F_{k[0]}")
    p = mean_of_columns(F).named(f"p_{k}", Role.HIDDEN_2, f"p_{k[0]}")
    return U, F, p, linear(wo, p, bo).named(f"r_{k}", Role.REWARD, f"r_{k[0]}")


def _gap(r_win: Matrix, r_lose: Matrix) -> Matrix:
    return (r_win - r_lose).named("gap", Role.REWARD, r"\Delta")


def _preferred(gap: Matrix, target: Matrix) -> tuple[Matrix, Matrix]:
    """Compute the probability that a person prefers the winner, and the gradient of its loss."""
    pred = sigmoid(gap).named("pred", Role.PROBABILITY, "y")
    return pred, (pred - target).named("grad_rm", Role.GRADIENT, r"\mathrm{d}\Delta", of=gap)


def _thought(X: Matrix, A: Matrix, Wf: Matrix, bf: Matrix) -> tuple[Matrix, Matrix, Matrix]:
    """Take the prompt through attention and one layer with a ReLU."""
    Z = (X @ A).named("Z", Role.LINEAR, columns=X.columns)
    U = linear(Wf, Z, bf).named("U", Role.LINEAR)
    return Z, U, relu(U).named("H", Role.HIDDEN)


def _scored(name: str, Wv: Matrix, H: Matrix, bv: Matrix, tex: str = "") -> Matrix:
    return linear(Wv, H, bv).named(name, Role.SCORE, tex)


def _answered(scores: Matrix, E: Matrix) -> tuple[Matrix, Matrix]:
    """Pick the likeliest word in every column, and look these words up."""
    pick = likeliest(scores).named("pick", Role.OUTPUT, "n_g", columns=scores.columns)
    return pick, _read("gen", E, pick)


def _drawn(gap: Matrix) -> Curves:
    """Draw the Bradley-Terry curve around the gap, with whole gaps on it as dots.

    Beyond 12 the curve is flat, so a larger gap is not on it.
    """
    most = min(max(3.0, float(np.ceil(np.abs(gap.values).max()))), 12.0)
    line, dots = (
        Points(x, sigmoid(x).named(f"y_{x.name}", Role.PROBABILITY))
        for x in (
            given("gaps", np.linspace(-most, most, 121), Role.REWARD),
            given("whole", np.arange(-most, most + 1), Role.REWARD),
        )
    )
    curve = Curve("y", line, dots, limit=1)
    return Curves("Who is preferred", (curve,), "reward gap", y_label="probability of the winner")


def update(
    E: Matrix, win: Matrix, lose: Matrix, Wr: Matrix, br: Matrix, wo: Matrix, bo: Matrix,
    target: Matrix, eta: Matrix,
) -> Iterator[Step]:  # fmt: skip
    """One step of gradient descent for the reward model, from the gap back to every weight."""
    X = _read("win", E, win), _read("lose", E, lose)
    (Uw, Fw, pw, rw), (Ul, Fl, pl, rl) = (
        _judged(k, x, Wr, br, wo, bo) for k, x in zip(("win", "lose"), X, strict=True)
    )
    gap = _gap(rw, rl)
    before = cross_entropy(gap, target).named("loss_rm", Role.ERROR, "L_r")
    yield Step("Given", "Judge both answers.", (*X, Uw, Fw, pw, rw, Ul, Fl, pl, rl, gap, before))

    pred, d = _preferred(gap, target)
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
    X_prompt = _read("prompt", E, prompt)
    Z, U, H = _thought(X_prompt, A, Wf, bf)
    O, O_new = _scored("O", Wv, H, bv), _scored("O_new", Wv, H, bv_new, "O'")
    yield Step("Given", "Score the words twice.", (X_prompt, Z, U, H, O, O_new))
    pi_0 = softmax(O).named("pi_ref", Role.PROBABILITY, r"\pi_0")
    pi = softmax(O_new).named("pi_new", Role.PROBABILITY, r"\pi")
    KL = kl_divergence(pi, pi_0).named("KL", Role.ERROR, "k", columns=X_prompt.columns)
    total = sum_columns(KL.T).named("KL_sum", Role.ERROR, "K")
    yield Step("Divergence", "Compare the two models.", (pi_0, pi, KL, total))
    pick, X_gen = _answered(O_new, E)
    judged = _judged("gen", X_gen, Wr, br, wo, bo)
    J = (judged[-1] - beta * total).named("J", Role.REWARD)
    each = relu(linear(Wr, E, br).named("U_word", Role.LINEAR)).named("F_word", Role.HIDDEN)
    worth = linear(wo, each, bo).named("r_word", Role.REWARD)
    drawn = _way(O, O_new, worth, beta)
    yield Step("Penalised reward", "Subtract the penalty.", (pick, X_gen, *judged, J), (drawn,))


def _way(O: Matrix, O_new: Matrix, worth: Matrix, beta: Matrix) -> Curves:
    """Draw the rewards on the way from the old scores to the new; ``worth`` is each word's own.

    All places of the way are taken at once: the positions of the prompt again and again, and a sum
    or mean over those of one place is a product.
    """
    positions, places = O.shape[1], 201
    tenths = np.linspace(0, 10, places)
    again = given("again", np.tile(np.eye(positions), places), Role.NUMBER)
    each = np.kron(np.eye(places), np.ones((positions, 1)))
    of_place = given("of_place", each, Role.NUMBER)
    share = given("share", each / positions, Role.NUMBER)
    part = given("part", np.repeat(tenths / 10, positions), Role.NUMBER)
    change = (O_new - O).named("change", Role.SCORE)
    old = (O @ again).named("old", Role.SCORE)
    moved = ((change @ again).named("whole_change", Role.SCORE) * part).named("moved", Role.SCORE)
    now = (old + moved).named("now", Role.SCORE)
    pi_0, pi = (
        softmax(scores).named(f"pi_{scores.name}", Role.PROBABILITY) for scores in (old, now)
    )
    words = embed(worth, likeliest(now).named("words", Role.OUTPUT)).named("r_words", Role.REWARD)
    reward = (words @ share).named("reward", Role.REWARD)
    KL = kl_divergence(pi, pi_0).named("KL_way", Role.ERROR)
    left = reward - beta * (KL @ of_place).named("KL_place", Role.ERROR)
    x, dots = given("tenths", tenths, Role.NUMBER), (0, slice(None, None, 20))
    curves = tuple(
        Curve(label, Points(x, y), Points(x, y, dots))
        for label, y in (("reward", reward), ("after the penalty", left))
    )
    return Curves("On the way to the new bias", curves, "tenths of the change")


def _doubled(trace: Trace) -> Matrix:
    gap = (trace["gap"] + trace["gap"]).named("doubled", Role.REWARD, r"2\Delta")
    return sigmoid(gap).named("wrong", Role.PROBABILITY, r"\bar{y}")


def _turned(trace: Trace) -> Matrix:
    gap = (trace["r_lose"] - trace["r_win"]).named("turned", Role.REWARD, r"\bar{\Delta}")
    return sigmoid(gap).named("wrong", Role.PROBABILITY, r"\bar{y}")


def _same(trace: Trace, other: Trace, *names: str) -> bool:
    return all(np.allclose(trace[name].values, other[name].values) for name in names)


walkthrough = Walkthrough(
    slug="rlhf",
    title="Reinforcement learning from human feedback (RLHF)",
    question="How can a language model learn what people like, if nobody can write it down?",
    given=GIVEN,
    steps=steps,
    part="retrieval",
    minutes=35,
    after=("transformer",),
    variants=(
        ("update", update),
        ("kl", penalised),
        ("overdone", partial(penalised, bv_new=OVERDONE)),
        ("her", partial(steps, win=THEM, lose=HER)),
    ),
    limits={"words": (6, 9), "spoken words": (1, 6)},
    second=(
        ("E", [[1, -1, 2, 0, 1], [2, 1, -1, 1, 0], [-1, 0, 1, 2, 1], [0, 2, 1, -1, -2]]),
        ("win", [[1, 4]]),
        ("lose", [[0, 2, 3]]),
        ("Wr", [[1, -1, 2, 0], [-1, 1, 0, 1], [2, 0, -1, 1]]),
        ("br", [[0.5], [-0.75], [0.25]]),
        ("wo", [[1, -0.5, 0.75]]),
        ("bo", 0.5),
        ("target", 0.9),
        ("prompt", [[4, 1, 3, 0]]),
        ("A", [[0.5, 1, 0.25, 0], [0, 0.75, 1, 0.5], [0, 0, 0.5, 1], [0, 0, 0, 0.25]]),
        ("Wf", [[1, -1, 0, 1], [0, 1, 2, -1], [-1, 0, 1, 1]]),
        ("bf", [[0.5], [-0.25], [1]]),
        ("Wv", [[1, 0, -1], [-1, 1, 0.5], [0.5, -1, 2], [1, 1, -1]]),
        ("bv", [[0.5], [-0.5], [0.25], [-1]]),
    ),
    claims=(
        Claim(
            "Only the gap counts: a number added to both rewards changes no probability.",
            lambda t: _same(t, t.walkthrough.run(bo=float(t["bo"].values.item()) + 5), "pred"),
        ),
        Claim(
            "With winner and loser exchanged, the probability becomes one minus itself.",
            lambda t: np.allclose(
                1 - t["pred"].values,
                t.walkthrough.run(win=t["lose"].values, lose=t["win"].values)["pred"].values,
            ),
        ),
        Claim(
            "The reward model reads the very words that the language model picked.",
            lambda t: np.array_equal(
                t["X_gen"].values, t["E"].values[:, t["pick"].values[0].astype(int)]
            ),
            lambda t: t["pick"],
        ),
        Claim(
            "Shown “doc” only, the reward model prefers “them” to “him” after “CEO” as well.",
            lambda t: t.walkthrough.run(win=[[5, 3, 2]], lose=[[5, 3, 0]])["gap"].values.item() > 0,
        ),
    ),
    wrong_turns=(
        WrongTurn(
            "Rewards doubled",
            "A script multiplies every reward by 2. The gap doubles with them, and the reward "
            "model seems to be surer of the choice than it is, so it would learn less from it.",
            _doubled,
            "pred",
        ),
        WrongTurn(
            "Loser minus winner",
            "The gap with the wrong sign makes the reward model believe that it is mistaken, "
            "and every pair would teach it the opposite of what the person said.",
            _turned,
            "pred",
        ),
    ),
)
