"""Given matrices from a JSON file, read strictly: whatever would be lost or guessed is refused."""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from aibyhand.core.numbers import MINUS


class RefusedError(ValueError):
    """What is in a file can't be taken as it stands."""


def read(path: Path) -> dict[str, Any]:
    """The matrices in a file: an object of names, or an object with such an object under "given".

    What ``aibyhand values`` writes is read, too: those of its matrices that were given. A minus may
    be the true minus sign that the book prints, and the file may be UTF-16 with its mark, as
    Windows writes it. Raises OSError naming a file that can't be read, and ValueError naming one
    that holds no such object, or a number that a float can't hold to the last digit.
    """
    try:
        data = path.read_bytes()
        found = json.loads(
            _hyphens(data.decode(json.detect_encoding(data))),
            parse_constant=_refuse_constant,
            parse_float=_float,
            parse_int=_whole,
            object_pairs_hook=_object,
        )
    except OSError as problem:
        raise OSError(f"{path}: {problem.strerror or problem}") from problem
    except RefusedError as problem:
        raise ValueError(f"{path}: {problem}") from problem
    except (ValueError, RecursionError) as problem:
        raise ValueError(f"{path}: no valid JSON: {problem}") from problem
    if isinstance(found, dict) and isinstance(found.get("given"), dict):
        found = found["given"]
    elif isinstance(found, dict) and isinstance(found.get("matrices"), list):
        found = _given_of(found["matrices"])
    if not isinstance(found, dict):
        raise ValueError(f"{path}: needs an object of names and matrices")
    return found


def _hyphens(text: str) -> str:
    """The text with a hyphen for every true minus sign outside of names."""
    parts = re.split(r'("(?:[^"\\]|\\.)*")', text)  # every other part is a name with its quotes
    return "".join(p if k % 2 else p.replace(MINUS, "-") for k, p in enumerate(parts))


def _given_of(records: list[Any]) -> dict[str, Any] | None:
    """The given ones among the matrices that ``aibyhand values`` writes; None for other records."""
    try:
        return _object([(one["name"], one["values"]) for one in records if one["given"]])
    except (KeyError, TypeError):
        return None


def _float(word: str) -> float:
    """A number, if a float holds all its digits."""
    value = float(word)
    digits = len(Decimal(word).normalize().as_tuple().digits)
    if value not in (float("inf"), -float("inf")):  # these are refused by the matrix's name
        held = Decimal(f"{Decimal(value):.{digits - 1}e}")
        if held != Decimal(word):
            raise RefusedError(f"{word} would become {value!r}")
    return value


def _whole(word: str) -> int:
    """A whole number, if a float holds all its digits."""
    value = int(word)
    if abs(value) > 2**53 and len(word) < 309 and int(float(value)) != value:
        raise RefusedError(f"{word} would become {int(float(value))}")
    return value


def _refuse_constant(word: str) -> NoReturn:
    raise RefusedError(f"{word} is no number that can be computed with")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object. A name that is there twice would lose its first matrix without a word."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise RefusedError(f"{name!r} is there twice")
        found[name] = value
    return found
