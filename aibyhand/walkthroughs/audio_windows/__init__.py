"""Audio: cut a sound into short windows, change their frequencies, and put it together again."""

import numpy as np

from aibyhand.core import Matrix, Role
from aibyhand.core.numbers import Array
from aibyhand.walk import Claim, Trace, Walkthrough, WrongTurn
from aibyhand.walkthroughs.audio_windows.given import GIVEN, SECOND
from aibyhand.walkthroughs.audio_windows.steps import steps
from aibyhand.walkthroughs.audio_windows.variants import beginning, faded, practice


def _spectrum(trace: Trace) -> Array:
    """The fast Fourier transform of every window."""
    return np.asarray(np.fft.rfft(trace["X"].values, axis=0))


def _is_fft(trace: Trace) -> bool:
    ours = trace["C"].values - 1j * trace["S"].values
    found = _spectrum(trace)
    return ours.shape == found.shape and np.allclose(ours, found)


def _nothing_lost(trace: Trace) -> bool:
    """Both parts of every window, unchanged, give the window again."""
    u, Wc, Ws = (trace[name].values for name in ("u", "Wc", "Ws"))
    mixed = Wc.T @ (u * trace["C"].values) + Ws.T @ (u * trace["S"].values)
    return np.allclose(mixed / trace["n"].values, trace["X"].values)


def _turned(trace: Trace) -> bool:
    """One turn in the first two windows: the parts change their signs, the magnitude stays."""
    C, S, M = (trace[name].values[1, :2] for name in "CSM")
    return bool(C[0] == -C[1] and S[0] == -S[1] and np.isclose(*M) and M[0] > 0)


def _counted_once(trace: Trace) -> Matrix:
    mixed = (trace["Wc"].T @ trace["Cg"]).named("wrong_c", Role.TIME, r"\bar{Y}_c")
    sines = (trace["Ws"].T @ trace["Sg"]).named("wrong_s", Role.TIME, r"\bar{Y}_s")
    return ((mixed + sines) / trace["n"]).named("wrong", Role.TIME, r"\bar{Y}")


walkthrough = Walkthrough(
    slug="audio-windows",
    title="Audio: from short windows to a table of frequencies",
    question="Which frequencies does a sound hold, and when?",
    given=GIVEN,
    steps=steps,
    part="signals",
    minutes=40,
    after=("dft",),
    variants=(("beginning", beginning), ("faded", faded), ("practice", practice)),
    limits={"samples": (6, 10), "window samples": (2, 5), "frequencies": (2, 4)},
    second=SECOND,
    claims=(
        Claim(
            "The parts are the fast Fourier transform of every window: its real part, and its "
            "imaginary part with the other sign.",
            _is_fft,
        ),
        Claim("Without the change, every window comes back as it was.", _nothing_lost),
        Claim(
            "From the first window to the second, both parts of the slow wave change their "
            "signs, and its magnitude stays.",
            _turned,
        ),
    ),
    wrong_turns=(
        WrongTurn(
            "Adding without dividing",
            "Where two windows meet, the sum holds a sample twice. Only the ends, which lie in "
            "one window each, are right.",
            lambda t: (t["z"] * 1).named("wrong", Role.TIME, r"\bar{y}"),
            "y",
        ),
        WrongTurn(
            "Counting one turn once",
            "One turn forwards and one turn backwards have the same samples. The table "
            "holds only the first, and without the two in u half of the wave is lost.",
            _counted_once,
            "Y",
        ),
    ),
)
