"""The figures of a trace as files: every step, its blank version, its pictures, the poster."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aibyhand.core import Matrix
from aibyhand.draw.drawing import Drawing
from aibyhand.draw.sheets import draw_sheet
from aibyhand.export.format import stem
from aibyhand.render.step_view import view
from aibyhand.render.words import spoken_sheet
from aibyhand.sheet.layout import lay_out, poster
from aibyhand.walk import Step, Trace


@dataclass(frozen=True)
class Figure:
    """A figure: the name of its file without an ending, its title, and the drawing."""

    name: str
    title: str
    drawing: Drawing


def posters(ending: str) -> tuple[str, ...]:
    """The figures that a page links, as patterns of files: the poster, and the same blank."""
    return f"{{stem}}-poster.{ending}", f"{{stem}}-poster-blank.{ending}"


def figures(trace: Trace) -> Iterator[Figure]:
    """Every figure of a trace, in order."""
    start, whole = stem(trace), trace.walkthrough.title
    for step in trace.steps:
        seen = view(trace, step)
        name, title = f"{start}-step-{step.number:02}", f"{whole}, step {step.number}: {step.title}"
        if step.shows:
            yield Figure(name, title, seen.captioned)
        if step.results:
            title_blank = f"{title}, to fill in"
            yield Figure(f"{name}-blank", title_blank, seen.blank)
        for k, drawn in enumerate(step.draws, 1):
            which = f"{name}-picture" + (f"-{k}" if len(step.draws) > 1 else "")
            yield Figure(which, drawn.title, drawn.drawing())
    sheet, title = poster(trace.parts), f"{whole}: the whole walkthrough"
    yield Figure(f"{start}-poster", title, draw_sheet(sheet, spoken_sheet(sheet)))
    empty, title = sheet.emptied(trace.results), f"{title}, to fill in"
    yield Figure(f"{start}-poster-blank", title, draw_sheet(empty, spoken_sheet(empty)))


def on_sheet(shown: Sequence[Matrix]) -> list[Matrix]:
    """All that stands on the sheet of these matrices."""
    return [block.matrix for block in lay_out(shown).blocks]


def unseen(step: Step, stood: set[int]) -> tuple[Matrix, ...]:
    """The given matrices that a step's results are made of, and that would stand nowhere."""
    here = on_sheet(step.shows) if step.shows else []
    there = stood | {id(m) for m in (*here, *step.shows)}
    results = [m for m in (*here, *step.shows) if not m.is_transpose]
    used = [o for m in results for o in m.operands if id(o) not in there]
    upright = [o.operands[0] if o.is_transpose else o for o in used]
    return tuple({id(o): o for o in upright if not o.made and id(o) not in there}.values())


def named_operands(matrix: Matrix) -> Iterator[Matrix]:
    """What its calculation uses; in place of an unnamed part what that part uses."""
    for operand in matrix.operands:
        if operand.name:
            yield operand
        else:
            yield from named_operands(operand)
