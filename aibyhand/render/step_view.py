"""A step as it is shown: its sheet, its worked cell, its words, equations and texts, each once.

Pages, pictures, slides, worksheets, notebooks and the terminal all show the same figure with the
same cell worked. They ask here, so that nothing is laid out or searched for twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from aibyhand.core import Matrix
from aibyhand.draw.drawing import Drawing
from aibyhand.draw.sheets import draw_sheet
from aibyhand.render.copied import Texts, of_matrices, title_of
from aibyhand.render.words import spoken_sheet, spoken_worked, worked_tex
from aibyhand.sheet.blocks import Sheet
from aibyhand.sheet.layout import WIDEST, lay_out, to_fill_in
from aibyhand.sheet.telling import Telling, most_telling
from aibyhand.walk import Step, Trace


@dataclass(frozen=True)
class StepView:
    """Some matrices as they are shown together; ``said`` begins the text alternatives.

    One cell of a result is worked in full: of those in ``fresh`` where that is given, else of all.
    """

    shown: tuple[Matrix, ...]
    said: str = ""
    title: str = ""  # of the texts to copy
    does: str = ""  # the sentence below that title
    widest: int = WIDEST  # cells across the sheet
    fresh: tuple[Matrix, ...] | None = None
    across: bool = False  # what is calculated cell by cell is written on a line

    @cached_property
    def results(self) -> tuple[Matrix, ...]:
        """Those that were computed."""
        return tuple(matrix for matrix in self.shown if matrix.made)

    @cached_property
    def equations(self) -> tuple[str, ...]:
        """The equation of every result in TeX; an unnamed transpose says itself what it is."""
        return tuple(matrix.equation for matrix in self.results if matrix.name)

    @cached_property
    def telling(self) -> Telling | None:
        """The cell that tells most when it is worked in full."""
        if self.fresh is None:
            return most_telling(self.results)
        wanted = {id(matrix) for matrix in self.fresh}
        return most_telling([matrix for matrix in self.results if id(matrix) in wanted])

    @cached_property
    def worked_tex(self) -> str:
        """That cell worked in full, as one line of TeX; empty where none can be."""
        return worked_tex(*self.telling) if self.telling else ""

    @cached_property
    def worked_words(self) -> str:
        """The same, read aloud."""
        return spoken_worked(*self.telling) if self.telling else ""

    @cached_property
    def sheet(self) -> Sheet:
        """The sheet, with the worked cell framed."""
        return lay_out(self.shown, self.telling, self.widest, across=self.across)

    @property
    def caption(self) -> str:
        """The TeX of the worked cell below the figure; a sheet to scale shows no digits."""
        return "" if self.sheet.large else self.worked_tex

    @cached_property
    def drawing(self) -> Drawing:
        """The figure, with the worked cell framed and read aloud."""
        return self._drawn(self.sheet, self.worked_words if self.caption else "")

    @cached_property
    def captioned(self) -> Drawing:
        """The figure with the worked cell below it, as one drawing."""
        return self.drawing.captioned(self.caption) if self.caption else self.drawing

    @cached_property
    def unworked(self) -> Sheet:
        """The sheet without a worked cell."""
        return lay_out(self.shown, widest=self.widest, across=self.across)

    @cached_property
    def plain(self) -> Drawing:
        """The figure without a worked cell."""
        return self._drawn(self.unworked)

    @cached_property
    def equations_beside(self) -> tuple[str, ...]:
        """The equations that the sheet doesn't write itself."""
        written = {label.tex for label in self.unworked.labels} if self.shown else ()
        return tuple(tex for tex in self.equations if tex not in written)

    @cached_property
    def blank(self) -> Drawing:
        """The figure with the results left empty, and with all that they are made of."""
        return self._drawn(to_fill_in(self.shown))

    def emptied(self, results: Sequence[Matrix]) -> tuple[Sheet, Drawing]:
        """The sheet with these results left empty wherever they stand, and its drawing."""
        sheet = self.sheet.emptied(results)
        return sheet, self._drawn(sheet)

    @cached_property
    def blanks(self) -> Sheet:
        """The sheet with its results left empty in their places."""
        return self.sheet.blanked(frozenset(matrix.name for matrix in self.results))

    def texts(self, *, blank: bool = False) -> Texts:
        """What can be copied as text, by the name of its form."""
        if not self.shown:
            return {}
        return of_matrices(self.shown, self.title, self.does, blank=blank)

    def _drawn(self, sheet: Sheet, worked: str = "") -> Drawing:
        return draw_sheet(sheet, f"{self.said} {spoken_sheet(sheet, worked)}".lstrip())


def view(trace: Trace, step: Step, said: str = "") -> StepView:
    """A step as it is shown; its text alternatives begin with ``said``, or with its sentence."""
    title = f"{title_of(trace)} [{step.number}] {step.title}"
    return StepView(step.shows, said or step.does, title, step.does)
