"""The ledger: sources and references, the entry of each walkthrough, and how ours compare.

``SLUG.toml`` holds, of one walkthrough::

    sources, points (the source's, in our own words), simplifications, references
    [[printed]]   source, matrix (NAME, NAME[i,j], NAME[:,j] or NAME[i,:]), values (as printed;
                  fractions are exact), where, lane, variant, because (only if it differs)
    [[errata]]    source, where, says, right, number
"""

from aibyhand.ledger.compare import Comparison, compare, read_numbers
from aibyhand.ledger.references import Reference, check_listed, in_words
from aibyhand.ledger.sources import (
    Entry,
    Erratum,
    Printed,
    Source,
    entries,
    entry,
    reference,
    references,
    sources,
)

__all__ = [
    "Comparison",
    "Entry",
    "Erratum",
    "Printed",
    "Reference",
    "Source",
    "check_listed",
    "compare",
    "entries",
    "entry",
    "in_words",
    "read_numbers",
    "reference",
    "references",
    "sources",
]
