"""How cells look in a workbook: every format once, made from the roles' colours."""

from typing import TYPE_CHECKING, Any

from aibyhand.core.numbers import MINUS
from aibyhand.core.role import BLANK, FAINT, FRAME, GRID, INK, RIGHT, WRONG
from aibyhand.export.shared.rich import Piece, pieces
from aibyhand.sheet.blocks import Block

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

FONT = "Arial"  # on every machine, or another of the same widths
MATHS = "Times New Roman"
SMALL = 8  # points
TYPED = f'General;"{MINUS}"General;General'
THIN, MEDIUM, THICK = 1, 2, 5  # as the file format counts borders


def decimals(count: int) -> str:
    """The number format with so many decimals and a true minus sign."""
    digits = "0" + ("." + "0" * count if count else "")
    return f'{digits};"{MINUS}"{digits};{digits}'


class Styles:
    """The formats of one workbook."""

    def __init__(self, book: "Workbook") -> None:
        self.book = book
        self.made: dict[frozenset[tuple[str, Any]], Format] = {}
        self.conditional: dict[tuple[bool, int], Format] = {}
        right = {"bg_color": RIGHT, "font_color": INK, "bold": True}
        wrong = {"bg_color": WRONG, "font_color": INK, "font_strikeout": True}
        self.marks = {"right": book.add_format(right), "wrong": book.add_format(wrong)}

    def of(self, **properties: Any) -> "Format":
        """The format with these properties."""
        whole = {"font_name": FONT, "font_color": INK, "valign": "vcenter", **properties}
        if frozenset(whole.items()) not in self.made:
            self.made[frozenset(whole.items())] = self.book.add_format(whole)
        return self.made[frozenset(whole.items())]

    def cell(
        self, block: Block, i: int, j: int, *, typed: bool = False, blank: bool = False
    ) -> "Format":
        """One cell of a block: fill, ink, grid lines inside and the role's frame around.

        Where a number is ``typed`` by whoever practises, it shows all its decimals.
        """
        look = block.matrix.role.look
        thick = MEDIUM if look.frame == FRAME else THICK
        edges = {
            "top": i == 0, "bottom": i == block.height - 1,
            "left": j == 0, "right": j == block.width - 1,
        }  # fmt: skip
        number = TYPED if typed or blank else decimals(block.matrix.digits)
        borders: dict[str, Any] = {}
        for edge, outer in edges.items():
            borders[edge] = thick if outer else THIN
            borders[f"{edge}_color"] = look.frame if outer else GRID
        for edge, at in (("bottom", block.split - 1), ("top", block.split)):
            if block.split and i == at:
                borders |= {edge: MEDIUM, f"{edge}_color": look.frame}
        return self.of(
            align="center", font_size=10, shrink=True, bg_color=BLANK if blank else look.fill,
            font_color=look.ink, num_format=number,
            **borders,
        )  # fmt: skip

    def condition(self, zero: bool, count: int) -> "Format":
        """What a number becomes: grey and without a sign where it is zero; so many decimals."""
        if (zero, count) not in self.conditional:
            shown = decimals(count)
            if zero:
                look = {"num_format": shown.replace(f'"{MINUS}"', ""), "font_color": FAINT}
            else:
                look = {"num_format": shown}
            self.conditional[zero, count] = self.book.add_format(look)
        return self.conditional[zero, count]

    def write(
        self,
        page: "Worksheet",
        row: int,
        column: int,
        content: str | list[Piece],
        **look: Any,
    ) -> None:
        """Formatted text: TeX, or pieces of text, in one cell."""
        found = pieces(content) if isinstance(content, str) else content
        size, ink = look.get("font_size", 12), look.get("font_color", INK)
        fragments: list[Any] = []
        for piece in found:
            font = {
                "font_name": MATHS if piece.maths else FONT,
                "font_size": SMALL if piece.script == "small" else size,
                "font_color": FAINT if piece.script == "small" else ink,
                "italic": piece.slanted, "bold": piece.bold,
                "font_script": {"super": 1, "sub": 2}.get(piece.script, 0),
            }  # fmt: skip
            fragments += [self.of(**font), piece.text]
        cell = self.of(**look)
        if len(found) == 1:
            page.write_string(row, column, found[0].text, self.of(**(look | font)))
        else:
            page.write_rich_string(row, column, *fragments, cell)
