"""What a page checks while it is built: wrong turns are wrong, and claims hold."""

from html import escape

import numpy as np

from aibyhand.core.numbers import number
from aibyhand.draw.mathml import mathml
from aibyhand.pages.figures import boxed
from aibyhand.render.step_view import StepView
from aibyhand.walk import Claim, Trace, WrongTurn


def wrong_turn(trace: Trace, wrong: WrongTurn) -> str:
    """A typical mistake and what it gives. Raises ValueError where that is right."""
    produced, right = wrong.produces(trace), trace[wrong.right]
    if produced.shape == right.shape and np.allclose(produced.values, right.values):
        raise ValueError(f"{trace.walkthrough.slug}: the wrong turn {wrong.title!r} is right")
    drawn = boxed(StepView((produced,)).plain, wrong.title)
    return (  # no run: the figure holds a matrix that none of them has
        f"<details class='abh-wrong' data-run=''>"
        f"<summary><strong>Wrong turn: {escape(wrong.title)}.</strong></summary>"
        f"<p>{escape(wrong.sentence)}</p>"
        f"<p>This is what it would give, where {mathml(right.symbol)} belongs:</p>{drawn}</details>"
    )


def claims(trace: Trace) -> str:
    """What must hold, checked now. Raises ValueError naming what doesn't."""
    items = "".join(_claim(trace, claim) for claim in trace.walkthrough.claims)
    return f"<ul class='abh-claims'>{items}</ul>"


def _claim(trace: Trace, claim: Claim) -> str:
    if not claim.holds(trace):
        raise ValueError(f"{trace.walkthrough.slug}: doesn't hold: {claim.sentence}")
    numbers = ""
    if claim.shows:
        shown = claim.shows(trace)
        values = ", ".join(number(float(v), shown.digits) for v in shown.values.ravel())
        numbers = f" <span class='abh-size'>{mathml(shown.symbol)}: {values}</span>"
    return f"<li>{escape(claim.sentence)}{numbers}</li>"
