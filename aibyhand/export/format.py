"""What a format says about itself, and how the files of a walkthrough are called."""

from collections.abc import Callable
from dataclasses import dataclass

from aibyhand.walk import Lane, Trace, Walkthrough


@dataclass(frozen=True)
class Option:
    """Something that can be said about the files of a format, on the command line too.

    Without a ``metavar`` it is a switch; with one it takes a whole number of at least ``least``, or
    a text if ``reads`` is there: it raises ValueError where a trace can't do with that text.
    """

    name: str
    says: str
    metavar: str = ""
    least: int = 1
    reads: Callable[[Trace, str], object] | None = None


@dataclass(frozen=True)
class Format:
    """One format: a module of this room that has ``FORMAT``, and ``files(trace)`` beside it.

    ``files`` gives the bytes of every file by its name. It knows traces and sheets, and no topic;
    the same trace gives the same bytes. Libraries are loaded when a file is made, not before.
    """

    gives: str  # what a lecturer gets
    place: int  # where it stands in a list of formats
    names: tuple[str, ...]  # the files that a page links, as patterns with {stem}
    once: tuple[str, ...] = ()  # those that there are once, whatever the lane: with {slug}
    libraries: tuple[str, ...] = ()  # what its bytes depend on besides this package
    options: tuple[Option, ...] = ()
    keys: tuple[str, ...] = ()  # of these, what holds the answers to another file: a part of a name


def stem(trace: Trace) -> str:
    """How a trace's files begin: its slug, and the lane where that is the pencil lane."""
    return named(trace.walkthrough, trace.lane)


def named(walkthrough: Walkthrough, lane: Lane) -> str:
    """How the files of a walkthrough's lane begin."""
    return walkthrough.slug + (f"-{lane}" if lane.by_hand else "")
