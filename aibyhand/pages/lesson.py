"""What the page of a walkthrough shows, one call a cell.

A page begins with ``page = lesson("self-attention")``; every cell after that is one call.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

from aibyhand.ledger import entry
from aibyhand.pages import checks, opening, source_notes
from aibyhand.pages.copying import GIVEN, WHOLE, differs, folded, folds, key, together, way
from aibyhand.pages.downloads import downloads
from aibyhand.pages.figures import answer, boxed, equations, figure, pictures, to_fill_in
from aibyhand.pages.html import Html, bullets
from aibyhand.pages.live import live_block
from aibyhand.pages.resizing import rectangles, resizing
from aibyhand.pages.shown import Shown
from aibyhand.pictures.poster import poster
from aibyhand.practice.resized import choices
from aibyhand.render.step_view import StepView
from aibyhand.render.words import spoken_sheet
from aibyhand.walk import Trace, Walkthrough
from aibyhand.walk.again import other_lanes
from aibyhand.walkthroughs import find


def lesson(slug: str) -> "Lesson":
    """The page of a walkthrough, in the lane of its source. Raises KeyError naming the closest."""
    walkthrough = find(slug)
    return Lesson(walkthrough.run(lane=walkthrough.shown_lane))


@dataclass(frozen=True)
class Lesson:
    """All that a page shows of one run of a walkthrough."""

    trace: Trace

    @property
    def walkthrough(self) -> Walkthrough:
        """What was carried out."""
        return self.trace.walkthrough

    @cached_property
    def shown(self) -> Shown:
        """The run, every step of it viewed once."""
        return Shown(self.trace)

    @cached_property
    def other(self) -> Shown | None:
        """The same numbers in the other lane, if there is one."""
        others = other_lanes(self.trace)
        return Shown(others[0]) if others else None

    def opening(self) -> Html:
        """The question, and where the exercise comes from."""
        return Html(opening.opening(self.walkthrough))

    def read_next(self) -> Html:
        """Links to the walkthroughs that build on this one, or to the next one of the book."""
        return Html(opening.read_next(self.walkthrough))

    def simplifications(self) -> Html:
        """What the exercise leaves out."""
        return Html(bullets(entry(self.walkthrough.slug).simplifications))

    def way(self) -> Html:
        """The way through: a box for each step, with the shapes that it makes."""
        return Html(opening.way_through(self.trace))

    def step(self, n: int) -> Html:
        """A step: what to do, the equations, the figure, one cell worked, and the other lane.

        The first one has the legend of the page.
        """
        step, seen = self.trace.step(n), self.shown.step(n)
        to_copy = way(key(self.trace, n), f"step {n}")
        does = f"<p class='abh-does'>{escape(step.does)}</p>"
        parts = [f"<div class='abh-head'>{does}{to_copy}</div>", equations(seen), self._figure(n)]
        parts += [pictures(step.draws, folded=bool(seen.shown))]
        if n == 1:
            parts.append(f"<div id='{GIVEN}'>{opening.legend_of(self.trace)}</div>")
            parts.append(way(GIVEN, "the given matrices", "Copy all"))
        parts.append(self._in_other_lane(n))
        return Html(f"<div class='abh-step' data-part='step-{n}'>{''.join(parts)}</div>")

    def _figure(self, n: int) -> str:
        seen = self.shown.step(n)
        return figure(seen, f"Figure of step {n}") if seen.shown else ""

    def _in_other_lane(self, n: int) -> str:
        """What the other lane gives for this step, where it gives anything else."""
        if self.other is None or not differs(self.trace, self.other.trace, n):
            return ""
        what, theirs = self.other.lane, StepView(self.other.trace.step(n).results)
        inside = equations(theirs) + boxed(theirs.plain, what)
        inside += way(key(self.trace, n, self.other.trace), f"step {n}, {what}")
        run = f"data-run='{self._run(self.other.trace)}'"
        summary = f"<summary>The same in {what}</summary>"
        return f"<details class='abh-lane' {run}>{summary}{inside}</details>"

    def blank(self, n: int) -> Html:
        """The figure of a step with its results left empty; folded where it fills a window."""
        seen = StepView(self.trace.step(n).shows)
        empty = to_fill_in(seen.blank, f"Step {n}, to fill in")
        back = way(key(self.trace, n), f"step {n}", "Copy blank", blank=True)
        part = f"data-part='blank-{n}'"
        return Html(f"<div class='abh-step' {part}>{equations(seen)}{empty}{back}</div>")

    def answer(self, n: int) -> Html:
        """The filled figure of a step, folded."""
        return Html(f"<div data-part='answer-{n}'>{answer(self._figure(n))}</div>")

    def wrong_turn(self, k: int = 1) -> Html:
        """A typical mistake and the numbers that it produces, beside the right ones."""
        return Html(checks.wrong_turn(self.trace, self.walkthrough.wrong_turns[k - 1]))

    def claims(self) -> Html:
        """What must hold, checked now."""
        return Html(checks.claims(self.trace))

    def variant(self, name: str, *shown: str) -> Html:
        """A variant of the walkthrough: the sheet of the matrices with these names."""
        return self._results(self.walkthrough.run(variant=name), shown, f"the variant {name}")

    def variant_pictures(self, name: str) -> Html:
        """The pictures that a variant of the walkthrough draws."""
        drawn = self.walkthrough.run(variant=name).pictures
        if not drawn:
            raise ValueError(f"{self.walkthrough.slug}: the variant {name} draws no picture")
        run = self._run(self.walkthrough.run(variant=name))
        return Html(f"<div data-run='{run}'>{pictures(drawn)}</div>")

    def resize(self, *titles: str) -> Html:
        """The rectangles of the pictures with these titles, for the reader to resize."""
        drawn = (picture for step in self.trace.steps for picture in step.draws)
        return Html(resizing(rectangles(drawn, titles)))

    def other_numbers(self, *shown: str, **given: Any) -> Html:
        """The same walkthrough on the second given set, or on replaced matrices, folded."""
        trace = self.walkthrough.run(**given) if given else self.walkthrough.run_second()
        inside = self._results(trace, shown, "other numbers").html
        return Html(
            f"<details class='abh-answer'><summary>With other numbers</summary>{inside}</details>"
        )

    def _results(self, trace: Trace, names: Sequence[str], title: str) -> Html:
        """The sheet of the matrices with these names, outside the steps."""
        shown = tuple(trace[name] for name in names)
        seen = StepView(shown)
        said = f"{title}: {', '.join(m.printed for m in shown)}"
        anchor = re.sub(r"\W+", "-", "-".join([self.walkthrough.slug, title, *names]))
        self._outside[anchor] = folded(trace, shown, anchor, said)
        inside = f"{equations(seen)}{boxed(seen.plain, title)}{way(anchor, said)}"
        run = self._run(trace)
        return Html(f"<div class='abh-step' id='{anchor}' data-run='{run}'>{inside}</div>")

    @cached_property
    def runs(self) -> dict[str, Trace]:
        """The runs that the page has shown so far; whatever says nothing shows the first."""
        return {"0": self.trace}

    def _run(self, trace: Trace) -> str:
        """The key in the page's data of a run that is shown beside the first one."""
        known = (number for number, one in self.runs.items() if one is trace)
        number = next(known, str(len(self.runs)))
        self.runs[number] = trace
        return number

    @cached_property
    def _outside(self) -> dict[str, str]:
        """The folds of the figures outside the steps so far; the last cell holds them all."""
        return {}

    def poster(self) -> Html:
        """The whole walkthrough on one sheet."""
        sheet, drawn = self.shown.poster, self.trace.pictures
        words = " ".join([spoken_sheet(sheet), *(one.words for one in drawn)])
        whole = boxed(poster(sheet, drawn, words), f"{self.walkthrough.title}: poster")
        whole += way(WHOLE, "the whole walkthrough")
        lane = ""
        if self.other:
            name, word = f"{WHOLE}-{self.other.trace.lane}", f"Copy in {self.other.lane}"
            lane = way(name, "the whole walkthrough", word)
        made = folds(self.shown, self.other)
        take = downloads(self.walkthrough)
        return Html(f"<div class='abh-poster'>{whole}</div>{lane}{made}{take}")

    def source_notes(self) -> Html:
        """The source's points, its printed values beside ours, its mistakes: a page's last cell."""
        outside = together(self._outside.values()) if self._outside else ""
        notes = source_notes.source_notes(self.walkthrough.slug)
        return Html(notes + outside + live_block(self.runs, choices(self.trace)))
