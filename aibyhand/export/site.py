"""Every format of every walkthrough for the book: ``python -m aibyhand.export.site FOLDER``.

Each walkthrough gets a folder with the files that its page links, and an archive with all of them.
What is up to date stays as it is: a change of one walkthrough writes the files of that one.
"""

import hashlib
import io
import os
import signal
import sys
import zipfile
from collections.abc import Collection, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from aibyhand.export import files, formats, names, write
from aibyhand.export.command import Bar
from aibyhand.export.ipynb.page import DOCS
from aibyhand.ledger import entries, entry
from aibyhand.walkthroughs import find, slugs

PACKAGE = Path(__file__).parent.parent
LIBRARIES = ("numpy", "matplotlib")  # of every figure; formats name their own
STAMP = ".stamp"


def publish(folder: Path) -> Iterator[str]:
    """Bring the folder up to date; yields a line for each walkthrough that was written."""
    folder.mkdir(parents=True, exist_ok=True)
    put(folder / "schema.json", (PACKAGE / "export" / "schema.json").read_bytes())
    library = library_digest()
    wanted = {slug: stamp_of(slug, library) for slug in slugs()}
    old = [slug for slug, stamp in wanted.items() if not _is_made(folder, slug, stamp)]
    if not old:
        return
    bar = Bar(len(old))
    bar.show("downloads")
    workers = min(len(old), os.cpu_count() or 1)
    with ProcessPoolExecutor(workers, initializer=_leave_ctrl_c) as pool:
        jobs: dict[Future[int], str] = {
            pool.submit(_make, folder, slug, wanted[slug]): slug for slug in old
        }
        try:
            for job in as_completed(jobs):
                bar.done += 1
                bar.hide()
                yield f"{folder / jobs[job]}: {job.result()} files"
                bar.show("downloads")
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        finally:
            bar.hide()


def _leave_ctrl_c() -> None:
    """Let the parent alone hear Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _make(folder: Path, slug: str, stamp: str) -> int:
    """Write a walkthrough's files in all lanes and formats; take away what is no longer made."""
    walkthrough = find(slug)
    made: dict[str, bytes] = {}
    linked: dict[str, bytes] = {}
    for lane in walkthrough.lanes:
        trace = walkthrough.run(lane=lane)
        for to in formats():
            found = files(trace, to)
            made |= found
            linked |= {name: found[name] for name in names(walkthrough, lane, to)}
    own = folder / slug
    own.mkdir(exist_ok=True)
    (own / STAMP).unlink(missing_ok=True)
    for name, data in linked.items():
        put(own / name, data)
    for path in own.iterdir():
        if path.name not in linked:
            path.unlink()
    put(folder / f"{slug}.zip", archive(slug, made, linked))
    write(own / STAMP, "\n".join([stamp, *linked]).encode())
    return len(made)


def archive(slug: str, made: dict[str, bytes], linked: Collection[str]) -> bytes:
    """All files of a walkthrough as one archive: a folder, in it one more for the many pictures."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in sorted(made.items()):
            inside = f"{slug}/{name}" if name in linked else f"{slug}/steps/{name}"
            target.writestr(zipfile.ZipInfo(inside), data, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def put(path: Path, data: bytes) -> None:
    """Write a file where it would change: what is equal keeps its date."""
    if not path.exists() or path.read_bytes() != data:
        write(path, data)


def _is_made(folder: Path, slug: str, stamp: str) -> bool:
    """Is everything of a walkthrough there, and up to date?"""
    noted = folder / slug / STAMP
    if not noted.exists() or not (folder / f"{slug}.zip").exists():
        return False
    first, *made = noted.read_text(encoding="utf-8").splitlines()
    return first == stamp and all((folder / slug / name).exists() for name in made)


def library_digest() -> bytes:
    """A digest of what all files depend on: the library without its topics, and the formats'."""
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*")):
        inside = path.relative_to(PACKAGE)
        if inside.parts[0] != "walkthroughs" and path.suffix in (".py", ".json"):
            digest.update(inside.as_posix().encode() + path.read_bytes())
    own = {library for about in formats().values() for library in about.libraries}
    for library in sorted(own.union(LIBRARIES)):
        try:
            digest.update(f"{library} {version(library)}\n".encode())
        except PackageNotFoundError:
            digest.update(library.encode())
    return digest.digest()


def stamp_of(slug: str, library: bytes) -> str:
    """A digest of what the files of one walkthrough depend on."""
    digest = hashlib.sha256(library)
    for path in sources(slug):
        digest.update(path.read_bytes())
    digest.update(repr(entry(slug) if slug in entries() else "").encode())
    for lane in find(slug).lanes:  # a walkthrough may use what another one defines
        for data in files(find(slug).run(lane=lane), "json").values():
            digest.update(data)
    return digest.hexdigest()


def sources(slug: str) -> list[Path]:
    """The files that a walkthrough is written in: its module or folder of modules, its page."""
    module = PACKAGE / "walkthroughs" / slug.replace("-", "_")
    modules = sorted(module.rglob("*.py")) if module.is_dir() else [module.with_suffix(".py")]
    return modules + sorted(DOCS.glob(f"*/{slug}.md"))


def main(arguments: list[str]) -> int:
    """Publish into the folder that is named, and return the exit status."""
    if len(arguments) != 1:
        print("aibyhand.export.site: name one folder", file=sys.stderr)
        return 2
    try:
        for line in publish(Path(arguments[0])):
            print(line, flush=True)
    except KeyboardInterrupt:
        return 130
    except (OSError, ImportError) as problem:
        print(f"aibyhand.export.site: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
