"""AlphaFold: how sequences and pairs of residues correct each other, in two parts."""

import numpy as np

from aibyhand.core import Matrix, Role
from aibyhand.ops import scale_by_root, softmax
from aibyhand.walk import Claim, Trace, Walkthrough, WrongTurn
from aibyhand.walkthroughs.alphafold.given import GIVEN, SECOND
from aibyhand.walkthroughs.alphafold.steps import steps
from aibyhand.walkthroughs.alphafold.variants import by_hand, other_row

STACKS, SINGLE = ("M", "Z", "WQ", "WK", "WV"), ("WG", "bG", "WB", "WO", "bO")  # of attention


def _shares_add_up(trace: Trace) -> bool:
    return all(np.allclose(A.values.sum(axis=0), 1) for A in trace.stacks["A"])


def _same_bias(trace: Trace) -> bool:
    """What the scores of every sequence get is the table of the head on its side."""
    taken = {name: [m.values for m in trace.stacks[name]] for name in STACKS}
    single = {name: trace[name].values for name in SINGLE}
    other = walkthrough.run_on({**taken, **single}, variant="other_row")
    return all(
        np.allclose(R.values - S.values / np.sqrt(run["c"].values), B.values.T)
        for run in (trace, other)
        for S, R, B in zip(run.stacks["S"], run.stacks["R"], trace.stacks["B"], strict=True)
    )


def _usual(trace: Trace) -> bool:
    """The usual formula, softmax(QKᵀ/√c + B)V, with a residue in each row."""
    for Q, K, V, F, B in zip(*(trace.stacks[name] for name in "QKVFB"), strict=True):
        R = Q.values.T @ K.values / np.sqrt(Q.shape[0]) + B.values
        powers = np.exp(R - R.max(axis=1, keepdims=True))
        shares = powers / powers.sum(axis=1, keepdims=True)
        if not np.allclose((shares @ V.values.T).T, F.values):
            return False
    return True


def _adds_up(trace: Trace) -> bool:
    """Add up over every third residue k, channel by channel."""
    a, b, T = (np.array([m.values for m in trace.stacks[name]]) for name in "abT")
    return np.allclose(sum(a[:, :, None, k] * b[:, None, :, k] for k in range(a.shape[2])), T)


def _upright(trace: Trace) -> Matrix:
    R = (scale_by_root(trace["S1"], trace["c"]) + trace["B1"]).named("wrong_R", Role.SCORE, "R'_1")
    return softmax(R).named("wrong", Role.ATTENTION, "A'_1")


def _incoming(trace: Trace) -> Matrix:
    return (trace["a1"].T @ trace["b1"]).named("wrong", Role.HIDDEN_3, "T'_1")


walkthrough = Walkthrough(
    slug="alphafold",
    title="AlphaFold: row attention and triangles",
    question="How do related proteins and pairs of residues tell each other what lies where?",
    given=GIVEN,
    steps=steps,
    part="attention",
    minutes=60,
    after=("multi-head-attention",),
    second=SECOND,
    variants=(("other_row", other_row), ("hand", by_hand)),
    limits={"sequences": (1, 3), "heads": (1, 3), "residues": (1, 4)},
    claims=(
        Claim("Every column of all shares sums to 1.", _shares_add_up),
        Claim("Both sequences get the same bias, the table of the head on its side.", _same_bias),
        Claim(
            "The usual formula, for a residue in each row, takes the bias upright and gives the "
            "transposes of the mixtures.",
            _usual,
        ),
        Claim(
            "In every channel, the table of the triangles adds up the products of two edges over "
            "every third residue.",
            _adds_up,
        ),
    ),
    wrong_turns=(
        WrongTurn(
            "Adding the bias upright",
            "In the table of the bias, row i asks and column j answers. In the scores, a column "
            "asks, so the table has to be turned on its side.",
            _upright,
            "A1",
        ),
        WrongTurn(
            "Taking the edges that come in",
            "With the first table transposed in place of the second, the edges lead from the "
            "third residue to i and j. That is an update of its own, and not this one.",
            _incoming,
            "T1",
        ),
    ),
)
