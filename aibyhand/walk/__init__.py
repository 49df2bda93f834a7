"""Walkthroughs and what happens when one is carried out: steps, lanes, traces."""

from aibyhand.walk.arguments import Follows
from aibyhand.walk.lane import EXACT, LANES, PENCIL, Lane
from aibyhand.walk.step import Step
from aibyhand.walk.trace import Claim, Trace, Walkthrough, WrongTurn

__all__ = [
    "EXACT", "LANES", "PENCIL", "Claim", "Follows", "Lane", "Step", "Trace", "Walkthrough",
    "WrongTurn",
]  # fmt: skip
