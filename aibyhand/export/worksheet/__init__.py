"""Worksheets to print: every step with its cells left empty, and the answer key on the same pages.

A worksheet of some steps has blanks for these only, and its key takes as few pages as will do.
A4 and US Letter, tagged PDF with the fonts embedded.
"""

from collections.abc import Sequence

from aibyhand.core.names import plain
from aibyhand.core.role import FAINT, GRID, INK
from aibyhand.draw.drawing import Drawing
from aibyhand.draw.formulas import formula
from aibyhand.draw.glyphs import outline
from aibyhand.export.format import Format, Option, stem
from aibyhand.export.shared.credit import KEEP, credits
from aibyhand.export.shared.cut import left_out as left_out  # as export finds it here
from aibyhand.export.shared.typeset import FONT, LIBRARIES, pdf, preamble, quoted
from aibyhand.export.worksheet.chosen import chosen, in_names, in_words
from aibyhand.export.worksheet.handout import only
from aibyhand.export.worksheet.head import CHIP, header, header_height
from aibyhand.export.worksheet.pages import closed_up
from aibyhand.export.worksheet.piece import (
    AFTER,
    BOTTOM,
    FORMULA,
    GAP,
    HEADING,
    PAPERS,
    SIDE,
    TOP,
    Page,
    Paper,
    Piece,
    row_height,
)
from aibyhand.export.worksheet.plan import plan
from aibyhand.walk import Trace

FORMAT = Format(
    "PDF to print, A4 and US Letter: blanks and room to compute; the answer key",
    place=2,
    names=tuple(
        f"{{stem}}-{kind}-{paper.name}.pdf" for paper in PAPERS for kind in ("worksheet", "key")
    ),
    libraries=LIBRARIES,
    keys=("-key-",),
    options=(Option("steps", "a worksheet of these only, such as 4-6,9", "STEPS", reads=chosen),),
)
STYLE = f"""\
#set text(font: "Libertinus Serif", size: 10.5pt, fill: rgb("{INK}"))
#set par(leading: 0.5em, spacing: 0pt)
#set block(spacing: 0pt)
#show heading.where(level: 1): it => text(size: 19pt, weight: "bold", it.body)
#show heading.where(level: 2): it => block(height: {HEADING - 5}pt, text(size: 12.5pt, it.body))
#let squares = tiling(size: (5mm, 5mm), {{
  place(line(start: (0mm, 0mm), end: (5mm, 0mm), stroke: 0.4pt + rgb("{GRID}")))
  place(line(start: (0mm, 0mm), end: (0mm, 5mm), stroke: 0.4pt + rgb("{GRID}")))
}})
#let room(width, height) = block(width: width, height: height, fill: squares,
  stroke: 0.6pt + rgb("{GRID}"))
#let chip(fill, edge, word) = box(height: {CHIP}pt, text(size: 9pt)[#box(width: 9pt, height: 9pt,
  baseline: 1pt, fill: rgb(fill), stroke: 1pt + rgb(edge)) #word#h(11pt)])
#let sum(name, height, below, alt) = box(height: height, baseline: below,
  image(name, height: height, alt: alt))
"""


def files(trace: Trace, *, steps: str | None = None) -> dict[str, bytes]:
    """``SLUG-worksheet-a4.pdf``, ``SLUG-key-a4.pdf``, and both for US Letter.

    With ``steps`` such as ``4-6,9`` only these have blanks: ``SLUG-steps-4-to-6-9-key-a4.pdf``
    and so on. Raises ValueError for steps that can't be asked for, as ``chosen`` says.
    """
    start, which = stem(trace), ""
    if steps is not None:
        asked = chosen(trace, steps)
        start, which = f"{start}-{in_names(asked)}", in_words(asked)
        trace = only(trace, asked)
    made = {}
    for paper in PAPERS:
        pages = planned(trace, paper, which)
        keys = closed_up(pages, paper, header_height(trace, paper, which)) if which else pages
        for kind, these in (("worksheet", pages), ("key", keys)):
            sheet = _Document(trace, paper, these, key=kind == "key", which=which)
            made[f"{start}-{kind}-{paper.name}.pdf"] = sheet.pdf()
    return made


def planned(trace: Trace, paper: Paper, which: str = "") -> list[Page]:
    """The pages that a worksheet has on this paper; ``which`` says of which steps it is."""
    return plan(trace, paper, header_height(trace, paper, which))


