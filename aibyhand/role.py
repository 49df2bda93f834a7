"""Roles: what a matrix is for. A role fixes the fill, the frame and the word in the legend.

This is the one module that knows colours. Every fill is light and every ink on it is dark, so that
a figure reads the same on a light and on a dark page. Colour never speaks alone: the name beside
the matrix, the legend and the text alternative repeat the role in words.
"""

from dataclasses import dataclass
from enum import Enum

INK = "#1f2328"  # digits and everything else that stands on a fill
FAINT = "#5f6670"  # exactly zero: greyed, yet at least 4.5:1 on every fill
FRAME = "#4b5563"
LEARNABLE = "#d1242f"
FROZEN = "#1f6feb"
GRADIENT_INK = "#0550ae"
ACCENT = "#b35900"  # the worked cell
BLANK = "#ffd8be"  # a cell to fill in
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
    BIAS = Look("bias, learnable", "#fff7f7", frame=LEARNABLE)
    FROZEN_WEIGHT = Look("weight, frozen", "#fdfeff", frame=FROZEN)
    FROZEN_BIAS = Look("bias, frozen", "#f4f8ff", frame=FROZEN)
    LINEAR = Look("linear result, before its activation", "#f3f9ee")
    HIDDEN = Look("hidden", "#d9ead3")
    HIDDEN_2 = Look("hidden, second layer", "#bfdfb5")
    HIDDEN_3 = Look("hidden, third layer", "#a5d398")
    MEMORY = Look("memory", "#cfe2f3")
    OUTPUT = Look("output", "#d9e2f5")
    GATE = Look("gate", "#e6dcf5")
    CANDIDATE = Look("candidate", "#f0e4ef")
    QUERY = Look("query", "#d8ecd0")
    KEY = Look("key", "#cbe1f2")
    VALUE = Look("value", "#efd3de")
    SCORE = Look("score", "#f1f3f5")
    ATTENTION = Look("attention weight", "#ffe599")
    PROBABILITY = Look("probability", "#ffe8a6")
    MESSAGE = Look("message", "#e9ddf2")
    ADJACENCY = Look("adjacency", "#dff0ea")
    TIME = Look("signal over time", "#d3ecd9")
    FREQUENCY = Look("frequency", "#fbd9b5")
    WAVE = Look("cosine wave", "#fdebd7")
    LATENT = Look("latent", "#cfe8cf")
    NOISE = Look("noise", "#e1e4e8")
    CONDITION = Look("condition", "#e3d9f2")
    GRADIENT = Look("gradient", "#ffffff", ink=GRADIENT_INK, frame=GRADIENT_INK)
    TARGET = Look("target", "#fce4d6")
    PREDICTION = Look("prediction", "#d6e4f7")
    REWARD = Look("reward", "#f9dfe3")
    STATE_VALUE = Look("value of a state", "#d5e8f7")
    ERROR = Look("error", "#f8e1f0")
    NUMBER = Look("number", "#f6f8fa")

    @property
    def word(self) -> str:
        """The word in the legend and in the text alternative."""
        return self.value.word

    @property
    def look(self) -> Look:
        """Fill, ink and frame."""
        return self.value
