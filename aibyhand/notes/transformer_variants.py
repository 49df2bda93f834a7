"""What attention costs when texts are long, what two variants save, and both on five tokens."""

from collections.abc import Iterator

import numpy as np

from aibyhand.core import Axis, Matrix, Role, given
from aibyhand.ops import exp, over_column_sums, scale_by_root, softmax
from aibyhand.pictures.curves import Curve, Curves, Points
from aibyhand.pictures.heat import Heat
from aibyhand.walk import Claim, Step, Trace, Walkthrough

LENGTHS = Axis("length", words=("512", "1k", "4k", "16k"))
TOKENS = Axis("token", "tok {n}")
KEPT = Axis("kept", "{n}")

# fmt: off
GIVEN = (  # lengths in 1,024 tokens, so scores in about a million
    given("n", [[0.5, 1.0, 4.0, 16.0]], Role.NUMBER, columns=LENGTHS),
    given("w", 0.5, Role.NUMBER),
    given("k", 0.25, Role.NUMBER),
    given("Q", [[1, 0, 2, 1, -1], [0, 1, -1, 1, 2]], Role.QUERY, columns=TOKENS,
          sizes="key numbers × tokens"),
    given("K", [[1, 2, 0, -1, 1], [1, 0, 1, 2, -1]], Role.KEY, columns=TOKENS,
          sizes="key numbers × tokens"),
    given("V", [[3, 0, 1, 2, 4], [0, 2, 1, 3, 1]], Role.VALUE, columns=TOKENS,
          sizes="value numbers × tokens"),
    given("dk", 2, Role.NUMBER, "d_k"),
    given("window", [[1, 1, 0, 0, 1], [1, 1, 1, 0, 1], [0, 1, 1, 1, 1], [0, 0, 1, 1, 1],
                     [1, 1, 1, 1, 1]], Role.NUMBER, "W", rows=TOKENS, columns=TOKENS,
          sizes="tokens × tokens"),
    given("E", [[1, 1, 0], [1, 0, 0], [0, 1, 1], [0, 0, 1], [0, 1, 0]], Role.WEIGHT, rows=TOKENS,
          columns=KEPT, sizes="tokens × kept"),
)
# fmt: on


def steps(
    n: Matrix, w: Matrix, k: Matrix, Q: Matrix, K: Matrix, V: Matrix, dk: Matrix, window: Matrix,
    E: Matrix,
) -> Iterator[Step]:  # fmt: skip
    """Count scores for four lengths, then compute all, a window of them, and a few."""
    full = (n * n).named("full", Role.OUTPUT, r"\mathit{full}", columns=LENGTHS)
    windowed = (n * w).named("windowed", Role.OUTPUT, r"\mathit{window}", columns=LENGTHS)
    projected = (n * k).named("projected", Role.OUTPUT, r"\mathit{few}", columns=LENGTHS)
    lines = tuple(Curve(label, Points(n, one), Points(n, one)) for label, one in
                  (("all", full), ("window", windowed), ("few keys", projected)))  # fmt: skip
    yield Step("Scores", "Multiply the length by what each token looks at.",
               (full, windowed, projected),
               (Curves("Scores, in millions", lines, "length, in 1,024 tokens"),))  # fmt: skip
    by_window = (full / windowed).named("by_window", Role.OUTPUT, "r_w", columns=LENGTHS)
    by_few = (full / projected).named("by_few", Role.OUTPUT, "r_k", columns=LENGTHS)
    yield Step("Saved", "Divide all scores by those that are left.", (by_window, by_few))

    S = (K.T @ Q).named("S", Role.SCORE, rows=TOKENS, columns=TOKENS)
    scaled = scale_by_root(S, dk).named("S_scaled", Role.SCORE, r"\hat{S}", rows=TOKENS)
    A = softmax(scaled).named("A", Role.ATTENTION, rows=TOKENS, columns=TOKENS)
    F = (V @ A).named("F", Role.OUTPUT, columns=TOKENS)
    yield Step("All", "Let every token look at every token.", (S, scaled, A, F))

    P = exp(scaled).named("P", Role.SCORE, rows=TOKENS, columns=TOKENS)
    seen = (window * P).named("seen", Role.SCORE, r"P_W", rows=TOKENS, columns=TOKENS)
    A_w = over_column_sums(seen).named("A_w", Role.ATTENTION, rows=TOKENS, columns=TOKENS)
    F_w = (V @ A_w).named("F_w", Role.OUTPUT, columns=TOKENS)
    looks = Heat("Who looks at whom through the window", A_w, "the token that looks", "looked at")
    yield Step("A window", "Leave powers inside the window, and share anew.",
               (P, seen, A_w, F_w), (looks,))  # fmt: skip

    K_e = (K @ E).named("K_e", Role.KEY, columns=KEPT)
    V_e = (V @ E).named("V_e", Role.VALUE, columns=KEPT)
    S_e = (K_e.T @ Q).named("S_e", Role.SCORE, rows=KEPT, columns=TOKENS)
    scaled_e = scale_by_root(S_e, dk).named("S_e_scaled", Role.SCORE, r"\hat{S}_e", rows=KEPT)
    A_e = softmax(scaled_e).named("A_e", Role.ATTENTION, rows=KEPT, columns=TOKENS)
    F_e = (V_e @ A_e).named("F_e", Role.OUTPUT, columns=TOKENS)
    yield Step("Fewer keys", "Mix keys and values into three first.",
               (K_e, V_e, S_e, scaled_e, A_e, F_e))  # fmt: skip


def _four_times(trace: Trace) -> bool:
    n, full = trace["n"].values[0], trace["full"].values[0]
    return bool(np.isclose(full[1] / full[0], (n[1] / n[0]) ** 2))


def _shares(trace: Trace) -> bool:
    return all(np.allclose(trace[name].values.sum(axis=0), 1) for name in ("A", "A_w", "A_e"))


def _outside_is_zero(trace: Trace) -> bool:
    return bool((trace["A_w"].values[trace["window"].values == 0] == 0).all())


note = Walkthrough(
    slug="transformer-variants",
    title="Transformers for long texts, and hybrids",
    question="What does attention cost, and what do its variants save?",
    given=GIVEN,
    steps=steps,
    part="notes",
    claims=(
        Claim("Twice the length makes four times the scores.", _four_times),
        Claim("In all three ways the shares of a token add up to 1.", _shares),
        Claim("Through the window nobody looks outside it.", _outside_is_zero),
    ),
)
