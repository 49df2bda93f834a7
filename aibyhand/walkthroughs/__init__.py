"""The walkthroughs: one module each, found by its name (``-`` in a slug is ``_`` in the module)."""

import pkgutil
from importlib import import_module

from aibyhand.core.lookup import closest
from aibyhand.walk import Walkthrough


def slugs() -> tuple[str, ...]:
    """The slugs of all walkthroughs, in alphabetical order."""
    return tuple(sorted(m.name.replace("_", "-") for m in pkgutil.iter_modules(__path__)))


def find(slug: str) -> Walkthrough:
    """The walkthrough with this slug. Raises KeyError naming the closest ones."""
    if slug not in slugs():
        raise KeyError(f"no walkthrough {slug!r}{closest(slug, slugs())}")
    module = import_module(f"{__name__}.{slug.replace('-', '_')}")
    found: Walkthrough = module.walkthrough
    return found
