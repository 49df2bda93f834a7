"""Measure what readers, lecturers and the build feel, and print it as a table.

python benchmarks/run.py            everything (builds the book twice in a temporary folder)
python benchmarks/run.py --quick    without the book
"""

import argparse
import gzip
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def row(what: str, measured: str, aim: str = "") -> None:
    """One line of the table."""
    print(f"| {what} | {measured} | {aim} |", flush=True)


def best(task: Callable[[], object], rounds: int) -> float:
    """The least CPU time of some rounds, in milliseconds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        task()
        times.append(time.process_time() - start)
    return 1000 * min(times)


def importing(module: str) -> float:
    """Seconds that a fresh interpreter needs to import a module, the least of ten."""
    compiled = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}  # as it is from the second time on
    code = f"import time; t = time.perf_counter(); import {module}; print(time.perf_counter() - t)"
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=compiled,
            capture_output=True,
            text=True,
            check=True,
        )
        for _ in range(10)
    ]
    return min(float(run.stdout) for run in runs)


def plain_matplotlib(sheet: object) -> bytes:
    """Draw a sheet the plain way: axes, a patch and a text for each cell, a text for each name."""
    import matplotlib

    matplotlib.use("svg")
    import matplotlib.pyplot as plt
    from matplotlib.patches import Rectangle

    from aibyhand.core.numbers import number
    from aibyhand.sheet.blocks import Sheet

    assert isinstance(sheet, Sheet)
    figure, axes = plt.subplots(figsize=(sheet.width / 2, sheet.height / 2))
    for block in sheet.blocks:
        for (i, j), value in _cells(block.matrix.values):
            at = (block.column + j, -block.row - i - 1)
            axes.add_patch(
                Rectangle(at, 1, 1, facecolor=block.matrix.role.look.fill, edgecolor="grey")
            )
            shown = number(float(value), block.matrix.digits)
            axes.text(at[0] + 0.5, at[1] + 0.5, shown, ha="center", va="center")
        axes.text(block.column, -block.row + 0.2, f"${block.matrix.symbol}$")
    axes.set_xlim(0, sheet.width)
    axes.set_ylim(-sheet.height, 0)
    axes.axis("off")
    out = BytesIO()
    figure.savefig(out, format="svg")
    plt.close(figure)
    return out.getvalue()


def _cells(values: object) -> list[tuple[tuple[int, ...], float]]:
    import numpy as np

    return list(np.ndenumerate(np.asarray(values)))


def library() -> None:
    """Import, runs and a figure."""
    numpy, ours = importing("numpy"), importing("aibyhand")
    row("import numpy", f"{1000 * numpy:.0f} ms")
    row("import aibyhand", f"{1000 * ours:.0f} ms, {ours / numpy:.2f} × NumPy", "≤ 1.5 × NumPy")

    import numpy as np

    import aibyhand
    from aibyhand.draw.sheets import draw_sheet
    from aibyhand.sheet.layout import lay_out, poster

    for slug in aibyhand.slugs():
        walkthrough = aibyhand.find(slug)
        row(f"run {slug}", f"{best(walkthrough.run, 5):.1f} ms CPU")
    trace = aibyhand.find("self-attention").run()
    shown = trace.step(2).shows
    cells = sum(b.matrix.values.size for b in lay_out(shown).blocks if b.named)
    sheet = lay_out(shown)
    draw_sheet(sheet, "")
    fast = best(lambda: draw_sheet(lay_out(shown), ""), 20)
    plain_matplotlib(sheet)
    slow = best(lambda: plain_matplotlib(sheet), 5)
    row(f"figure of {cells} cells", f"{fast:.1f} ms CPU")
    row("the same, plain matplotlib", f"{slow:.0f} ms CPU, {slow / fast:.0f} × as much", "≥ 5 ×")
    random = np.random.default_rng(0)
    big = {name: random.normal(size=(128, 128)) / 12 for name in ("X", "WQ", "WK", "WV")}
    start = time.perf_counter()
    large = aibyhand.find("self-attention").run(**big)
    for step in large.steps:
        draw_sheet(lay_out(step.shows), "")
    draw_sheet(poster(large.parts), "")
    row("self-attention of 128×128, run and drawn", f"{time.perf_counter() - start:.2f} s", "≤ 1 s")


def exports(everything: bool) -> None:
    """Every format of one walkthrough from a cold start, and all that the book offers."""
    from aibyhand.export import formats

    with tempfile.TemporaryDirectory() as folder:
        start = [sys.executable, "-m", "aibyhand", "export", "lstm", "--output", folder, "--force"]
        for to in formats():
            took = min(_timed([*start, "--to", to], ROOT) for _ in range(3))
            aim = "≤ 1 s" if to in ("xlsx", "svg", "json") else "≤ 2 s"
            row(f"export lstm --to {to}, from a cold start", f"{took:.2f} s", aim)
        if everything:
            publish = [sys.executable, "-m", "aibyhand.export.site", folder]
            row("every walkthrough in every format", f"{_timed(publish, ROOT):.0f} s", "≤ 300 s")
            row("the same once more", f"{_timed(publish, ROOT):.2f} s")


def book() -> None:
    """The cold build, the rebuild of one page, and the bytes of every page."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "book"
        ignored = shutil.ignore_patterns(".git", ".venv", "_build", "__pycache__", ".*_cache")
        shutil.copytree(ROOT, copy, ignore=ignored)
        out = copy / "_build" / "html"
        command = [
            sys.executable,
            "-m",
            "sphinx",
            "-q",
            "-c",
            ".",
            "-d",
            "_build/doctrees",
            "docs",
            str(out),
        ]
        cold = _timed(command, copy)
        pages = sorted(
            p for p in out.rglob("*.html") if p.name not in ("genindex.html", "search.html")
        )
        row("cold build", f"{cold:.1f} s, {cold / len(pages):.2f} s a page ({len(pages)} pages)")
        page = copy / "docs" / "attention" / "self-attention.md"
        page.write_text(
            page.read_text(encoding="utf-8") + "\nOne more sentence.\n", encoding="utf-8"
        )
        row("rebuild after an edit of one page", f"{_timed(command, copy):.1f} s", "≤ 5 s")
        for path in pages:
            size = len(gzip.compress(path.read_bytes(), 9)) / 1000
            row(f"page {path.relative_to(out)}, compressed", f"{size:.0f} KB", "≤ 200 KB")
        script = compressed((out / "_static" / "copy.js").read_text(encoding="utf-8"))
        row("the copy menu's script, compressed", f"{script:.1f} KB", "≤ 15 KB")
        size, path = max((copied(path), path) for path in pages)
        what = f"what can be copied of a page, at most ({path.stem}), compressed"
        row(what, f"{size:.1f} KB", "≤ 20 KB")


def compressed(text: str) -> float:
    """Kilobytes of a text as a server sends it."""
    return len(gzip.compress(text.encode(), 9)) / 1000


def copied(page: Path) -> float:
    """Kilobytes that a page would lose without what can be copied."""
    html = page.read_text(encoding="utf-8")
    parts = r"<p class='abh-copy'.*?</p>|<div class='abh-copies'>.*?</div>"
    return compressed(html) - compressed(re.sub(parts, "", html, flags=re.S))


def _timed(command: list[str], folder: Path) -> float:
    start = time.perf_counter()
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1767225600"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode or re.search(r"ERROR|Traceback", done.stderr):
        sys.exit(done.stderr)
    return time.perf_counter() - start


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Measure the library and the book.")
    parser.add_argument("--quick", action="store_true", help="without building the book")
    quick = parser.parse_args().quick
    print("| what | measured | aim |\n|---|---|---|")
    library()
    exports(everything=not quick)
    if not quick:
        book()


if __name__ == "__main__":
    main()
