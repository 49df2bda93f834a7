"""A matrix as a table: its words at the edges, its numbers filled in or left out."""

from typing import Any
from xml.sax.saxutils import escape, quoteattr

from aibyhand.core import Matrix
from aibyhand.core.numbers import SAME
from aibyhand.core.role import BLANK, FAINT, FRAME, GRID
from aibyhand.export.docx.paper import ACROSS, DIGITS, KEEP, NAMESPACE, WORDS, identifier, ink
from aibyhand.export.shared.office import breadth
from aibyhand.export.shared.quiz import printed
from aibyhand.render.words import spoken_matrix
from aibyhand.sheet.blocks import LARGE

SMALLEST = 6.0  # points of type in a cell
ROOM = 7.0  # points beside the longest text of a column, both sides together
NARROWEST, LONGEST_WORD = 34.0, 110.0  # a cell to write into; the words at the rows


def fits(matrix: Matrix) -> bool:
    """Can it be a table on this paper? The book prints digits in nothing larger, either."""
    return max(matrix.shape) <= LARGE and _size(matrix) >= SMALLEST


def put(document: Any, matrix: Matrix, *, blank: bool) -> None:
    """Put a table of its numbers at the end of a document; ``blank``: of empty cells."""
    from docx.oxml.parser import parse_xml

    document.element.body.sectPr.addprevious(parse_xml(_table(matrix, blank)))


def _table(matrix: Matrix, blank: bool) -> str:
    rows, columns = matrix.shape
    heads, sides = _words(matrix, 1, blank), _words(matrix, 0, blank)
    edge = [_edge(sides)] if sides else []
    width, size = _width(matrix, heads), _size(matrix)
    widths = [*edge, *[width] * columns]
    above = [""] * len(edge) + heads
    tops = [_head(word, wide) for word, wide in zip(above, widths, strict=False)]
    body = _row(tops, heads=True) if heads else ""
    for i in range(rows):
        keep = KEEP if i < rows - 1 else ""  # a table stays on one page
        cells = [_head(sides[i], wide, keep) for wide in edge]
        cells += [_number(matrix, i, j, width, size, blank, keep) for j in range(columns)]
        body += _row(cells)
    grid = "".join(f'<w:gridCol w:w="{round(20 * width)}"/>' for width in widths)
    name = matrix.printed
    return (
        f"<w:tbl {NAMESPACE}><w:tblPr>"
        f'<w:tblW w:w="{round(20 * sum(widths))}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="20" w:type="dxa"/>'
        f'<w:right w:w="20" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:val="00A0" w:firstRow="{int(bool(heads))}" '
        f'w:firstColumn="{len(edge)}"/>'
        f"<w:tblCaption w:val={quoteattr(name)}/>"
        f"<w:tblDescription w:val={quoteattr(spoken_matrix(matrix, blank))}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


def _words(matrix: Matrix, axis: int, blank: bool = False) -> list[str]:
    """The words at the rows (0) or columns (1), else their numbers; none at a single one.

    Words that were computed would give an empty table away.
    """
    named, count = (matrix.rows, matrix.columns)[axis], matrix.shape[axis]
    if not named and count == 1:
        return []
    told = named if named and not (named.computed and blank) else None
    return [told.label(k) if told else str(k + 1) for k in range(count)]


def _longest(matrix: Matrix) -> float:
    """The breadth of its longest number, in em."""
    rows, columns = map(range, matrix.shape)
    return max(breadth(printed(matrix, i, j)) for i in rows for j in columns)


def _room(matrix: Matrix) -> float:
    """What a column may take, in points."""
    sides = _words(matrix, 0)
    return (ACROSS - (_edge(sides) if sides else 0.0)) / matrix.shape[1]


def _size(matrix: Matrix) -> float:
    """The type of its numbers: smaller where many columns leave little room."""
    return min(DIGITS, int(2 * (_room(matrix) - ROOM) / _longest(matrix)) / 2)


def _width(matrix: Matrix, heads: list[str]) -> float:
    """The width of its columns: enough for the numbers and for the words above them."""
    above = max((breadth(word) for word in heads), default=0.0) * WORDS
    needed = max(_longest(matrix) * _size(matrix), above) + ROOM
    return min(max(needed, NARROWEST), _room(matrix))


def _edge(sides: list[str]) -> float:
    """The width of the words at the rows."""
    return min(max(breadth(side) for side in sides) * WORDS + ROOM + 4, LONGEST_WORD)


def _row(cells: list[str], heads: bool = False) -> str:
    marked = "<w:tblHeader/>" if heads else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{marked}</w:trPr>{''.join(cells)}</w:tr>"


def _head(word: str, width: float, keep: str = KEEP) -> str:
    """A cell at the edge: the word of a row or a column."""
    size = min(WORDS, (width - 2) / max(breadth(part) for part in word.split() or ["0"]))
    return _cell(word, width, "Cell head", max(size, 5.0), keep)


def _number(
    matrix: Matrix, i: int, j: int, width: float, size: float, blank: bool, keep: str
) -> str:
    """A cell of the matrix, in the colours of its role; an empty one in that of blanks."""
    look = matrix.role.look
    rows, columns = matrix.shape
    thick = 8 if look.frame == FRAME else 16  # eighths of a point
    edges = {"top": i == 0, "left": j == 0, "bottom": i == rows - 1, "right": j == columns - 1}
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="{thick if outer else 4}" w:space="0" '
        f'w:color="{ink(look.frame if outer else GRID)}"/>'
        for side, outer in edges.items()
    )
    fill = BLANK if blank else look.fill
    shaded = f'<w:shd w:val="clear" w:color="auto" w:fill="{ink(fill)}"/>'
    text = "" if blank else printed(matrix, i, j)
    colour = FAINT if abs(float(matrix.values[i, j])) < SAME and not blank else look.ink
    more = f"<w:tcBorders>{borders}</w:tcBorders>{shaded}"
    return _cell(text, width, "Cell", size, keep, colour, more)


def _cell(
    text: str, width: float, style: str, size: float, keep: str, colour: str = "", more: str = ""
) -> str:
    """A cell as XML; what is typed into an empty one looks like the others."""
    half = round(2 * size)
    tint = f'<w:color w:val="{ink(colour)}"/>' if colour else ""
    looks = f'<w:rPr>{tint}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'
    run = f"<w:r>{looks}<w:t>{escape(text)}</w:t></w:r>" if text else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{round(20 * width)}" w:type="dxa"/>{more}'
        f'<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{identifier(style)}"/>'
        f"{keep}{looks}</w:pPr>{run}</w:p></w:tc>"
    )
