"""Every figure as a PNG: twice as many pixels as on a page, on white."""

from aibyhand.export.format import Format, Option
from aibyhand.export.shared.cut import sizes_alone
from aibyhand.export.shared.figures import figures, posters
from aibyhand.export.shared.typeset import FONT, LIBRARIES, png, preamble
from aibyhand.walk import Trace

FORMAT = Format(
    "the same pictures in pixels, twice as many as on the page",
    place=7, names=posters("png"), libraries=LIBRARIES,
    options=(
        Option("width", "how wide png pictures are", metavar="PIXELS"),
        Option("transparent", "png without the white behind"),
    ),
)  # fmt: skip
DENSITY = 2  # pixels of the file for one of the figure
LARGEST = 6000  # pixels across, unless a width is given


def files(trace: Trace, *, width: int = 0, transparent: bool = False) -> dict[str, bytes]:
    """``SLUG-step-02.png``, ``SLUG-step-02-blank.png``, …, ``SLUG-poster.png``.

    ``width`` in pixels is for all of them; else each has twice the pixels that it has on a page.
    """
    if width < 0:
        raise ValueError(f"png: a picture can't be {width} pixels wide")
    drawn = list(figures(trace))
    fill = "none" if transparent else "white"
    main = f"{preamble(trace.walkthrough.title)}#set page(margin: 0pt, fill: {fill})\n"
    for k, figure in enumerate(drawn):
        across, down = figure.drawing.width, figure.drawing.height
        wide = width or min(DENSITY * across, LARGEST)
        main += (
            f"#page(width: {wide}pt, height: {round(wide * down / across)}pt)"
            f'[#image("{k}.svg", width: 100%)]\n'
        )
    files = {f"{k}.svg": one.drawing.standalone(one.title, FONT) for k, one in enumerate(drawn)}
    pages = png(main, files)
    return {f"{figure.name}.png": page for figure, page in zip(drawn, pages, strict=True)}


left_out = sizes_alone
