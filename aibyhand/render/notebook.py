"""What a notebook shows of a matrix, a step, a trace and a walkthrough (``core.showing``)."""

from collections.abc import Iterable
from dataclasses import replace
from html import escape

from aibyhand.core import Matrix, Stack
from aibyhand.draw.mathml import mathml
from aibyhand.draw.sheets import draw_sheet
from aibyhand.render.latex import formula, named_numbers
from aibyhand.render.step_view import StepView
from aibyhand.render.words import spoken_sheet
from aibyhand.sheet.blocks import LARGE
from aibyhand.sheet.layout import lay_out
from aibyhand.walk import Follows, Step, Trace, Walkthrough


def html(thing: object) -> str | None:
    """The figure with what stands around it; None for what isn't shown."""
    match thing:
        case Matrix():
            return _blocks([thing])
        case Step():
            return _step(thing)
        case Trace():
            steps = "".join(_folded(step) for step in thing.steps)
            return f"<p>{escape(thing.walkthrough.title)}, {thing.lane.spoken}</p>{steps}"
        case Walkthrough():
            return _walkthrough(thing)
    return None


def latex(thing: object) -> str | None:
    """The equation of a matrix with its numbers; None for anything else, and for a large one."""
    if not isinstance(thing, Matrix) or not thing.symbol or max(thing.shape) > LARGE:
        return None
    line = formula(thing) if thing.made else named_numbers(thing)
    return f"$\\displaystyle {line.replace(' &', ' ')}$"


def _blocks(matrices: Iterable[Matrix]) -> str:
    """Matrices as blocks with their names and sizes, whatever made them."""
    sheet = lay_out([replace(matrix, made=None) for matrix in matrices])
    return draw_sheet(sheet, spoken_sheet(sheet)).inline()


def _step(step: Step) -> str:
    seen = StepView(step.shows, step.does)
    equations = "".join(f"<div>{mathml(tex, display=True)}</div>" for tex in seen.equations)
    figure = seen.captioned.inline() if seen.shown else ""
    pictures = "".join(drawn.drawing().inline() for drawn in step.draws)
    head = f"<p>[{step.number}] {escape(step.title)}. {escape(step.does)}</p>"
    return f"{head}{equations}{figure}{pictures}"


def _folded(step: Step) -> str:
    title = f"[{step.number}] {escape(step.title)}"
    return f"<details><summary>{title}</summary>{_step(step)}</details>"


def _walkthrough(walkthrough: Walkthrough) -> str:
    """Its question, what is given, and the titles of its steps."""
    given: list[Matrix] = []
    for one in walkthrough.parameters.values():
        match one:
            case Stack():
                given += one
            case Matrix():
                given.append(one)
            case Follows():
                given.append(one.default)
    titles = "".join(f"<li>{escape(step.title)}</li>" for step in walkthrough.run().steps)
    title = f"<p><strong>{escape(walkthrough.title)}</strong>. {escape(walkthrough.question)}</p>"
    return f"{title}{_blocks(given)}<ol>{titles}</ol>"
