"""A layer with a weight for each day, which does see the order."""

from collections.abc import Iterator

from aibyhand.core import Matrix, Role
from aibyhand.walk import Step


def layer(a: Matrix, b: Matrix, k: Matrix) -> Iterator[Step]:
    """One product for each week, with a weight for every day."""
    yield Step("Given", "Write a weight below each day.", (a, b, k))
    fa, fb = ((k @ x.T).named(f"f{x.name}", Role.HIDDEN) for x in (a, b))
    yield Step("A layer", "Multiply every day by its own weight, and add up.", (fa, fb))
