"""Slides with native tables: each step blank, then revealed, with what to say in the notes."""

from collections.abc import Sequence
from typing import Any

from aibyhand.core import Matrix
from aibyhand.core.role import FAINT
from aibyhand.export.format import Format, stem
from aibyhand.export.pptx.deck import EDGE, FIRST, HIGH, WIDE, empty
from aibyhand.export.pptx.formulas import equations, rows, worked
from aibyhand.export.pptx.scale import Area, Scaled, scaled
from aibyhand.export.pptx.shapes import emu, picture, text_box
from aibyhand.export.pptx.sheet import draw
from aibyhand.export.shared import cut
from aibyhand.export.shared.credit import LICENCE, changed, sources
from aibyhand.export.shared.cut import apart, said_of
from aibyhand.export.shared.figures import on_sheet, unseen
from aibyhand.export.shared.formula import pixels
from aibyhand.export.shared.office import saved
from aibyhand.export.shared.rich import Piece
from aibyhand.export.shared.typeset import LIBRARIES
from aibyhand.pictures.picture import Picture
from aibyhand.render.step_view import view
from aibyhand.render.words import spoken_worked, worked_tex
from aibyhand.walk import Step, Trace

FORMAT = Format(
    "slides with tables that can be edited: each step blank, then revealed, with notes",
    place=3, names=("{stem}.pptx",), libraries=("python-pptx", "pillow", *LIBRARIES),
)  # fmt: skip
BLANK = "Let everybody fill in the empty cells. The next slide shows the numbers."


def files(trace: Trace) -> dict[str, bytes]:
    """One file: ``SLUG.pptx``."""
    deck = empty(trace.walkthrough)
    _title_slide(deck, trace)
    stood: set[int] = set()  # the matrices on the slides so far
    for step in trace.steps:
        _step_slides(deck, trace, step, stood)
    return {f"{stem(trace)}.pptx": saved(deck)}


def left_out(trace: Trace) -> str:
    """What the slides say that they leave out; nothing if nothing."""
    return cut.left_out(trace)


def _title_slide(deck: Any, trace: Trace) -> None:
    walkthrough = trace.walkthrough
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    slide.shapes.title.text = walkthrough.title
    lines = [walkthrough.question]
    if trace.lane.by_hand:
        lines.append(f"Rounded as by hand. {walkthrough.pencil}")
    body = slide.placeholders[1].text_frame
    body.text = "\n".join(lines)
    for paragraph, size in zip(body.paragraphs, (24, 18), strict=False):
        paragraph.font.size = emu(size)
    for shape in slide.placeholders:
        shape._element.nvSpPr.cNvPr.set("descr", shape.text_frame.text)
    first = sources(trace)[:1]
    credit = "".join(f"Exercise: {s.author}, {s.title}, {s.date}. " for s in first)
    credit += f"{changed(trace)} " if changed(trace) else ""
    text_box(
        slide, [Piece(f"{credit}Slides: {LICENCE}.")], (EDGE, HIGH - 40, WIDE - 2 * EDGE, 20), 11,
        align="ctr", wrap=True, ink=FAINT, name="Credit",
    )  # fmt: skip
    _say(slide, [f"{step.number}. {step.title}: {step.does}" for step in trace.steps])


def _step_slides(deck: Any, trace: Trace, step: Step, stood: set[int]) -> None:
    """The slides of a step: every part of its sheet blank, then revealed; then its pictures."""
    shown = (*unseen(step, stood), *step.shows)
    stood |= {id(m) for m in (*(on_sheet(shown) if shown else ()), *shown)}
    numbers, rest = apart(shown)
    top = FIRST + sum(height + 6 for _, height in rows(step.results))
    area = Area(EDGE, top, WIDE - 2 * EDGE, HIGH - 66 - top)
    parts = scaled(numbers, None, area) if numbers else []
    parts += scaled(rest, view(trace, step).telling, area) if rest else []
    for k, part in enumerate(parts, 1):
        _part_slides(deck, trace, step, part, f"{k} of {len(parts)}" if len(parts) > 1 else "")
    for drawn in step.draws:
        _picture_slide(deck, trace, step, drawn)


def _part_slides(deck: Any, trace: Trace, step: Step, part: Scaled, count: str) -> None:
    """A part of a step's sheet blank, then revealed; once where no number of it is printed."""
    results = [m for m in part.shown if m.made]
    told = part.worked if any(b.marks for b in part.sheet.blocks) else None
    if part.columns:
        count += f": columns {part.columns.start + 1} to {part.columns.stop}"
    heading = f"[{step.number}] {step.title}" + (f" ({count})" if count else "")
    for blank in (True, False) if results and not part.sheet.large else (False,):
        slide = _begin(deck, trace, heading, step.does)
        equations(slide, rows(results))
        names = frozenset(m.name for m in results) if blank else frozenset()
        draw(slide, part, names, frozenset(m.equation for m in results))
        last = BLANK if blank else ""
        if part.sheet.large:
            last = said_of(block.matrix for block in part.sheet.blocks)
            box = (EDGE, HIGH - 60, WIDE - 2 * EDGE, 32)
            text_box(slide, [Piece(last)], box, 14, wrap=True, name="Left out")
        elif told and not blank:
            last = spoken_worked(*told)
            worked(slide, worked_tex(*told), last)
        _say(slide, [step.does, *_notes(results, last)])


def _picture_slide(deck: Any, trace: Trace, step: Step, drawn: Picture) -> None:
    """A picture of a step: with native tables where it is a sheet, else as pixels."""
    slide = _begin(deck, trace, f"[{step.number}] {step.title}", drawn.title)
    area = Area(EDGE, 84, WIDE - 2 * EDGE, HIGH - 28 - 84)
    sheet = drawn.sheet()
    if sheet and Scaled(sheet, area).reads_well:
        draw(slide, Scaled(sheet, area))
    else:
        width, height, png = pixels(drawn)
        shrink = min(area.width / width, area.height / height, 1.5)
        width, height = width * shrink, height * shrink
        box = (area.x + (area.width - width) / 2, area.y, width, height)
        picture(slide, png, box, drawn.title, drawn.words)
    _say(slide, [step.does, drawn.words])


def _begin(deck: Any, trace: Trace, heading: str, does: str) -> Any:
    """A slide with its title, what to do, and where it is from."""
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = map(emu, (EDGE, 16, WIDE - 2 * EDGE, 42))
    title.text = heading
    frame = title.text_frame
    frame.margin_left = frame.margin_right = 0
    paragraph = frame.paragraphs[0]
    paragraph.alignment, paragraph.font.size, paragraph.font.bold = 1, emu(26), True
    title._element.nvSpPr.cNvPr.set("descr", heading)
    wide = WIDE - 2 * EDGE
    text_box(slide, [Piece(does)], (EDGE, 58, wide, 26), 17, wrap=True, name="What to do")
    foot = [Piece(f"{trace.walkthrough.title} · {LICENCE}")]
    text_box(slide, foot, (EDGE, HIGH - 24, wide, 14), 10, ink=FAINT, name="Credit")
    return slide


def _notes(results: Sequence[Matrix], last: str) -> list[str]:
    """What to say: how every result is made, and something last."""
    lines = [
        f"{m.printed} is {'about ' if m.made and m.made.op.approximate else ''}{m.words}."
        for m in results
    ]
    return [*lines, last] if last else lines


def _say(slide: Any, lines: Sequence[str]) -> None:
    """Put lines into a slide's notes."""
    slide.notes_slide.notes_text_frame.text = "\n".join(lines)
