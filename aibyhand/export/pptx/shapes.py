"""What stands on a slide: native tables, text boxes, frames and pictures, each with its alt text.

Shapes are written as XML and put on the slide by python-pptx; lengths are in points.
"""

import io
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from aibyhand.core.role import ACCENT, GRID, INK
from aibyhand.export.shared.rich import Piece

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # no grid, no fill: ours are said cell by cell
LANGUAGE = "en-GB"


def emu(points: float) -> int:
    """Points as Office counts lengths."""
    return round(points * 12700)


def put(slide: Any, xml: str) -> None:
    """Put a shape on a slide; ``{id}`` in its XML becomes a free number."""
    from pptx.oxml import parse_xml

    tree = slide.shapes._spTree
    number = 100 + len(tree)  # the layout's own have small ones; pictures take the next free one
    tree.append(parse_xml(xml.replace("{id}", str(number))))


def runs(pieces: Sequence[Piece], size: float, ink: str = INK) -> str:
    """Formatted text as runs."""
    parts = []
    for piece in pieces:
        script = {"sub": ' baseline="-25000"', "super": ' baseline="30000"'}.get(piece.script, "")
        slant = ' i="1"' if piece.slanted else ""
        bold = ' b="1"' if piece.bold else ""
        parts.append(
            f'<a:r><a:rPr lang="{LANGUAGE}" sz="{round(size * 100)}"{bold}{slant}{script}>'
            f"{_fill(ink)}</a:rPr><a:t>{escape(piece.text)}</a:t></a:r>"
        )
    return "".join(parts)


def text_box(
    slide: Any,
    pieces: Sequence[Piece],
    box: tuple[float, float, float, float],
    size: float,
    *,
    align: str = "l",
    anchor: str = "ctr",
    wrap: bool = False,
    ink: str = INK,
    name: str = "Text",
    says: str = "",
) -> None:
    """Text in a box of left, top, width and height."""
    x, y, width, height = map(emu, box)
    said = says or "".join(piece.text for piece in pieces)
    put(
        slide,
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{{id}}" name={quoteattr(name)} '
        f'descr={quoteattr(said)}/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
        f'<p:txBody><a:bodyPr wrap="{"square" if wrap else "none"}" lIns="0" tIns="0" rIns="0" '
        f'bIns="0" anchor="{anchor}"><a:noAutofit/></a:bodyPr><a:lstStyle/>'
        f'<a:p><a:pPr algn="{align}"/>{runs(pieces, size, ink)}</a:p></p:txBody></p:sp>',
    )


def frame(
    slide: Any,
    box: tuple[float, float, float, float],
    name: str,
    says: str,
    *,
    line: str = ACCENT,
    thick: float = 2.5,
    fill: str = "",
) -> None:
    """A frame, filled or not."""
    x, y, width, height = map(emu, box)
    put(
        slide,
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{{id}}" name={quoteattr(name)} '
        f"descr={quoteattr(says)}/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        f'<p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{_fill(fill) if fill else "<a:noFill/>"}'
        f'<a:ln w="{emu(thick)}">{_fill(line)}</a:ln></p:spPr></p:sp>',
    )


def table(
    slide: Any,
    rows: Sequence[Sequence[tuple[str, str]]],
    box: tuple[float, float, float, float],
    size: float,
    *,
    fill: str,
    line: str,
    thick: float,
    split: int,
    name: str,
    says: str,
) -> None:
    """A native table; each cell is its text and its ink. ``split``: a thick line below that row."""
    x, y = map(emu, box[:2])
    count, across = len(rows), len(rows[0])
    high, wide = emu(box[3] / count), emu(box[2] / across)
    column, body = f'<a:gridCol w="{wide}"/>', ""
    for i, row in enumerate(rows):
        top, bottom = i == 0 or bool(split and i == split), i in (count - 1, split - 1)
        cells = ""
        for j, (text, ink) in enumerate(row):
            edges = {"L": j == 0, "R": j == across - 1, "T": top, "B": bottom}
            cells += _table_cell(text, ink, size, _borders(edges, line, thick) + _fill(fill))
        body += f'<a:tr h="{high}">{cells}</a:tr>'
    put(
        slide,
        f'<p:graphicFrame {NAMESPACES}><p:nvGraphicFramePr><p:cNvPr id="{{id}}" '
        f"name={quoteattr(name)} descr={quoteattr(says)}/><p:cNvGraphicFramePr>"
        f'<a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
        f'<p:xfrm><a:off x="{x}" y="{y}"/>'
        f'<a:ext cx="{wide * across}" cy="{high * count}"/></p:xfrm>'
        f'<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table">'
        f"<a:tbl><a:tblPr><a:tableStyleId>{NO_STYLE}</a:tableStyleId></a:tblPr>"
        f"<a:tblGrid>{column * across}</a:tblGrid>{body}</a:tbl>"
        f"</a:graphicData></a:graphic></p:graphicFrame>",
    )


def _borders(edges: dict[str, bool], line: str, thick: float) -> str:
    """The four borders of a cell: thick where it lies at the edge, a thin grid elsewhere."""
    return "".join(
        f'<a:ln{side} w="{emu(thick if outer else 0.75)}">'
        f"{_fill(line if outer else GRID)}</a:ln{side}>"
        for side, outer in edges.items()
    )


def _table_cell(text: str, ink: str, size: float, look: str) -> str:
    inside = runs([Piece(text)], size, ink) if text else ""
    end = "" if text else f'<a:endParaRPr lang="{LANGUAGE}" sz="{round(size * 100)}"/>'
    return (
        f'<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr algn="ctr"/>{inside}{end}'
        f'</a:p></a:txBody><a:tcPr marL="0" marR="0" marT="0" marB="0" anchor="ctr">'
        f"{look}</a:tcPr></a:tc>"
    )


def picture(
    slide: Any, png: bytes, box: tuple[float, float, float, float], name: str, says: str
) -> None:
    """A picture."""
    placed = slide.shapes.add_picture(io.BytesIO(png), *map(emu, box))
    described = placed._element.nvPicPr.cNvPr
    described.set("name", name)
    described.set("descr", says)


def _fill(colour: str) -> str:
    value = colour.lstrip("#").upper()
    return f'<a:solidFill><a:srgbClr val="{value}"/></a:solidFill>'
