"""Typst as the typesetter of PDF and PNG: fixed fonts and date, so equal input, equal bytes."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

LIBRARIES = ("typst", "matplotlib")
FONT = "DejaVu Sans"  # the font of the figures, which matplotlib brings; typst brings the others


@cache
def _fonts() -> Any:
    import matplotlib
    import typst

    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    return typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])


def pdf(main: str, pictures: Mapping[str, str]) -> bytes:
    """A tagged PDF (PDF/UA-1) of a document in Typst and the pictures that it names."""
    import typst

    made: bytes = typst.compile(
        _bundle(main, pictures), format="pdf", font_paths=_fonts(), pdf_standards=["ua-1"]
    )
    return made


def png(main: str, pictures: Mapping[str, str]) -> list[bytes]:
    """A picture of every page, one pixel for a point."""
    import typst

    made: Any = typst.compile(_bundle(main, pictures), format="png", font_paths=_fonts(), ppi=72)
    return made if isinstance(made, list) else [made]


def _bundle(main: str, pictures: Mapping[str, str]) -> Any:
    drawn = {name: svg.encode() for name, svg in pictures.items()}
    return {"main.typ": main.encode(), **drawn}


def quoted(text: str) -> str:
    """A text as a string of Typst, in which nothing is markup."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def preamble(title: str) -> str:
    """The document's title, date and language."""
    return (
        f"#set document(title: {quoted(title)}, author: {quoted('AI by Hand')}, "
        "date: datetime(year: 2026, month: 1, day: 1))\n"
        '#set text(lang: "en")\n'
    )
