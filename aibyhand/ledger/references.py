"""References: the papers, books and pages of documentation that walkthroughs rest on."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

UNDATED = "undated"  # documentation changes under one address


@dataclass(frozen=True)
class Reference:
    """A publication that can be cited. Raises ValueError for a field that can't be right."""

    key: str
    authors: tuple[str, ...]  # "Surname, Initials"; at most three, or the first one and "others"
    year: int | str
    title: str
    where: str  # journal, conference or publisher
    url: str = ""
    notes: str = ""

    def __post_init__(self) -> None:
        wrong = [name for name, right in self._checks() if not right]
        if wrong:
            raise ValueError(f"references.toml: reference {self.key!r}: look at {', '.join(wrong)}")

    def _checks(self) -> Iterable[tuple[str, bool]]:
        """Every field's name, and whether it can be right."""
        yield "the key", bool(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", self.key))
        yield "authors", 1 <= len(self.authors) <= 3 and all(self.authors)
        yield "year", self.year == UNDATED or type(self.year) is int
        yield "title", bool(self.title)
        yield "where", bool(self.where)
        yield "url", not self.url or self.url.startswith(("https://", "http://"))

    @property
    def short(self) -> str:
        """As running text cites it: the surnames, and the year where there is one."""
        who = in_words([author.partition(",")[0] for author in self.authors])
        return who if self.year == UNDATED else f"{who}, {self.year}"

    @property
    def order(self) -> tuple[str, str, str]:
        """The place in a bibliography: by first author, accents aside, then by year."""
        author = unicodedata.normalize("NFKD", self.authors[0].casefold())
        return re.sub(r"[^a-z, ]", "", author), str(self.year), self.key


def in_words(names: Sequence[str]) -> str:
    """Names in a sentence: ``A``, ``A and B``, ``A, B and C``."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def read(rows: Mapping[str, Mapping[str, object]]) -> dict[str, Reference]:
    """The references of a ledger by their keys, in a bibliography's order.

    Raises ValueError naming a field that is missing or unknown.
    """
    found = []
    for key, row in rows.items():
        required = {"authors", "year", "title", "where"}
        known = {field.name for field in fields(Reference)} - {"key"}
        for word, names in (("lacks", required - set(row)), ("has unknown", set(row) - known)):
            if names:
                raise ValueError(f"references.toml: reference {key!r} {word} {sorted(names)}")
        authors = row["authors"]
        listed = tuple(authors) if isinstance(authors, list) else ()
        found.append(Reference(key, **{**row, "authors": listed}))  # type: ignore[arg-type]
    return {r.key: r for r in sorted(found, key=lambda r: r.order)}


def check_listed(known: Iterable[str], lists: Mapping[str, Iterable[str]]) -> None:
    """Hold the references against the lists of the walkthroughs, each by its slug.

    Raises ValueError for a key that a list names and nobody describes, and the other way round.
    """
    unused = set(known)
    for slug, keys in lists.items():
        if unknown := sorted(set(keys) - set(known)):
            raise ValueError(f"{slug}.toml lists references that aren't there: {unknown}")
        unused -= set(keys)
    if unused:
        raise ValueError(f"references.toml: no walkthrough lists the references {sorted(unused)}")
