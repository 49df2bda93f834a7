"""The sizes of the source as rectangles: both kinds of attention on one scale."""

import numpy as np

from aibyhand.core import Matrix, Role, given
from aibyhand.pictures.abreast import Abreast
from aibyhand.pictures.corners import Meeting
from aibyhand.pictures.rectangles import Rectangles

CELL, MOST = 2.0, 1024  # pixels for a cell, and the longest side that is drawn


def to_scale(n: Matrix) -> tuple[Abreast, Abreast]:
    """Scores and mixtures of both, all on one scale; these matrices have sizes and no numbers."""
    if (n.values % 1).any() or not ((n.values >= 1) & (n.values <= MOST)).all():
        raise ValueError(f"{n.printed}: needs whole numbers from 1 to {MOST}")
    f, t, u, k, v = (int(size) for size in n.values[0])

    def sized(tex: str, rows: int, columns: int, role: Role) -> Matrix:
        return given(tex.replace("_", ""), np.zeros((rows, columns)), role, tex)

    Q = (sized("W_Q", k, f, Role.WEIGHT) @ sized("X", f, t, Role.INPUT)).named("Q", Role.QUERY)
    scores, mixed = [], []
    for title, end, tokens in (("Self", "X", t), ("Cross", "E", u)):
        K = sized(f"K_{end}", k, tokens, Role.KEY)
        S = (K.T @ Q).named(f"S{end}", Role.SCORE, f"S_{end}")
        scores.append(Rectangles(title, (Meeting.of(Q), Meeting.of(S)), cell=CELL))
        A = sized(f"A_{end}", tokens, t, Role.ATTENTION)
        F = (sized(f"V_{end}", v, tokens, Role.VALUE) @ A).named("F", Role.OUTPUT, f"F_{end}")
        mixed.append(Rectangles(title, (Meeting.of(F),), cell=CELL))
    return (
        Abreast("Queries and scores, to scale", tuple(scores)),
        Abreast("Shares and mixtures, to scale", tuple(mixed)),
    )
