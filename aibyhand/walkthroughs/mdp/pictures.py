"""The states, and where every action leads."""

import numpy as np

from aibyhand.core import Matrix
from aibyhand.core.numbers import number
from aibyhand.pictures.moves import Move, Moves
from aibyhand.walkthroughs.mdp.given import STATES


def process(title: str, Pl: Matrix, Pr: Matrix, Rl: Matrix, Rr: Matrix) -> Moves:
    """A line for every move that is possible: its action, its chance if unsure, and its reward."""
    said: dict[tuple[int, int], list[str]] = {}
    for action, P, R in (("left", Pl, Rl), ("right", Pr, Rr)):
        for i, j in np.argwhere(P.values != 0):
            chance = float(P.values[i, j])
            sure = "" if chance == 1 else f" {number(chance, P.digits)}"
            reward = number(float(R.values[i, 0]), R.digits)
            said.setdefault((int(i), int(j)), []).append(f"{action}{sure}: {reward}")
    moves = tuple(Move(i, j, ", ".join(labels)) for (i, j), labels in sorted(said.items()))
    return Moves(title, tuple(STATES.label(k) for k in range(Pl.shape[0])), moves)
