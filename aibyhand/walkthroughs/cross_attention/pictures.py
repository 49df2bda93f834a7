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
    X = sized("X", f, t, Role.INPUT, "features × tokens")
    Q = (sized("W_Q", k, f, Role.WEIGHT, "key rows × features") @ X).named("Q", Role.QUERY)
    scores, mixed = [], []
    for title, end, tokens, their in (
        ("Self", "X", t, "tokens"),
        ("Cross", "E", u, "other tokens"),
    ):
        K = sized(f"K_{end}", k, tokens, Role.KEY, f"key rows × {their}")
        S = (K.T @ Q).named(f"S{end}", Role.SCORE, f"S_{end}")
        scores.append(Rectangles(f"{title}: scores", (Meeting.of(Q), Meeting.of(S)), cell=CELL))
        A = sized(f"A_{end}", tokens, t, Role.ATTENTION, f"{their} × tokens")
        V = sized(f"V_{end}", v, tokens, Role.VALUE, f"value rows × {their}")
        F = (V @ A).named("F", Role.OUTPUT, f"F_{end}")
        mixed.append(Rectangles(f"{title}: mixture", (Meeting.of(F),), cell=CELL))
    return (
        Abreast("Queries and scores, to scale", tuple(scores)),
        Abreast("Shares and mixtures, to scale", tuple(mixed)),
    )
