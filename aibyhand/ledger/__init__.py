"""The ledger: sources and references, the entry of each walkthrough, and how ours compare.

``SLUG.toml`` holds, of one walkthrough::

    sources, points (the source's, in our own words), simplifications, references
    [[printed]]   source, matrix (NAME, NAME[i,j], NAME[:,j] or NAME[i,:]), values (as printed;
                  fractions are exact), where, lane, variant, because (only if it differs)
    [[errata]]    source, where, says, right, number
    [[unknown]]   source, where, says, because: what nobody can check

What ``says`` has in “ ” is the source's own words, letter for letter.
"""

from aibyhand.ledger.compare import Comparison, compare
from aibyhand.ledger.models import Model, PrintedCount
from aibyhand.ledger.references import Reference, check_listed, in_words
from aibyhand.ledger.sources import (
    Entry,
    Erratum,
    Printed,
    Source,
    Unknown,
    entries,
    entry,
    models,
    reference,
    references,
    sources,
)
from aibyhand.ledger.verdict import read_numbers

__all__ = [
    "Comparison",
    "Entry",
    "Erratum",
    "Model",
    "Printed",
    "PrintedCount",
    "Reference",
    "Source",
    "Unknown",
    "check_listed",
    "compare",
    "entries",
    "entry",
    "in_words",
    "models",
    "read_numbers",
    "reference",
    "references",
    "sources",
]
