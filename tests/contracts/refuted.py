"""For every claim changed runs in which it is false: a claim that always holds says nothing.

A change names matrices of a run and what takes the place of each; the claim must notice every one
of its changes, in every lane that has these matrices.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np

from aibyhand import Matrix, Trace
from aibyhand.walk.trace import Walkthrough

Change = Mapping[str, Callable[[Matrix], Matrix]]


def plus(number: float, i: int = 0, j: int = 0) -> Callable[[Matrix], Matrix]:
    """Add a number to one cell."""

    def change(matrix: Matrix) -> Matrix:
        values = matrix.values.copy()
        values[i, j] += number
        return replace(matrix, values=values)

    return change


def to(number: float, i: int = 0, j: int = 0) -> Callable[[Matrix], Matrix]:
    """Write a number into one cell."""

    def change(matrix: Matrix) -> Matrix:
        values = matrix.values.copy()
        values[i, j] = number
        return replace(matrix, values=values)

    return change


def times(number: float) -> Callable[[Matrix], Matrix]:
    """Multiply every cell."""
    return lambda matrix: replace(matrix, values=matrix.values * number)


def filled(number: float) -> Callable[[Matrix], Matrix]:
    """Write one number into every cell."""
    return lambda matrix: replace(matrix, values=np.full(matrix.shape, float(number)))


def turned(matrix: Matrix) -> Matrix:
    """Turn the order of the rows round."""
    return replace(matrix, values=matrix.values[::-1])


def a_column_on(matrix: Matrix) -> Matrix:
    """Move every column on by one."""
    return replace(matrix, values=np.roll(matrix.values, 1, axis=1))


def a_row_less(matrix: Matrix) -> Matrix:
    """Leave the last row out."""
    return replace(matrix, values=matrix.values[:-1])


def a_column_less(matrix: Matrix) -> Matrix:
    """Leave the last column out."""
    return replace(matrix, values=matrix.values[:, :-1])


def with_rows(count: int) -> Callable[[Matrix], Matrix]:
    """Take so many rows of ones."""
    return lambda matrix: replace(matrix, values=np.ones((count, matrix.shape[1])))


def of_a_copy(matrix: Matrix) -> Matrix:
    """Let it be made from a first operand that is another matrix with the same numbers."""
    first, *others = matrix.made.operands
    made = replace(matrix.made, operands=(replace(first), *others))
    return replace(matrix, made=made)


def both(*changes: Callable[[Matrix], Matrix]) -> Callable[[Matrix], Matrix]:
    """One change after the other."""

    def change(matrix: Matrix) -> Matrix:
        for one in changes:
            matrix = one(matrix)
        return matrix

    return change


def askew(matrix: Matrix) -> Matrix:
    """Move so much across a corner that a number is negative, and every sum as it was."""
    values = matrix.values.copy()
    values[:2, :2] += [[-2, 2], [2, -2]]
    return replace(matrix, values=values)


def outside(*names: str, low: float = 0, high: float = 1) -> list[Change]:
    """A number just below and just above what is allowed, in each of these matrices."""
    return [{name: to(number)} for name in names for number in (low - 0.01, high + 0.01)]


def each(change: Callable[[Matrix], Matrix], *names: str) -> list[Change]:
    """The same change in each of these matrices alone."""
    return [{name: change} for name in names]


# slug, the beginning of the claim's sentence: its changes.
REFUTED: dict[tuple[str, str], list[Change]] = {
    ("alphafold", "Every column"): each(plus(0.1), "A1", "A2"),
    ("alphafold", "Both sequences"): each(plus(0.1, 0, 1), "R1", "R2", "S1", "S2", "B1", "B2"),
    ("alphafold", "The usual formula"): each(plus(1, 1, 2), "F1", "F2", "Q1", "K2", "V2", "B1"),
    ("alphafold", "In every channel"): each(plus(1, 2, 1), "T1", "T2", "a1", "a2", "b1", "b2"),
    ("autoencoder", "The code is smaller"): [
        {"code": with_rows(4)},  # as many as go in
        {"Y": a_row_less},
        {"Y": a_column_less},
    ],
    ("autoencoder", "The loss is the sum"): each(plus(1), "L", "D"),
    ("backpropagation", "The gradients grow"): [
        {"dz1": times(0)},
        {"dz3": times(1000)},
        {"dz1": filled(7), "dz2": filled(7)},
        {"dz2": filled(7), "dz3": filled(-7)},
    ],
    ("backpropagation", "So do the gradients"): [
        {"dW1": times(0)},
        {"dW3": times(1000)},
        {"dW1": filled(7), "dW2": filled(7)},
        {"dW2": filled(7), "dW3": filled(-7)},
    ],
    ("backpropagation", "Predictions and targets"): each(plus(0.1), "dz3"),
    ("backpropagation", "No gradient passes"): [
        {"a1": times(0)},
        {"a2": times(0)},
        {"dz1": filled(1), "a1": to(0, 3)},
        {"dz2": filled(1), "a2": to(0, 1)},
    ],
    ("bidirectional-rnn", "With another"): [{"yr": both(to(-3), to(3, 1))}],
    ("bidirectional-rnn", "The forward"): [
        *each(plus(1), "H"),
        *each(plus(1, 1, 1), "H"),
    ],
    ("bidirectional-rnn", "Turned round"): each(plus(1), "H", "Jm", "Y", "A", "J", "bf", "bj"),
    ("convolution-exercise", "The result has"): [
        *each(a_row_less, "Y1"),
        *each(a_column_less, "Y1"),
        *each(plus(1), "h", "w"),
    ],
    ("convolution-exercise", "Apart from the bias"): [
        *each(plus(1), "Q1", "Q2", "Q3", "Q4", "Y1", "Y2", "Y3", "Y4", "b1", "b2", "b3", "b4"),
        {"white": times(2)},
    ],
    ("convolution-exercise", "Scaled, no more"): [
        {"RQ4": filled(1), "R4": both(filled(1), to(0, 2, 3))},
        {"RQ4": filled(1), "R4": filled(0)},
    ],
    ("cross-attention", "Every column"): each(plus(0.1), "As", "A"),
    ("cross-attention", "Both results"): [
        *each(a_row_less, "Fs", "F", "Vs", "V"),
        *each(a_column_less, "Fs", "F", "X"),
    ],
    ("cross-attention", "With X in"): [
        *each(plus(1), "Fs", "X", "WQ", "WKs", "WVs", "dk"),
        {"Fs": plus(1, 2, 2)},
    ],
    ("cross-attention", "The usual formula"): each(plus(1), "F", "Q", "K", "V", "dk"),
    ("encoder-decoder-attention", "Every column"): each(plus(0.1), "A1", "A2"),
    ("encoder-decoder-attention", "Written word"): [
        *each(plus(1), "L", "E", "T", "WV1", "WV2", "O", "ob"), {"order": to(1)},
    ],
    ("encoder-decoder-attention", "What comes out"): [
        {"n": to(1)}, {"n": to(1, 0, 2)}, {"order": to(1, 0, 1)}, {"T": a_column_less},
    ],
    ("encoder-decoder-attention", "Without the mask"): [{"nu": to(0)}, {"n": to(3)}],
    ("memory-cell", "Neither the sum"): each(plus(1), "sa", "mb", "pa"),
    ("memory-cell", "The state of"): [{"Ha": filled(1), "Hb": filled(1)}],
    ("memory-cell", "In the last state"): [
        *each(plus(1), "a", "b", "w", "u", "start"), {"Ha": filled(1)}, {"Hb": filled(1)},
    ],
    ("multi-head-attention", "Every column"): each(plus(0.1), "A", "A1", "A2"),
    ("multi-head-attention", "The scores of"): [*each(plus(1), "S", "S_sum"), {"S": plus(1, 2, 1)}],
    ("multi-head-attention", "Each head"): each(
        plus(1), "F_multi", "X", "WQ1", "WK1", "WV1", "WQ2", "WK2", "WV2"
    ),
    ("multi-head-attention", "The results"): [
        *each(a_row_less, "F", "F_multi"), *each(a_column_less, "F", "F_multi")
    ],
    ("multi-head-attention", "Both multiply"): each(plus(1), "products_one", "products_several"),
    ("deep-rnn", "The same weights"): each(of_a_copy, "z1", "z3", "m1", "m2", "q2", "q3"),
    ("deep-rnn", "One layer"): each(plus(1), "h1", "h3", "g1", "g2", "g3", "U2", "W1", "b2", "g0"),
    ("deep-rnn", "No state"): [*each(plus(1), "R"), *each(plus(-1, 1, 2), "R")],
    ("audio-windows", "The parts are"): [
        *each(plus(1), "C", "S", "X"),
        *each(a_column_on, "C", "S"),
    ],
    ("audio-windows", "Without the change"): [
        *each(plus(1), "C", "X", "u"),
        {"S": plus(1, 1)},
        *each(times(2), "n"),
    ],
    ("audio-windows", "From the first window"): [
        *each(plus(1, 1, 1), "C", "S", "M"),
        *each(plus(1, 1), "C", "S", "M"),
    ],
    ("dft", "With exact cosines"): [*each(times(2), "n", "W"), *each(plus(1), "W")],
    ("dft", "The product of exact"): [*each(plus(1), "W"), *each(a_column_on, "W")],
    ("dropout", "A dropped unit"): [{"H1": to(1, 1, 1)}, {"H1": to(-1, 3)}, {"H2": to(1, 2, 1)}],
    ("dropout", "Whoever stays"): each(plus(0.1), "s1", "s2", "p1", "p2"),
    ("dropout", "In use"): each(plus(1), "Y_new", "X_new", "W3_new", "b1_new", "b2_new", "b3_new"),
    ("flattening", "Cut back"): each(plus(1, 1, 2), "back", "I"),
    ("flattening", "In the column"): [{"across": to(2)}, {"down": to(1)}, {"down": to(3)}],
    ("flattening", "With pixels"): [{"zp": plus(1)}, {"zp": plus(-0.5, 1)}, {"z": turned}],
    ("flattening", "The unit"): [{"h": to(0)}, {"hm": to(1)}],
    ("flattening", "When the image"): [{"Cm": a_column_on}, {"C": plus(1, 1, 1)}],
    ("gan", "Fake and real"): [*outside("Yf", "Yx"), *outside("Yf_1", "Yx_1")],
    ("gan", "On fake data"): each(plus(0.5), "dD_fake", "dG", "real_label", "fake_label"),
    ("gan", "The discriminator's gradient"): [
        {"dD_fake": to(-0.01)},
        {"dD_real": to(0.01)},
        {"dD_fake": to(-0.01, 0, 3)},
        {"dD_real": to(0.01, 0, 3)},
    ],
    ("gcn", "The two sums"): [
        *each(plus(1), "f1_A", "f2_C", "F1"),
        {"F2": plus(1, 0, 2)},
        {"f1_A": plus(1, 2)},
        {"f2_C": plus(1, 2)},
    ],
    ("gcn", "A is symmetric"): [{"A": plus(1, 0, 1)}, {"A": plus(1, 4, 0)}],
    ("gcn", "Every output lies"): outside("p", "p_hand"),
    ("gru", "Every gate lies"): outside("r1", "r2", "z1", "z2"),
    ("gru", "Every new state"): [
        *each(plus(0.5), "h1", "h2"), *each(plus(-2.5, 1), "h1"), *each(plus(-2.5), "h2")
    ],
    ("gru", "A library whose"): [
        *each(plus(-9), "sz1", "sz2"), *each(plus(0.5), "n2", "h1", "h2")
    ],
    ("bptt", "The sum over"): each(plus(1), "s", "dw"),
    ("bptt", "The loss of time"): [*each(plus(1), "s1", "s3", "p2_1", "p3_3")],
    ("bptt", "After the step"): [{"L_new": plus(1)}, {"L": times(0.5)}],
    ("leaky-units", "The sum over"): each(plus(1), "g", "w", "s"),
    ("leaky-units", "A leaky unit"): [*each(plus(1), "x", "alpha"), {"U": plus(1, 1, -1)}],
    ("leaky-units", "The latch takes"): [
        {"Qn": plus(1)}, {"D": plus(1, 0, -1)}, {"Q": filled(0.5)}, {"E": filled(1)},
    ],
    ("lstm", "Every gate lies"): outside(*(f"{gate}{k}" for gate in "fio" for k in (1, 2, 3))),
    ("lstm", "Every hidden state"): outside("h1", "h2", "h3", low=-1),
    ("lstm-vs-gru", "Where both"): each(plus(1), "L", "G"),
    ("lstm-vs-gru", "Counted as"): each(to(0.75), "qK"),
    ("lstm-vs-gru", "Carried out"): each(plus(0.05), "p", "keep"),
    ("lstm-vs-gru", "The LSTM's memory"): each(plus(1), "C", "x", "cand"),
    ("lstm-vs-gru", "The GRU's state"): each(plus(1), "h", "x", "cand"),
    ("mdp", "The exact values"): each(plus(1), "V", "R"),
    ("mdp", "No sweep"): [{"V2": plus(9)}, {"V3": plus(9)}],
    ("mdp", "A state is worth"): each(plus(1), "Ql", "Qr", "V"),
    ("mdp", "At the discount"): each(plus(0.1), "even", "now"),
    ("mhc", "No number"): [*each(plus(0.01), "H"), *each(plus(0.01, 2, 1), "H"),
                           *each(times(-1), "H"), *each(askew, "H")],
    ("mhc", "It is the matrix"): each(plus(0.1), "H", "R0"),
    ("mhc", "The constrained"): each(plus(0.1), "kept", "Xs"),
    ("mhc", "The free"): [{"loose": to(0), "Xs": filled(0)}, {"loose": filled(0), "Xs": times(0)}],
    ("mhc", "After sixty"): each(plus(0.01), "H60"),
    ("mhc", "With one stream"): each(plus(0.1), "one", "x", "bias"),
    ("retrieval-weighting-rag", "The shares"): each(plus(0.1), "p"),
    ("retrieval-weighting-rag", "No passage"): [
        {"top": filled(1)},
        {"r": plus(1, 0, 4)},
        {"top": a_column_on},
        {"r": times(-1)},
    ],
    ("retrieval-weighting-rag", "By meaning"): [{"top": filled(1), "top_meaning": filled(1)}],
    ("retrieval-weighting-rag", "With a sharpness"): each(plus(0.1), "mean", "Dv"),
    ("retrieval-weighting-rag", "The weighted context"): [
        {"Y": filled(1)},
        {"Y": to(1, 1, 0)},
        {"Y": to(1, 0, 1)},
    ],
    ("rlhf", "Only the gap counts"): each(plus(0.1), "pred"),
    ("rlhf", "With winner and loser"): each(plus(0.1), "pred"),
    ("rlhf", "The reward model reads"): [
        *each(plus(1), "X_gen", "pick"),
        {"X_gen": plus(1, 2, 2)},
        {"pick": plus(-1, 0, 2)},
    ],
    ("matmul-flow", "The result has"): [
        *each(a_row_less, "C"),
        *each(a_column_less, "C"),
        *each(plus(1), "m", "n"),
    ],
    ("matmul-flow", "Brackets may"): each(plus(1, 1), "R", "R2"),
    ("matmul-flow", "So they may"): each(plus(1, 1), "P", "G", "D", "E", "R"),
    ("matmul-flow", "Twice the same"): [
        *each(plus(1), "C2", "C"),
        *each(a_row_less, "C2"),
        *each(a_column_less, "C2"),
    ],
    ("relu", "No number"): each(to(-1), "y"),
    ("relu", "The larger"): each(plus(1), "y", "x"),
    ("relu", "A second"): each(to(-1), "y"),
    ("leaky-relu", "The larger"): each(plus(1), "y", "x", "alpha"),
    ("leaky-relu", "Every number"): [
        *each(to(-1), "y"),
        *each(to(0), "y"),
        *each(to(0.1, 1), "y"),
        *each(to(0.1, 2), "y"),
    ],
    ("leaky-relu", "Under ReLU"): [
        {"zR0": to(1)},
        *each(plus(0.1), "dwR", "wR1", "w"),
    ],
    ("leaky-relu", "Under leaky"): [*each(to(1), "z0"), *each(to(0), "z5"), *each(to(-1), "z5")],
    ("tensors", "The size"): [{"size": plus(1)}, {"flat": a_row_less}],
    ("tensors", "The sums"): each(plus(1), "flat", "sum0", "sum1", "sum2"),
    ("tensors", "A reshape"): [*each(plus(1), "flat", "wide"), {"turned": a_row_less}],
    ("tensors", "Adding"): each(plus(1), "old", "T0"),
    ("rlhf", "Shown “doc” only"): [],  # it runs again itself: see RUN_AGAIN
    ("rnn", "The same W"): each(of_a_copy, "Z1", "Z2", "Z3", "Z4"),
    ("rnn", "One product"): each(plus(1), "Z1", "Z2", "Z3", "Z4", "A", "B", "x1", "x4", "H3"),
    ("self-attention", "Every column"): [
        *each(plus(0.1), "A", "Ah"),
        *each(plus(0.1, 3, 3), "A", "Ah"),
    ],
    ("seq2seq", "The last word"): [{"n1": to(2)}, {"n2": to(2)}, {"n3": to(0)}],
    ("seq2seq", "No other three"): each(times(0.5), "Q", "c", "O"),
    ("seq2seq", "After any"): [{"n2": to(1)}, {"n2": to(2)}, {"n1": to(0)}, {"n1": to(2)}],
    ("sigmoid", "The two shares"): each(plus(0.1), "p"),
    ("sigmoid", "The first share"): each(plus(0.1), "p", "x"),
    ("sigmoid", "The opposite"): each(plus(0.1), "p", "x"),
    ("sigmoid", "A score above"): [{"p": to(0.4)}, {"x": times(-1)}],
    ("softmax", "The shares add up"): each(plus(0.1), "total"),
    ("softmax", "Every share lies"): outside("p", "p3"),
    ("softmax", "The order of the scores"): [
        *each(turned, "p", "p3", "x"),
        *each(filled(0.2), "p", "p3"),
    ],
    ("softmax", "The same number"): each(plus(0.1), "p", "p3"),
    ("sora-dit", "The clean latent"): each(plus(1), "clean", "pred_noise", "noised"),
    ("sora-dit", "Had the prediction"): each(plus(1), "latent", "clean", "diff"),
    ("sora-dit", "The generated video"): [
        *each(a_row_less, "video", "frames"),
        *each(a_column_less, "video", "frames"),
    ],
    ("superposition", "Every direction"): [
        {"G": plus(1)},
        {"G": both(plus(1), plus(-1, 1, 1))},  # they still add up
        {"W": a_column_less},
    ],
    ("superposition", "All four rows"): [{"G": plus(1)}, {"G": times(0)}, {"W": a_row_less}],
    ("superposition", "One active feature"): each(times(2), "W"),
    ("superposition", "So does every sample"): [
        {"Y": times(2)},
        {"X": filled(1)},  # opposites everywhere: nothing is left to say it of
    ],
    ("svm", "The signed weights"): [{"balance": to(0.25)}, {"balance": to(-1)}],
    ("svm", "Every message on the margin"): [
        {"b": plus(0.5)},
        {"w": plus(0.5)},
        {"y": plus(-2, 0, 3)},  # of D
        {"alpha": to(0.5, 0, 2)},  # C, which stands inside
        {"alpha": filled(0)},  # nobody on the margin
    ],
    ("svm", "Outside the margin"): [
        {"alpha": to(0.5, 0, 1)},  # B stands outside
        {"alpha": to(0, 0, 2)},  # C stands inside
        {"alpha": to(0.5, 0, 4)},
        {"alpha": to(1, 0, 5)},
        {"alpha": to(1.5, 0, 2)},  # more than C
        {"m": plus(0.5, 0, 3)},  # D is no longer on the margin
        {"m": plus(-0.5, 0, 0)},
    ],
    ("svm", "The primal and the dual"): each(plus(0.25), "primal", "dual"),
    ("svm", "Dot products alone"): [*each(plus(1), "ft", "fw"), {"ft": plus(1, 0, 1)}],
    ("svm", "The four days cancel"): [
        {"wp": to(1)},
        {"wp": to(-1, 1)},
        {"sp": plus(1)},  # their weights don't cancel
        {"sp": times(-1)},  # every one on the wrong side
        {"sp": filled(0)},  # nothing cancels by itself
    ],
    ("svm", "With the kernel"): [{"fz": plus(0.5)}, {"fz": plus(-2, 0, 3)}],
    ("switch-transformer", "Every token waits"): [
        {"M": plus(1)},
        {"M": times(0)},
        {"M": plus(1, 2, 4)},
    ],
    ("switch-transformer", "No expert takes"): [
        {"N": filled(1)},
        {"capacity": filled(0)},
        {"capacity": filled(1)},
    ],
    ("switch-transformer", "Who finds no place"): [{"Y": plus(1, 0, 4)}, {"Z": plus(1, 2, 4)}],
    ("td0", "At the true values"): [
        {"V_true": plus(1)},
        {"V_true": plus(1, 1)},
        {"V_true": plus(1, 2)},
        *each(plus(0.1), "gamma", "R"),
    ],
    ("td0", "After 30 episodes"): [
        {"alpha": filled(0)},  # no step: the distance stays
        {"alpha": filled(2.5)},  # steps too far: it grows
    ],
    ("transformer", "Every column of A"): [{"A": plus(1)}, {"A": plus(1, 4, 4)}],
    ("transformer", "The network gives"): [{"Y": plus(1)}, {"Y": plus(1, 2, 4)}],
    ("transformer", "Turn the order"): [{"Y": plus(1)}, {"Y": plus(1, 2, 4)}],
    ("max-pooling", "An output has"): each(plus(1), "h2", "w2", "h3", "w3"),
    ("max-pooling", "No mean"): [{"M2": plus(5)}, {"P2": to(0, 2, 1)}],
    ("max-pooling", "The larger window"): [{"P3": to(4)}, {"P2": to(9, 2, 2)}],
    ("max-pooling", "Nothing of the"): each(plus(1), "D", "dI2", "dI3"),
    ("stride-padding", "Every result"): each(
        plus(1), *(f"{axis}{how}" for axis in "hw" for how in (10, 20, 11, 21))
    ),
    ("stride-padding", "A stride of 2"): each(plus(1), "Y10", "Y20", "Y11", "Y21"),
    ("stride-padding", "Inside the"): [{"Y10": plus(1)}, {"Y11": plus(1, 1, 1)}],
    ("stride-padding", "What"): [{"YS": plus(1)}, {"Y11": plus(1, 0, 1)}, {"f": to(2)}],
    ("u-net", "The mask has"): [
        *each(a_row_less, "mask", "I"),
        *each(a_column_less, "mask", "I"),
    ],
    ("u-net", "One product over"): each(plus(1), "L", "S", "Up", "f1", "f2", "fb"),
    ("u-net", "A pixel is in"): [
        {"prob": filled(0.5), "mask": filled(1)},
        {"prob": filled(0.51), "mask": filled(0)},
        {"prob": filled(0.49), "mask": filled(1)},
    ],
    ("vae", "The noise comes back"): each(plus(1), "z", "mu", "eps", "sd"),
    ("vae", "No divergence is"): [
        {"KL": to(-0.01)},
        {"KL": to(0), "mu": to(1), "sd": to(1)},
        {"KL": to(0), "mu": to(0), "sd": to(2)},
        {"KL": to(0.01), "mu": to(0), "sd": to(1)},
    ],
    ("vae", "Where the divergence"): [
        {"KL": to(0), "dmu": to(1), "dsd": to(0)},
        {"KL": to(0), "dmu": to(0), "dsd": to(1)},
        {"KL": to(0), "dmu": to(1), "dsd": to(-1)},
    ],
    ("vector-database", "A dot product"): [
        *each(plus(1), "dots"),
        *each(times(2), "v1", "v2", "v3", "vq"),
    ],
    ("vector-database", "The nearest sentence"): [
        {"best": filled(0)},
        {"best": filled(1)},
        {"dots": filled(1)},
    ],
    ("vector-database", "The order of the words"): each(plus(1), "vq"),
}  # fmt: skip

# A claim that runs the walkthrough again, and looks at nothing else: other given numbers for it.
RUN_AGAIN: dict[tuple[str, str], list[dict[str, Any]]] = {
    ("rlhf", "Shown “doc” only"): [
        {"wo": [[-1, -1, -1, -1]]},
        {"wo": [[0, 0, 0, 0]]},  # no gap at all
    ],
}


def changed(trace: Trace, change: Change) -> Trace:
    """The run with other matrices under the same names, among its steps too."""
    made = {name: alter(trace[name]) for name, alter in change.items()}
    steps = tuple(
        replace(step, shows=tuple(made.get(shown.name, shown) for shown in step.shows))
        for step in trace.steps
    )
    return replace(trace, steps=steps, matrices={**trace.matrices, **made})


def run_anew(walkthrough: Walkthrough, numbers: Mapping[str, Any]) -> Trace:
    """A run on these numbers; what it runs again starts from these, too."""
    again = SimpleNamespace(run=lambda **more: walkthrough.run_on({**numbers, **more}))
    return replace(walkthrough.run_on(numbers), walkthrough=again)
