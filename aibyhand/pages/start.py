"""What the pages that teach reading and calculating show: small sheets, and two ways to compute."""

import numpy as np

from aibyhand.core import Matrix
from aibyhand.core.numbers import number
from aibyhand.draw.mathml import mathml
from aibyhand.pages import figures
from aibyhand.pages.figures import boxed, equations, figure
from aibyhand.pages.html import Html, table
from aibyhand.pages.live import live_block
from aibyhand.render.step_view import StepView
from aibyhand.walk import Walkthrough


def example(*shown: Matrix) -> Html:
    """Matrices on a sheet, with one cell worked and their equations above."""
    seen = StepView(shown, _names(shown))
    return Html(f"<div class='abh-step'>{equations(seen)}{_filled(seen)}</div>")


def blank(*shown: Matrix) -> Html:
    """The same with the results left empty."""
    seen = StepView(shown)
    empty = boxed(seen.blank, f"Sheet of {_names(shown)} to fill in")
    return Html(f"<div class='abh-step'>{equations(seen)}{empty}</div>")


def answer(*shown: Matrix) -> Html:
    """The filled sheet, folded."""
    return Html(figures.answer(_filled(StepView(shown, _names(shown)))))


def live(walkthrough: Walkthrough) -> Html:
    """What lets a reader change the numbers of a small example: a page's last cell."""
    return Html(live_block({"0": walkthrough.run()}))


def _filled(seen: StepView) -> str:
    return figure(seen, f"Sheet of {_names(seen.shown)}")


def _names(shown: tuple[Matrix, ...]) -> str:
    return ", ".join(matrix.printed for matrix in shown) + "."


def side_by_side(exact: Matrix, *rough: Matrix) -> Html:
    """A column computed exactly, the same by hand, and how far they are apart, row by row."""
    before = exact.made.operands[0] if exact.made else exact
    shared = [before] if all(m.made and m.made.operands[0] is before for m in rough) else []
    heads = [mathml(m.symbol) for m in shared] + [mathml(exact.equation)]
    for matrix in rough:
        heads += [mathml(matrix.equation), "apart"]
    rows = ""
    for i in range(exact.shape[0]):
        cells = [number(float(m.values[i, 0]), m.digits) for m in (*shared, exact)]
        for matrix in rough:
            apart = abs(matrix.values[i, 0] - exact.values[i, 0])
            cells += [number(float(matrix.values[i, 0]), matrix.digits), number(float(apart), 2)]
        rows += "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
    farthest = (float(np.abs(m.values - exact.values).max()) for m in rough)
    gaps = " and ".join(number(gap, 2) for gap in farthest)
    shown = table(tuple(heads), rows, f"Exact and by hand; at most {gaps} apart")
    return Html(f"<div class='abh-numbers'>{shown}</div>")
