"""Notes: prose around the walkthroughs whose numbers are computed; one module for each page.

A note is a walkthrough in all that computes: given matrices, steps, claims, an entry in the ledger.
It is none in the book: nobody works it with a pencil, so it has no exports and no place on the map.
"""

import pkgutil
from importlib import import_module

from aibyhand import walkthroughs
from aibyhand.core.lookup import closest
from aibyhand.walk import Walkthrough


def slugs() -> tuple[str, ...]:
    """The slugs of all notes, in alphabetical order."""
    return tuple(sorted(m.name.replace("_", "-") for m in pkgutil.iter_modules(__path__)))


def find(slug: str) -> Walkthrough:
    """The note with this slug. Raises KeyError naming the closest ones."""
    if slug not in slugs():
        raise KeyError(f"no note {slug!r}{closest(slug, slugs())}")
    found: Walkthrough = import_module(f"{__name__}.{slug.replace('-', '_')}").note
    return found


def subject(slug: str) -> Walkthrough:
    """What a page is about: the note or the walkthrough with this slug."""
    return find(slug) if slug in slugs() else walkthroughs.find(slug)
