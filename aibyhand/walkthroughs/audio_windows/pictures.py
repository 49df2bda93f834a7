"""Pictures of sounds, and of tables of frequencies."""

import numpy as np

from aibyhand.core import Matrix, Role, given
from aibyhand.pictures.curves import Curve, Curves, Points
from aibyhand.pictures.heat import Heat


def _curve(label: str, row: Matrix) -> Curve:
    times = given("times", np.arange(1, row.shape[1] + 1), Role.NUMBER)
    return Curve(label, Points(times, row), Points(times, row))


def sound(x: Matrix) -> Curves:
    """The samples of a sound."""
    return Curves("The samples of the sound", (_curve("x", x),), "sample")


def before_and_after(x: Matrix, y: Matrix) -> Curves:
    """The given sound, and the changed one."""
    curves = (_curve("x", x), _curve("y", y))
    return Curves("Before and after", curves, "sample", apart=True)


def table(title: str, m: Matrix) -> Heat:
    """Magnitudes as shades."""
    return Heat(title, m, "window", "frequency")
