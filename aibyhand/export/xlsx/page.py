"""One worksheet: the blocks with their names, sizes and labels, at the poster's places."""

from collections.abc import Callable
from math import floor
from typing import TYPE_CHECKING

from aibyhand.core.cells import Cells
from aibyhand.core.numbers import SAME, number
from aibyhand.core.role import FAINT, INK
from aibyhand.export.shared.rich import Piece, pieces
from aibyhand.export.xlsx.plan import HEAD, MARGIN, Plan
from aibyhand.export.xlsx.style import SMALL, Styles
from aibyhand.sheet.blocks import Block, Label

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

NAME = 12  # sizes of type, in points
EQUATION = 13
HIGH = 30  # a row of cells, in points: about as high as wide
TEXT_HIGH = 20  # a row of text
SHARED = 400  # cells; larger matrices keep the decimals that they began with
A4 = 9  # as the file format counts papers

Writer = Callable[["Page", Block, int, int], None]


class Page:
    """A worksheet that is being written."""

    def __init__(self, sheet: "Worksheet", plan: Plan, styles: Styles) -> None:
        self.sheet, self.plan, self.styles = sheet, plan, styles
        self.taken: set[tuple[int, int]] = set()
        self._setup()

    def _setup(self) -> None:
        longest = max(
            len(number(float(v), b.matrix.digits)) for b in self.plan.sheet.blocks
            for row in b.matrix.values for v in row
        )  # fmt: skip
        self.sheet.hide_gridlines(2)
        self.sheet.set_default_row(HIGH)
        for row in range(HEAD):
            self.sheet.set_row(row, TEXT_HIGH + 6 * (row == 0))
        self.sheet.set_column(0, 0, 3)
        self.sheet.set_column(MARGIN, self.plan.width + MARGIN, max(5.5, longest + 0.5))
        self.sheet.set_landscape()
        self.sheet.set_paper(A4)
        self.sheet.fit_to_pages(1, 1)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        self.sheet.center_horizontally()
        title = self.plan.trace.walkthrough.title.replace("&", "&&")
        self.sheet.set_header(f"&L{title}&C&A&RAI by Hand")
        self.sheet.set_footer("&L&F&RPage &P of &N")

    def draw(self, write: Writer) -> None:
        """Blocks first, then whatever finds room between them. ``write`` fills one cell."""
        for block in self.plan.sheet.blocks:
            for i in range(block.height):
                for j in range(block.width):
                    self.taken.add((block.row + i, block.column + j))
                    write(self, block, i, j)
            self.condition(block)
        for block in self.plan.sheet.blocks:
            if block.named:
                self._head(block)
        for block in self.plan.sheet.blocks:
            if block.named:
                self._axis_labels(block)
        for label in sorted(self.plan.sheet.labels, key=lambda label: not label.sign):
            self._label(label)

    def condition(self, block: Block) -> None:
        """What follows the numbers: zero is greyed, and a matrix shares its decimals.

        Some programs follow the first condition alone, so that each says all that there is to it.
        """
        cells = Cells(block.row, block.column, block.height, block.width)
        zero = f"ABS({cells.part(0, 0, 1, 1)})<{SAME:.9f}"
        if block.matrix.values.size <= SHARED:
            for count in range(2, block.matrix.digits, -1):
                off = f"ABS({cells.all}-ROUND({cells.all},{count - 1}))>{SAME:.9f}"
                more = f"SUMPRODUCT(--({off}))>0"
                self._condition(cells, f"=AND({more},{zero})", zero=True, count=count)
                self._condition(cells, f"={more}", zero=False, count=count)
        self._condition(cells, f"={zero}", zero=True, count=block.matrix.digits)

    def _condition(self, cells: Cells, criteria: str, zero: bool, count: int) -> None:
        bottom, right = cells.top + cells.rows - 1, cells.left + cells.columns - 1
        look = self.styles.condition(zero, count)
        rule = {"type": "formula", "criteria": criteria, "format": look, "stop_if_true": True}
        self.sheet.conditional_format(cells.top, cells.left, bottom, right, rule)

    def put(self, row: int, column: int, content: str | list[Piece], **look: object) -> bool:
        """Text in a cell, if that is free."""
        if (row, column) in self.taken:
            return False
        self.taken.add((row, column))
        self.styles.write(self.sheet, row, column, content, **look)
        return True

    def _head(self, block: Block) -> None:
        """The name above the first cell, and the size at the right or behind the name."""
        row, end = block.row - 1, block.column + block.width - 1
        name, size = pieces(block.matrix.symbol), block.matrix.size
        several = block.matrix.values.size > 1
        if several and block.width > 2:
            look = {"font_size": SMALL, "font_color": FAINT, "align": "right", "valign": "bottom"}
            self.put(row, end, [Piece(size)], **look)
        elif several and (row, end + 1) not in self.taken:
            name = [*name, Piece(f" {size}", "small")]
        self.put(row, block.column, name, font_size=NAME, valign="bottom")

    def _axis_labels(self, block: Block) -> None:
        """The words at the rows and, at the top of a strip, at the columns."""
        matrix = block.matrix
        look = {"font_size": SMALL, "font_color": INK}
        if matrix.columns and block.labelled and not matrix.columns.computed:
            for j in range(block.width):
                label = [Piece(matrix.columns.label(j))]
                self.put(block.row - 2, block.column + j, label, align="center", **look)
        if matrix.rows and block.rows_labelled:
            for i in range(block.height):
                label = [Piece(matrix.rows.label(i))]
                self.put(block.row + i, block.column - 1, label, align="right", indent=1, **look)

    def _label(self, label: Label) -> None:
        """A sign or an equation, in the free cell closest to its place."""
        row = floor(label.row + label.height / 2)
        left, right = label.column, label.column + label.width
        look: dict[str, object] = {"font_size": EQUATION}
        if label.align == "start":
            column, look["indent"] = floor(left), int(left % 1 > 0.2)
            look["align"] = "left"
        elif label.align == "end":
            column, look["align"], look["indent"] = floor(right - 1e-9), "right", 1
        else:
            column, look["align"] = floor((left + right) / 2), "center"
        content: str | list[Piece] = label.tex
        if label.sign:
            heading = len(label.tex) > 4
            content = [Piece(label.tex, bold=heading)]
            look["font_size"] = EQUATION if heading else EQUATION + 2
        for near in (row, row - 1, row + 1):
            if self.put(near, column, content, **look):
                return
