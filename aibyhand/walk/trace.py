"""Steps, walkthroughs and traces: one run of a walkthrough, with every matrix that it named."""

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from aibyhand.core.matrix import Matrix, given, regiven
from aibyhand.core.names import tex_of
from aibyhand.core.op import Axis
from aibyhand.walk.lane import EXACT, PENCIL, Lane

if TYPE_CHECKING:  # pictures are loaded by the walkthroughs that draw one
    from aibyhand.pictures.kinds import Picture


@dataclass(frozen=True)
class Step:
    """One numbered step of the source: what to do, in one sentence, and the matrices shown."""

    title: str
    does: str
    shows: tuple[Matrix, ...] = ()
    draws: tuple["Picture", ...] = ()
    part: str = ""  # with this step a part of the walkthrough begins, such as a time step
    number: int = 0

    @property
    def results(self) -> tuple[Matrix, ...]:
        """What the step computes: the shown matrices that an operation made."""
        return tuple(matrix for matrix in self.shows if matrix.made)


@dataclass(frozen=True)
class Follows:
    """A given number that follows the sizes of the others unless it is given, such as d_k."""

    default: Matrix


@dataclass(frozen=True)
class Family:
    """Given matrices of one kind, and as many as one likes: x1, x2, x3, or EA, EB, EC."""

    stem: str
    members: tuple[Matrix, ...]
    pattern: str = "{n}"  # what follows the stem, as an axis writes its labels

    def name(self, index: int) -> str:
        """The name of the member with this index (counted from 0)."""
        return self.stem + Axis("", self.pattern).label(index)


class Named(dict[str, Any]):
    """A dictionary whose KeyError names the closest keys."""

    def __init__(self, kind: str, items: Iterable[tuple[str, Any]]) -> None:
        super().__init__(items)
        self.kind = kind

    def __missing__(self, key: str) -> Any:
        raise KeyError(f"no {self.kind} {key!r}{closest(key, self)}")


def closest(word: str, among: Iterable[str]) -> str:
    """The end of an error message: the closest names, or all of them."""
    import difflib  # only an error message needs it

    names = list(among)
    near = difflib.get_close_matches(str(word), names, n=3, cutoff=0.5)
    if near:
        return f"; did you mean {' or '.join(near)}?"
    return f"; there are: {', '.join(names)}"


@dataclass(frozen=True)
class Trace:
    """One run of a walkthrough: its steps, and every named matrix in the order of its making."""

    walkthrough: "Walkthrough"
    lane: str
    steps: tuple[Step, ...]
    matrices: Named
    given: tuple[str, ...]
    first_step: dict[str, int]

    def step(self, number: int) -> Step:
        """The step with the source's number (from 1). Raises IndexError naming the last one."""
        if number not in range(1, len(self.steps) + 1):
            raise IndexError(
                f"{self.walkthrough.slug}: no step {number}; there are steps 1 to {len(self.steps)}"
            )
        return self.steps[number - 1]

    def __getitem__(self, name: str) -> Matrix:
        matrix: Matrix = self.matrices[name]
        return matrix

    @property
    def results(self) -> tuple[Matrix, ...]:
        """Every shown result once, in order."""
        return tuple(matrix for _, part in self.parts for matrix in part)

    @property
    def pictures(self) -> tuple["Picture", ...]:
        """The pictures for a poster: those of the first and of the last step that draw any.

        One that a later picture holds anyway stays on its page.
        """
        drawing = [step.draws for step in self.steps if step.draws]
        if not drawing:
            return ()
        first = tuple(drawn for drawn in drawing[0] if not getattr(drawn, "grows", False))
        return (*first, *drawing[-1]) if len(drawing) > 1 else drawing[-1]

    @property
    def parts(self) -> tuple[tuple[str, tuple[Matrix, ...]], ...]:
        """The results, each once and in order, by the parts that the steps begin."""
        parts: list[tuple[str, list[Matrix]]] = [("", [])]
        seen: set[int] = set()
        for step in self.steps:
            if step.part:
                parts.append((step.part, []))
            for matrix in step.results:
                if id(matrix) not in seen:
                    seen.add(id(matrix))
                    parts[-1][1].append(matrix)
        return tuple((title, tuple(part)) for title, part in parts if part)


