"""How one cell is written out: the sums and formulas that stand under a figure."""

from collections.abc import Callable, Sequence

from aibyhand.core.numbers import MINUS, is_exact, number
from aibyhand.core.op import Operand, Region, Settings, Worked

LONGEST_SUM = 100  # characters of TeX; of a longer sum the middle is left out
LONGEST_START = 60  # of what stands before that, three terms or two


def digit(operand: Operand, i: int, j: int) -> str:
    """One number of an operand in TeX, with the decimals that its matrix is printed with.

    A number that these decimals don't hold gets up to two more, so that the sum can be followed.
    """
    value = float(operand.values[i, j])
    return number(value, written_decimals(value, operand.digits)).replace(MINUS, "-")


def written_decimals(value: float, count: int) -> int:
    """The decimals that a number gets in a written sum: as few as hold it, at most two more."""
    return next((c for c in (count, count + 1) if is_exact(value, c)), count + 2)


def factor(text: str) -> str:
    """A number behind another sign: a negative one goes into parentheses."""
    return f"({text})" if text.startswith("-") else text


def total(terms: Sequence[str]) -> str:
    """A written-out sum; the middle of a long one is left out."""
    terms = _shortened(terms)
    return " + ".join([terms[0], *(factor(term) for term in terms[1:])])


def listed(terms: Sequence[str]) -> str:
    """Numbers one after the other; the middle of a long list is left out."""
    return ", ".join(_shortened(terms))


def _shortened(terms: Sequence[str]) -> Sequence[str]:
    if sum(map(len, terms)) <= LONGEST_SUM:
        return terms
    first = 3 if sum(map(len, terms[:3])) <= LONGEST_START else 2
    return [*terms[:first], r"\cdots", terms[-1]]


def stretched(operand: Operand, i: int, j: int) -> tuple[int, int]:
    """The cell that meets cell (i, j) when axes of length 1 are stretched."""
    rows, columns = operand.values.shape
    return (i if rows > 1 else 0), (j if columns > 1 else 0)


def cell_by_cell(
    pattern: str,
) -> Callable[[Sequence[Operand], Settings, int, int], Worked]:
    """The writing of an elementwise operation: ``"<0> + <1p>"`` filled with one cell of each.

    ``<0>`` is the bare number, ``<0p>`` the number with parentheses where it is negative.
    """

    def worked(operands: Sequence[Operand], settings: Settings, i: int, j: int) -> Worked:
        filled, regions = pattern, []
        for index, operand in enumerate(operands):
            at = stretched(operand, i, j)
            text = digit(operand, *at)
            filled = filled.replace(f"<{index}p>", factor(text)).replace(f"<{index}>", text)
            regions.append((index, Region(*at)))
        return Worked(filled, tuple(regions))

    return worked
