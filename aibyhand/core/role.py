"""Roles: what a matrix is for. A role fixes the fill, the frame and the word in the legend.

This is the one module that knows colours. Every fill is light and every ink on it is dark, so that
a figure reads the same on a light and on a dark page. Fills that share a page differ for readers
who don't tell red from green, too: there a lilac and a blue need different lightness. Colour never
speaks alone: the name beside the matrix, the legend and the text alternative repeat the role in
words.
"""

from dataclasses import dataclass
from enum import Enum

INK = "#1f2328"  # digits and everything else that stands on a fill
FAINT = "#50565f"  # exactly zero: greyed, yet at least 4.5:1 on every fill
FRAME = "#4b5563"
LEARNABLE = "#d1242f"
FROZEN = "#1f6feb"
GRADIENT_INK = "#0550ae"
ACCENT = "#b35900"  # the worked cell
BLANK = "#ffd8be"  # a cell to fill in
RIGHT = "#b7e4c7"  # filled in as it should be
WRONG = "#ffb3ba"  # filled in with another number
GRID = "#b9c0ca"  # lines between cells
CURVES = ("#0550ae", "#b35900", "#1a7f37", "#8250df", "#bf3989", "#57606a")


@dataclass(frozen=True)
class Look:
    """How a role looks: the word in the legend, the fill, the ink of the digits and the frame."""

    word: str
    fill: str
    ink: str = INK
    frame: str = FRAME


class Role(Enum):
    """What a matrix is for."""

    INPUT = Look("input", "#fff1cc")
    WEIGHT = Look("weight, learnable", "#ffffff", frame=LEARNABLE)
    BIAS = Look("bias, learnable", "#fdeef0", frame=LEARNABLE)
    FROZEN_WEIGHT = Look("weight, frozen", "#fdfeff", frame=FROZEN)
    FROZEN_BIAS = Look("bias, frozen", "#ebf1fc", frame=FROZEN)
    LINEAR = Look("linear result, before its activation", "#f4f7ea")
    HIDDEN = Look("hidden", "#d9ead3")
    HIDDEN_2 = Look("hidden, second layer", "#c3dfb5")
    HIDDEN_3 = Look("hidden, third layer", "#a9d99d")
    MEMORY = Look("memory", "#c0d7e4")
    OUTPUT = Look("output", "#e6eefe")
    GATE = Look("gate", "#e3dbfa")
    CANDIDATE = Look("candidate", "#efe3ed")
    QUERY = Look("query", "#d7ecd2")
    KEY = Look("key", "#c1dbea")
    VALUE = Look("value", "#f2d4de")
    SCORE = Look("score", "#e8ecef")
    ATTENTION = Look("attention weight", "#ffe599")
    PROBABILITY = Look("probability", "#fde6a6")
    MESSAGE = Look("message", "#e4daf2")
    ADJACENCY = Look("adjacency", "#d2e4dd")
    TIME = Look("signal over time", "#d4ebdb")
    FREQUENCY = Look("frequency", "#f7d5af")
    WAVE = Look("wave", "#feecd7")
    LATENT = Look("latent", "#c3dbc1")
    MEAN = Look("mean", "#b9cdf0")
    SPREAD = Look("spread", "#f8c98a")
    NOISE = Look("noise", "#e8e9eb")
    CONDITION = Look("condition", "#e3daf2")
    GRADIENT = Look("gradient", "#ffffff", ink=GRADIENT_INK, frame=GRADIENT_INK)
    TARGET = Look("target", "#e3c4b4")
    PREDICTION = Look("prediction", "#c1cee2")
    REWARD = Look("reward", "#f5dce1")
    STATE_VALUE = Look("value of a state", "#d6eafa")
    ERROR = Look("error", "#ecd5e5")
    NUMBER = Look("number", "#f9fafc")

    def __repr__(self) -> str:
        return f"Role.{self.name}"

    @property
    def word(self) -> str:
        """The word in the legend and in the text alternative."""
        return self.value.word

    @property
    def look(self) -> Look:
        """Fill, ink and frame."""
        return self.value
