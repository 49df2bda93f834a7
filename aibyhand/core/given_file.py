"""Given matrices from a JSON file, read strictly: whatever would be lost or guessed is refused."""

import json
from pathlib import Path
from typing import Any, NoReturn


def read(path: Path) -> dict[str, Any]:
    """The matrices in a file: an object of names, or an object with such an object under "given".

    Raises OSError naming a file that can't be read, and ValueError naming one that holds no such
    object.
    """
    try:
        found = json.loads(
            path.read_text(encoding="utf-8-sig"),
            parse_constant=_refuse_constant,
            object_pairs_hook=_object,
        )
    except OSError as problem:
        raise OSError(f"{path}: {problem.strerror or problem}") from problem
    except (ValueError, RecursionError) as problem:
        raise ValueError(f"{path}: no valid JSON: {problem}") from problem
    if isinstance(found, dict) and isinstance(found.get("given"), dict):
        found = found["given"]
    if not isinstance(found, dict):
        raise ValueError(f"{path}: needs an object of names and matrices")
    return found


def _refuse_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number that can be computed with")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object. A name that is there twice would lose its first matrix without a word."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"{name!r} is there twice")
        found[name] = value
    return found
