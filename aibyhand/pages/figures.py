"""Figures on a page: sheets and pictures in boxes that scroll, with their equations above."""

from collections.abc import Iterable
from html import escape

from aibyhand.draw.drawing import Drawing
from aibyhand.draw.mathml import mathml
from aibyhand.pages.html import scroll
from aibyhand.pictures.picture import Picture
from aibyhand.render.step_view import StepView

WINDOW = 600  # pixels of a small laptop's window


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


def to_fill_in(blank: Drawing, label: str) -> str:
    """A blank sheet, folded where it fills a window; it is printed all the same."""
    box = boxed(blank, label)
    if blank.height <= WINDOW:
        return box
    summary = "<summary>The sheet, to be filled in</summary>"
    return f"<details class='abh-blank'>{summary}{box}</details>"


def pictures(drawn: Iterable[Picture], *, folded: bool = False) -> str:
    """Pictures beside the numbers, each in a box; ``folded`` folds those that fill a window."""
    return "".join(_picture(one.title, one.drawing(), folded) for one in drawn)


def _picture(title: str, drawing: Drawing, folded: bool) -> str:
    box = f"<div class='abh-picture'>{boxed(drawing, title)}</div>"
    if not folded or drawing.height <= WINDOW:
        return box
    return f"<details class='abh-answer'><summary>{escape(title)}</summary>{box}</details>"


def equations(seen: StepView) -> str:
    """The equations of named results that the figure doesn't write itself, below each other."""
    lines = "".join(f"<div>{mathml(tex, display=True)}</div>" for tex in seen.equations_beside)
    return f"<div class='abh-equations'>{lines}</div>" if lines else ""


def answer(filled: str) -> str:
    """A filled figure, folded."""
    return f"<details class='abh-answer'><summary>Answer</summary>{filled}</details>"
