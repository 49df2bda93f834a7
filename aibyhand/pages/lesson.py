"""What a page shows: the one module that speaks to IPython, through ``_repr_html_``.

A page begins with ``page = lesson("self-attention")``; every cell after that is one call.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape

import numpy as np

from aibyhand.core.matrix import Matrix
from aibyhand.core.numbers import number
from aibyhand.draw.mathml import mathml
from aibyhand.draw.sheets import draw_sheet
from aibyhand.ledger import Comparison, Entry, Reference, Source, compare, entry, in_words, sources
from aibyhand.pages.copying import (
    GIVEN,
    WHOLE,
    differs,
    folded,
    folds,
    key,
    spoken_lane,
    together,
    way,
)
from aibyhand.pages.downloads import downloads
from aibyhand.pages.html import bullets, scroll, table
from aibyhand.pages.order import link_to, what_next
from aibyhand.pictures.poster import poster as hang
from aibyhand.render.step_view import StepView
from aibyhand.render.words import legend, spoken_sheet
from aibyhand.sheet.layout import lay_out, poster
from aibyhand.walk import Step, Trace, Walkthrough
from aibyhand.walkthroughs import find


@dataclass(frozen=True)
class Html:
    """A piece of a page."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


def lesson(slug: str) -> "Lesson":
    """The page of a walkthrough. Raises KeyError naming the closest ones."""
    return Lesson(find(slug))


