"""Every walkthrough: its sheets show everything, and nothing on them overlaps."""

from collections.abc import Iterator
from dataclasses import replace

from every import a_few, every_lane, runs
from helpers import (
    check_sheet,
    trace_of,
)

import aibyhand
from aibyhand import Trace
from aibyhand.draw.sheets import draw_sheet
from aibyhand.render.words import spoken_sheet
from aibyhand.sheet.blocks import Sheet
from aibyhand.sheet.layout import lay_out, poster


def sheets(trace: Trace) -> Iterator[tuple[str, Sheet]]:
    for step in trace.steps:
        if step.shows:
            yield f"step {step.number}", lay_out(step.shows)
    yield "poster", poster(trace.parts)


@every_lane
def test_every_named_result_is_on_the_sheet_of_some_step(slug, lane):
    trace = trace_of(slug, lane)
    shown = {block.matrix.name for step in trace.steps for block in lay_out(step.shows).blocks}
    hidden = [name for name, m in trace.matrices.items() if m.made and name not in shown]
    assert not hidden, f"{slug}: no step shows {hidden}"


@a_few
def test_it_gives_the_same_every_time(slug, lane):
    first, again = trace_of(slug, lane), replace(aibyhand.find(slug)).run(lane=lane)
    for one, other in zip(first.steps, again.steps, strict=True):
        a, b = lay_out(one.shows), lay_out(other.shows)
        assert draw_sheet(a, spoken_sheet(a)) == draw_sheet(b, spoken_sheet(b)), one.title
        assert [d.words for d in one.draws] == [d.words for d in other.draws]


@a_few
def test_nothing_overlaps_on_any_sheet(slug, lane):
    for trace in runs(slug, lane):
        for where, sheet in sheets(trace):
            check_sheet(f"{slug}, {lane}, {where}", sheet)
