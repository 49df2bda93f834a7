"""Self-attention against cross-attention: the same queries, and keys and values from elsewhere."""

import numpy as np

from aibyhand.core import Matrix, Role
from aibyhand.ops import softmax
from aibyhand.walk import Claim, Trace, Walkthrough, WrongTurn
from aibyhand.walkthroughs.cross_attention.given import GIVEN, SECOND
from aibyhand.walkthroughs.cross_attention.steps import steps
from aibyhand.walkthroughs.cross_attention.variants import by_hand


def _shares_add_up(trace: Trace) -> bool:
    return all(np.allclose(trace[name].values.sum(axis=0), 1) for name in ("As", "A"))


def _sized_by_x(trace: Trace) -> bool:
    """Is there a column for each token of X, and a row for each row of the values?"""
    tokens = trace["X"].shape[1]
    ends = (("Fs", "Vs"), ("F", "V"))
    return all(trace[F].shape == (trace[V].shape[0], tokens) for F, V in ends)


def _self_again(trace: Trace) -> bool:
    """Cross-attention on X, with the weights of self-attention."""
    other = {"E": "X", "WK": "WKs", "WV": "WVs"}
    numbers = {one: trace[name].values for one, name in other.items()}
    kept = {name: trace[name].values for name in ("X", "WQ", "WKs", "WVs", "dk")}
    return np.allclose(walkthrough.run_on(kept | numbers)["F"].values, trace["Fs"].values)


def _usual(trace: Trace) -> bool:
    """The usual formula, softmax(QKᵀ/√d)V, with a token in each row."""
    Q, K, V = (trace[name].values.T for name in ("Q", "K", "V"))
    R = Q @ K.T / np.sqrt(trace["dk"].values)
    powers_of_e = np.exp(R - R.max(axis=1, keepdims=True))
    shares = powers_of_e / powers_of_e.sum(axis=1, keepdims=True)
    return np.allclose((shares @ V).T, trace["F"].values)


def _unscaled(trace: Trace) -> Matrix:
    return softmax(trace["S"]).named("unscaled_A", Role.ATTENTION, "A'_E")


def _along_the_rows(trace: Trace) -> Matrix:
    """The shares taken over the queries: a softmax of the scores that lie on their side."""
    R = trace["S_scaled"].T.named("turned", Role.SCORE, "R'")
    return (
        softmax(R).named("turned_A", Role.ATTENTION, "A'").T.named("wrong", Role.ATTENTION, "A''")
    )


walkthrough = Walkthrough(
    slug="cross-attention",
    title="Self-attention against cross-attention",
    question="What changes when a sequence listens to another one instead of to itself?",
    given=GIVEN,
    steps=steps,
    part="attention",
    minutes=25,
    after=("self-attention",),
    second=SECOND,
    variants=(("hand", by_hand),),
    claims=(
        Claim("Every column of both shares sums to 1.", _shares_add_up),
        Claim(
            "Both results have a column for each token of X, and as many rows as their values.",
            _sized_by_x,
        ),
        Claim(
            "With X in the place of E, and with the weights of self-attention, "
            "cross-attention gives what self-attention gives.",
            _self_again,
        ),
        Claim(
            "The usual formula, for a token in each row, gives the transpose of the result.",
            _usual,
        ),
    ),
    wrong_turns=(
        WrongTurn(
            "Sharing out along the rows",
            "A column belongs to a token of X, and its shares add up to 1. Along the rows, every "
            "token of E would share itself out among those that ask.",
            _along_the_rows,
            "A",
        ),
        WrongTurn(
            "Forgetting to scale",
            "The root belongs to the rows of queries and keys, and to both kinds of attention "
            "alike. Without it the largest share of every column grows.",
            _unscaled,
            "A",
        ),
    ),
)
