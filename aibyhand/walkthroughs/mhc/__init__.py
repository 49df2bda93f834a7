"""Hyper-connections: several residual streams, mixed by a matrix that keeps what it mixes."""

import numpy as np

from aibyhand.core import Matrix, Role
from aibyhand.core.numbers import Array
from aibyhand.walk import Claim, Trace, Walkthrough, WrongTurn
from aibyhand.walkthroughs.mhc.given import GIVEN, SECOND
from aibyhand.walkthroughs.mhc.steps import steps


def _doubly_stochastic(trace: Trace) -> bool:
    H = trace["H"].values
    return bool((H >= 0).all()) and all(np.allclose(H.sum(axis=k), 1, atol=1e-4) for k in (0, 1))


def _totals(trace: Trace) -> Array:
    return np.asarray(trace["Xs"].values.sum(axis=0, keepdims=True))


def _balanced(M: Array) -> Array:
    """Logarithms without what rows and columns have in common: no factor of either shows in it."""
    L = np.log(M)
    return np.asarray(L - L.mean(axis=0) - L.mean(axis=1, keepdims=True) + L.mean())


def _only_factors(trace: Trace) -> bool:
    H = trace["H"].values
    return bool((H > 0).all()) and np.allclose(_balanced(H), _balanced(trace["R0"].values))


def _residual_again(trace: Trace) -> bool:
    """One stream, a read gate of 1, a write gate of 1."""
    kept = {name: trace[name].values for name in ("W", "bias")}
    single = {"free": [[1]], "R0": [[7]], "hpre": [[40]], "hpost": [[0]]}
    run = walkthrough.run_on(kept | single | {"Xs": trace["x"].values}, lane=trace.lane)
    return np.allclose(run["out"].values, trace["one"].values)


def _rows_alone(trace: Trace) -> Matrix:
    return (trace["R1"] @ trace["Xs"]).named("wrong", Role.HIDDEN, "X_{R}")


def _on_its_side(trace: Trace) -> Matrix:
    return (trace["H"].T @ trace["Xs"]).named("wrong", Role.HIDDEN, r"\bar{X}_H")


walkthrough = Walkthrough(
    slug="mhc",
    title="Manifold-constrained hyper-connections (mHC)",
    question="How can a network carry several streams past its layers without blowing them up?",
    given=GIVEN,
    steps=steps,
    part="attention",
    minutes=45,
    after=("transformer",),
    pencil="Take 1 for the sigmoid from 3 upwards, 0 from −3 downwards, and one half between.",
    second=SECOND,
    claims=(
        Claim(
            "No number of the constrained matrix is negative; all rows and columns sum to 1.",
            _doubly_stochastic,
        ),
        Claim(
            "It is the matrix of step 4 with a factor for every row and a factor for every "
            "column: nothing else was changed.",
            _only_factors,
        ),
        Claim(
            "The constrained matrix leaves the total of every feature as it was.",
            lambda t: np.allclose(t["kept"].values, _totals(t), atol=1e-4),
        ),
        Claim(
            "The free matrix changes every total.",
            lambda t: not np.isclose(t["loose"].values, _totals(t)).any(),
        ),
        Claim(
            "After sixty layers the constrained matrix gives every stream an equal share of all.",
            lambda t: np.allclose(t["H60"].values, 1 / len(t["H"].values), atol=1e-4),
        ),
        Claim(
            "With one stream and gates of 1, it is the residual connection of step 2.",
            _residual_again,
        ),
    ),
    wrong_turns=(
        WrongTurn(
            "Rows alone",
            "Shares along the rows, such as a softmax makes, keep every new stream within the old "
            "ones. But a stream that is in demand everywhere then counts more than once, and "
            "the totals drift.",
            _rows_alone,
            "mixed",
        ),
        WrongTurn(
            "The matrix on its side",
            "Rows and columns sum to 1 both ways, so every total is right and no sum tells. But a "
            "row says what a new stream is made of, and a column where an old one goes.",
            _on_its_side,
            "mixed",
        ),
    ),
)
