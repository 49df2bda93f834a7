"""Every figure as a PDF of one page, as large as the figure: text to select, fonts embedded."""

from aibyhand.export.format import Format
from aibyhand.export.shared.cut import sizes_alone
from aibyhand.export.shared.figures import Figure, figures, posters
from aibyhand.export.shared.typeset import FONT, LIBRARIES, pdf, preamble, quoted
from aibyhand.walk import Trace

FORMAT = Format(
    "the same pictures as PDF, one to a file",
    place=6, names=posters("pdf"), libraries=LIBRARIES,
)  # fmt: skip
POINTS = 0.75  # in a pixel


def files(trace: Trace) -> dict[str, bytes]:
    """``SLUG-step-02.pdf``, ``SLUG-step-02-blank.pdf``, …, ``SLUG-poster.pdf``."""
    return {f"{figure.name}.pdf": _page(figure) for figure in figures(trace)}


left_out = sizes_alone


def _page(figure: Figure) -> bytes:
    drawn = figure.drawing
    width, height = drawn.width * POINTS, drawn.height * POINTS
    return pdf(
        f"{preamble(figure.title)}"
        f"#set page(width: {width}pt, height: {height}pt, margin: 0pt)\n"
        f'#image("figure.svg", width: 100%, alt: {quoted(drawn.words)})\n',
        {"figure.svg": drawn.standalone(figure.title, FONT)},
    )
