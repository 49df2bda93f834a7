"""The data of a live page: what its script needs to compute every matrix once more.

It stands in the page as ``<script type="application/json" id="abh-live">``:

``matrices``
    every matrix of the page's runs, operands first: its ``name``, its ``tex`` where that differs,
    and either its ``given`` numbers or its ``op``, the indices ``of`` its operands, and the
    ``settings``. A matrix that several runs share stands here once. ``rows`` and ``columns`` are
    the words at them, as indices of ``axes``.
``fixed``
    the indices of the given matrices whose numbers say what is calculated.
``fresh``
    which given matrices get fresh numbers, and their kind: index, lowest, highest, decimals.
``ops``
    each operation once, as its ``cell``: rows, columns and cell of the result as data; ``about``
    where its equation says ≈; its ``slips``, each the index of its reason and the cell it gives.
``reasons``
    what went wrong in a slip, with ``{0}`` for the first operand's name.
``runs``
    the indices of the named matrices of each run, by the run's key in the page.
``sizes``
    what a reader may have more or less of, such as tokens: each its word, and its lengths, its own
    first. The parts of the page in another size are a file of their own (pages/sized.py).
``spellings``, ``signs``
    how functions are spelt in TeX, and how the commands of TeX are read.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from aibyhand.core import Axis, Matrix
from aibyhand.core.expression import Data
from aibyhand.core.functions import FUNCTIONS
from aibyhand.core.names import plain
from aibyhand.core.op import Op
from aibyhand.core.rewrite import walk
from aibyhand.practice.fresh import kinds
from aibyhand.practice.resized import Choice
from aibyhand.practice.slips import slips
from aibyhand.walk import Trace
from aibyhand.walk.again import deciding

VERSION = 1
# What a written sum may hold besides the names and the spellings of functions.
_WRITTEN = (r"\cdot", r"\cdots", r"\leq", r"\geq", r"\approx", r"\pi", r"\max", r"\operatorname",
            r"\top", r"\sqrt")  # fmt: skip


@dataclass
class _Collected:
    """Matrices, operations and axes of several runs, each once."""

    matrices: list[dict[str, Any]] = field(default_factory=list)
    ops: list[dict[str, Any]] = field(default_factory=list)
    axes: list[list[Any]] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    fixed: set[int] = field(default_factory=set)
    symbols: set[str] = field(default_factory=set)
    _known: dict[str, int] = field(default_factory=dict)

    def run(self, trace: Trace) -> list[int]:
        """Take a run; the indices of its named matrices."""
        index: dict[int, int] = {}
        for matrix in _everything(trace):
            index[id(matrix)] = self._once(self.matrices, self._entry(matrix, index))
        self.fixed |= {index[id(trace[matrix.name])] for matrix in deciding(trace)}
        return [index[id(matrix)] for matrix in trace.matrices.values()]

    def _entry(self, matrix: Matrix, index: Mapping[int, int]) -> dict[str, Any]:
        self.symbols.add(matrix.symbol)
        entry: dict[str, Any] = {}
        if matrix.name:
            entry["name"] = matrix.name
            if matrix.tex != matrix.name:
                entry["tex"] = matrix.tex
        if matrix.made:
            entry["op"] = self._op(matrix.made.op)
            entry["of"] = [index[id(operand)] for operand in matrix.operands]
            if matrix.made.settings:
                entry["settings"] = matrix.made.settings
        else:
            entry["given"] = [[_short(float(v)) for v in row] for row in matrix.values]
        for side in ("rows", "columns"):
            if axis := getattr(matrix, side):
                entry[side] = self._axis(axis)
        return entry

    def _op(self, op: Op) -> int:
        entry: dict[str, Any] = {"cell": op.data}
        if op.approximate:
            entry["about"] = 1
        entry["slips"] = [[self._once(self.reasons, s.reason), s.cell] for s in slips(op)]
        return self._once(self.ops, entry)

    def _axis(self, axis: Axis) -> int:
        return self._once(self.axes, [axis.pattern, axis.first, *axis.words])

    def _once(self, entries: list[Any], entry: Any) -> int:
        """The index of an entry, which is added if it isn't there."""
        key = f"{id(entries)} {json.dumps(entry)}"
        if key not in self._known:
            self._known[key] = len(entries)
            entries.append(entry)
        return self._known[key]


def live_data(runs: Mapping[str, Trace], sizes: Iterable[Choice] = ()) -> dict[str, Any]:
    """The data of the runs that a page shows, by their keys in it."""
    collected = _Collected()
    indices = {key: collected.run(trace) for key, trace in runs.items()}
    parts = [part for op in collected.ops for data in op["cell"] for part in walk(data)]
    heads = {part[0] for part in parts if isinstance(part, tuple)}
    spellings = {head: FUNCTIONS[head].tex for head in sorted(heads & FUNCTIONS.keys())}
    texts = [*collected.symbols, *spellings.values(), *_templates(parts), *_WRITTEN]
    return {
        "version": VERSION,
        "runs": indices,
        "matrices": collected.matrices,
        "fixed": sorted(collected.fixed),
        "fresh": _fresh(next(iter(runs.values())), collected.matrices),
        "ops": collected.ops,
        "axes": collected.axes,
        "reasons": collected.reasons,
        "spellings": spellings,
        "signs": _signs(texts),
        "sizes": [[one.word, one.size.default, *one.lengths] for one in sizes],
    }


def _fresh(trace: Trace, matrices: list[dict[str, Any]]) -> list[list[int]]:
    """The kinds of the numbers of the first run; the page draws as ``practice.fresh`` does."""
    index = {one["name"]: k for k, one in reversed([*enumerate(matrices)]) if "given" in one}
    return [[index[kind.name], kind.low, kind.high, kind.count] for kind in kinds(trace)]


def live_block(runs: Mapping[str, Trace], sizes: Iterable[Choice] = ()) -> str:
    """The element that holds the data in a page."""
    text = json.dumps(live_data(runs, sizes), separators=(",", ":"), ensure_ascii=False)
    text = text.replace("<", r"\u003c")  # an element of HTML can't end inside
    return f'<script type="application/json" id="abh-live">{text}</script>'


def _templates(parts: list[Data]) -> Iterator[str]:
    """The printed forms of rules with names of their own."""
    return (part[1] for part in parts if isinstance(part, tuple) and part[0] == "by")


def _signs(texts: list[str]) -> dict[str, str]:
    """How every command of TeX in these texts is read, where that isn't its own name."""
    commands = sorted({command for text in texts for command in re.findall(r"\\([A-Za-z]+)", text)})
    read = {command: plain(f"\\{command}") for command in commands}
    return {command: sign for command, sign in read.items() if sign != command}


def _short(value: float) -> float | int:
    """A whole number without its decimal point."""
    return int(value) if value.is_integer() else value


def _everything(trace: Trace) -> Iterator[Matrix]:
    """Every matrix of a run, unnamed transposes too, each once, operands first."""
    met: set[int] = set()
    for matrix in trace.matrices.values():
        if id(matrix) not in met:
            for one in (*matrix.ancestors(met), matrix):
                met.add(id(one))
                yield one
