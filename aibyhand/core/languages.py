"""The languages that a cell-by-cell operation is written in, from its expression alone."""

import re
from collections.abc import Callable, Sequence

from aibyhand.core.cells import Cells
from aibyhand.core.expression import Data
from aibyhand.core.rewrite import walk
from aibyhand.core.writing import Spelling, Write, Written, write


def _name(part: tuple, go: Write) -> Written | None:  # type: ignore[type-arg]
    """An operand as a place for its name, ``{0}``; the constant pi is each language's own."""
    return Written(f"{{{part[1]}}}") if part[0] == "x" else None


def _code(library: str) -> Callable[[tuple, Write], Written | None]:  # type: ignore[type-arg]
    def leaf(part: tuple, go: Write) -> Written | None:  # type: ignore[type-arg]
        if part[0] == "pi":
            return Written(f"{part[1]} * {library}.pi")
        return _name(part, go)

    return leaf


def _equal(sign: str) -> str:
    return " == " if sign == "=" else f" {sign} "


def _code_power(base: str, exponent: str) -> str:
    return f"{base}**({exponent})" if " " in exponent else f"{base}**{exponent}"


NUMPY = Spelling(_code("np"), "numpy", _code_power, compare=_equal)
TORCH = Spelling(
    _code("torch"), "torch", _code_power, compare=_equal,
    bracket=lambda condition: f"({condition}).to({{0}}.dtype)",
)  # fmt: skip


def in_words(data: Data) -> str:
    """The expression as words, ``{0}`` for the first operand's name."""
    spelling = Spelling(
        _name, "words", lambda base, up: f"{base} squared" if up == "2" else f"{base} to the {up}",
        " plus ", " minus ", lambda a, b: " times ", " divided by ", printed=True,
        bracket=lambda condition: f"one where {condition} and zero elsewhere",
        masked=lambda a, condition: f"{a} where {condition}, zero elsewhere",
    )  # fmt: skip
    return write(data, spelling).text.replace("-", "minus ")


def in_names(data: Data, numbers: Sequence[int]) -> str:
    """The expression in TeX, ``{0}`` for the first operand's symbol; ``numbers`` are 1×1."""

    def factor(part: Data) -> bool:
        found = {p[1] for p in walk(part) if isinstance(p, tuple) and p[0] == "x"}
        return found <= set(numbers)

    spelling = Spelling(
        _tex_leaf, "tex", lambda base, up: f"{base}^{{{up}}}" if len(up) > 1 else f"{base}^{up}",
        times=lambda a, b: r"\," if factor(a) or factor(b) else r" \odot ", printed=True,
        number_first=True,
        compare=tex_sign, bracket=lambda condition: f"[{condition}]",
        masked=lambda a, condition: rf"{a} \odot [{condition}]",
    )  # fmt: skip
    text = write(data, spelling).text.replace("{", "{{").replace("}", "}}")
    return re.sub(r"\x00(\d)", r"{\1}", text)  # braces of TeX are not those of a pattern


def _tex_leaf(part: tuple, go: Write) -> Written | None:  # type: ignore[type-arg]
    match part[0]:
        case "pi":
            return Written(rf"{part[1]}\pi")
        case "x":
            return Written(f"\x00{part[1]}")
    return None


def tex_sign(sign: str) -> str:
    """A comparison in TeX."""
    return {"<=": r" \leq ", ">=": r" \geq "}.get(sign, f" {sign} ")


def in_cells(data: Data, operands: Sequence[Cells], i: int, j: int) -> str:
    """The expression as a workbook's formula for one cell, without the = in front."""

    def leaf(part: tuple, go: Write) -> Written | None:  # type: ignore[type-arg]
        if part[0] == "x":
            return Written(operands[part[1]].stretched(i, j))
        if part[0] == "pi":
            return Written(f"({part[1]}*PI())")
        if part[0] == "neg":  # a workbook reads -A1^2 as (-A1)^2
            inside = go(part[1])
            return Written(f"(-{inside.within(4)})")
        return None

    spelling = Spelling(
        leaf, "workbook", lambda base, up: f"{base}^{up if up.isalnum() else f'({up})'}",
        "+", "-", lambda a, b: "*", "/", lambda sign: sign,
        lambda condition: f"IF({condition},1,0)",
        lambda a, condition: f"IF({condition},{a},0)",
    )  # fmt: skip
    return write(data, spelling).text


def signs_between(data: Data, count: int) -> tuple[str, ...] | None:
    """What stands between the operands where they are met once each and in order, on one line.

    None where the calculation can't be read from left to right without parentheses.
    """
    spelling = Spelling(
        lambda part, go: Written("•") if part[0] == "x" else None, "tex",
        lambda base, up: f"{base}^{up}", "+", "−", lambda a, b: "·", " ÷ ", printed=True,
    )  # fmt: skip
    order = [p[1] for p in walk(data) if isinstance(p, tuple) and p[0] == "x"]
    text = write(data, spelling).text
    if order != list(range(count)) or not text.startswith("•") or not text.endswith("•"):
        return None
    signs = text.strip("•").split("•") if count > 1 else []
    if any(c in text for c in "()[]\\^") or len(signs) != count - 1:
        return None
    return tuple(sign.strip() for sign in signs)
