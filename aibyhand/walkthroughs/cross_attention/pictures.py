"""The sizes of the source as rectangles: both kinds of attention on one scale."""

from aibyhand.core import Matrix, Role
from aibyhand.pictures.abreast import Abreast
from aibyhand.pictures.corners import Meeting
from aibyhand.pictures.rectangles import Rectangles, counted, sized

CELL = 1.4  # pixels for a cell


def to_scale(n: Matrix) -> tuple[Abreast, ...]:
    """Scores and mixtures of both, all on one scale; these matrices have sizes and no numbers."""
    if not (sizes := counted(n)):
        return ()
    f, t, u, k, v = sizes
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
