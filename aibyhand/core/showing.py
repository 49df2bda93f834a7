"""How a matrix, a step, a trace and a walkthrough show themselves in a notebook and in a terminal.

In a terminal they need numbers alone. In a notebook they are drawn, and what draws stands behind
them in the line of imports: so the package's front door names, with ``connect``, the module that is
loaded when something is shown for the first time. Importing the package loads no renderer.
"""

from collections.abc import Callable, Iterable
from typing import Any

LINES, ACROSS = 20, 100  # the most that is printed
_load: list[Callable[[], Any]] = []


def connect(load: Callable[[], Any]) -> None:
    """Name what gives the module with ``html`` and ``latex``."""
    _load[:] = [load]


class Shown:
    """Something that a notebook draws: its figure, and its equation where it has one."""

    def _repr_html_(self) -> str | None:
        return _load[0]().html(self) if _load else None

    def _repr_latex_(self) -> str | None:
        return _load[0]().latex(self) if _load else None


def brief(lines: Iterable[str]) -> str:
    """The first lines of a text, none of them long."""
    found = list(lines)
    if len(found) > LINES:
        found = [*found[: LINES - 1], f"… and {len(found) - LINES + 1} more lines"]
    return "\n".join(line if len(line) <= ACROSS else line[: ACROSS - 1] + "…" for line in found)
