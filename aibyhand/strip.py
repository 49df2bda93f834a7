"""Strips, the parts of a sheet: a column under Falk's scheme, or one written line."""

import re
from dataclasses import dataclass, field, replace
from math import ceil

import numpy as np

from aibyhand.matrix import Matrix
from aibyhand.names import plain
from aibyhand.numbers import Array
from aibyhand.op import Place
from aibyhand.role import Role
from aibyhand.sheet import PER_CELL, Block, Label, Sheet

LONGEST_LINE = 18  # cells in one written line


def is_flat(matrix: Matrix) -> bool:
    """Is this calculation written across, because its columns don't run on from its operand's?"""
    first = matrix.made.operands[0] if matrix.made else matrix
    return matrix.shape[1] <= 2 or first.shape[1] != matrix.shape[1] or _signs(matrix)[:1] == ["⋆"]


def extent(matrix: Matrix, large: bool) -> tuple[int, int]:
    """The cells that a matrix takes on the grid: one a number, or to scale on a large sheet."""
    if not large:
        return matrix.shape
    rows, columns = (max(2, ceil(count / PER_CELL)) for count in matrix.shape)
    return rows, columns


def tex_width(tex: str) -> float:
    """About how many cells a piece of TeX is wide; subscripts are narrower."""
    whole, below = plain(tex), "".join(re.findall(r"_\{?(\w+)", tex))
    return 0.24 * (len(whole) - whole.count("_")) - 0.08 * len(below) + 0.3


def _ones(columns: int) -> Matrix:
    values: Array = np.ones((1, columns))
    return Matrix(values, role=Role.NUMBER)


def _signs(matrix: Matrix) -> list[str]:
    return list(matrix.made.op.signs) if matrix.made else []


def _is(matrix: Matrix, other: Matrix) -> bool:
    """The same matrix: itself, or another writing of the same transpose."""
    return matrix is other or (
        matrix.is_transpose and other.is_transpose and matrix.symbol == other.symbol
    )


def _right_of(equation: str) -> str:
    """The right side of an equation."""
    for relation in (" = ", r" \approx "):
        if relation in equation:
            return equation.split(relation, 1)[1]
    return equation


@dataclass
class Item:
    """One block down a column, with what stands to its left."""

    matrix: Matrix
    left: tuple[Matrix, ...] = ()
    sign: str = ""  # a written sign to its left
    label: str = ""  # TeX to its left
    equation: str = ""  # the product's equation
    ones: bool = False  # a row of ones under it, for the bias of the next product


