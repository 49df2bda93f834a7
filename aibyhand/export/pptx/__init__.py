"""Slides with native tables: each step blank, then revealed, with what to say in the notes."""

import re
from collections.abc import Sequence
from typing import Any

from aibyhand.core import Matrix
from aibyhand.core.names import plain
from aibyhand.core.role import FAINT
from aibyhand.export.format import Format, stem
from aibyhand.export.pptx.deck import HIGH, WIDE, empty
from aibyhand.export.pptx.scale import Area, Scaled, scaled
from aibyhand.export.pptx.shapes import emu, picture, text_box
from aibyhand.export.pptx.sheet import draw
from aibyhand.export.shared.credit import LICENCE, changed, sources
from aibyhand.export.shared.figures import on_sheet, unseen
from aibyhand.export.shared.formula import formula, pixels
from aibyhand.export.shared.office import saved
from aibyhand.export.shared.rich import Piece
from aibyhand.export.shared.typeset import LIBRARIES
from aibyhand.pictures.picture import Picture
from aibyhand.render.step_view import StepView, view
from aibyhand.walk import Step, Trace

FORMAT = Format(
    "slides with tables that can be edited: each step blank, then revealed, with notes",
    place=3, names=("{stem}.pptx",), libraries=("python-pptx", "pillow", *LIBRARIES),
)  # fmt: skip
EDGE = 36.0  # points
FIRST = 92.0  # where equations or a sheet begin
BLANK = "Let everybody fill in the empty cells. The next slide shows the numbers."


def files(trace: Trace) -> dict[str, bytes]:
    """One file: ``SLUG.pptx``."""
    deck = empty(trace.walkthrough)
    _title_slide(deck, trace)
    stood: set[int] = set()  # the matrices on the slides so far
    for step in trace.steps:
        _step_slides(deck, trace, step, stood)
    return {f"{stem(trace)}.pptx": saved(deck)}


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
    seen = view(trace, step)
    top = FIRST + sum(height + 6 for _, height in _rows(step.results))
    area = Area(EDGE, top, WIDE - 2 * EDGE, HIGH - 66 - top)
    parts = scaled(shown, seen.telling, area) if shown else []
    for k, part in enumerate(parts, 1):
        count = f" ({k} of {len(parts)})" if len(parts) > 1 else ""
        results = [m for m in part.shown if m.made]
        worked = any(b.marks for b in part.sheet.blocks)
        for blank in (True, False) if results else (False,):
            slide = _begin(deck, trace, f"[{step.number}] {step.title}{count}", step.does)
            _equations(slide, _rows(results))
            names = frozenset(m.name for m in results) if blank else frozenset()
            draw(slide, part, names, frozenset(m.equation for m in results))
            if worked and not blank:
                _worked(slide, seen)
            spoken = seen.worked_words if worked else ""
            _say(slide, [step.does, *_notes(results, BLANK if blank else spoken)])
    for drawn in step.draws:
        _picture_slide(deck, trace, step, drawn)


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


Row = tuple[list[tuple[str, float, float, bytes]], float]


def _rows(results: Sequence[Matrix], gap: float = 36.0) -> list[Row]:
    """The equations in rows across a slide: TeX, width, height, picture; and each row's height."""
    size = 20.0 if len(results) <= 4 else 17.0 if len(results) <= 9 else 14.0
    rows: list[Row] = []
    used = WIDE
    for matrix in results:
        if not matrix.name:  # a transpose says itself what it is
            continue
        png, width, height = formula(matrix.equation, size)
        if used + gap + width > WIDE - 2 * EDGE:
            rows.append(([], 0.0))
            used = -gap
        found, tallest = rows[-1]
        rows[-1] = ([*found, (matrix.equation, width, height, png)], max(tallest, height))
        used += gap + width
    return rows


def _equations(slide: Any, rows: Sequence[Row], gap: float = 36.0) -> None:
    y = FIRST - 2
    for row, tallest in rows:
        x = EDGE
        for tex, width, height, png in row:
            box = (x, y + (tallest - height) / 2, width, height)
            picture(slide, png, box, "Equation", plain(tex))
            x += width + gap
        y += tallest + 6


def _worked(slide: Any, seen: StepView) -> None:
    """One cell worked in full, below the sheet; a long one in two lines."""
    room, tex = WIDE - 2 * EDGE, seen.worked_tex
    lines, size = [tex], 20.0
    if formula(tex, size)[1] > room:
        lines, size = _halves(tex), 15.0
    drawn = [formula(line, size) for line in lines]
    shrink = min([1.0, *(room / width for _, width, _ in drawn)])
    y = HIGH - 28 - shrink * sum(height for _, _, height in drawn)
    for k, (png, width, height) in enumerate(drawn):
        says = seen.worked_words if k == 0 else "The worked cell goes on."
        picture(slide, png, (EDGE, y, width * shrink, height * shrink), "Worked cell", says)
        y += height * shrink


def _halves(tex: str) -> list[str]:
    """A long sum in two lines, cut at the plus sign that is nearest to the middle."""
    ends = [m.start() for m in re.finditer(r" \+ ", tex) if _closed(tex[: m.start()])]
    if not ends:
        return [tex]
    cut = min(ends, key=lambda end: abs(end - len(tex) / 2))
    return [tex[:cut], r"\quad" + tex[cut:]]


def _closed(start: str) -> bool:
    return start.count("{") == start.count("}") and start.count("(") == start.count(")")


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