@dataclass(frozen=True)
class Lesson:
    """All that a page shows of one walkthrough, from its traces alone."""

    walkthrough: Walkthrough

    @cached_property
    def trace(self) -> Trace:
        """The run that the page shows."""
        return self.walkthrough.run(lane=self.walkthrough.shown_lane)

    @cached_property
    def other(self) -> Trace | None:
        """The run in the other lane, if there is one."""
        lane = self.walkthrough.other_lane
        return self.walkthrough.run(lane=lane) if lane else None

    @cached_property
    def entry(self) -> Entry:
        """The ledger's entry."""
        return entry(self.walkthrough.slug)

    def opening(self) -> Html:
        """The question, and where the exercise comes from."""
        first, *others = self.entry.sources
        more = f" (and {len(others)} more in the source notes)" if others else ""
        links = cited(first) + more
        given = f"<p class='abh-question'>{escape(self.walkthrough.question)}</p>"
        time = f"Time needed: {self.walkthrough.minutes} minutes with a pencil."
        take = "<a href='#downloads'>Workbook, worksheet, slides and more to take with you</a>."
        lines = (f"Exercise from: {links}.", time, f"Know first: {self._know_first()}.", take)
        return Html(f"{given}<p class='abh-source'>{'<br>'.join(lines)}</p>")

    def _know_first(self) -> str:
        """Links to what the reader needs: how to read a sheet, the pencil's rules, other pages."""
        first = ["<a href='../start/reading-a-sheet.html'>how to read a sheet</a>"]
        if self.walkthrough.pencil:
            first.append("<a href='../start/pencil.html'>pencil arithmetic</a>")
        return ", ".join(first + [linked(find(slug)) for slug in self.walkthrough.after])

    def read_next(self) -> Html:
        """Links to the walkthroughs that build on this one, or to the next one of the book."""
        following = what_next(self.walkthrough)
        lines = "".join(f"<li>{linked(w)}: {escape(w.question)}</li>" for w in following)
        whole = "<a href='../index.html#map'>The map</a> shows the way through all walkthroughs."
        return Html(f"<ul>{lines}</ul><p>{whole}</p>")

    def simplifications(self) -> Html:
        """What the exercise leaves out."""
        return Html(bullets(self.entry.simplifications))

    def given(self) -> Html:
        """The given matrices with shapes and roles, and the legend of the page."""
        rows = "".join(
            f"<tr><th scope='row'>{mathml(m.symbol)}</th><td>{m.size}</td>"
            f"<td>{escape(m.role.word)}</td></tr>"
            for m in (self.trace[name] for name in self.trace.given)
        )
        head = "".join(f"<th scope='col'>{word}</th>" for word in ("Name", "Size", "Role"))
        head = f"<tr>{head}</tr>"
        body = f"<table class='abh-table'><thead>{head}</thead><tbody>{rows}</tbody></table>"
        to_copy = way(GIVEN, "the given matrices")
        return Html(scroll(body, "Given matrices") + self._legend() + to_copy)

    def _legend(self) -> str:
        chips = "".join(
            f"<li><span class='abh-chip' style='background:{m.role.look.fill};"
            f"border-color:{m.role.look.frame}'></span>{escape(m.role.word)}</li>"
            for m in legend(list(self.trace.matrices.values()))
        )
        return f"<ul class='abh-legend' aria-label='Colours on this page'>{chips}</ul>"

    def map(self) -> Html:
        """The pipeline: the shapes that flow through the steps."""
        rows = []
        for step in self.trace.steps:
            shapes = ", ".join(
                f"{mathml(m.symbol)} <span class='abh-size'>{m.size}</span>" for m in step.shows
            )
            anchor = f"{self.walkthrough.slug}-{step.number}"
            link = f"<a href='#{anchor}'>[{step.number}] {escape(step.title)}</a>"
            rows.append(f"<li>{link}{': ' if shapes else ''}{shapes}</li>")
        return Html(f"<ol class='abh-map'>{''.join(rows)}</ol>")

    def step(self, n: int) -> Html:
        """A step: what to do, the equations, the figure, one cell worked, and the other lane."""
        step = self.trace.step(n)
        parts = [f"<p class='abh-does'>{escape(step.does)}</p>", equations(step.results)]
        parts += [_figure_of_step(step)]
        parts += [scroll(drawn.drawing().inline(), drawn.title) for drawn in step.draws]
        parts += [way(key(self.trace, n), f"step {n}"), self._in_other_lane(n)]
        return Html(f"<div class='abh-step'>{''.join(parts)}</div>")

    def _in_other_lane(self, n: int) -> str:
        """What the other lane gives for this step, where it gives anything else."""
        if self.other is None:
            return ""
        if not differs(self.trace, self.other, n):
            return ""
        what, theirs = spoken_lane(self.other), self.other.step(n).results
        sheet = lay_out(theirs)
        inside = equations(theirs) + scroll(draw_sheet(sheet, spoken_sheet(sheet)).inline(), what)
        inside += way(key(self.trace, n, self.other), f"step {n}, {what}")
        return f"<details class='abh-lane'><summary>The same in {what}</summary>{inside}</details>"

    def blank(self, n: int) -> Html:
        """The figure of a step with its results left empty."""
        empty = blank_figure(self.trace.step(n).shows, f"Step {n}, to fill in")
        back = way(key(self.trace, n), f"step {n}", "Copy blank", blank=True)
        parts = [equations(self.trace.step(n).results), empty, back]
        return Html(f"<div class='abh-step'>{''.join(parts)}</div>")

    def answer(self, n: int) -> Html:
        """The filled figure of a step, folded."""
        filled = _figure_of_step(self.trace.step(n))
        return Html(f"<details class='abh-answer'><summary>Answer</summary>{filled}</details>")

    def wrong_turn(self, k: int = 1) -> Html:
        """A typical mistake and the numbers that it produces, beside the right ones."""
        wrong = self.walkthrough.wrong_turns[k - 1]
        produced, right = wrong.produces(self.trace), self.trace[wrong.right]
        if produced.shape == right.shape and np.allclose(produced.values, right.values):
            raise ValueError(f"{self.walkthrough.slug}: the wrong turn {wrong.title!r} is right")
        sheet = lay_out((produced,))
        drawn = scroll(draw_sheet(sheet, spoken_sheet(sheet)).inline(), wrong.title)
        return Html(
            f"<div class='abh-wrong' role='note'><p><strong>Wrong turn: {escape(wrong.title)}."
            f"</strong> {escape(wrong.sentence)}</p><p>This is what it would give, "
            f"where {mathml(right.symbol)} belongs:</p>{drawn}</div>"
        )

    def claims(self) -> Html:
        """What must hold, checked now."""
        parts = []
        for claim in self.walkthrough.claims:
            if not claim.holds(self.trace):
                raise ValueError(f"{self.walkthrough.slug}: doesn't hold: {claim.sentence}")
            numbers = ""
            if claim.shows:
                shown = claim.shows(self.trace)
                values = ", ".join(number(float(v), shown.digits) for v in shown.values.ravel())
                numbers = f" <span class='abh-size'>{mathml(shown.symbol)}: {values}</span>"
            parts.append(f"<li>{escape(claim.sentence)}{numbers}</li>")
        return Html(f"<ul class='abh-claims'>{''.join(parts)}</ul>")

    def variant(self, name: str, *shown: str) -> Html:
        """A variant of the walkthrough: the sheet of the matrices with these names."""
        trace = self.walkthrough.run(variant=name)
        return self._results(trace, shown, f"the variant {name}")

    def variant_pictures(self, name: str) -> Html:
        """The pictures that a variant of the walkthrough draws."""
        drawn = self.walkthrough.run(variant=name).pictures
        if not drawn:
            raise ValueError(f"{self.walkthrough.slug}: the variant {name} draws no picture")
        return Html("".join(scroll(one.drawing().inline(), one.title) for one in drawn))

    def other_numbers(self, *shown: str, **given: object) -> Html:
        """The same walkthrough on the second given set, or on replaced matrices."""
        trace = self.walkthrough.run(**given) if given else self.walkthrough.run_second()  # type: ignore[arg-type]
        return self._results(trace, shown, "other numbers")

    def _results(self, trace: Trace, names: Sequence[str], title: str) -> Html:
        """The sheet of the matrices with these names, outside the steps."""
        shown = tuple(trace[m] for m in names)
        sheet = lay_out(shown)
        drawn = scroll(draw_sheet(sheet, spoken_sheet(sheet)).inline(), title)
        said = f"{title}: {', '.join(m.printed for m in shown)}"
        anchor = re.sub(r"\W+", "-", "-".join([self.walkthrough.slug, title, *names]))
        self._outside[anchor] = folded(trace, shown, anchor, said, self._sources)
        inside = f"{equations(shown)}{drawn}{way(anchor, said)}"
        return Html(f"<div class='abh-step' id='{anchor}'>{inside}</div>")

    @cached_property
    def _outside(self) -> dict[str, str]:
        """The folds of the figures outside the steps so far; the last cell holds them all."""
        return {}

    @cached_property
    def _sources(self) -> str:
        """The sources in one line, as a citation names them."""
        return "; ".join(f"{s.author}, {s.title}, {s.date}" for s in self.entry.sources)

    def poster(self) -> Html:
        """The whole walkthrough on one sheet."""
        sheet, pictures = poster(self.trace.parts), self.trace.pictures
        words = " ".join([spoken_sheet(sheet), *(drawn.words for drawn in pictures)])
        drawn = scroll(hang(sheet, pictures, words).inline(), f"{self.walkthrough.title}: poster")
        drawn += way(WHOLE, "the whole walkthrough")
        lane = ""
        if self.other:
            word = f"Copy in {spoken_lane(self.other)}"
            lane = way(f"{WHOLE}-{self.other.lane}", "the whole walkthrough", word)
        made = folds(self.trace, self.other, sheet, self._sources)
        take = downloads(self.walkthrough)
        return Html(f"<div class='abh-poster'>{drawn}</div>{lane}{made}{take}")

    def source_notes(self) -> Html:
        """The source's points, its printed values beside ours, its mistakes: a page's last cell."""
        parts = [bullets(self.entry.points)]
        if self.entry.printed:
            parts.append(self.printed_table())
        if self.entry.errata:
            parts.append(self.mistakes())
        if self.entry.references:
            items = "".join(f"<li>{referred(r)}</li>" for r in self.entry.references)
            parts.append(f"<p class='abh-small'>References</p><ul>{items}</ul>")
        return Html("".join(parts) + (together(self._outside.values()) if self._outside else ""))

    def comparisons(self) -> list[Comparison]:
        """Every printed value beside ours, in the lane that it belongs to."""
        return [
            compare(self.walkthrough.run(lane=p.lane, variant=p.variant), p)
            for p in self.entry.printed
        ]

    def mistakes(self) -> str:
        """What the sources say, and what is right."""
        rows = "".join(
            f"<div><dt>{escape(sources()[e.source].author)}, {escape(e.where)}</dt>"
            f"<dd><em>The source says:</em> {escape(e.says)}</dd>"
            f"<dd><em>Right is:</em> {escape(e.right)}</dd></div>"
            for e in self.entry.errata
        )
        title = "<p class='abh-small'>Mistakes in the sources</p>"
        return f"{title}<dl class='abh-mistakes'>{rows}</dl>"

    def printed_table(self) -> str:
        """Every printed value beside ours, with the verdict."""
        rows = ""
        for found in self.comparisons():
            p = found.printed
            ours = "; ".join(", ".join(_short(float(v)) for v in row) for row in found.ours)
            verdict = found.verdict + (f", because {p.because}" if p.because else "")
            symbol = self.walkthrough.run(lane=p.lane, variant=p.variant)[p.name].symbol
            rows += (
                f"<tr><th scope='row'>{mathml(symbol)}{p.matrix.removeprefix(p.name)}</th>"
                f"{_rows(p.shown)}{_rows(ours)}"
                f"<td>{escape(p.where)}</td><td>{escape(verdict)}</td></tr>"
            )
        return table(("Value", "Printed", "Ours", "Where", "Verdict"), rows, "Printed values")