@dataclass
class Column:
    """A column of blocks: the input on top, results below, weights to the left of their results."""

    first: Matrix
    compact: bool = False  # on a poster a bare number stands in the label alone
    large: bool = False  # blocks to scale, without digits
    items: list[Item] = field(default_factory=list)
    open: bool = True

    def __post_init__(self) -> None:
        made = self.first.made
        if made is None:
            raise ValueError(f"{self.first.printed} was given: a column begins with a result")
        left, right = made.operands[0], made.operands[min(1, len(made.operands) - 1)]
        match made.op.place:
            case Place.CORNER:
                self.items.append(Item(right))
                self.add(self.first)
            case Place.TOP:
                self.items.append(Item(self.first))
                self.items.append(Item(right, left=(left,), equation=self.first.equation))
                self.open = False
            case Place.LEFT:
                self.items.append(Item(right))
                self.items.append(Item(left, left=(self.first,), equation=self.first.equation))
                self.open = False
            case _:
                self.items.append(Item(left))
                self.add(self.first)

    def takes(self, matrix: Matrix, tallest: int) -> bool:
        """Can this result go on in the column?"""
        if matrix.made is None or not self.open:
            return False
        operands, last = matrix.made.operands, self.items[-1].matrix
        column = [*(item.matrix for item in self.items), *operands[1:], matrix]
        if sum(extent(m, self.large)[0] + 1 for m in column) > tallest:
            return False
        if matrix.made.op.place is Place.CORNER:
            head = self.items[0].matrix
            cascade = _is(operands[1], head) and all(item.left for item in self.items[1:])
            return cascade or _is(operands[1], last)
        if matrix.made.op.place is not Place.LINE or is_turned(matrix):
            return False
        return _is(operands[0], last) or self._stand_above(operands)

    def _stand_above(self, operands: tuple[Matrix, ...]) -> bool:
        """Do these operands stand at the bottom of the column already?"""
        bottom = [item.matrix for item in self.items[-len(operands) :]]
        return len(bottom) == len(operands) and all(
            any(_is(operand, matrix) for matrix in bottom) for operand in operands
        )

    def add(self, matrix: Matrix) -> None:
        """Put a result at the bottom."""
        if matrix.made is None:
            raise ValueError(f"{matrix.printed} was given: it is no result")
        operands = matrix.made.operands
        if matrix.made.op.place is Place.CORNER:
            left = (operands[0], *(operands[2:] if matrix.made.op.name == "linear" else ()))
            if len(left) == 2:
                next(i for i in self.items if _is(i.matrix, operands[1])).ones = True
            self.items.append(Item(matrix, left=left, equation=matrix.equation))
        elif self._stand_above(operands) or (
            self.compact and all(m.values.size == 1 for m in operands[1:])
        ):
            self.items.append(Item(matrix, label=_right_of(matrix.equation)))
        else:
            for sign, operand in zip(_signs(matrix), operands[1:], strict=True):
                self.items.append(Item(operand, sign=sign))
            self.items.append(Item(matrix, sign="≈" if matrix.made.op.approximate else "="))

    def sheet(self) -> Sheet:
        """Blocks and labels of the column."""
        large = self.large
        left_width = max(sum(extent(m, large)[1] for m in item.left) for item in self.items)
        label_width = max(ceil(tex_width(item.label)) if item.label else 0 for item in self.items)
        left_width = max(left_width, label_width)
        margin = int(any(m.rows is not None for item in self.items for m in item.left))
        gutter = int(any(item.matrix.rows is not None and not item.left for item in self.items))
        gutter += int(left_width > 0 or any(item.sign for item in self.items))
        spine = margin + left_width + gutter
        head = self.items[0]
        row = 2 if head.matrix.columns else 1
        blocks: list[Block] = []
        labels: list[Label] = []
        width = 0.0
        asides = self._equations(head, row, margin, left_width, labels)
        for item in self.items:
            height, columns = extent(item.matrix, large)
            top = item is head
            block = Block(item.matrix, row, spine, height, columns, labelled=top)
            blocks.append(replace(block, rows_labelled=not item.left))
            column = margin + left_width
            for matrix in reversed(item.left):
                column -= extent(matrix, large)[1]
                blocks.append(Block(matrix, row, column, *extent(matrix, large)))
            if item.label:
                middle = row + height / 2 - 0.5
                labels.append(Label(item.label, middle, 0, 1, spine - gutter + 0.65, align="end"))
            if item.sign:
                labels.append(Label(item.sign, row, spine - gutter, height, 1, sign=True))
            right = float(spine + columns)
            if item.equation in asides:
                room = tex_width(item.equation)
                middle = row + height / 2 - 0.5
                labels.append(Label(item.equation, middle, right + 0.4, 1, room, align="start"))
                right += 0.4 + room
            width = max(width, right)
            row += height
            if item.ones:
                blocks.append(Block(_ones(item.matrix.shape[1]), row, spine, 1, columns, named=False))
                row += 1
            row += 1
        return Sheet(tuple(blocks), tuple(labels), row - 1, ceil(width), large)

    def _equations(
        self, head: Item, top: int, margin: int, left_width: int, labels: list[Label]
    ) -> set[str]:
        """Write the equations into the free quadrant; those without room there stand aside."""
        own = [i.equation for i in self.items[1:] if i.equation]
        height = extent(head.matrix, self.large)[0] + int(head.ones)
        direct = own if all(i.left for i in self.items[1:]) else own[:1]
        if len(direct) > height or any(tex_width(e) > left_width + 0.6 for e in direct):
            return set(own)
        start = top + (height - len(direct)) / 2
        for k, equation in enumerate(direct):
            labels.append(Label(equation, start + k, margin, 1, left_width + 0.6))
        return set(own) - set(direct)


