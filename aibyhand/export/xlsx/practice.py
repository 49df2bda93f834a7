"""The practice worksheet: computed cells are empty, and what is filled in is marked and counted."""

from typing import TYPE_CHECKING

from aibyhand.core.cells import Cells, letters
from aibyhand.core.numbers import is_exact
from aibyhand.core.role import FRAME
from aibyhand.export.shared.rich import Piece
from aibyhand.export.xlsx.page import Page
from aibyhand.export.xlsx.plan import MARGIN, Plan, elsewhere, key
from aibyhand.export.xlsx.style import Styles
from aibyhand.sheet.blocks import Block
from aibyhand.walk import Lane

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

MOST = 2000  # blanks; nobody fills in more
SCORE = 2  # the row of the score


class Practice(Page):
    """A page whose computed cells are filled in by somebody: right or wrong is their colour."""

    def condition(self, block: Block) -> None:
        """Some programs look at the first condition alone, so these cells have no other."""
        if not block.matrix.made:
            super().condition(block)


def practice(sheet: "Worksheet", plan: Plan, styles: Styles, answers: str) -> Page:
    """Write it; the worksheet named ``answers`` has the answers and the given numbers."""
    page = Practice(sheet, plan, styles)
    aside = plan.width + MARGIN + 2  # the marks stand there, in hidden columns
    limit = Cells(SCORE, MARGIN + 8, 1, 1)

    def write(page: Page, block: Block, i: int, j: int) -> None:
        row, column = block.row + i, block.column + j
        value = float(block.matrix.values[i, j]) + 0.0
        if not block.named:
            sheet.write_number(row, column, value, styles.cell(block, i, j))
            return
        home = plan.homes[key(block.matrix)]
        if not block.matrix.made:
            answer = elsewhere(home, answers).cell(i, j)
            sheet.write_formula(row, column, f"={answer}", styles.cell(block, i, j), value)
        elif plan.is_home(block):
            sheet.write_blank(row, column, None, styles.cell(block, i, j, blank=True))
            answer = elsewhere(home, answers).cell(i, j)
            mark = _mark(home.cell(i, j), answer, limit.all + _scale(plan, block))
            sheet.write_formula(row, column + aside, mark, None, 0)
        else:
            own, look = home.cell(i, j), styles.cell(block, i, j, typed=True)
            sheet.write_formula(row, column, f'=IF(ISBLANK({own}),"",{own})', look, "")

    page.draw(write)
    for block in plan.sheet.blocks:
        if block.named and block.matrix.made and plan.is_home(block):
            _colour(page, block, aside)
    _score(page, limit, aside)
    sheet.set_column(aside, aside + plan.width + MARGIN, None, None, {"hidden": True})
    return page


def blanks(plan: Plan) -> int:
    """How many cells there are to fill in."""
    return sum(
        b.matrix.values.size
        for b in plan.sheet.blocks
        if b.named and b.matrix.made and plan.is_home(b)
    )


def _scale(plan: Plan, block: Block) -> str:
    """Half of the last printed decimal is allowed: small numbers have three, large ones one."""
    matrix = block.matrix
    if matrix.digits > 2:
        return "/10"
    whole = all(is_exact(float(v), matrix.digits) for v in matrix.values.ravel())
    return "" if whole or matrix.digits == 2 or plan.trace.lane.by_hand else "*10"


def _mark(own: str, answer: str, limit: str) -> str:
    """1 for a right answer, 0 for anything else, text and nothing among it."""
    near = f"ROUND(ABS({own}-{answer}),6)<={limit}"
    return f"=IF(ISNUMBER({own}),IF({near},1,0),0)"


def _colour(page: Page, block: Block, aside: int) -> None:
    """Right ones first; then whatever else is not empty is wrong."""
    area = (block.row, block.column, block.row + block.height - 1, block.column + block.width - 1)
    mark = f"{letters(block.column + aside)}{block.row + 1}"
    own = f"{letters(block.column)}{block.row + 1}"
    look = page.styles.marks
    right = {"criteria": f"={mark}=1", "format": look["right"], "stop_if_true": True}
    wrong = {"criteria": f"=NOT(ISBLANK({own}))", "format": look["wrong"]}
    for rule in (right, wrong):
        page.sheet.conditional_format(*area, {"type": "formula", **rule})


def _score(page: Page, limit: Cells, aside: int) -> None:
    """How many are right, of how many; and how close an answer has to come."""
    plan, sheet = page.plan, page.sheet
    marks = Cells(0, aside + MARGIN, plan.bottom, plan.width).all
    page.put(SCORE, MARGIN, [Piece("Score", bold=True)], font_size=14)
    count = blanks(plan)
    look = page.styles.of(bold=True, font_size=14)
    sheet.write_formula(
        SCORE, MARGIN + 2, f'=SUM({marks})&" of "&COUNT({marks})', look, f"0 of {count}"
    )
    full = f"=SUM({marks})=COUNT({marks})"
    done = {"type": "formula", "criteria": full, "format": page.styles.marks["right"]}
    sheet.conditional_format(SCORE, MARGIN + 2, SCORE, MARGIN + 3, done)
    page.put(SCORE, MARGIN + 5, [Piece("Right is within")], font_size=10)
    box = page.styles.of(align="center", border=1, border_color=FRAME, shrink=True)
    sheet.write_number(limit.top, limit.left, _tolerance(plan.trace.lane), box)
    scales = {_scale(plan, b) for b in plan.sheet.blocks if b.named and b.matrix.made}
    rest = "of the answer"
    rest += ", a tenth of that where all numbers are small" if "/10" in scales else ""
    rest += ", ten times that where one has hundreds" if "*10" in scales else ""
    page.put(SCORE, limit.left + 1, [Piece(f"{rest}.")], font_size=10, indent=1)


def _tolerance(lane: Lane) -> float:
    """How far from the answer counts as right: half of the last decimal that is kept."""
    return 0.005 if lane.decimals is None else 0.5 * 10.0**-lane.decimals
