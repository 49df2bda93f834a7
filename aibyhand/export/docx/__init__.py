"""A worksheet to edit in Word or LibreOffice: native tables to fill in, and the answers behind."""

from collections.abc import Iterator, Sequence
from typing import Any

from aibyhand.core import Matrix
from aibyhand.export.docx.paper import empty
from aibyhand.export.docx.plan import Part, parts
from aibyhand.export.docx.table import fits, put
from aibyhand.export.format import Format, stem
from aibyhand.export.shared.credit import KEEP, credits
from aibyhand.export.shared.cut import not_printed
from aibyhand.export.shared.office import saved
from aibyhand.export.shared.rich import Piece, pieces
from aibyhand.export.shared.rounding import how_to_round
from aibyhand.render.step_view import StepView
from aibyhand.walk import Trace
from aibyhand.walkthroughs import find, slugs

FORMAT = Format(
    "a worksheet to edit in Word or LibreOffice: empty tables to fill in, the answers behind them",
    place=3, names=("{stem}-worksheet.docx",), libraries=("python-docx",),
)  # fmt: skip
TO_DO = "Fill in the empty tables. What stands in an earlier step is not printed again."


def left_out(trace: Trace) -> str:
    """Which matrices have no table: the large ones, and those whose numbers would get too small."""
    return not_printed([m for m in trace.matrices.values() if m.name and not fits(m)])


def files(trace: Trace) -> dict[str, bytes]:
    """One file: ``SLUG-worksheet.docx``."""
    document = empty(trace.walkthrough)
    steps = list(parts(trace))
    _head(document, trace)
    for part in steps:
        _step(document, trace, part)
    _top(document, "Answers").page_break_before = True
    for part in steps:
        if part.fresh:
            _heading(document, part)
            _results(document, trace, part, blank=False)
    document.add_heading("Credits", 1)
    for line in (credits(trace, licences=False), KEEP):
        if line:
            document.add_paragraph(line)
    return {f"{stem(trace)}-worksheet.docx": saved(document)}


def _head(document: Any, trace: Trace) -> None:
    """Title, question, what to know first, and how to fill it in."""
    walkthrough = trace.walkthrough
    _top(document, walkthrough.title)
    document.add_paragraph().add_run(walkthrough.question).italic = True
    known = [find(slug).title for slug in walkthrough.after if slug in slugs()]
    if known:
        document.add_paragraph(f"To know first: {', '.join(known)}.")
    document.add_paragraph(f"{TO_DO} {how_to_round(trace)}".rstrip())
    document.add_paragraph("Name and date: \t", "Line to fill in")


def _top(document: Any, heading: str) -> Any:
    """A heading at the top of a page, and how it is set."""
    set_so = document.add_heading(heading, 1).paragraph_format
    set_so.space_before = 0
    return set_so


def _heading(document: Any, part: Part) -> None:
    document.add_heading(f"[{part.step.number}] {part.step.title}", 2)


def _step(document: Any, trace: Trace, part: Part) -> None:
    """A step: what to do, what is given, and its results as empty tables."""
    _heading(document, part)
    document.add_paragraph(part.step.does, "Instruction" if part.fresh or part.given else None)
    if part.taken:
        taken = document.add_paragraph("Take ", "Instruction")
        for k, (number, found) in enumerate(part.taken):
            taken.add_run("; " if k else "")
            _write(taken, list(_listed(found)))
            taken.add_run(f" from step {number}")
        taken.add_run(".")
    for matrix in part.given:
        _matrix(document, trace, matrix, pieces(matrix.symbol), blank=False)
    _results(document, trace, part, blank=True)


def _listed(found: Sequence[Matrix]) -> Iterator[Piece]:
    """The names of some matrices, with commas."""
    for k, matrix in enumerate(found):
        yield from (Piece(", "), *pieces(matrix.symbol)) if k else pieces(matrix.symbol)


def _results(document: Any, trace: Trace, part: Part, *, blank: bool) -> None:
    """The results of a step, empty or filled in, and a line for the cell that tells most."""
    for matrix in part.fresh:
        about = "about " if matrix.made and matrix.made.op.approximate else ""
        said = f"{matrix.printed} is {about}{matrix.words}."
        _matrix(document, trace, matrix, pieces(matrix.equation), said if blank else "", blank)
    shown = tuple(matrix for matrix in part.fresh if fits(matrix))
    seen = StepView(shown, fresh=shown)
    if not (seen.telling and seen.worked_tex):
        return
    matrix, i, j, _ = seen.telling
    line = document.add_paragraph("One cell worked in full: ", "Line to fill in")
    tex = seen.worked_tex
    start = f"{matrix.symbol}[{i + 1},{j + 1}]"
    _write(line, pieces(start if blank else tex))
    if blank:
        line.add_run(" = \t")


def _matrix(
    document: Any, trace: Trace, matrix: Matrix, head: list[Piece], said: str = "",
    blank: bool = False,
) -> None:  # fmt: skip
    """A line that says what it is, the same in words, and its table."""
    line = document.add_paragraph(style="Matrix")
    _write(line, head)
    line.add_run(f"   {matrix.size}, {matrix.role.word}")
    if said:
        document.add_paragraph(said, "Reading")
    if fits(matrix):
        put(document, matrix, blank=blank)
    else:
        document.add_paragraph(
            f"{matrix.printed} is too large for a table on this page and left out here; "
            f"its numbers are in the workbook, {stem(trace)}.xlsx."
        )


def _write(paragraph: Any, said: list[Piece]) -> None:
    """Formatted text at the end of a paragraph."""
    for piece in said:
        run = paragraph.add_run(piece.text)
        run.italic, run.bold = piece.slanted or None, piece.bold or None
        if piece.script in ("sub", "super"):
            setattr(run.font, f"{piece.script}script", True)
