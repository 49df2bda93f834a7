"""Single-head against multi-head attention: the same rows, scored together or head by head."""

import numpy as np

from aibyhand.core import Matrix, Role
from aibyhand.ops import rows_of, scale_by_root, softmax, stack
from aibyhand.walk import Claim, Trace, Walkthrough, WrongTurn
from aibyhand.walkthroughs.multi_head_attention.given import GIVEN, SECOND
from aibyhand.walkthroughs.multi_head_attention.steps import steps


def _of(trace: Trace, name: str) -> list[Matrix]:
    """The matrices of all heads under one name."""
    return [trace[f"{name}{k}"] for k in range(1, _heads(trace) + 1)]


def _heads(trace: Trace) -> int:
    return sum(name.startswith("WQ") for name in trace.given)


def _shares_add_up(trace: Trace) -> bool:
    return all(np.allclose(A.values.sum(axis=0), 1) for A in [trace["A"], *_of(trace, "A")])


def _one_by_one(trace: Trace) -> bool:
    """Give each head alone what the stack gives all together."""
    X, parts = trace["X"].values, []
    for Q, K, V in zip(*(_of(trace, name) for name in ("WQ", "WK", "WV")), strict=True):
        R = (K.values @ X).T @ (Q.values @ X) / np.sqrt(Q.shape[0])
        powers = np.exp(R - R.max(axis=0))
        parts.append(V.values @ X @ (powers / powers.sum(axis=0)))
    return np.allclose(np.vstack(parts), trace["F_multi"].values)


def _by_the_root_of_all(trace: Trace) -> Matrix:
    R = scale_by_root(trace["S1"], trace["dk"]).named("wrong_R", Role.SCORE, "R'_1")
    return softmax(R).named("wrong", Role.ATTENTION, "A'_1")


def _one_softmax_for_all(trace: Trace) -> Matrix:
    tall = stack(*_of(trace, "R")).named("tall_R", Role.SCORE, "R'")
    A = softmax(tall).named("tall_A", Role.ATTENTION, "A'")
    return rows_of(A, 1, trace["A1"].shape[0]).named("wrong", Role.ATTENTION, "A''_1")


walkthrough = Walkthrough(
    slug="multi-head-attention",
    title="Single-head against multi-head attention",
    question="What do several small heads see that one large head can't?",
    given=GIVEN,
    steps=steps,
    part="attention",
    minutes=35,
    after=("self-attention",),
    second=SECOND,
    claims=(
        Claim("Every column of all shares sums to 1.", _shares_add_up),
        Claim(
            "The scores of the heads add up to those of the one head.",
            lambda t: np.allclose(t["S_sum"].values, t["S"].values),
        ),
        Claim("Each head by itself, with its own weights, finds the same.", _one_by_one),
        Claim(
            "The results of both have the same size.",
            lambda t: t["F"].shape == t["F_multi"].shape,
        ),
        Claim(
            "Both multiply equally often to make the scores, if the heads share the rows.",
            lambda t: t["products_one"].values == t["products_several"].values,
        ),
    ),
    wrong_turns=(
        WrongTurn(
            "Dividing by the root of all rows",
            "A dot product of a head adds up as many products as the head has rows, so that many "
            "go under the root. Divided by more, the shares of every head come out too even.",
            _by_the_root_of_all,
            "A1",
        ),
        WrongTurn(
            "One softmax for all heads",
            "Every head shares out a whole of its own. With one softmax for all, the heads would "
            "take shares away from each other.",
            _one_softmax_for_all,
            "A1",
        ),
    ),
)
