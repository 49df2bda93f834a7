"""What a run starts from: the parameters of the steps, found by name among what is given."""

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from aibyhand.core import Matrix, Stack
from aibyhand.core.given import regiven
from aibyhand.core.lookup import closest
from aibyhand.core.sizes import settle
from aibyhand.core.stack import restacked
from aibyhand.walk.sizes import measured
from aibyhand.walk.step import Step

Steps = Callable[..., Iterator[Step]]


@dataclass(frozen=True)
class Follows:
    """A given number that follows the sizes of the others unless it is given, such as d_k."""

    default: Matrix


Given = Matrix | Follows | Stack


def name_of(given: Given) -> str:
    """The name under which the steps take it."""
    if isinstance(given, Stack):
        return given.stem
    return given.default.name if isinstance(given, Follows) else given.name


def parameters(steps: Steps, given: Iterable[Given]) -> dict[str, Given]:
    """What the steps take, in the order of their parameters.

    A parameter is found by its name among what is given, members of a stack too; one that has a
    default of its own (a variant with other numbers) begins with that.
    """
    known: dict[str, Given] = {}
    for one in given:
        known |= {member.name: member for member in one} if isinstance(one, Stack) else {}
        known[name_of(one)] = one
    found: dict[str, Given] = {}
    for name, parameter in inspect.signature(steps).parameters.items():
        if isinstance(parameter.default, Given):
            found[name] = parameter.default
        elif name in known:
            found[name] = known[name]
        elif parameter.default is parameter.empty and name != "lane":
            raise TypeError(f"the steps take {name}, and nothing given has that name")
    return found


def takes_lane(steps: Steps) -> bool:
    """Do the steps differ from lane to lane?"""
    return "lane" in inspect.signature(steps).parameters


def arguments(
    slug: str, taken: Mapping[str, Given], replaced: Mapping[str, Any]
) -> dict[str, Matrix | Stack | None]:
    """What the steps are handed: what is given, with the reader's numbers checked and copied.

    Raises TypeError for a name that nothing given has, and ValueError for numbers that are no
    matrix and for sizes that don't belong together.
    """
    left = dict(replaced)
    found: dict[str, Matrix | Stack | None] = {}
    for name, default in taken.items():
        if isinstance(default, Stack):
            found[name] = restacked(default, left)
        elif name in left:
            model = default.default if isinstance(default, Follows) else default
            found[name] = regiven(model, left.pop(name))
        else:
            found[name] = None if isinstance(default, Follows) else default
    if left:
        raise TypeError(_unknown(slug, taken, left))
    settle(measured(found.values()))
    return found


def handed_over(arguments: Mapping[str, Matrix | Stack | None]) -> tuple[Matrix, ...]:
    """The given matrices of a run, in order."""
    found: list[Matrix] = []
    for one in arguments.values():
        if isinstance(one, Stack):
            found += one
        elif one is not None:
            found.append(one)
    return tuple(found)


def _unknown(slug: str, taken: Mapping[str, Given], left: Mapping[str, Any]) -> str:
    names: list[str] = []
    for name, default in taken.items():
        names += [m.name for m in default] if isinstance(default, Stack) else [name]
    near = closest(next(iter(left)), names)
    listed = "" if near.startswith("; there are") else f" (there are: {', '.join(names)})"
    return f"{slug}: no given matrix {', '.join(left)}{near}{listed}"
