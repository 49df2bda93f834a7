"""Self-attention: every token asks all tokens, itself included, what they have to offer."""

from collections.abc import Iterator

import numpy as np

from aibyhand.core import Axis, Matrix, Role, given
from aibyhand.ops import count_rows, exp, scale_by_root, sum_columns
from aibyhand.ops.pencil import floor_half, power_of_three
from aibyhand.walk import EXACT, Claim, Follows, Lane, Step, Trace, Walkthrough, WrongTurn
from aibyhand.walk.powers import powers

TOKENS = Axis("token", "tok {n}")

# fmt: off
GIVEN = (
    given(
        "X", [[2, 0, 0, 2], [0, 1, 0, 0], [0, 2, 1, 0], [0, 0, 1, 1], [2, 0, 0, 0], [1, 0, 1, 1]],
        Role.INPUT, columns=TOKENS, sizes="features × tokens"
    ),
    given(
        "WQ", [[1, 1, 0, 0, 0, 0], [0, 1, 0, 1, 0, 0], [0, 0, 1, 0, 1, 1]], Role.WEIGHT,
        sizes="key numbers × features"
    ),
    given(
        "WK", [[0, 0, 1, 0, 0, 0], [0, 1, 0, 0, 0, 0], [1, 0, 0, 0, 0, -1]], Role.WEIGHT,
        sizes="key numbers × features"
    ),
    given(
        "WV", [[10, 0, 0, 0, 0, 0], [0, 0, 0, 10, 0, 0], [0, 10, 0, 0, 0, 0]], Role.WEIGHT,
        sizes="value numbers × features"
    ),
    Follows(given("dk", 3, Role.NUMBER, "d_k")),  # the rows of K unless given
    # the weights that the script of solve-by-hand prints
    given(
        "As", [[0.2, 0.3, 0.4, 0.1], [0.6, 0.3, 0.1, 0.8], [0.1, 0.1, 0.0, 0.1],
        [0.2, 0.3, 0.4, 0.1]], Role.ATTENTION, columns=TOKENS, sizes="tokens × tokens"
    ),
)
SECOND = (
    ("X", [[1, 0, 2], [0, 1, 1], [2, 1, 0], [1, 1, 1]]), ("WQ", [[1, 0, 1, 0], [0, 2, 0, 1]]),
    ("WK", [[0, 1, 0, 1], [1, 0, 0, -1]]),
    ("WV", [[1, 0, 0, 2], [0, 3, 0, 0], [0, 0, 1, 1], [2, 0, 1, 0], [0, 1, 0, -1]]),
)
# fmt: on


def steps(
    X: Matrix, WQ: Matrix, WK: Matrix, WV: Matrix, dk: Matrix | None, lane: Lane = EXACT
) -> Iterator[Step]:
    """Q asks, K answers how well it fits, V is what gets mixed; columns are tokens throughout."""
    yield Step("Given", "Write the tokens side by side, one in each column.", (X, WQ, WK, WV))

    Q = (WQ @ X).named("Q", Role.QUERY)
    K = (WK @ X).named("K", Role.KEY)
    V = (WV @ X).named("V", Role.VALUE)
    yield Step(
        "Queries, keys, values", "Multiply the tokens by each of the three weights.", (Q, K, V)
    )
    Kt = K.T
    yield Step("Copy and transpose", "Copy the queries and turn the keys into rows.", (Kt,))

    S = (Kt @ Q).named("S", Role.SCORE)
    yield Step("Scores", "Take the dot product of every key with every query.", (S,))

    # By hand, dividing by √3 becomes halving and rounding down, and e becomes 3.
    if lane.by_hand:
        h = "h"
        R = floor_half(S).named("Sh", Role.SCORE, r"\tilde{R}")
        scale = Step("Scale", "Halve every score and round it down.", (R,))
        *top, E = powers(power_of_three, R, "Eh", r"\tilde{E}")
        raise_ = Step("Exponentiate", "Raise 3 to the power of every score.", (*top, E))
    else:
        h = ""
        dk = dk or count_rows(K).named("dk", Role.NUMBER, "d_k")
        R = scale_by_root(S, dk).named("S_scaled", Role.SCORE, "R")
        scale = Step("Scale", "Divide every score by the square root of the key size.", (R,))
        *top, E = powers(exp, R, "E")
        raise_ = Step("Exponentiate", "Raise e to the power of every score.", (*top, E))
    yield scale
    yield raise_

    tilde = r"\tilde{%s}" if h else "%s"
    sums = sum_columns(E).named("sumh" if h else "sums", Role.SCORE, tilde % "s")
    yield Step("Sum", "Add up every column.", (sums,))

    A = (E / sums).named(f"A{h}", Role.ATTENTION, tilde % "A")
    rounded = (lane("take", A).named("Ah1", Role.ATTENTION, r"\hat{A}"),) if h else ()
    yield Step("Divide", "Divide every column by its sum.", (A, *rounded))

    Z = (V @ A).named(f"Z{h}", Role.OUTPUT, tilde % "Z")
    yield Step("Mix the values", "Multiply the values by the attention weights.", (Z,))


def script(X: Matrix, WV: Matrix, As: Matrix) -> Iterator[Step]:
    """Mix the values with the weights that the script prints: by A, where it takes A transposed."""
    yield Step("Given", "Take the tokens, and the weights that the script prints.", (X, WV, As))
    V = (WV @ X).named("V", Role.VALUE)
    yield Step("Values", "Multiply the tokens by the weights of the values.", (V,))
    Z = (V @ As).named("Zs", Role.OUTPUT)
    yield Step("Mix the values", "Multiply the values by the attention weights.", (Z,))


def _weights(trace: Trace) -> Matrix:
    return trace["Ah" if trace.lane.by_hand else "A"]


def _unscaled(trace: Trace) -> Matrix:
    """Return the softmax of the scores as they are."""
    E = powers(exp, trace["S"], "unscaled_E", "E'")[-1]
    s = sum_columns(E).named("unscaled_s", Role.SCORE, "s'")
    return (E / s).named("unscaled_A", Role.ATTENTION, "A'")


walkthrough = Walkthrough(
    slug="self-attention",
    title="Self-attention",
    question="How does a token decide which tokens to listen to?",
    given=GIVEN,
    steps=steps,
    part="attention",
    minutes=30,
    after=("softmax",),
    pencil="Halve each score and round it down instead of dividing by √3; use 3 in place of e.",
    second=SECOND,
    claims=(
        Claim(
            "Every column of the attention weights sums to 1.",
            lambda t: np.allclose(_weights(t).values.sum(axis=0), 1),
            lambda t: sum_columns(_weights(t)).named("total", Role.NUMBER, r"\Sigma"),
        ),
    ),
    variants=(("script", script),),
    wrong_turns=(
        WrongTurn(
            "Multiplying by the transpose",
            "Column j of A belongs to query j, so the values meet A itself. "
            "With its transpose every token is mixed by the questions of the others, "
            "and the rows of A, which don't sum to 1, do the mixing.",
            lambda t: (t["V"] @ _weights(t).T).named("wrong", Role.OUTPUT, "Z'"),
            "Z",
        ),
        WrongTurn(
            "Forgetting to scale",
            "Without the division by the root, softmax sees larger gaps between the scores. "
            "The largest share of every column grows at the cost of the others.",
            _unscaled,
            "A",
        ),
    ),
    page_lane=EXACT,
)
