"""The ledger of sources: who published what, which numbers they print, and how ours compare.

Every printed value is typed once, as a text, in ``sources.toml``; its decimals say how precisely it
was printed. A comparison agrees, agrees after that rounding, or differs; one that differs needs a
reason, and one that agrees must not have one.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from aibyhand.core.lookup import closest
from aibyhand.core.matrix import Matrix
from aibyhand.core.numbers import MINUS, Array
from aibyhand.references import Reference, check_listed
from aibyhand.references import read as read_references
from aibyhand.walk import Trace
from aibyhand.walk.quote import part


@dataclass(frozen=True)
class Source:
    """A publication: who, what, where and when."""

    key: str
    title: str
    author: str
    url: str
    date: str
    licence: str = ""
    notes: str = ""


@dataclass(frozen=True)
class Printed:
    """A value that a source prints, as it is printed."""

    source: str
    matrix: str
    values: str
    where: str
    lane: str = "exact"
    because: str = ""  # why it differs
    variant: str = ""

    @property
    def name(self) -> str:
        """The matrix's name without the part in brackets."""
        return self.matrix.split("[")[0]

    @property
    def shown(self) -> str:
        """The printed numbers, every one as it is printed, in the form in which ours are shown."""
        rows = [re.split(r"[\s,]+", row.strip()) for row in self.values.split(";")]
        return "; ".join(", ".join(row) for row in rows).replace("-", MINUS)


@dataclass(frozen=True)
class Erratum:
    """A mistake in a source: what it says, and what is right and why."""

    source: str
    where: str
    says: str
    right: str
    number: int = 0


@dataclass(frozen=True)
class Entry:
    """All that the ledger holds on one walkthrough."""

    slug: str
    sources: tuple[Source, ...]
    printed: tuple[Printed, ...]
    errata: tuple[Erratum, ...]
    points: tuple[str, ...]  # the source's points, in our own words
    simplifications: tuple[str, ...]
    references: tuple[Reference, ...]


@dataclass(frozen=True)
class Comparison:
    """A printed value beside ours."""

    printed: Printed
    ours: Array
    verdict: str  # agrees, agrees after rounding, differs


@cache
def _ledger() -> dict[str, dict[str, dict[str, object]]]:
    text = files("aibyhand").joinpath("sources.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def sources() -> dict[str, Source]:
    """All publications by their key."""
    found = _ledger()["source"]
    return {key: Source(key, **fields) for key, fields in found.items()}  # type: ignore[arg-type]


@cache
def references() -> dict[str, Reference]:
    """All references by their key, in the bibliography's order.

    Raises ValueError for one that isn't whole, or that is listed nowhere.
    """
    found = read_references(_ledger().get("reference", {}))
    check_listed(found, {slug: _ledger()[slug].get("references", ()) for slug in entries()})
    return found


def reference(key: str) -> Reference:
    """The reference with this key. Raises KeyError naming the closest."""
    if key not in references():
        raise KeyError(f"sources.toml has no reference {key!r}{closest(key, references())}")
    return references()[key]


def entries() -> tuple[str, ...]:
    """The slugs that the ledger has an entry for."""
    return tuple(key for key in _ledger() if key not in ("source", "reference"))


@cache
def entry(slug: str) -> Entry:
    """The ledger's entry for a walkthrough. Raises KeyError naming the closest."""
    if slug not in entries():
        raise KeyError(f"sources.toml has no entry {slug!r}{closest(slug, entries())}")
    fields = _ledger()[slug]
    known = {"sources", "printed", "errata", "points", "simplifications", "references"}
    if unknown := set(fields) - known:
        raise ValueError(f"sources.toml: {slug} has unknown fields {sorted(unknown)}")

    def lines(key: str) -> tuple[str, ...]:
        return tuple(str(line) for line in fields.get(key, ()))

    return Entry(
        slug,
        tuple(sources()[key] for key in lines("sources")),
        tuple(Printed(**row) for row in fields.get("printed", ())),  # type: ignore[arg-type]
        tuple(Erratum(**row) for row in fields.get("errata", ())),  # type: ignore[arg-type]
        lines("points"),
        lines("simplifications"),
        tuple(sorted(map(reference, lines("references")), key=lambda found: found.order)),
    )


def compare(trace: Trace, printed: Printed) -> Comparison:
    """Hold a printed value against ours, at its own precision.

    Raises ValueError when the sizes differ, when a value differs without a stated reason, and when
    it agrees in spite of one.
    """
    match = re.match(r"^\w+(?:\[([\d:]+),([\d:]+)\])?$", printed.matrix)
    if not match:
        raise ValueError(f"sources.toml: {printed.matrix!r} names no part of a matrix")
    matrix: Matrix = trace[printed.name]
    ours = part(matrix.values, match[1], match[2], printed.matrix)
    theirs, half_units = read_numbers(printed.values)
    if theirs.size != ours.size:
        raise ValueError(
            f"{trace.walkthrough.slug}: {printed.matrix} has {ours.size} numbers, "
            f"the ledger {theirs.size}"
        )
    rows = printed.values.count(";") + 1
    if rows not in (1, ours.shape[0]):
        raise ValueError(
            f"{trace.walkthrough.slug}: {printed.matrix} has {ours.shape[0]} rows, "
            f"the ledger {rows}"
        )
    apart = np.abs(ours.ravel() - theirs)
    if (apart <= 1e-9).all():
        verdict = "agrees"
    elif (apart <= half_units + 1e-9).all():
        verdict = "agrees after rounding"
    else:
        verdict = "differs"
    where = f"{trace.walkthrough.slug}: {printed.matrix} ({printed.where})"
    if verdict == "differs" and not printed.because:
        raise ValueError(f"{where}: {printed.values} is printed, ours is {ours.ravel()}: no reason")
    if verdict != "differs" and printed.because:
        raise ValueError(f"{where}: {printed.values} {verdict}, yet the ledger says it differs")
    return Comparison(printed, ours, verdict)


def read_numbers(text: str) -> tuple[Array, Array]:
    """The numbers of a printed text, and half a unit of the last decimal of each.

    Fractions such as 5/3 are exact. Rows may be divided by semicolons.
    """
    numbers, halves = [], []
    for word in re.split(r"[\s,;]+", text.strip()):
        if "/" in word:
            top, bottom = word.split("/")
            numbers.append(float(top) / float(bottom))
            halves.append(0.0)
        else:
            numbers.append(float(word))
            halves.append(0.5 * 10.0 ** -len(word.partition(".")[2]))
    return np.array(numbers), np.array(halves)
