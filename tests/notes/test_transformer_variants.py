"""What attention costs: counted one by one, and the three ways by plain NumPy."""

import numpy as np
from contracts.refuted import plus, times

from aibyhand import notes

TRACE = notes.find("transformer-variants").run()
REFUTED = {
    "Twice the length makes four times the scores.": [{"full": plus(1)}, {"n": plus(1)}],
    "In all three ways the shares of a token add up to 1.": [
        {name: times(2)} for name in ("A", "A_w", "A_e")
    ],
    "Through the window nobody looks outside it.": [{"A_w": plus(0.1, 2, 0)}],
}


def shares(scores):
    powers = np.exp(scores - scores.max(axis=0))
    return powers / powers.sum(axis=0)


def reference(given):
    g = {name: np.asarray(values, float) for name, values in given.items()}
    n, w, k, dk = g["n"], g["w"].item(), g["k"].item(), g["dk"].item()
    found = {"full": n**2, "windowed": n * w, "projected": n * k, "by_window": n / w,
             "by_few": n / k}  # fmt: skip
    Q, K, V, E, W = (g[name] for name in ("Q", "K", "V", "E", "window"))
    S = np.einsum("di,dj->ij", K, Q)
    A = shares(S / dk**0.5)
    masked = shares(np.where(W > 0, S / dk**0.5, -1e9))
    few = np.einsum("di,ik,dj->kj", K, E, Q)
    A_e = shares(few / dk**0.5)
    P = np.exp(S / dk**0.5)
    return found | {
        "S": S, "S_scaled": S / dk**0.5, "A": A, "F": V @ A, "P": P, "seen": np.where(W > 0, P, 0),
        "A_w": masked, "F_w": V @ masked, "K_e": K @ E, "V_e": V @ E, "S_e": few,
        "S_e_scaled": few / dk**0.5, "A_e": A_e, "F_e": V @ E @ A_e,
    }  # fmt: skip


def test_scores_are_counted_one_by_one():
    """Typed from the notes of the given file: 262,144 and 1,048,576 scores, and 268 million."""
    full, million = TRACE["full"].values[0], 1024**2
    assert [int(v * million) for v in full] == [262_144, 1_048_576, 16_777_216, 268_435_456]
    assert TRACE["by_window"].values[0, 3] == 32
    assert TRACE["by_few"].values[0, 3] == 64
    window = range(512)
    assert sum(1 for _ in window for _ in window) == full[0] * million
