"""Take a walkthrough along: files that other programs open, all read from one trace.

Each format is one module or folder of this room that says what it gives, how its files are called,
what libraries it needs and what options it takes (``FORMAT``), and makes them (``files``). A
format that leaves something out of a large trace says what (``left_out``). There is no list of
formats to keep.
"""

import inspect
import os
import pkgutil
import tempfile
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from aibyhand.core.lookup import closest
from aibyhand.export.format import Format, named, stem
from aibyhand.walk import Lane, Trace, Walkthrough

__all__ = ["files", "formats", "names", "save", "stem"]


@cache
def formats() -> dict[str, Format]:
    """Every format by its name, in the order in which they are listed."""
    modules = [module.name for module in pkgutil.iter_modules(__path__)]
    found = {name: _module(name).FORMAT for name in modules if hasattr(_module(name), "FORMAT")}
    return dict(sorted(found.items(), key=lambda item: (item[1].place, item[0])))


def _module(name: str) -> Any:
    return import_module(f"{__name__}.{name}")


def names(walkthrough: Walkthrough, lane: Lane, to: str) -> tuple[str, ...]:
    """The files of a format that a reader looks for first."""
    patterns = formats()[to].names
    if lane == walkthrough.shown_lane:
        patterns += formats()[to].once
    return tuple(p.format(stem=named(walkthrough, lane), slug=walkthrough.slug) for p in patterns)


def files(trace: Trace, to: str, **options: Any) -> dict[str, bytes]:
    """The files of one format, by name; ``options`` are the format's own, such as a PNG's width.

    Raises ValueError for an unknown format, TypeError for an option that it doesn't take, and
    ImportError naming a library that is missing.
    """
    check(to)
    make = _module(to).files
    known = inspect.signature(make).parameters
    if unknown := [name for name in options if name not in known]:
        raise TypeError(f"the format {to} takes no {' or '.join(unknown)}")
    try:
        made: dict[str, bytes] = make(trace, **options)
    except ModuleNotFoundError as missing:
        package = str(missing.name).split(".")[0]
        raise ImportError(
            f"the format {to} needs the package {package!r}: pip install 'aibyhand[export]'"
        ) from missing
    return made


def left_out(trace: Trace, to: str) -> str:
    """What the files of a format leave out of a trace, in words; nothing if nothing."""
    says = getattr(_module(to), "left_out", None)
    return says(trace) if says else ""


def check(to: str) -> None:
    """Raise ValueError for an unknown format, naming the closest."""
    if to not in formats():
        raise ValueError(f"no format {to!r}{closest(to, formats())}")


def save(
    trace: Trace,
    to: str | Sequence[str],
    output: str | Path = ".",
    *,
    force: bool = False,
    **options: Any,
) -> list[Path]:
    """Write a trace in one or several formats into a folder, and return the paths.

    ``options`` are the formats' own: ``width`` and ``transparent`` for PNG, ``steps`` such as
    ``"4-6,9"`` for a worksheet. Every file is written beside its place and then renamed, so that
    a failure leaves no half file.
    Raises ValueError for an unknown format and FileExistsError where a file is there already and
    ``force`` is not given; nothing is written then.
    """
    wanted = [to] if isinstance(to, str) else list(to)
    for one in wanted:
        check(one)
    made = {name: data for one in wanted for name, data in files(trace, one, **options).items()}
    folder = Path(output)
    paths = [folder / name for name in made]
    present = [path for path in paths if path.exists()]
    if present and not force:
        raise FileExistsError(f"{present[0]} is there already; force=True replaces it")
    folder.mkdir(parents=True, exist_ok=True)
    for path, data in zip(paths, made.values(), strict=True):
        write(path, data)
    return paths


def write(path: Path, data: bytes) -> None:
    """Write a file beside its place and rename it, so that nobody meets half of it."""
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(beside, 0o644)
        os.replace(beside, path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
