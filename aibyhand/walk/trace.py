"""Walkthroughs and traces: what there is to do, and what came of it in one run."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from numpy.typing import ArrayLike

from aibyhand.core import Matrix
from aibyhand.core.lookup import Named
from aibyhand.core.showing import Shown, brief
from aibyhand.core.stack import stacked
from aibyhand.walk import arguments as starts
from aibyhand.walk.arguments import Follows, Given, Steps
from aibyhand.walk.collect import Collected
from aibyhand.walk.lane import EXACT, PENCIL, Lane
from aibyhand.walk.sizes import Resizable, resizable
from aibyhand.walk.step import Step, first_and_last_pictures, parts_of

if TYPE_CHECKING:  # pictures are loaded by the walkthroughs that draw one
    from aibyhand.pictures.picture import Picture


@dataclass(frozen=True, eq=False)
class Trace(Shown):
    """One run of a walkthrough, equal to none but itself: its steps, and every named matrix."""

    walkthrough: "Walkthrough"
    lane: Lane
    steps: tuple[Step, ...]
    matrices: Named[Matrix]
    given: tuple[str, ...]
    first_step: Mapping[str, int]
    seed: str = ""  # by which its numbers were drawn, if they were

    def __repr__(self) -> str:
        return brief([f"{self.walkthrough.title}, {self.lane.spoken}", *map(repr, self.steps)])

    def step(self, number: int) -> Step:
        """The step with the source's number (from 1). Raises IndexError naming the last one."""
        if number not in range(1, len(self.steps) + 1):
            raise IndexError(
                f"{self.walkthrough.slug}: no step {number}; there are steps 1 to {len(self.steps)}"
            )
        return self.steps[number - 1]

    def __getitem__(self, name: str) -> Matrix:
        return self.matrices[name]

    @cached_property
    def stacks(self) -> Mapping[str, tuple[Matrix, ...]]:
        """The matrices that belong to a stack, in order, by the stack's name."""
        found = stacked(self.matrices.values())
        return Named(f"stack of {self.walkthrough.slug} named", found.items())

    @property
    def results(self) -> tuple[Matrix, ...]:
        """Every shown result once, in order."""
        return tuple(matrix for _, part in self.parts for matrix in part)

    @property
    def parts(self) -> tuple[tuple[str, tuple[Matrix, ...]], ...]:
        """The results, each once and in order, by the parts that the steps begin."""
        return parts_of(self.steps)

    @property
    def pictures(self) -> tuple["Picture", ...]:
        """The pictures for a poster: those of the first and of the last step that draw any."""
        return first_and_last_pictures(self.steps)


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
class Walkthrough(Shown):
    """A walkthrough: a generator of steps in plain maths, and what is given to it by name."""

    slug: str
    title: str
    question: str
    steps: Steps
    given: tuple[Given, ...] = ()  # what the steps and those of the variants take
    part: str = ""  # the part of the book, as aibyhand.pages.order names it
    minutes: int = 0  # the time that it takes with a pencil
    after: tuple[str, ...] = ()  # the slugs of what to know first
    pencil: str = ""  # how the source rounds, in one sentence; empty where it doesn't
    variants: tuple[tuple[str, Steps], ...] = ()
    limits: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # of sizes: least, most
    second: tuple[tuple[str, Any], ...] = ()  # a second set of given matrices, ours
    claims: tuple[Claim, ...] = ()
    wrong_turns: tuple[WrongTurn, ...] = ()
    page_lane: Lane = PENCIL  # the lane that its page shows, where it has two
    _kept: dict[tuple[str | None, Lane], Trace] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __repr__(self) -> str:
        return brief([f"{self.slug}: {self.title}", self.question])

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """The lanes that it runs in."""
        return (EXACT, PENCIL) if self.pencil else (EXACT,)

    @property
    def shown_lane(self) -> Lane:
        """The lane that its page shows: the one that the source prints."""
        return self.page_lane if self.pencil else EXACT

    @property
    def other_lane(self) -> Lane | None:
        """The lane that its page tells of beside it, if there are two."""
        return next((lane for lane in self.lanes if lane != self.shown_lane), None)

    @cached_property
    def sizes(self) -> tuple[Resizable, ...]:
        """The named sizes of what the steps take: what a reader may resize."""
        given = (one for one in self.parameters.values() if not isinstance(one, Follows))
        return resizable(given, self.limits)

    @cached_property
    def parameters(self) -> Mapping[str, Given]:
        """What ``run`` takes by name."""
        return MappingProxyType(starts.parameters(self.steps, self.given))

    def lane(self, name: Lane | str) -> Lane:
        """One of its lanes by name. Raises ValueError for any other."""
        for lane in self.lanes:
            if name in (lane, lane.name):
                return lane
        there = ", ".join(lane.name for lane in self.lanes)
        raise ValueError(f"{self.slug}: no lane {str(name)!r}; there are: {there}")

    def run(
        self,
        *,
        lane: Lane | str = EXACT,
        variant: str = "",
        **replaced: ArrayLike | Sequence[ArrayLike],
    ) -> Trace:
        """Carry it out, with any of the given matrices replaced by numbers of your own.

        Without any, it is carried out once, and the same trace is given out again. Raises
        TypeError for an unknown parameter, KeyError for an unknown variant, and ValueError for an
        unknown lane, for numbers that are no matrix and for sizes that don't belong together.
        """
        return self.run_on(replaced, lane=lane, variant=variant)

    def run_on(
        self, replaced: Mapping[str, Any], *, lane: Lane | str = EXACT, variant: str = ""
    ) -> Trace:
        """As ``run``, with the replaced matrices in a dictionary: whatever its keys are."""
        chosen = self.lane(lane)
        if replaced:
            return self._carried_out(replaced, chosen, variant)
        return self._once((variant, chosen), lambda: self._carried_out({}, chosen, variant))

    def run_second(self, *, lane: Lane | str = EXACT) -> Trace:
        """Carry it out on the second set of given matrices: once, as ``run`` does."""
        second, chosen = dict(self.second), self.lane(lane)
        return self._once((None, chosen), lambda: self._carried_out(second, chosen, ""))

    def _once(self, key: tuple[str | None, Lane], carry_out: Callable[[], Trace]) -> Trace:
        if key not in self._kept:
            self._kept[key] = carry_out()
        return self._kept[key]

    def _carried_out(self, replaced: Mapping[str, Any], lane: Lane, variant: str) -> Trace:
        steps = self.steps
        if variant:
            steps = Named(f"variant of {self.slug} named", self.variants)[variant]
        taken = starts.parameters(steps, self.given) if variant else self.parameters
        given = starts.arguments(self.slug, taken, replaced)
        handed = starts.handed_over(given)
        more = {"lane": lane} if starts.takes_lane(steps) else {}
        made = Collected(self.slug, handed).take(steps(**given, **more))
        return Trace(
            self, lane, tuple(made.steps),
            Named(f"matrix of {self.slug} named", made.matrices.items()),
            tuple(matrix.name for matrix in handed), MappingProxyType(made.first_step),
        )  # fmt: skip