def is_turned(matrix: Matrix) -> bool:
    """Does this calculation change the columns (as a transpose does), so that it can't go below?"""
    return matrix.made is not None and matrix.made.operands[0].shape[1] != matrix.shape[1]


@dataclass
class Line:
    """One written line: operands, signs and result from left to right; or one block by itself."""

    first: Matrix
    large: bool = False
    parts: list[tuple[str, str, Matrix]] = field(default_factory=list)  # sign, TeX, matrix

    def __post_init__(self) -> None:
        made = self.first.made
        if made is None or made.op.place is Place.ALONE:
            self.parts.append(("", "", self.first))
            return
        self.parts.append(("", "", made.operands[0]))
        self.add(self.first)

    @property
    def alone(self) -> bool:
        """Is it one block by itself?"""
        return len(self.parts) == 1

    def takes(self, matrix: Matrix, tallest: int) -> bool:
        """Can this calculation go on from the end of the line?"""
        made = matrix.made
        if made is None or made.op.place is not Place.LINE or len(made.operands) > 1 or self.alone:
            return False
        cells = sum(m.shape[1] + 1 for _, _, m in self.parts) + matrix.shape[1] + 4
        return _is(made.operands[0], self.parts[-1][2]) and cells <= LONGEST_LINE

    def add(self, matrix: Matrix) -> None:
        """Write the calculation on."""
        if matrix.made is None:
            raise ValueError(f"{matrix.printed} was given: it is no result")
        operands = matrix.made.operands
        if len(operands) == 1:
            self.parts.append(("→", _right_of(matrix.equation), matrix))
            return
        self.parts += [(s, "", m) for s, m in zip(_signs(matrix), operands[1:], strict=True)]
        self.parts.append(("≈" if matrix.made.op.approximate else "=", "", matrix))

    def sheet(self) -> Sheet:
        """Blocks and labels of the line."""
        large = self.large
        top = 2 if any(m.columns for _, _, m in self.parts) else 1
        tall = max(extent(m, large)[0] for _, _, m in self.parts)
        column = int(self.parts[0][2].rows is not None)
        blocks: list[Block] = []
        labels: list[Label] = []
        for sign, tex, matrix in self.parts:
            height, width = extent(matrix, large)
            middle = top + (tall - height) // 2
            if sign:
                gap = max(ceil(tex_width(tex)), 2) if tex else max(1, ceil(0.45 * len(sign)))
                gap += int(matrix.rows is not None)
                if tex:
                    centre = top + tall / 2
                    room = gap - int(matrix.rows is not None)
                    labels.append(Label(tex, centre - 0.95, column, 1, room))
                    labels.append(Label(sign, centre - 0.25, column, 1, room, sign=True))
                else:
                    labels.append(Label(sign, top, column, tall, gap, sign=True))
                column += gap
            split = _split(matrix)
            blocks.append(
                Block(matrix, middle, column, height, width, labelled=True, split=split)
            )
            column += width
        right = float(column)
        if self.alone and self.first.made and self.first.values.size > 1:
            wide = tex_width(self.first.equation)
            centre = top + tall / 2 - 0.5
            labels.append(Label(self.first.equation, centre, right + 0.4, 1, wide, align="start"))
            right += 0.4 + wide
        return Sheet(tuple(blocks), tuple(labels), top + tall, ceil(right), large)


def _split(matrix: Matrix) -> int:
    """Where a stacked matrix is divided: after the rows of its first part."""
    if matrix.made and matrix.made.op.name in ("stack", "row_of_ones_under"):
        return matrix.made.operands[0].shape[0]
    return 0
