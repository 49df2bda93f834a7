"""Names for the matrices, as a workbook allows them."""

import re
from collections.abc import Iterable

_REFERENCE = re.compile(r"[a-z]{1,3}\d+|[rc]|r\d*c\d*|r\d+|c\d+|true|false", re.IGNORECASE)


def valid(name: str) -> str:
    """A name that no program takes for a cell: x1 and R become _x1 and _R."""
    return f"_{name}" if _REFERENCE.fullmatch(name) else name


def names(matrices: Iterable[str], before: str = "") -> dict[str, str]:
    """A name for every matrix; a workbook takes V and v for one name, so the second gets a 2."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for matrix in matrices:
        name = valid(f"{before}{matrix}")
        while name.casefold() in taken:
            name = f"{name}_2"
        taken.add(name.casefold())
        found[matrix] = name
    return found
