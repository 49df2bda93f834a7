"""A column of a sheet: the input on top, results below, every weight to the left of its result."""

from dataclasses import dataclass, field, replace
from math import ceil

from aibyhand.core import Matrix
from aibyhand.core.op import Place
from aibyhand.sheet.blocks import Block, Label, Sheet
from aibyhand.sheet.measure import (
    extent,
    is_turned,
    label_of,
    row_of_ones,
    same,
    signs_of,
    tex_width,
)


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
            cascade = same(operands[1], head) and all(item.left for item in self.items[1:])
            return cascade or same(operands[1], last)
        if matrix.made.op.place is not Place.LINE or is_turned(matrix):
            return False
        return same(operands[0], last) or self._stand_above(operands)

    def _stand_above(self, operands: tuple[Matrix, ...]) -> bool:
        """Do these operands stand at the bottom of the column already?"""
        bottom = [item.matrix for item in self.items[-len(operands) :]]
        return len(bottom) == len(operands) and all(
            any(same(operand, matrix) for matrix in bottom) for operand in operands
        )

    def add(self, matrix: Matrix) -> None:
        """Put a result at the bottom."""
        if matrix.made is None:
            raise ValueError(f"{matrix.printed} was given: it is no result")
        operands = matrix.made.operands
        if matrix.made.op.place is Place.CORNER:
            bias = matrix.made.op.bias
            left = operands[:1] if bias is None else (operands[0], operands[bias])
            if bias is not None:
                next(i for i in self.items if same(i.matrix, operands[1])).ones = True
            self.items.append(Item(matrix, left=left, equation=matrix.equation))
        elif self._stand_above(operands) or (
            self.compact and all(m.values.size == 1 for m in operands[1:])
        ):
            self.items.append(Item(matrix, label=label_of(matrix)))
        else:
            for sign, operand in zip(signs_of(matrix), operands[1:], strict=True):
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
        sign = max((ceil(0.45 * len(item.sign)) for item in self.items), default=0)
        gutter += max(sign, int(left_width > 0))
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
                block = Block(matrix, row, column, *extent(matrix, large))
                blocks.append(replace(block, rows_labelled=matrix is item.left[0]))
            if item.label:
                middle = row + height / 2 - 0.5
                labels.append(Label(item.label, middle, 0, 1, spine - gutter + 0.65, align="end"))
            if item.sign:
                labels.append(Label(item.sign, row, spine - gutter, height, sign, sign=True))
            right = float(spine + columns)
            if item.equation in asides:
                room = tex_width(item.equation)
                middle = row + height / 2 - 0.5
                labels.append(Label(item.equation, middle, right + 0.4, 1, room, align="start"))
                right += 0.4 + room
            width = max(width, right)
            row += height
            if item.ones:
                blocks.append(
                    Block(row_of_ones(item.matrix.shape[1]), row, spine, 1, columns, named=False)
                )
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
