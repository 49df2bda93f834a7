"""RLHF of the source: a choice trains a reward model, which judges a language model."""

from collections.abc import Iterator

from aibyhand.core import Axis, Matrix, Role
from aibyhand.ops import embed, likeliest, linear, mean_of_columns, relu, sigmoid, slope_of_minus
from aibyhand.walk import Step
from aibyhand.walkthroughs.rlhf.given import WORDS
from aibyhand.walkthroughs.rlhf.pictures import preference


def steps(
    E: Matrix, win: Matrix, lose: Matrix, Wr: Matrix, br: Matrix, wo: Matrix, bo: Matrix,
    target: Matrix, prompt: Matrix, A: Matrix, Wf: Matrix, bf: Matrix, Wv: Matrix, bv: Matrix,
    X_win: Matrix | None, X_lose: Matrix | None,
    X_prompt: Matrix | None, X_gen: Matrix | None,
) -> Iterator[Step]:  # fmt: skip
    """A person's choice trains a reward model, and the reward model judges a language model."""
    yield Step("Given", "Write every word as a column of numbers.", (E,))
    X_win, X_lose = X_win or read("win", E, win), X_lose or read("lose", E, lose)
    does = "Look up the words of both answers; a person has chosen the winner."
    yield Step("Preference", does, (win, X_win, lose, X_lose), part="Reward model")
    *winner, r_win = judge("win", X_win, Wr, br, wo, bo)
    *loser, r_lose = judge("lose", X_lose, Wr, br, wo, bo)
    does = "Multiply, add the bias, apply ReLU, and average the words."
    yield Step("Reward model", does, (*winner, *loser))
    yield Step("Rewards", "Make one number of each answer.", (r_win, r_lose))
    gap = gap_between(r_win, r_lose)
    yield Step("Reward gap", "Subtract the loser's reward from the winner's.", (gap,))
    pred, grad_rm = prefer(gap, target)
    does = "Squeeze the gap to a probability, and subtract the target."
    yield Step("Loss gradient", does, (pred, grad_rm), (preference(gap),))

    X_prompt = X_prompt or read("prompt", E, prompt)
    Z, U, H = think(X_prompt, A, Wf, bf)
    does = "Mix the words of the prompt by attention, then one layer with a ReLU."
    yield Step("Language model", does, (prompt, X_prompt, Z, U, H), part="Language model")
    O = score("O", Wv, H, bv)
    pick, picked = answer(O, E)
    X_gen = X_gen or picked
    does = "Score every word of the vocabulary, and pick the largest in each column."
    yield Step("Output layer", does, (O, pick))
    judged = judge("gen", X_gen, Wr, br, wo, bo)
    does = "Look up the picked words, and let the reward model judge them."
    yield Step("Reward of the answer", does, (X_gen, *judged), part="Alignment")
    loss = (-judged[-1]).named("loss", Role.ERROR, "L")
    grad = slope_of_minus(judged[-1])
    grad_llm = grad.named("grad_llm", Role.GRADIENT, r"\mathrm{d}r_g", of=judged[-1])
    yield Step("Loss", "Take the reward with the other sign as the loss.", (loss, grad_llm))


def read(k: str, E: Matrix, numbers: Matrix) -> Matrix:
    """Look up the words, and write them over their columns."""
    return embed(E, numbers).named(f"X_{k}", Role.INPUT, f"X_{k[0]}", columns=_said(E, numbers))


def _said(E: Matrix, numbers: Matrix) -> Axis:
    table = E.columns or WORDS
    words = tuple(table.label(int(n)) for n in numbers.values.ravel())
    return Axis("word", words=words, computed=numbers.made is not None)


def judge(
    k: str, X: Matrix, Wr: Matrix, br: Matrix, wo: Matrix, bo: Matrix
) -> tuple[Matrix, Matrix, Matrix, Matrix]:
    """Run the reward model: a layer with a ReLU, the mean of the words, one number."""
    U = linear(Wr, X, br).named(f"U_{k}", Role.LINEAR, f"U_{k[0]}")
    F = relu(U).named(f"F_{k}", Role.HIDDEN, f"F_{k[0]}")
    p = mean_of_columns(F).named(f"p_{k}", Role.HIDDEN_2, f"p_{k[0]}")
    return U, F, p, linear(wo, p, bo).named(f"r_{k}", Role.REWARD, f"r_{k[0]}")


def gap_between(r_win: Matrix, r_lose: Matrix) -> Matrix:
    return (r_win - r_lose).named("gap", Role.REWARD, r"\Delta")


def prefer(gap: Matrix, target: Matrix) -> tuple[Matrix, Matrix]:
    """Compute the probability that a person prefers the winner, and the gradient of its loss."""
    pred = sigmoid(gap).named("pred", Role.PROBABILITY, "y")
    return pred, (pred - target).named("grad_rm", Role.GRADIENT, r"\mathrm{d}\Delta", of=gap)


def think(X: Matrix, A: Matrix, Wf: Matrix, bf: Matrix) -> tuple[Matrix, Matrix, Matrix]:
    """Take the prompt through attention and one layer with a ReLU."""
    Z = (X @ A).named("Z", Role.LINEAR, columns=X.columns)
    U = linear(Wf, Z, bf).named("U", Role.LINEAR)
    return Z, U, relu(U).named("H", Role.HIDDEN)


def score(name: str, Wv: Matrix, H: Matrix, bv: Matrix, tex: str = "") -> Matrix:
    return linear(Wv, H, bv).named(name, Role.SCORE, tex)


def answer(scores: Matrix, E: Matrix) -> tuple[Matrix, Matrix]:
    """Pick the likeliest word in every column, and look these words up."""
    pick = likeliest(scores).named("pick", Role.OUTPUT, "n_g", columns=scores.columns)
    return pick, read("gen", E, pick)
