"""What every picture beside the numbers is: a description that says and draws itself.

A kind of picture is one module: a frozen dataclass in the words of the subject, with no styling;
its checks; its words; its drawing. Walkthroughs make the descriptions of matrices; drawing reads
their numbers and computes none.
"""

from abc import ABC, abstractmethod

from aibyhand.core.numbers import Array, number
from aibyhand.draw.drawing import Drawing
from aibyhand.sheet.blocks import Sheet


class Picture(ABC):
    """A picture with a title. ``grows``: a later one of a walkthrough holds all of this one."""

    title: str
    grows: bool = False

    @property
    @abstractmethod
    def words(self) -> str:
        """The picture, read aloud."""

    @abstractmethod
    def drawing(self) -> Drawing:
        """Draw it, with its words as the text alternative."""

    def sheet(self) -> Sheet | None:
        """The sheet that it is, if it is one: matrices on the grid of cells."""
        return None

    def to_fill_in(self) -> "Picture | None":
        """The same without any answer, for a worksheet; None where there is no such picture."""
        return None


def listed(values: Array, digits: int) -> str:
    """Numbers in a row, as they are read aloud."""
    return ", ".join(number(float(value), digits) for value in values)
