"""Files that python-pptx and python-docx write: fixed properties, and equal input, equal bytes."""

import io
import zipfile
from datetime import datetime
from typing import Any

from aibyhand.walk import Walkthrough

DAY = datetime(2026, 1, 1)
_WIDTHS = {".": 0.28, ",": 0.28, " ": 0.28, "\N{MINUS SIGN}": 0.59, "(": 0.34, ")": 0.34}


def describe(made: Any, walkthrough: Walkthrough) -> None:
    """Put title, language and fixed dates into the properties of a deck or a document."""
    about = made.core_properties
    about.title, about.author, about.language = walkthrough.title, "AI by Hand", "en"
    about.created = about.modified = DAY
    about.last_modified_by, about.revision = "AI by Hand", 1
    about.subject, about.keywords = walkthrough.question, "CC BY 4.0"


def saved(made: Any) -> bytes:
    """The file of a deck or a document, without the time of its making."""
    dated, written = io.BytesIO(), io.BytesIO()
    made.save(dated)
    with (
        zipfile.ZipFile(dated) as before,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            after.writestr(zipfile.ZipInfo(name), before.read(name), zipfile.ZIP_DEFLATED)
    return written.getvalue()


def breadth(text: str) -> float:
    """About how wide a text is, in em of a sans serif."""
    return sum(_WIDTHS.get(letter, 0.72 if letter.isupper() else 0.56) for letter in text)
