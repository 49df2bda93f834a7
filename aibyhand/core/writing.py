"""Writing an expression in a language, with parentheses where they are needed and nowhere else.

A ``Spelling`` says what a language looks like: NumPy, PyTorch, a workbook, TeX with names or with
numbers, words. The rules of precedence stand here once for all of them.
"""

from collections.abc import Callable
from dataclasses import dataclass

from aibyhand.core.expression import Data
from aibyhand.core.functions import FUNCTIONS

# How tightly a piece of writing holds together.
CONDITION, PLUS, TIMES, POWER, ATOM = range(5)


@dataclass(frozen=True)
class Written:
    """A piece of writing, and how tightly it holds together."""

    text: str
    level: int = ATOM

    @property
    def negative(self) -> bool:
        """Does it begin with a minus?"""
        return self.text.startswith("-")

    def within(self, level: int) -> str:
        """The text, in parentheses where it holds together less tightly than that."""
        return self.text if self.level >= level else f"({self.text})"


Write = Callable[[Data], Written]


@dataclass(frozen=True)
class Spelling:
    """What a language looks like. ``leaf`` writes what only this language knows how to write."""

    leaf: Callable[[tuple, Write], Written | None]  # type: ignore[type-arg]
    function: str  # the column of the table of functions
    power: Callable[[str, str], str]
    plus: str = " + "
    minus: str = " - "
    times: Callable[[Data, Data], str] = lambda a, b: " * "
    over: str = " / "
    compare: Callable[[str], str] = lambda sign: f" {sign} "
    bracket: Callable[[str], str] = lambda condition: f"({condition}) * 1.0"
    masked: Callable[[str, str], str] = lambda a, condition: f"{a} * ({condition})"
    printed: bool = False  # writes what is printed, where something else is computed
    number_first: bool = False  # 2 X, and not X 2


def write(data: Data, spelling: Spelling) -> Written:
    """An expression in a language."""

    def go(part: Data) -> Written:
        if not isinstance(part, tuple):
            text = f"{part:g}" if isinstance(part, int | float) else part
            return Written(text, PLUS if text.startswith("-") else ATOM)
        return spelling.leaf(part, go) or _node(part, spelling, go)

    return go(data)


def _node(part: tuple, spelling: Spelling, go: Write) -> Written:  # type: ignore[type-arg]
    head, *inside = part
    match head:
        case "as":
            return go(inside[0] if spelling.printed else inside[1])
        case "by":
            if spelling.printed:
                return Written(inside[0].format(go(inside[1]).text))
            return go(inside[2])
        case "whole":
            return go(inside[0])
        case "neg":
            return Written(f"-{go(inside[0]).within(TIMES)}", PLUS)
        case "round":
            return go(inside[0])  # the sign ≈ says it
        case "[]":
            return _level(spelling.bracket(go(inside[0]).text))
        case "+" | "-" | "*" | "/" | "^":
            return _two(part, spelling, go)
        case "<" | "<=" | ">" | ">=" | "=":
            a, b = (go(p).text for p in inside)
            return Written(f"{a}{spelling.compare(head)}{b}", CONDITION)
    function = FUNCTIONS[head]
    argument, bare = go(inside[0]), function.bare or spelling.printed
    text = getattr(function, spelling.function).format(
        argument.text if bare else argument.within(ATOM)
    )
    return Written(text, ATOM if bare else TIMES)


def _level(bracket: str) -> Written:
    return Written(bracket, ATOM if bracket.endswith(("]", ")")) else TIMES)


def _two(part: tuple, spelling: Spelling, go: Write) -> Written:  # type: ignore[type-arg]
    head, left, right = part
    if head == "*" and isinstance(right, tuple) and right[0] == "[]":
        factor, condition = go(left), go(right[1]).text
        if not (isinstance(left, tuple) and left[0] == "[]"):
            return Written(spelling.masked(factor.within(TIMES), condition), TIMES)
    a, b = go(left), go(right)
    match head:
        case "+":
            later = f"({b.text})" if b.negative else b.within(PLUS)
            return Written(f"{a.within(PLUS)}{spelling.plus}{later}", PLUS)
        case "-":
            return Written(f"{a.within(PLUS)}{spelling.minus}{b.within(TIMES)}", PLUS)
        case "*":
            if spelling.number_first and not isinstance(right, tuple) and isinstance(left, tuple):
                a, b, left, right = b, a, right, left
            sign = spelling.times(left, right)
            return Written(f"{a.within(TIMES)}{sign}{b.within(TIMES)}", TIMES)
        case "/":
            above = a.text if a.negative and _is_leaf(left) else a.within(TIMES)
            return Written(f"{above}{spelling.over}{b.within(POWER)}", TIMES)
    return Written(spelling.power(a.within(ATOM), b.text), POWER)


def _is_leaf(data: Data) -> bool:
    return not isinstance(data, tuple) or data[0] in ("x", "at", "at0")
