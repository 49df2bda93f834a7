"""A run as its page shows it: every step viewed once, and the whole of it on one sheet."""

from dataclasses import dataclass
from functools import cached_property

from aibyhand.render.step_view import StepView, view
from aibyhand.sheet.blocks import Sheet
from aibyhand.sheet.layout import poster
from aibyhand.walk import Trace


@dataclass(frozen=True)
class Shown:
    """A run, with what its page makes of it."""

    trace: Trace

    @cached_property
    def steps(self) -> tuple[StepView, ...]:
        """The view of every step; its words begin with its number and its title."""
        return tuple(
            view(self.trace, step, f"Step {step.number}, {step.title}. {step.does}")
            for step in self.trace.steps
        )

    def step(self, number: int) -> StepView:
        """The view of the step with the source's number. Raises IndexError naming the last one."""
        return self.steps[self.trace.step(number).number - 1]

    @cached_property
    def poster(self) -> Sheet:
        """The whole walkthrough on one sheet."""
        return poster(self.trace.parts)

    @property
    def lane(self) -> str:
        """What its lane is called on a page."""
        return self.trace.lane.spoken
