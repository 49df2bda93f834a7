"""AI by Hand: neural networks computed number by number, on matrices small enough for a pencil.

>>> import aibyhand
>>> trace = aibyhand.find("self-attention").run()
>>> trace["Z"].size
'3×4'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from aibyhand.core import Axis, Matrix, Role, Stack, given, given_stack
from aibyhand.core.showing import connect
from aibyhand.walk import EXACT, PENCIL, Claim, Follows, Lane, Step, Trace, Walkthrough, WrongTurn
from aibyhand.walkthroughs import find, slugs

if TYPE_CHECKING:
    from aibyhand.export import save

__all__ = [
    "EXACT", "PENCIL", "Axis", "Claim", "Follows", "Lane", "Matrix", "Role", "Stack", "Step",
    "Trace", "Walkthrough", "WrongTurn", "find", "given", "given_stack", "save", "slugs",
]  # fmt: skip
connect(lambda: import_module("aibyhand.render.notebook"))
__version__ = "0.2.0"


def __getattr__(name: str) -> Any:
    """Load ``save`` when it is asked for: importing the package stays quick."""
    if name == "save":
        return import_module("aibyhand.export").save
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
