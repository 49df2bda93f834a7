"""Published language models: their sizes, the parameters that follow, and the counts in print."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from aibyhand.ledger.verdict import judge

UNITS = {"M": 10**6, "B": 10**9}


@dataclass(frozen=True)
class PrintedCount:
    """A number of parameters as it is printed, such as ``117M``."""

    count: str
    where: str
    because: str = ""  # why it differs


@dataclass(frozen=True)
class Model:
    """A stack of decoder blocks, by its published sizes."""

    name: str
    vocabulary: int
    positions: int
    width: int
    blocks: int
    last: bool  # a normalisation after the blocks
    printed: tuple[PrintedCount, ...]

    @property
    def parameters(self) -> int:
        """The weights, biases and embeddings that are learned.

        The output uses the embeddings of the tokens once more, so it adds none.
        """
        d = self.width
        embeddings = (self.vocabulary + self.positions) * d
        attention = 4 * (d * d + d)  # queries, keys, values and the way out, each with its bias
        network = (d * 4 * d + 4 * d) + (4 * d * d + d)
        normalisation = 2 * d  # a gain and a shift
        block = attention + network + 2 * normalisation
        return embeddings + self.blocks * block + self.last * normalisation

    def verdict(self, printed: PrintedCount) -> str:
        """Hold a printed count against ours, at its own precision.

        Raises ValueError for one that differs without a reason, or agrees in spite of one.
        """
        ours = np.array([self.parameters / UNITS[printed.count[-1]]])
        where = f"{self.name} ({printed.where})"
        return judge(ours, printed.count[:-1], printed.because, where)


def read(rows: Mapping[str, Mapping[str, Any]]) -> tuple[Model, ...]:
    """The models of a ledger, in its order."""
    return tuple(
        Model(**{**row, "printed": tuple(PrintedCount(**found) for found in row["printed"])})
        for row in rows.values()
    )
