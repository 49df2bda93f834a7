"""Figures on a page: sheets and pictures in boxes that scroll, with their equations above."""

from collections.abc import Iterable

from aibyhand.draw.drawing import Drawing
from aibyhand.draw.mathml import mathml
from aibyhand.pages.html import scroll
from aibyhand.pictures.picture import Picture
from aibyhand.render.step_view import StepView


def figure(seen: StepView, label: str) -> str:
    """The sheet with one cell worked, which stands below it."""
    worked = ""
    if seen.caption:
        formula = scroll(mathml(seen.caption, display=True), "One cell worked in full")
        worked = f"<figcaption class='abh-worked'>{formula}</figcaption>"
    return f"<figure class='abh-sheet'>{boxed(seen.drawing, label)}{worked}</figure>"


def boxed(drawing: Drawing, label: str) -> str:
    """A drawing in a box that scrolls."""
    return scroll(drawing.inline(), label)


def pictures(drawn: Iterable[Picture]) -> str:
    """Pictures beside the numbers, each in a box."""
    boxes = (boxed(one.drawing(), one.title) for one in drawn)
    return "".join(f"<div class='abh-picture'>{box}</div>" for box in boxes)


def equations(seen: StepView) -> str:
    """The equations of named results that the figure doesn't write itself, below each other."""
    lines = "".join(f"<div>{mathml(tex, display=True)}</div>" for tex in seen.equations_beside)
    return f"<div class='abh-equations'>{lines}</div>" if lines else ""


def answer(filled: str) -> str:
    """A filled figure, folded."""
    return f"<details class='abh-answer'><summary>Answer</summary>{filled}</details>"
