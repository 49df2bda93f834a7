"""The named sizes of a walkthrough: how long they are, and which given matrices have them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from aibyhand.core import Matrix, Stack
from aibyhand.core.sizes import Measured, settle

MORE = 2  # than the default, where nothing else is said: as many as a sheet has room for


@dataclass(frozen=True)
class Resizable:
    """A named size: how long it is by default, may sensibly be, and whose axes have it.

    An axis is the name of a given matrix and ``rows`` or ``columns``, or that of a stack and
    ``members``.
    """

    name: str
    default: int
    least: int
    most: int
    axes: tuple[tuple[str, str], ...]


def measured(given: Iterable[Matrix | Stack | None]) -> Iterator[Measured]:
    """Every axis of what is given that has a size, matrices of a stack one by one."""
    for one in given:
        if isinstance(one, Stack):
            if one.counts:
                yield Measured(one.stem, "members", one.counts, len(one), one.stem)
            yield from measured(one)
        elif one is not None:
            for axis, size, length in zip(("rows", "columns"), one.sizes, one.shape, strict=False):
                yield Measured(one.printed, axis, size, length, one.name)


def resizable(
    given: Iterable[Matrix | Stack | None], limits: Mapping[str, tuple[int, int]]
) -> tuple[Resizable, ...]:
    """Every named size of what is given; ``limits`` are the least and the most of some of them."""
    axes = list(measured(given))
    return tuple(
        Resizable(
            name, default, *limits.get(name, (1, default + MORE)),
            tuple((axis.name, axis.axis) for axis in axes if name in axis.size.names),
        )
        for name, default in settle(axes).items()
    )  # fmt: skip
