"""Take a walkthrough along: files that other programs open, all read from one trace.

Each format is one module with a function ``files(trace)`` that gives the bytes of every file by its
name; it knows traces and sheets, and no topic. The same trace gives the same bytes.
"""

import os
import tempfile
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from aibyhand.trace import Trace, closest

FORMATS: dict[str, str] = {}  # the name of a format: what a lecturer gets


def files(trace: Trace, to: str) -> dict[str, bytes]:
    """The files of one format, by name. Raises ValueError for an unknown format."""
    if to not in FORMATS:
        raise ValueError(f"no format {to!r}{closest(to, FORMATS)}")
    made: dict[str, bytes] = import_module(f"{__name__}.{to}").files(trace)
    return made


def export(
    trace: Trace, to: str | Sequence[str], output: str | Path = ".", *, force: bool = False
) -> list[Path]:
    """Write a trace in one or several formats into a folder, and return the paths.

    Every file is written beside its place and then renamed, so that a failure leaves no half file.
    Raises ValueError for an unknown format and FileExistsError where a file is there already and
    ``force`` is not given; nothing is written then.
    """
    wanted = [to] if isinstance(to, str) else list(to)
    made = {name: data for one in wanted for name, data in files(trace, one).items()}
    folder = Path(output)
    paths = [folder / name for name in made]
    present = [path for path in paths if path.exists()]
    if present and not force:
        raise FileExistsError(f"{present[0]} is there already")
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
