"""The parts of the book, and the order to learn in: what each walkthrough needs comes before it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from html import escape
from typing import TypeVar

from aibyhand import notes
from aibyhand.walk import Walkthrough
from aibyhand.walkthroughs import find, slugs

Key = TypeVar("Key")

# The folder of a part's pages, and its title; in the order of the book.
PARTS = {
    "basics": "Basics",
    "recurrent": "Recurrent networks",
    "attention": "Attention",
    "generative": "Generative models",
    "retrieval": "Retrieval and feedback",
    "signals": "Signals and graphs",
    "vision": "Vision",
}


def parts() -> dict[str, tuple[Walkthrough, ...]]:
    """The walkthroughs of each part, in an order to learn in.

    Each comes after those that it names in ``after``; of two that could come next, the one on which
    more of its part build comes first, and of equals the shorter one. Raises ValueError for a
    circle, for an unknown part and for an unknown slug in ``after``, and if a walkthrough needs
    one of a later part.
    """
    return in_order(tuple(find(slug) for slug in slugs()))


def in_order(walkthroughs: tuple[Walkthrough, ...]) -> dict[str, tuple[Walkthrough, ...]]:
    """The same for the given walkthroughs."""
    named = {w.slug: w for w in walkthroughs}
    places = {part: place for place, part in enumerate(PARTS)}
    for w in walkthroughs:
        if w.part not in PARTS:
            raise ValueError(f"{w.slug}: no part {w.part!r}; there are: {', '.join(PARTS)}")
        for first in w.after:
            if first not in named:
                raise ValueError(f"{w.slug}: comes after {first!r}, which is no walkthrough")
            if places[named[first].part] > places[w.part]:
                raise ValueError(f"{w.slug}: needs {first}, which is in a later part")
    built_on = Counter((first, w.part) for w in walkthroughs for first in w.after)
    order: list[Walkthrough] = []
    sorter = TopologicalSorter({w.slug: w.after for w in walkthroughs})
    try:
        sorter.prepare()
    except CycleError as problem:
        raise ValueError(f"each needs the next: {' → '.join(problem.args[1])}") from None
    ready: list[Walkthrough] = []
    while sorter.is_active():
        ready += [named[slug] for slug in sorter.get_ready()]
        ready.sort(key=lambda w: (places[w.part], -built_on[w.slug, w.part], w.minutes, w.slug))
        order.append(ready.pop(0))
        sorter.done(order[-1].slug)
    return {part: tuple(w for w in order if w.part == part) for part in PARTS}


def what_next(walkthrough: Walkthrough) -> tuple[Walkthrough, ...]:
    """The walkthroughs that build on this one; if there are none, the next one of the book."""
    order = [w for part in parts().values() for w in part]
    building = tuple(w for w in order if walkthrough.slug in w.after)
    following = order.index(walkthrough) + 1
    return building or tuple(order[following : following + 1])


def level(walkthrough: Walkthrough) -> int:
    """1 for a walkthrough that needs no other one, else one more than the highest that it needs."""
    return 1 + max((level(find(slug)) for slug in walkthrough.after), default=0)


def page_of(walkthrough: Walkthrough) -> str:
    """The page of a walkthrough or a note: its path from the folder of the pages, no ending."""
    return f"{walkthrough.part}/{walkthrough.slug}"


def link_to(walkthrough: Walkthrough, book: str = ".") -> str:
    """The address of its page; ``book`` is the way to the front page's folder."""
    return f"{book}/{page_of(walkthrough)}.html".removeprefix("./")


def linked(walkthrough: Walkthrough, book: str = "..") -> str:
    """A link to the page of a walkthrough; ``book`` is the way to the front page's folder."""
    return f"<a href='{link_to(walkthrough, book)}'>{escape(walkthrough.title)}</a>"


def contents() -> str:
    """The table of contents of all parts, as the book's front page includes it."""
    blocks = []
    for part, walkthroughs in parts().items():
        pages = "\n".join(page_of(w) for w in walkthroughs)
        blocks.append(f"```{{toctree}}\n:hidden:\n:caption: {PARTS[part]}\n\n{pages}\n```")
    return "\n\n".join(blocks)


def users(book: str, keys: Callable[[Walkthrough], Iterable[Key]]) -> dict[Key, list[str]]:
    """Links to the pages that use something, such as a role or a source, by its key."""
    users: dict[Key, list[str]] = defaultdict(list)
    for one in _with_a_page():
        for key in keys(one):
            users[key].append(linked(one, book))
    return users


def pages(book: str = ".") -> dict[str, str]:
    """The page of each walkthrough, in the order of the book, then of each note, as a link."""
    return {one.slug: link_to(one, book) for one in _with_a_page()}


def _with_a_page() -> Iterator[Walkthrough]:
    """The walkthroughs in the order of the book, then the notes."""
    yield from (w for part in parts().values() for w in part)
    yield from map(notes.find, notes.slugs())