class _Document:
    """A worksheet or its key in Typst, and the pictures in it."""

    def __init__(
        self, trace: Trace, paper: Paper, pages: Sequence[Page], *, key: bool, which: str
    ) -> None:
        self.trace, self.paper, self.pages, self.key = trace, paper, pages, key
        self.which = which  # the steps, where it isn't all of them
        self.pictures: dict[str, str] = {}

    def pdf(self) -> bytes:
        kind = "answer key" if self.key else "worksheet"
        said = (self.trace.walkthrough.title, self.which.lower(), kind)
        main = preamble(", ".join(filter(None, said))) + STYLE + self._footer()
        for k, page in enumerate(self.pages):
            size = (self.paper.width, self.paper.height)
            width, height = size[::-1] if page.turned else size
            inside = "" if k else header(self.trace, self.paper, key=self.key, steps=self.which)
            inside += f"#v({AFTER}pt)\n".join(self._piece(piece) for piece in page.pieces)
            main += (
                f"#page(width: {width}pt, height: {height}pt, "
                f"margin: (x: {SIDE}pt, top: {TOP}pt, bottom: {BOTTOM}pt))[\n{inside}]\n"
            )
        return pdf(main, self.pictures)

    def _footer(self) -> str:
        """The credits, and the page's number."""
        number = f"#counter(page).display() of {len(self.pages)}"
        from_whom = quoted(credits(self.trace, licences=False))
        return (
            "#set page(footer-descent: 12pt, footer: context block(width: 100%, "
            f'text(size: 7.5pt, fill: rgb("{FAINT}"), grid(columns: (1fr, auto), gutter: 16pt, '
            f"[#{from_whom} \\ #{quoted(KEEP)}], align(right)[{number}]))))\n"
        )

    def _piece(self, piece: Piece) -> str:
        parts = []
        if piece.first:
            title = f"[{piece.step.number}] {piece.step.title}"
            parts.append(
                f"#block(height: {piece.heads}pt, width: 100%)[#heading(level: 2, {quoted(title)})"
                f"\n#{quoted(piece.step.does)}]"
            )
        if piece.note:
            said = " ".join(
                f"{word} {self._from(named)}."
                for word, named in (("Carry over", piece.carried), ("Take", piece.taken))
                if named
            )
            said = f"#{quoted(piece.says)}" if piece.says else said
            parts.append(f"#block(height: {piece.note}pt, width: 100%)[{said}]")
        for row in piece.equations:
            shown = f"#h({GAP}pt)".join(self._formula(tex) for tex in row)
            parts.append(f"#block(height: {row_height(row)}pt, width: 100%)[{shown}]")
        if drawn := piece.filled if self.key else piece.empty:
            parts.append(self._figure(piece, drawn))
        if piece.below and not self.key:
            parts.append(f"#v(8pt)#room(100%, {piece.below - 8}pt)")
        if piece.worked and self.key:
            parts.append(f"#v(6pt)#block[{self._formula(piece.worked, piece.across)}]")
        inside = "\n".join(parts)
        height = piece.height
        return f"#block(height: {height}pt, width: 100%, breakable: false)[\n{inside}\n]\n"

    def _figure(self, piece: Piece, drawn: Drawing) -> str:
        """The figure, and the room to compute beside it."""
        width, height = piece.size
        name = self._add(drawn.standalone(piece.step.title, FONT))
        size = f"width: {width}pt, height: {height}pt"
        shown = f"image({name}, {size}, alt: {quoted(drawn.words)})"
        if self.key or not (piece.computes and piece.beside):
            return f"#block(height: {height}pt, width: 100%, {shown})"
        free = piece.across - width - GAP
        return (
            f"#block(height: {piece.middle}pt, width: 100%, grid(columns: ({width}pt, {free}pt), "
            f"column-gutter: {GAP}pt, {shown}, room({free}pt, {piece.middle}pt)))"
        )

    def _from(self, named: Sequence[tuple[str, int]]) -> str:
        """Some matrices, each with the step from which it is taken."""
        steps: dict[int, list[str]] = {}
        for tex, number in named:
            steps.setdefault(number, []).append(self._formula(tex))
        return "; ".join(f"{', '.join(names)} from step {k}" for k, names in steps.items())

    def _formula(self, tex: str, across: float = 1e9) -> str:
        """A formula in a line of text, made smaller where it is wider than its room."""
        drawn, width, height = formula(tex, FORMULA)
        shrink = min(1.0, across / width)
        below = max(outline(tex).below, 0.25) * FORMULA
        return (
            f"#sum({self._add(drawn)}, {height * shrink:.2f}pt, {below * shrink:.2f}pt, "
            f"{quoted(plain(tex))})"
        )

    def _add(self, drawn: str) -> str:
        """The name of a picture's file; the same picture has one file."""
        for name, known in self.pictures.items():
            if known == drawn:
                return quoted(name)
        name = f"{len(self.pictures)}.svg"
        self.pictures[name] = drawn
        return quoted(name)