@dataclass(frozen=True)
class Claim:
    """What must hold at the end, in one sentence; ``holds`` is checked in every build and test."""

    sentence: str
    holds: Callable[[Trace], bool]
    shows: Callable[[Trace], Matrix] | None = None  # the numbers that show it


@dataclass(frozen=True)
class WrongTurn:
    """A typical mistake, and the matrix that it produces in place of the right one."""

    title: str
    sentence: str
    produces: Callable[[Trace], Matrix]
    right: str  # the name of the right result


@dataclass(frozen=True)
class Walkthrough:
    """A walkthrough: a generator of steps in plain maths, whose parameters default to the given."""

    slug: str
    title: str
    question: str
    steps: Callable[..., Iterator[Step]]
    part: str = ""  # the part of the book, as aibyhand.pages.order names it
    minutes: int = 0  # the time that it takes with a pencil
    after: tuple[str, ...] = ()  # the slugs of what to know first
    pencil: str = ""  # how the source rounds, in one sentence; empty where it doesn't
    variants: tuple[tuple[str, Callable[..., Iterator[Step]]], ...] = ()
    second: tuple[tuple[str, Any], ...] = ()  # a second set of given matrices, ours
    claims: tuple[Claim, ...] = ()
    wrong_turns: tuple[WrongTurn, ...] = ()
    page_lane: str = "pencil"  # the lane that its page shows, where it has two

    @property
    def lanes(self) -> tuple[str, ...]:
        """The lanes that it runs in."""
        return ("exact", "pencil") if self.pencil else ("exact",)

    @property
    def shown_lane(self) -> str:
        """The lane that its page shows: the one that the source prints."""
        return self.page_lane if self.pencil else "exact"

    @property
    def other_lane(self) -> str:
        """The lane that its page tells of beside it; empty where there is only one."""
        return next((lane for lane in self.lanes if lane != self.shown_lane), "")

    @cached_property
    def parameters(self) -> dict[str, Matrix | Follows | Family]:
        """What ``run`` takes by name."""
        return _parameters(self.steps)

    def run(
        self, *, lane: str = "exact", variant: str = "", **replaced: ArrayLike | Sequence[ArrayLike]
    ) -> Trace:
        """Carry it out, with any of the given matrices replaced by numbers of your own.

        Raises TypeError for an unknown parameter, KeyError for an unknown variant, and ValueError
        for an unknown lane, for numbers that are no matrix and for sizes that don't fit.
        """
        return self.run_on(replaced, lane=lane, variant=variant)

    def run_on(
        self, replaced: Mapping[str, Any], *, lane: str = "exact", variant: str = ""
    ) -> Trace:
        """As ``run``, with the replaced matrices in a dictionary: whatever its keys are."""
        steps: Callable[..., Iterator[Step]] = self.steps
        if variant:
            steps = Named(f"variant of {self.slug} named", self.variants)[variant]
        if lane not in self.lanes:
            raise ValueError(f"{self.slug}: no lane {lane!r}; there are: {', '.join(self.lanes)}")
        arguments = _arguments(self.slug, _parameters(steps), dict(replaced))
        if "lane" in inspect.signature(steps).parameters:
            arguments["lane"] = _LANES[lane]
        return _collect(self, lane, arguments, steps(**arguments))

    def run_second(self, *, lane: str = "exact") -> Trace:
        """Carry it out on the second set of given matrices."""
        return self.run(lane=lane, **dict(self.second))


_LANES: dict[str, Lane] = {"exact": EXACT, "pencil": PENCIL}


def _parameters(steps: Callable[..., Iterator[Step]]) -> dict[str, Matrix | Follows | Family]:
    found: dict[str, Matrix | Follows | Family] = {}
    for name, parameter in inspect.signature(steps).parameters.items():
        if isinstance(parameter.default, Matrix | Follows | Family):
            found[name] = parameter.default
    return found


