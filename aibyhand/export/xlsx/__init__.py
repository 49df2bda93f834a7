"""A workbook: the poster as a live sheet for every lane, and a practice sheet beside each.

Every computed cell is a formula on the cells before it, with its true value stored beside it, so
that a change of an input changes all that follows, and a preview shows numbers. The formulas are
portable: one for a cell, without arrays that spill and without functions of newer programs.
"""

import datetime
import io
from collections.abc import Mapping

from aibyhand.core.cells import Cells
from aibyhand.export.format import Format, stem
from aibyhand.export.xlsx.live import live
from aibyhand.export.xlsx.names import names
from aibyhand.export.xlsx.notes import foot, head, origins
from aibyhand.export.xlsx.page import Page
from aibyhand.export.xlsx.plan import Plan, elsewhere, plan
from aibyhand.export.xlsx.practice import MOST, blanks, practice
from aibyhand.export.xlsx.style import Styles
from aibyhand.walk import Trace
from aibyhand.walk.again import deciding, lanes

FORMAT = Format(
    "a live workbook: every computed cell a formula, and a practice sheet that counts",
    place=1, names=("{stem}.xlsx",), libraries=("xlsxwriter",),
)  # fmt: skip
MADE = datetime.datetime(2026, 1, 1)
CHANGE = "Change any given number: everything else is a formula and follows."
FILL = "Fill in the peach cells; a fraction is typed as =1/3. Right turns green, wrong red."


def files(trace: Trace) -> dict[str, bytes]:
    """The workbook of a walkthrough, all its lanes in it, the trace's own first.

    Raises ValueError where the matrices are too large, and NotImplementedError for an operation
    that has no formula.
    """
    from xlsxwriter import Workbook

    plans = [plan(one) for one in lanes(trace)]
    bytes_of = io.BytesIO()
    book = Workbook(bytes_of, {"in_memory": True})
    title = trace.walkthrough.title
    about = {"title": title, "author": "AI by Hand", "comments": "; ".join(origins(trace))}
    book.set_properties({**about, "created": MADE})
    book.set_calc_mode("auto")
    styles, decides = Styles(book), [matrix.printed for matrix in deciding(trace)]
    pages: list[Page] = []
    titles = [one.trace.lane.name if len(plans) > 1 else "live" for one in plans]
    for number, (one, name) in enumerate(zip(plans, titles, strict=True)):
        given = _given(plans[0], titles[0]) if number else {}
        page = live(book.add_worksheet(name), one, styles, given)
        says = CHANGE
        if number:
            says += f" The given numbers come from the sheet {titles[0]!r}."
        for fixed in decides:
            says += f" {fixed} decides what is calculated at all: for another one, make a new file."
        says += f" {missing}" if (missing := _unpractised(one)) else ""
        head(page, _title(one, len(plans) > 1), says)
        for matrix, named in names(one.homes_of_named(), f"{name}_" if number else "").items():
            book.define_name(named, f"={elsewhere(one.homes[matrix], name).all}")
        pages.append(page)
    for one, name in zip(plans, titles, strict=True):
        if 0 < blanks(one) <= MOST:
            of = f"practice {name}" if len(plans) > 1 else "practice"
            page = practice(book.add_worksheet(of), one, styles, name)
            head(page, f"{_title(one, len(plans) > 1)}: practice", FILL)
            pages.append(page)
    for page in pages:
        _finish(page)
    book.close()
    return {f"{stem(trace)}.xlsx": bytes_of.getvalue()}


def left_out(trace: Trace) -> str:
    """What a workbook says of the practice sheets that it has no room for; else nothing."""
    said = {_unpractised(plan(one)) for one in lanes(trace)}
    return " ".join(sorted(filter(None, said)))


def _unpractised(one: Plan) -> str:
    """Why there is no practice sheet; nothing if there is one, or nothing to practise."""
    count = blanks(one)
    if count <= MOST:
        return ""
    lane = one.trace.lane.title.lower()
    return f"No practice sheet ({lane}): {count} cells to fill in are more than {MOST}."


def _title(one: Plan, several: bool) -> str:
    lane = one.trace.lane.title.lower()
    return one.trace.walkthrough.title + (f", {lane}" if several else "")


def _given(one: Plan, sheet: str) -> Mapping[str, Cells]:
    """Where the given matrices stand on the first sheet: the other lanes follow them."""
    return {
        name: elsewhere(one.homes[name], sheet)
        for name, matrix in one.trace.matrices.items()
        if matrix.made is None
    }


def _finish(page: Page) -> None:
    """Legend and steps below; what is printed; no warnings about formulas that differ."""
    last = foot(page, practice="practice" in page.sheet.get_name())
    width = page.plan.width + 1
    page.sheet.print_area(0, 0, last, width)
    area = Cells(0, 0, last, 2 * width + 4).all.replace("$", "")
    kinds = ("formula_differs", "formula_range", "empty_cell_reference", "eval_error")
    page.sheet.ignore_errors(dict.fromkeys(kinds, area))
