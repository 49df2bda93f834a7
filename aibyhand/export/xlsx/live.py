"""The live worksheet: given numbers to change, and a formula in every computed cell."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from aibyhand.core.cells import Cells
from aibyhand.export.xlsx.page import Page
from aibyhand.export.xlsx.plan import Plan, key
from aibyhand.export.xlsx.style import Styles
from aibyhand.sheet.blocks import Block

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

INPUT = {
    "validate": "decimal", "criteria": "between", "minimum": -1e300, "maximum": 1e300,
    "error_title": "A number", "error_message": "Type a number here: everything else follows it.",
}  # fmt: skip


def live(sheet: "Worksheet", plan: Plan, styles: Styles, first: Mapping[str, Cells]) -> Page:
    """Write it. ``first`` says where given numbers stand already, on the sheet of another lane."""
    page = Page(sheet, plan, styles)

    def write(page: Page, block: Block, i: int, j: int) -> None:
        row, column = block.row + i, block.column + j
        look = styles.cell(block, i, j)
        value = float(block.matrix.values[i, j]) + 0.0
        if not block.named:
            sheet.write_number(row, column, value, look)
            return
        name = key(block.matrix)
        if not plan.is_home(block):
            formula = f"={plan.homes[name].cell(i, j)}"
        elif block.matrix.made:
            formula = plan.formula(block.matrix, i, j)
        elif name in first:
            formula = f"={first[name].cell(i, j)}"
        else:
            sheet.write_number(row, column, value, look)
            return
        sheet.write_formula(row, column, formula, look, value)

    page.draw(write)
    for block in plan.sheet.blocks:
        given = block.named and not block.matrix.made and key(block.matrix) not in first
        if given and plan.is_home(block):
            end = block.row + block.height - 1, block.column + block.width - 1
            sheet.data_validation(block.row, block.column, *end, INPUT)
    return page
