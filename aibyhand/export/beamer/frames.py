"""Frames of Beamer: the steps of a walkthrough, and its wrong turns."""

from collections.abc import Iterator, Sequence

from aibyhand.core import Matrix
from aibyhand.export.beamer.plan import ACROSS, Slide, lines_of, slides, stands_alone
from aibyhand.export.shared.grids import LONG, grid, sides, width, written
from aibyhand.render.latex import escaped
from aibyhand.render.step_view import StepView
from aibyhand.sheet.telling import Telling
from aibyhand.walk import Step, Trace, WrongTurn

BREAK = " \\\\[4pt]\n"
LETTERS = 95  # of a line of text
ROOM, LINE = 0.81, 0.065  # of a slide's height: below its title, and a line of text


def frame(title: str, body: str) -> str:
    """A frame with its title."""
    return f"\\begin{{frame}}[t]\n\\frametitle{{{escaped(title)}}}\n{body}\n\\end{{frame}}\n"


def listed(items: Sequence[str]) -> str:
    """A list; what an item begins with is no option of it."""
    inside = "\n".join(f"\\item {{}}{item}" for item in items)
    return f"\\begin{{itemize}}\n{inside}\n\\end{{itemize}}"


def step_frames(step: Step) -> Iterator[str]:
    """The frames of a step: its sentence, what is known, its results blank, and then filled in."""
    parts = list(slides(step))
    for k, slide in enumerate(parts, 1):
        count = f" ({k} of {len(parts)})" if len(parts) > 1 else ""
        yield frame(f"[{step.number}] {step.title}{count}", _body(step, slide))


def _body(step: Step, slide: Slide) -> str:
    seen = StepView(slide.results)
    worked = seen.worked_tex
    lines = -(-len(step.does) // LETTERS) - (-len(worked) // LETTERS)
    parts = [escaped(step.does)]
    if slide != Slide():
        shown = _Shown(slide, seen.telling).sheet()
        parts.append(f"\\sheet{{{ROOM - LINE * lines:.2f}}}{{%\n{shown}}}")
    if worked:
        beside = "\\raggedright" if len(worked) > LONG else "\\centering"
        parts.append(f"\\later{{3}}{{{{\\small{beside}\\worked{{${worked}$}}\\par}}}}")
    return "\n".join(parts)


class _Shown:
    """The matrices of a slide; its results, wherever they stand, are blank at first."""

    def __init__(self, slide: Slide, telling: Telling | None) -> None:
        self.slide, self.telling = slide, telling
        self.fresh = {id(m) for m in slide.results}

    def sheet(self) -> str:
        """All of them in lines: what is known, then every result with its calculation."""
        rows = [
            " \\qquad ".join(f"{m.symbol} = {self.grid(m)}" for m in row)
            for row in self.slide.known_rows
        ]
        if self.slide.results:
            lines = BREAK.join(self.result(m) for m in self.slide.results)
            rows.append(f"\\begin{{aligned}}\n{lines}\n\\end{{aligned}}")
        return BREAK.join(rows)

    def result(self, matrix: Matrix) -> str:
        """A result: its equation, the same with numbers, and its own numbers."""
        said, made, own = sides(matrix), matrix.made, self.grid(matrix)
        if said.says_itself:
            return f"{said.name} &{said.end} {own}"
        first = f"{said.name} &{said.relation} {said.right}"
        lines = lines_of(matrix)
        after = " " if lines == 1 else f"{BREAK}&"
        if made is None or stands_alone(matrix):
            return f"{first}{after}{said.end} {own}"
        numbers = f"{said.relation} {written(made, self.grid)}"
        between = f"{BREAK}&" if lines == 3 else " "
        return f"{first}{after}{numbers}{between}{said.end} {own}"

    def grid(self, matrix: Matrix) -> str:
        """A matrix, with its numbers in cells where they are to be found on this slide."""
        of = matrix.operands[0] if matrix.is_transpose else matrix
        if id(matrix) not in self.fresh and id(of) not in self.fresh:
            return grid(matrix)
        printed: list[str] = []

        def cell(i: int, j: int, shown: str) -> str:
            printed.append(shown)
            return f"\\{'told' if self.is_told(matrix, i, j) else 'cell'}{{{shown}}}"

        written_so = grid(matrix, cell)
        return f"\\found{{{max(printed, key=len)}}}{{{written_so}}}" if printed else written_so

    def is_told(self, matrix: Matrix, i: int, j: int) -> bool:
        """Is this the cell that is worked in full?"""
        if self.telling is None:
            return False
        of, row, column, _ = self.telling
        return matrix is of and (i, j) == (row, column)


def wrong_turn_frame(trace: Trace, wrong: WrongTurn, produced: Matrix) -> str:
    """The right result and what a mistake makes of it: which is right, and then why."""
    right = trace[wrong.right]
    # Which stands first gives nothing away: it is the one with the smaller first numbers.
    both = sorted((right, produced), key=lambda m: [*map(float, m.values.ravel()), *m.shape])
    named = [f"\\text{{{letter}:}}\\quad {grid(m)}" for letter, m in zip("AB", both, strict=True)]
    beside = width(both) + 8 <= ACROSS
    lines = [f"{right.equation} = {{?}}", (" \\qquad " if beside else BREAK).join(named)]
    if right.made and not stands_alone(right):
        calculated = f"{right.symbol} {sides(right).relation} {written(right.made, grid)}"
        lines.insert(1, calculated)
    answer = "A" if both[0] is right else "B"
    said = escaped(f"{answer} is right. The other one: {wrong.title}. {wrong.sentence}")
    body = f"\\sheet{{{ROOM - 3 * LINE:.2f}}}{{%\n{BREAK.join(lines)}}}\n\\later{{2}}{{{said}}}"
    return frame("Which is right?", body)
