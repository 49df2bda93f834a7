"""The sizes of the source as rectangles: the scores of one head, and of one of several."""

from aibyhand.core import Matrix, Role
from aibyhand.pictures.abreast import Abreast
from aibyhand.pictures.corners import Meeting
from aibyhand.pictures.rectangles import Rectangles, counted, sized

CELL = 4.0  # pixels for a cell


def to_scale(n: Matrix) -> tuple[Abreast, ...]:
    """Keys and queries of both kinds on one scale."""
    if not (sizes := counted(n)):
        return ()
    t, r, h, d = sizes
    all_rows = "heads·head rows" if h * d == r else "rows"
    drawn = []
    for title, end, rows, word in (
        ("One head", "", r, all_rows), ("One of several", "_1", d, "head rows")
    ):  # fmt: skip
        K, Q = (
            sized(name + end, rows, t, role, f"{word} × tokens")
            for name, role in (("K", Role.KEY), ("Q", Role.QUERY))
        )
        S = (K.T @ Q).named(f"S{end}", Role.SCORE)
        drawn.append(Rectangles(title, (Meeting.of(S),), cell=CELL))
    return (Abreast("As many scores, from fewer rows", tuple(drawn)),)