def _arguments(
    slug: str, parameters: dict[str, Matrix | Follows | Family], replaced: dict[str, Any]
) -> dict[str, Any]:
    """The arguments of the generator: the defaults, with the replaced ones checked and copied."""
    arguments: dict[str, Any] = {}
    left = dict(replaced)
    for name, default in parameters.items():
        if isinstance(default, Family):
            arguments[name] = _members(default, left)
        elif name in left:
            model = default.default if isinstance(default, Follows) else default
            arguments[name] = regiven(model, left.pop(name))
        else:
            arguments[name] = None if isinstance(default, Follows) else default
    if left:
        names = _names(parameters)
        near = closest(next(iter(left)), names)
        listed = "" if near.startswith("; there are") else f" (there are: {', '.join(names)})"
        raise TypeError(f"{slug}: no given matrix {', '.join(left)}{near}{listed}")
    return arguments


def _names(parameters: dict[str, Matrix | Follows | Family]) -> list[str]:
    names: list[str] = []
    for name, default in parameters.items():
        names += [m.name for m in default.members] if isinstance(default, Family) else [name]
    return names


def _members(family: Family, left: dict[str, Any]) -> tuple[Matrix, ...]:
    """The members of a family: x1, x2, … replaced or added one by one, or ``x`` as a whole list."""
    model = family.members[0]
    if family.stem in left:
        values = left.pop(family.stem)
        if not isinstance(values, Sequence | np.ndarray) or isinstance(values, str):
            raise ValueError(f"{family.stem}: needs a list of matrices")
        if not len(values):
            raise ValueError(f"{family.stem}: is empty")
        if twice := [m.name for m in family.members if m.name in left]:
            raise ValueError(f"{family.stem}: give the whole list or {', '.join(twice)}, not both")
        return tuple(_member(family, model, k, value) for k, value in enumerate(values))
    members = list(family.members)
    while True:
        count = len(members)
        for k in range(count):
            name = family.name(k)
            if name in left:
                members[k] = regiven(members[k], left.pop(name))
        following = family.name(count)
        if following not in left:
            return tuple(members)
        members.append(_member(family, model, count, left.pop(following)))


def _member(family: Family, model: Matrix, index: int, values: Any) -> Matrix:
    name = family.name(index)
    return given(
        name, regiven(replace(model, tex=tex_of(name)), values).values, model.role,
        rows=model.rows, columns=model.columns,
    )  # fmt: skip


def _collect(
    walkthrough: Walkthrough, lane: str, arguments: dict[str, Any], steps: Iterator[Step]
) -> Trace:
    """Number the steps and gather every named matrix; refuse what has no provenance."""
    handed: list[Matrix] = []
    for value in arguments.values():
        if isinstance(value, Matrix):
            handed.append(value)
        elif isinstance(value, tuple):
            handed += value
    matrices: dict[str, Matrix] = {}
    symbols: dict[str, str] = {}
    first: dict[str, int] = {}

    def meet(matrix: Matrix, number: int) -> None:
        name = matrix.name
        if matrix.made is None and not any(matrix is one for one in handed):
            raise ValueError(f"{walkthrough.slug}: nothing made {name or 'a shown matrix'}")
        if not name:
            if matrix.is_transpose:
                return
            raise ValueError(f"{walkthrough.slug}: step {number} shows a matrix without a name")
        if matrices.setdefault(name, matrix) is not matrix:
            raise ValueError(f"{walkthrough.slug}: two different matrices under one name, {name}")
        if symbols.setdefault(matrix.symbol, name) != name:
            raise ValueError(
                f"{walkthrough.slug}: {name} and {symbols[matrix.symbol]} are both "
                f"printed as {matrix.printed}"
            )

    for matrix in handed:
        meet(matrix, 0)
    numbered: list[Step] = []
    met: set[int] = set()
    for number, step in enumerate(steps, 1):
        for shown in step.shows:
            for matrix in (*shown.ancestors(met), shown):
                met.add(id(matrix))
                meet(matrix, number)
                if matrix.name:
                    first.setdefault(matrix.name, number)
        numbered.append(replace(step, number=number))
    return Trace(
        walkthrough, lane, tuple(numbered),
        Named(f"matrix of {walkthrough.slug} named", matrices.items()),
        tuple(matrix.name for matrix in handed), first,
    )  # fmt: skip
