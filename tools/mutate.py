"""Change one thing at a time in a copy of the package, and see whether the fast tests notice.

``python tools/mutate.py --seed 1 --sample 300`` draws so many changes at random and prints those
that survive. Nothing in the checkout is touched. Not a part of the gate: it takes hours.
"""

import argparse
import multiprocessing
import os
import random
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue

from mutants import Mutant, mutants

ROOT = Path(__file__).resolve().parent.parent
FORKS = multiprocessing.get_context("forkserver")  # Python and the large libraries start once
FORKS.set_forkserver_preload(["pytest", "numpy", "scipy.signal", "onnx.reference"])
ROOMS = ("core", "ops", "sheet", "walk", "walkthroughs")  # of the package; whatever lies in them


def likely(path: Path) -> list[str]:
    """The tests that are likely to notice: those of the same name, or of the same room."""
    room, *rest = path.relative_to(ROOT / "aibyhand").with_suffix("").parts
    name = rest[0] if rest else room  # a walkthrough that is a folder has one test
    found = [Path("tests", room, f"test_{name}.py"), Path("tests", room), Path("tests/contracts")]
    return [next(str(there) for there in found if (ROOT / there).exists())]


class Runner:
    """Runs the tests on mutants, each in a copy of the tree that nobody else uses meanwhile."""

    def __init__(self, jobs: int, timeout: float, folder: Path) -> None:
        self.timeout = timeout
        self.copies: Queue[Path] = Queue()
        listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
        names = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True, text=True).stdout
        files = [name for name in names.split("\0") if (ROOT / name).is_file()]
        for k in range(jobs):
            copied = folder / str(k)
            copied.mkdir()
            for name in files:
                (copied / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, copied / name)
            self.copies.put(copied)

    def kills(self, mutant: Mutant) -> bool:
        """Do the tests notice? First those that are likely to, then the whole fast suite."""
        here = self.copies.get()
        path = here / mutant.path.relative_to(ROOT)
        kept = path.read_bytes()
        try:
            path.write_text(mutant.text, encoding="utf-8")
            return self.fails(here, likely(mutant.path)) or self.fails(here, ["tests"])
        finally:
            path.write_bytes(kept)
            self.copies.put(here)

    def fails(self, here: Path, tests: list[str]) -> bool:
        """Does a test fail, or take too long? Raises RuntimeError where pytest itself does."""
        process = FORKS.Process(target=run_tests, args=(here, tests))
        process.start()
        process.join(self.timeout)
        if process.is_alive():
            process.kill()
            process.join()
            return True
        if process.exitcode == 3:
            raise RuntimeError(f"pytest broke down in {here}")
        return process.exitcode not in (0, 5)  # 5: nothing fast is there; 2, 4: no import works


def run_tests(here: Path, tests: list[str]) -> None:
    """Run the tests of a copy in this process, without a word; its exit status says the rest."""
    import pytest

    os.chdir(here)
    os.environ |= {"PYTHONPATH": str(here), "PYTHONUTF8": "1"}  # for what the tests start
    sys.path[:] = [str(here), *(p for p in sys.path if Path(p or ".").resolve() != ROOT)]
    sys.dont_write_bytecode = True
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    os._exit(pytest.main(["-q", "-x", "-p", "no:cacheprovider", *tests]))


def main() -> None:
    """Draw, run, and print a table of what survived."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--timeout", type=float, default=600, help="seconds for each run of tests")
    parser.add_argument("--only", default="", help="a part of the path, such as sheet/layout")
    asked = parser.parse_args()
    files = [path for room in ROOMS for path in sorted((ROOT / "aibyhand" / room).rglob("*.py"))]
    every = [m for path in files if asked.only in path.as_posix() for m in mutants(path)]
    drawn = random.Random(asked.seed).sample(every, min(asked.sample, len(every)))
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(asked.jobs) as pool:
        runner = Runner(asked.jobs, asked.timeout, Path(folder))
        if runner.fails(runner.copies.queue[0], ["tests"]):
            sys.exit("the fast tests fail without any change, or take longer than --timeout")
        killed = 0
        results = zip(drawn, pool.map(runner.kills, drawn), strict=True)
        for count, (mutant, noticed) in enumerate(results, 1):
            killed += noticed
            print(f"killed {killed} of {count}", end="\r", file=sys.stderr, flush=True)
            if not noticed:
                was, now = (" ".join(t.split())[:70] for t in (mutant.before, mutant.after))
                print(
                    f"{mutant.path.relative_to(ROOT)}:{mutant.line}: {was}  ->  {now}", flush=True
                )
    print(f"killed {killed} of {len(drawn)} (seed {asked.seed}; {len(every)} changes to draw from)")


if __name__ == "__main__":
    main()
