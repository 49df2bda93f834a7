"""One cell worked in full: its sum with the numbers put in, and the cells that go in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from aibyhand.core.evaluate import Cell, Place
from aibyhand.core.expression import Data, data_of
from aibyhand.core.languages import tex_sign
from aibyhand.core.numbers import MINUS, is_exact, number
from aibyhand.core.op import Op, Operand, Region, Settings
from aibyhand.core.rewrite import walk
from aibyhand.core.writing import ATOM, PLUS, Spelling, Write, Written, write

LONGEST_SUM = 100  # characters of TeX; of a longer sum the middle is left out
LONGEST_START = 60  # of what stands before that, three terms or two


@dataclass(frozen=True)
class Worked:
    """One cell worked in full: the written sum in TeX, and the cells that go in.

    ``settled`` where the result is exact although the written numbers are rounded.
    """

    tex: str
    cells: tuple[Place, ...]
    settled: bool = False

    def regions(self, operand: int) -> tuple[Region, ...]:
        """The cells of one operand that go in, as rectangles."""
        return rectangles([(row, column) for k, row, column in self.cells if k == operand])


def worked(op: Op, operands: Sequence[Operand], settings: Settings, i: int, j: int) -> Worked:
    """The cell in row ``i`` and column ``j`` (from 0) of an operation's result."""
    cell = Cell.of([operand.values for operand in operands], settings, i, j)
    data = data_of(op.cell)
    cell.value(data)
    tex = write(data, _with_numbers(cell, operands)).text
    return Worked(tex, tuple(cell.met), _is_settled(data, cell, operands))


def cells_read(
    op: Op, operands: Sequence[Operand], settings: Settings, i: int, j: int
) -> tuple[Place, ...]:
    """The cells that go into a cell, without its writing, which takes the most time."""
    cell = Cell.of([operand.values for operand in operands], settings, i, j)
    cell.value(data_of(op.cell))
    return tuple(cell.met)


def rectangles(cells: Sequence[tuple[int, int]]) -> tuple[Region, ...]:
    """One rectangle where the cells fill it; else one for each row of neighbours."""
    if not cells:
        return ()
    (top, left), (bottom, right) = (
        tuple(pick(cell[axis] for cell in cells) for axis in (0, 1)) for pick in (min, max)
    )
    high, wide = bottom - top + 1, right - left + 1
    if high * wide == len(set(cells)):
        return (Region(top, left, high, wide),)
    runs: list[Region] = []
    for row, column in sorted(set(cells)):
        last = runs[-1] if runs else None
        if last and (last.row, last.column + last.columns) == (row, column):
            runs[-1] = Region(row, last.column, 1, last.columns + 1)
        else:
            runs.append(Region(row, column))
    return tuple(runs)


def digit(operand: Operand, i: int, j: int) -> str:
    """One number of an operand in TeX, with the decimals that its matrix is printed with.

    A number that these decimals don't hold gets up to two more, so that the sum can be followed.
    """
    value = float(operand.values[i, j])
    return number(value, written_decimals(value, operand.digits)).replace(MINUS, "-")


def written_decimals(value: float, count: int) -> int:
    """The decimals that a number gets in a written sum: as few as hold it, at most two more."""
    return next((c for c in (count, count + 1) if is_exact(value, c)), count + 2)


def _number(text: str) -> Written:
    return Written(text, PLUS if text.startswith("-") else ATOM)


def _with_numbers(cell: Cell, operands: Sequence[Operand]) -> Spelling:
    """TeX with the numbers of one cell."""

    def leaf(part: tuple, go: Write) -> Written | None:  # type: ignore[type-arg]
        head, *inside = part
        match head:
            case "x" | "at" | "at0" | "beside":
                alone = replace(cell, met={})
                value = alone.value(part)
                if not alone.met:
                    return _number(f"{value:g}")  # a zero beside the operand
                operand, row, column = list(alone.met)[-1]  # what says where it is comes before
                return _number(digit(operands[operand], row, column))
            case "sum":
                return _total(_terms(part, cell, go))
            case "+" if _holds_sum(inside[0]):
                return _total([*_summands(inside[0], cell, go), *_summands(inside[1], cell, go)])
            case "max" | "argmax":
                terms = _terms(part, cell, go)
                name = r"\max" if head == "max" else r"\operatorname{argmax}"
                one = head == "max" and len(terms) == 1
                return terms[0] if one else Written(f"{name}({_listed(terms)})")
            case "if":
                return go(inside[1] if cell.value(inside[0]) else inside[2])
            case "rows" | "cols" | "set" | "whole":
                return _number(f"{cell.value(part):g}")
            case "pi":
                return Written(r"\pi" if inside[0] == 1 else rf"{inside[0]}\pi")
            case "^" if _is_whole(inside[1]) and cell.value(inside[1]) == 1:
                return go(inside[0])
        return None

    return Spelling(
        leaf, "tex", lambda base, up: f"{base}^{up}" if len(up) == 1 else f"{base}^{{{up}}}",
        times=lambda a, b: r" \cdot ", compare=tex_sign, printed=True,
        bracket=lambda condition: f"[{condition}]",
        masked=lambda a, condition: rf"{a} \cdot [{condition}]",
    )  # fmt: skip


def _terms(part: tuple, cell: Cell, go: Write) -> list[Written]:  # type: ignore[type-arg]
    """The terms of a sum or of a list, those of sums within it too."""
    head, index, count, term = part
    before, found = cell.indices.get(index), []
    for value in range(int(cell.value(count))):
        cell.indices[index] = value
        nested = isinstance(term, tuple) and term[0] == head
        found += _terms(term, cell, go) if nested else [go(term)]
    if before is not None:
        cell.indices[index] = before
    return found


def _holds_sum(data: Data) -> bool:
    return isinstance(data, tuple) and (
        data[0] == "sum" or (data[0] == "+" and any(_holds_sum(part) for part in data[1:]))
    )


def _summands(data: Data, cell: Cell, go: Write) -> list[Written]:
    if isinstance(data, tuple) and data[0] == "sum":
        return _terms(data, cell, go)
    if isinstance(data, tuple) and data[0] == "+":
        return [*_summands(data[1], cell, go), *_summands(data[2], cell, go)]
    return [go(data)]


def _total(terms: Sequence[Written]) -> Written:
    """A written-out sum; the middle of a long one is left out."""
    if not terms:
        return Written("0")
    if len(terms) == 1:
        return terms[0]
    first, *later = _shortened([term.text for term in terms])
    parts = [first, *(f"({text})" if text.startswith("-") else text for text in later)]
    return Written(" + ".join(parts), PLUS)


def _listed(terms: Sequence[Written]) -> str:
    return ", ".join(_shortened([term.text for term in terms]))


def _shortened(terms: Sequence[str]) -> Sequence[str]:
    if sum(map(len, terms)) <= LONGEST_SUM:
        return terms
    first = 3 if sum(map(len, terms[:3])) <= LONGEST_START else 2
    return [*terms[:first], r"\cdots", terms[-1]]


def _is_settled(data: Data, cell: Cell, operands: Sequence[Operand]) -> bool:
    """Is the result a place among numbers that keep their order however they are rounded?"""
    if not any(isinstance(part, tuple) and part[0] == "argmax" for part in walk(data)):
        return False
    written = [digit(operands[k], row, column) for k, row, column in cell.met]
    return len(set(written)) == len(written)


def _is_whole(data: Data) -> bool:
    return isinstance(data, tuple) and data[0] == "whole"