def _rows(numbers: str) -> str:
    """A cell of a table with rows of numbers, one below the other; short ones stay on a line."""
    rows = escape(numbers).split("; ")
    kept = " class='abh-rows'" if max(map(len, rows)) <= 24 else ""
    return f"<td{kept}>{';<br>'.join(rows)}</td>"


def _short(value: float) -> str:
    """A number with up to four decimals, as many as it needs."""
    shown = number(value, 4)
    return shown.rstrip("0").rstrip(".")


def _figure_of_step(step: Step) -> str:
    said = f"Step {step.number}, {step.title}. {step.does}"
    return figure(step.shows, said, f"Figure of step {step.number}") if step.shows else ""


def figure(shown: Sequence[Matrix], said: str, label: str) -> str:
    """The sheet of these matrices with one cell worked; ``said`` begins its text alternative."""
    seen = StepView(tuple(shown), said)
    worked = ""
    if seen.caption:
        formula = scroll(mathml(seen.caption, display=True), "One cell worked in full")
        worked = f"<figcaption class='abh-worked'>{formula}</figcaption>"
    drawn = scroll(seen.drawing.inline(), label)
    return f"<figure class='abh-sheet'>{drawn}{worked}</figure>"


def blank_figure(shown: Sequence[Matrix], label: str) -> str:
    """The sheet of these matrices with what was computed left empty."""
    return scroll(StepView(tuple(shown)).blank.inline(), label)


def equations(results: Iterable[Matrix]) -> str:
    """The equation of every named result, below each other."""
    lines = "".join(f"<div>{mathml(m.equation, display=True)}</div>" for m in results if m.name)
    return f"<div class='abh-equations'>{lines}</div>" if lines else ""


def linked(walkthrough: Walkthrough, book: str = "..") -> str:
    """A link to the page of a walkthrough; ``book`` is the way to the front page's folder."""
    return f"<a href='{link_to(walkthrough, book)}'>{escape(walkthrough.title)}</a>"


def cited(source: Source) -> str:
    """A publication as it is cited: who, what with its link, when."""
    title = escape(source.title)
    if source.url:
        title = f"<a href='{escape(source.url)}'>{title}</a>"
    return f"{escape(source.author)}, {title}, {escape(source.date)}"


def referred(reference: Reference) -> str:
    """A reference in full: authors, year, the title with its link, where, and what for."""
    title = escape(reference.title)
    if reference.url:
        title = f"<a href='{escape(reference.url)}'>{title}</a>"
    who, when = escape(in_words(reference.authors)), reference.year
    notes = f" {escape(reference.notes)}" if reference.notes else ""
    return f"{who} ({when}). {title}. <cite>{escape(reference.where)}</cite>.{notes}"
