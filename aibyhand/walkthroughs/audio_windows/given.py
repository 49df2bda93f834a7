"""Twelve samples of a sound, the tables for windows of four, and what is done to the table."""

from math import cos, pi, sin

from aibyhand.core import Axis, Role, given

HOP = 2  # samples from the beginning of a window to that of the next
SAMPLES = Axis("sample", "{n}")
PLACES = Axis("place in the window", "{n}", first=0)
FREQUENCIES = Axis("frequency", "{n}w", first=0)
WINDOWS = Axis("window", "win {n}")

# fmt: off
GIVEN = (
    given("x", [[3, 4, -3, -4, 3, 4, 3, -1, 3, -1, 3, -1]], Role.TIME, columns=SAMPLES,
          sizes="1 × samples"),
    given("Wc", [[1, 1, 1, 1], [1, 0, -1, 0], [1, -1, 1, -1]], Role.WAVE, rows=FREQUENCIES,
          columns=PLACES, sizes="frequencies × window samples"),
    given("Ws", [[0, 0, 0, 0], [0, 1, 0, -1], [0, 0, 0, 0]], Role.WAVE, rows=FREQUENCIES,
          columns=PLACES, sizes="frequencies × window samples"),
    given("g", [[1], [1], [0]], Role.GATE, rows=FREQUENCIES, sizes="frequencies × 1"),
    # how often a frequency stands in the whole spectrum
    given("u", [[1], [2], [1]], Role.NUMBER, rows=FREQUENCIES, sizes="frequencies × 1"),
    # of the variants: a window that fades in and out; how long windows are in practice
    given("a", [[0.0], [0.5], [1.0], [0.5]], Role.GATE, rows=PLACES, sizes="window samples × 1"),
    given("sec", [[0.011, 0.025]], Role.NUMBER, "d", sizes="1 × windows in practice"),
    given("rate", [[44100, 16000]], Role.NUMBER, "f", sizes="1 × windows in practice"),
)
# fmt: on


def _table(size: int, function: str) -> list[list[float]]:
    """The waves of a window of an even size, from none to half as many turns as samples."""
    wave = {"cos": cos, "sin": sin}[function]
    return [
        [round(wave(2 * pi * k * t / size), 12) for t in range(size)] for k in range(size // 2 + 1)
    ]


SECOND = (  # windows of six, three of them; the slowest wave is made smaller
    ("x", [[2, 0, -1, 3, 0.5, -2, 1, 4, -3, 1]]),
    ("Wc", _table(6, "cos")), ("Ws", _table(6, "sin")),
    ("g", [[0.5], [1], [0], [-1]]), ("u", [[1], [2], [2], [1]]),
)  # fmt: skip
