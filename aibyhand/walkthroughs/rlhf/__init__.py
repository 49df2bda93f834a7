"""Reinforcement learning from human feedback: people choose, a reward model learns to choose."""

from functools import partial

import numpy as np

from aibyhand.core import Matrix, Role
from aibyhand.ops import sigmoid
from aibyhand.walk import Claim, Trace, Walkthrough, WrongTurn
from aibyhand.walkthroughs.rlhf.given import GIVEN, HER, OVERDONE, SECOND, THEM
from aibyhand.walkthroughs.rlhf.steps import steps
from aibyhand.walkthroughs.rlhf.variants import penalised, update


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
    second=SECOND,
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
