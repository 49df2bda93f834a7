"""A small spreadsheet: computes the formulas that our workbooks use, and refuses all others."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any
from xml.sax.saxutils import unescape as plain

import numpy as np

from aibyhand.core.cells import letters

CELL = r"\$?([A-Z]{1,3})\$?(\d+)"
TOKEN = re.compile(rf"(?:'([^']+)'!)?{CELL}(?::{CELL})?(?![\w(])|(\^)|\"[^\"]*\"")


def unescape(text: str) -> str:
    return plain(text, {"&quot;": '"'})


def column(name: str) -> int:
    """Number a column from 1."""
    number = 0
    for letter in name:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def half_away(value: float, count: int) -> float:
    """Round as a spreadsheet does: by 15 digits, halves away from zero."""
    scaled = float(f"{abs(value) * 10**count:.15g}")
    return float(np.sign(value) * np.floor(scaled + 0.5) / 10**count)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "ABS": np.abs, "SUM": np.sum, "COS": np.cos, "SIN": np.sin, "EXP": np.exp, "TANH": np.tanh,
    "SQRT": np.sqrt, "INT": np.floor, "PI": lambda: np.pi, "ROUND": half_away,
    "ATAN2": lambda x, y: np.arctan2(y, x),  # a spreadsheet takes the x first
    "MMULT": np.matmul,
    "SUMPRODUCT": lambda *a: np.sum(np.prod(np.broadcast_arrays(*a), axis=0)),
    "MAX": lambda *a: max(np.max(x) for x in a), "MIN": lambda *a: min(np.min(x) for x in a),
    "ROWS": lambda a: np.shape(np.atleast_2d(a))[0],
    "COLUMNS": lambda a: np.shape(np.atleast_2d(a))[1],
    "INDEX": lambda a, k: np.ravel(a)[int(k) - 1],
    "MATCH": lambda v, a, exactly: list(np.ravel(a)).index(v) + 1,
    "LN": np.log,
    "IF": lambda condition, yes, no: yes if condition else no,
}  # fmt: skip


Cell = tuple[str, str | None]  # a formula or nothing, and the stored value as a text or nothing


def read(workbook: bytes) -> dict[str, dict[str, Cell]]:
    """The cells of every sheet; faster than a library that also reads how they look."""
    with zipfile.ZipFile(BytesIO(workbook)) as package:
        text = {name: package.read(name).decode() for name in package.namelist()}
    titles = re.findall(r'<sheet name="([^"]*)"', text["xl/workbook.xml"])
    strings = [
        unescape("".join(re.findall(r"<t[^>]*>([^<]*)</t>", one)))
        for one in re.findall(r"<si>(.*?)</si>", text["xl/sharedStrings.xml"], re.S)
    ]
    found: dict[str, dict[str, Cell]] = {}
    for number, title in enumerate(titles, 1):
        page = found[title] = {}
        for place, look, inside in re.findall(
            r'<c r="([A-Z]+\d+)"([^>]*?)(?:/>|>(.*?)</c>)',
            text[f"xl/worksheets/sheet{number}.xml"],
        ):
            formula = re.search(r"<f>([^<]*)</f>", inside)
            value = re.search(r"<v>([^<]*)</v>", inside)
            stored = unescape(value[1]) if value else None
            if stored and 't="s"' in look:
                stored = strings[int(stored)]
            page[place] = ("=" + unescape(formula[1]) if formula else "", stored)
    return found


def ranges(workbook: bytes) -> dict[str, tuple[str, list[list[str]]]]:
    """Every defined name: its sheet, and its cells row by row."""
    with zipfile.ZipFile(BytesIO(workbook)) as package:
        text = package.read("xl/workbook.xml").decode()
    found = {}
    for name, sheet, area in re.findall(
        r'<definedName name="([^"]+)">\'?([^\'!]+)\'?!([^<]+)</definedName>', text
    ):
        found[name] = (sheet, places(area))
    return found


def places(area: str) -> list[list[str]]:
    """The cells of an area such as B5:D7, row by row."""
    first, _, last = area.replace("$", "").partition(":")
    (left, top), (right, bottom) = (
        re.fullmatch(r"([A-Z]+)(\d+)", corner).groups() for corner in (first, last or first)
    )
    columns = [letters(k) for k in range(column(left) - 1, column(right))]
    return [[f"{c}{row}" for c in columns] for row in range(int(top), int(bottom) + 1)]


class Spreadsheet:
    """Sheets of cells; a formula is computed when it is asked for."""

    def __init__(self, sheets: dict[str, dict[str, Cell]]) -> None:
        self.sheets = sheets
        self.known: dict[tuple[str, str], float] = {}

    def value(self, sheet: str, cell: str) -> float:
        """One cell."""
        if (sheet, cell) not in self.known:
            formula, stored = self.sheets[sheet][cell]
            self.known[sheet, cell] = self.compute(sheet, formula[1:]) if formula else float(stored)
        return self.known[sheet, cell]

    def area(self, sheet: str, area: str) -> np.ndarray:
        """The values of some cells, such as B5:D7."""
        return np.array([[self.value(sheet, c) for c in row] for row in places(area)], float)

    def compute(self, sheet: str, formula: str) -> float:
        """A formula; a function that is not in the list is an error."""
        names: dict[str, Any] = dict(FUNCTIONS)

        def token(match: re.Match[str]) -> str:
            other, first, top, last, bottom, power = match.groups()
            if power:
                return "**"
            if not first:
                return match[0]
            name = f"_{len(names)}"
            at = other or sheet
            whole = f"{first}{top}:{last}{bottom}" if last else f"{first}{top}"
            names[name] = self.area(at, whole) if last else self.value(at, whole)
            names[f"COLUMN({name})"] = np.arange(column(first), column(last or first) + 1)
            return name

        python = re.sub(r"(?<![<>=])=(?!=)", "==", TOKEN.sub(token, formula))
        for key in [key for key in names if "(" in key]:
            if key in python:
                names[key.replace("(", "").replace(")", "")] = names[key]
                python = python.replace(key, key.replace("(", "").replace(")", ""))
        return float(eval(python, {"__builtins__": {}}, names))
