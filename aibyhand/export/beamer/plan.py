"""What stands on which slide: a step is cut between its results where it is too high for one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aibyhand.core import Matrix
from aibyhand.core.names import plain
from aibyhand.core.op import Place
from aibyhand.core.role import Role
from aibyhand.export.shared.grids import sides, width
from aibyhand.sheet.blocks import LARGE
from aibyhand.walk import Step

ACROSS = 38.0  # em, on one slide
ROWS = 15.0  # of numbers, on one slide
LETTER = 0.55  # em, of an equation
EQUATION = 1.2  # rows
GAP = 0.3  # rows, between two lines
TINY = 1.5  # times as wide as a slide: so small would nobody read a calculation
ALIKE = 0.75  # what is made smaller together with something wide keeps so much of its size


@dataclass(frozen=True)
class Slide:
    """Some results of a step, and the matrices that are known before."""

    known: tuple[Matrix, ...] = ()
    results: tuple[Matrix, ...] = ()

    @property
    def known_rows(self) -> list[tuple[Matrix, ...]]:
        """The known matrices in rows that are as wide as a slide at most."""
        rows: list[tuple[Matrix, ...]] = []
        for matrix in self.known:
            if rows and width((*rows[-1], matrix)) + 3 * len(rows[-1]) <= ACROSS:
                rows[-1] = (*rows[-1], matrix)
            else:
                rows.append((matrix,))
        return rows

    @property
    def scales(self) -> list[float]:
        """How much smaller each line would have to be made to be as wide as a slide."""
        wide = [width(row) + 2 * len(row) for row in self.known_rows]
        wide += [max(w for w, _ in _lines(m)) for m in self.results]
        return [min(1.0, ACROSS / w) for w in wide]

    @property
    def height(self) -> float:
        """About how many rows of numbers it is high, made as small as it has to be."""
        rows = [_height(row) for row in self.known_rows]
        rows += [high for m in self.results for _, high in _lines(m)]
        return sum(high + GAP for high in rows) * min(self.scales, default=1.0)

    @property
    def is_good(self) -> bool:
        """Is it not too high, and does nothing get small because of its neighbour?"""
        scales = self.scales
        return self.height <= ROWS and min(scales) >= ALIKE * max(scales)

    def with_known(self, matrix: Matrix) -> "Slide":
        """The slide with one more known matrix."""
        return Slide((*self.known, matrix), self.results)

    def with_result(self, matrix: Matrix) -> "Slide":
        """The slide with one more result, and with what it is made of if that stands nowhere."""
        there = {id(m) for m in (*self.known, *self.results)}
        used = matrix.operands if stands_alone(matrix) and not matrix.is_transpose else ()
        more = {id(m): m for m in used if id(m) not in there}
        return Slide((*self.known, *more.values()), (*self.results, matrix))


def slides(step: Step) -> Iterator[Slide]:
    """The slides of a step, at least one; a result stays with what it is calculated from."""
    lines = {id(o) for m in step.results if not stands_alone(m) for o in m.operands}
    slide = Slide()
    for given in (m for m in step.shows if not m.made and id(m) not in lines):
        more = slide.with_known(given)
        if slide.known and not more.is_good:
            yield slide
            more = Slide().with_known(given)
        slide = more
    for result in step.results:
        more = slide.with_result(result)
        if slide != Slide() and not more.is_good:
            yield slide
            more = Slide().with_result(result)
        slide = more
    yield slide


def stands_alone(matrix: Matrix) -> bool:
    """Does a result's calculation show no numbers of what it is made of?

    Numbers that would get too small in one line stand above it, each matrix by its name.
    """
    made = matrix.made
    if made is None or made.op.place is Place.ALONE or sides(matrix).says_itself:
        return True
    return len(matrix.operands) > 1 and width(matrix.operands) > TINY * ACROSS


def lines_of(matrix: Matrix) -> int:
    """Into how many lines a result goes: its equation, its calculation and its own numbers."""
    says, calculation = _says(matrix), width(_calculation(matrix))
    if says + calculation + 2 <= ACROSS or sides(matrix).says_itself:
        return 1
    if calculation <= ACROSS or stands_alone(matrix):
        return 2
    below = EQUATION + _height(matrix.operands) + _height((matrix,)) + 3 * GAP
    return 2 if calculation / ACROSS < below / ROWS else 3  # whichever stays larger


def _says(matrix: Matrix) -> float:
    """The width of its equation."""
    return LETTER * len(plain(matrix.equation))


def _calculation(matrix: Matrix) -> tuple[Matrix, ...]:
    """What stands in its calculation, and itself."""
    return (*(() if stands_alone(matrix) else matrix.operands), matrix)


def _lines(matrix: Matrix) -> list[tuple[float, float]]:
    """The width and the height of every line of a result."""
    calculation, says = _calculation(matrix), _says(matrix)
    *operands, own = calculation
    if lines_of(matrix) == 1:
        return [(says + width(calculation) + 2, _height(calculation))]
    groups = [calculation] if lines_of(matrix) == 2 else [operands, [own]]
    return [(says, EQUATION), *((width(group) + 2, _height(group)) for group in groups)]


def _height(matrices: Sequence[Matrix]) -> float:
    """The rows of the highest of some matrices, and its frame."""
    rows = max((1 if max(m.shape) > LARGE else m.shape[0] for m in matrices), default=1)
    bare = all(m.values.size == 1 and m.role is Role.NUMBER for m in matrices)
    return rows + (0.5 if bare else 1.1)
