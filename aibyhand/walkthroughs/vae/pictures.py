"""Pictures of clouds, of the noise and of the divergence."""

from collections.abc import Callable
from typing import Any

import numpy as np

from aibyhand.core import Matrix, Role, given
from aibyhand.core.numbers import number
from aibyhand.ops import entry, exp
from aibyhand.pictures.clouds import Clouds
from aibyhand.pictures.curves import Curve, Curves, Points

SHOWN = 4  # curves of one picture
FARTHEST = 30  # noise on the picture of its distribution, where nothing is left of the bell


def clouds(title: str, mu: Matrix, sd: Matrix, z: Matrix | None = None) -> tuple[Clouds, ...]:
    """The samples in the plane of their latent values, if there are two of these."""
    if mu.shape[0] != 2:
        return ()
    labels = tuple(f"sample {j + 1}" for j in range(mu.shape[1]))
    return (Clouds(title, mu, sd, labels, ("first latent value", "second latent value"), z),)


def _density(over: Matrix, cells: Any = ...) -> Points:
    """How dense the numbers of N(0, 1) lie."""
    density = exp(-(over**2) / 2) / (2 * np.pi) ** 0.5
    return Points(over, density.named(f"density_{over.name}", Role.PROBABILITY), cells)


def bell(eps: Matrix) -> Curves:
    """The standard normal distribution, with the drawn noise as dots."""
    drawn, first = np.unique(eps.values, return_index=True)
    near = np.abs(drawn) <= FARTHEST
    reach = max(3.5, float(np.abs(drawn[near]).max(initial=0)))
    around = given("around", np.linspace(-reach, reach, 141), Role.NOISE)
    dots = _density(eps, np.unravel_index(first[near], eps.shape))
    curve = Curve("N(0, 1)", _density(around), dots)
    return Curves(
        "Where the noise comes from: dots are the drawn numbers",
        (curve,),
        "noise ε",
        y_label="density",
    )


def divergences(
    over: Matrix, fixed: Matrix, KL: Matrix, x: Matrix, compute: Callable[[Matrix], Matrix]
) -> Curves:
    """The divergence over means (or spreads), a curve for each spread (or mean), ours as dots."""
    curves = []
    for k, value in enumerate(np.unique(fixed.values)[:SHOWN], 1):
        here = fixed.values == value
        i, j = np.argwhere(here)[0]
        one = entry(fixed, i + 1, j + 1).named(f"{fixed.name}_{k}", fixed.role)
        line = Points(x, compute(one).named(f"KL_{k}", Role.ERROR))
        label = f"{fixed.printed} = {number(value, one.digits)}"
        curves.append(Curve(label, line, Points(over, KL, here)))
    title = f"The KL divergence for fixed {fixed.role.word}s"
    axis = f"{over.role.word} {over.printed}"
    return Curves(title, tuple(curves), axis, y_label="divergence K")
