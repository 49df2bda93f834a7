"""The ledger: who published what, and which numbers they print, as they print them.

``sources.toml`` holds the publications, ``references.toml`` what can be cited, ``models.toml`` the
sizes of published models, and ``SLUG.toml`` the entry of one walkthrough or note. Every printed
value is typed once, as a text; its decimals say how precisely it was printed. Files are read when
they are asked for.
"""

import re
import tomllib
from dataclasses import dataclass
from dataclasses import fields as dataclass_fields
from functools import cache
from importlib.resources import files
from typing import Any

from aibyhand.core.lookup import closest
from aibyhand.core.numbers import MINUS
from aibyhand.ledger.models import Model
from aibyhand.ledger.models import read as read_models
from aibyhand.ledger.references import Reference, check_listed
from aibyhand.ledger.references import read as read_references


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
class Unknown:
    """A claim of a source that nobody can check by computing or by looking it up."""

    source: str
    where: str
    says: str
    because: str


@dataclass(frozen=True)
class Entry:
    """All that the ledger holds on one walkthrough, or on one note."""

    slug: str
    sources: tuple[Source, ...]
    printed: tuple[Printed, ...]
    errata: tuple[Erratum, ...]
    unknown: tuple[Unknown, ...]
    points: tuple[str, ...]  # the source's points, in our own words
    simplifications: tuple[str, ...]
    references: tuple[Reference, ...]


@cache
def _read(name: str) -> dict[str, Any]:
    """One file of the ledger, read when it is first asked for."""
    text = files("aibyhand.ledger").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def sources() -> dict[str, Source]:
    """All publications by their key."""
    found = _read("sources")
    return {key: Source(key, **fields) for key, fields in found.items()}


@cache
def references() -> dict[str, Reference]:
    """All references by their key, in the bibliography's order.

    Raises ValueError for one that isn't whole, or that is listed nowhere.
    """
    check_listed(_known(), {slug: _read(slug).get("references", ()) for slug in entries()})
    return _known()


@cache
def _known() -> dict[str, Reference]:
    """The references as they are written down, without asking every entry who lists them."""
    return read_references(_read("references"))


@cache
def models() -> tuple[Model, ...]:
    """The published models whose parameters are counted, from the smallest to the largest."""
    return read_models(_read("models"))


def reference(key: str) -> Reference:
    """The reference with this key. Raises KeyError naming the closest."""
    if key not in _known():
        raise KeyError(f"references.toml has no reference {key!r}{closest(key, _known())}")
    return _known()[key]


@cache
def entries() -> tuple[str, ...]:
    """The slugs that the ledger has an entry for, in alphabetical order."""
    names = [file.name for file in files("aibyhand.ledger").iterdir()]
    found = {name.removesuffix(".toml") for name in names if name.endswith(".toml")}
    return tuple(sorted(found - {"sources", "references", "models"}))


@cache
def entry(slug: str) -> Entry:
    """The ledger's entry for a walkthrough or a note. Raises KeyError naming the closest."""
    if slug not in entries():
        raise KeyError(f"the ledger has no entry {slug!r}{closest(slug, entries())}")
    fields = _read(slug)
    if unknown := set(fields) - {field.name for field in dataclass_fields(Entry)}:
        raise ValueError(f"{slug}.toml has unknown fields {sorted(unknown)}")

    def lines(key: str) -> tuple[str, ...]:
        return tuple(str(line) for line in fields.get(key, ()))

    return Entry(
        slug,
        tuple(sources()[key] for key in lines("sources")),
        tuple(Printed(**row) for row in fields.get("printed", ())),
        tuple(Erratum(**row) for row in fields.get("errata", ())),
        tuple(Unknown(**row) for row in fields.get("unknown", ())),
        lines("points"),
        lines("simplifications"),
        tuple(sorted(map(reference, lines("references")), key=lambda found: found.order)),
    )
