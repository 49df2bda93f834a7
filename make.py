"""Set up, build and test, with nothing but Python.

python3 make.py book      set up .venv and build the book into _build/html
python3 make.py serve     show the pages on this machine; what changes is built and loaded again
python3 make.py test      set up .venv and pass the fast tests; what follows goes to pytest
python3 make.py check     style (ruff) and types (mypy)
python3 make.py fresh     throw the built book away and build it again
python3 make.py exports   only write the downloads: every walkthrough in every format
python3 make.py setup     only set up .venv
python3 make.py clean     throw away everything that this script made

The standard library is all this file may use: it runs before anything is installed.
It also runs, far enough to say so, on a Python that is too old.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BUILD = ROOT / "_build"
REQUIREMENTS = ROOT / "requirements.txt"
STAMP = VENV / "stamp"
OLDEST = (3, 11)
EPOCH = "1767225600"  # 2026-01-01: the same sources give the same bytes on any day


class Missing(Exception):  # noqa: N818  (not an error of the program)
    """Something that only the reader can provide; the message says what."""


def venv_python(windows=os.name == "nt"):
    """Return the path of the virtual environment's own Python."""
    return VENV / "Scripts" / "python.exe" if windows else VENV / "bin" / "python"


def require_python(version=sys.version_info):
    """Say which Python is needed when this one is too old."""
    if tuple(version[:2]) < OLDEST:
        found = ".".join(str(part) for part in version[:2])
        raise Missing(f"Python 3.11 or newer is needed, and this is Python {found}.")


def require_venv(find=None):
    """Say what to install when this Python cannot make virtual environments."""
    try:
        (find or __import__)("venv")
        (find or __import__)("ensurepip")
    except ImportError as error:
        raise Missing(
            f"This Python has no {error.name or 'venv'} module. On Debian or Ubuntu: "
            "apt install python3-venv."
        ) from None


def wanted_stamp():
    """Return what a finished .venv says of itself: where it is, and what was asked of pip."""
    return f"{ROOT} {hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()}\n"


def is_set_up():
    """Tell whether .venv is whole and made from today's requirements."""
    if not (venv_python().exists() and STAMP.exists()):
        return False
    return STAMP.read_text(encoding="utf-8") == wanted_stamp()


def run(*command, **changes):
    """Run a command in the checkout and return its exit status."""
    environment = {**os.environ, "PYTHONUTF8": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", **changes}
    return subprocess.call([str(word) for word in command], cwd=ROOT, env=environment)


def set_up():
    """Make .venv, with exactly the packages of requirements.txt and the project itself."""
    if is_set_up():
        return
    if VENV.is_symlink():  # emptying it would empty the folder of somebody else
        raise Missing(f"{VENV} is a link to {VENV.resolve()}; remove it, and run this again.")
    require_venv()
    print("Setting up .venv (a minute or two, once) ...", flush=True)
    STAMP.unlink(missing_ok=True)
    wanted = wanted_stamp()  # of the requirements that pip reads now, whatever they are at its end
    if run(sys.executable, "-m", "venv", "--clear", VENV):
        raise Missing("Making .venv failed; the lines above say why.")
    pip = (venv_python(), "-m", "pip", "install", "--quiet")
    if run(*pip, "--require-hashes", "-r", REQUIREMENTS):
        raise Missing("pip could not install requirements.txt; is the network there?")
    if run(*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT):
        raise Missing("pip could not install the project itself; the lines above say why.")
    STAMP.write_text(wanted, encoding="utf-8")


def book(*extra):
    """Build the book; a warning or a failing cell is an error."""
    set_up()
    html = BUILD / "html"
    arguments = ["-c", ROOT, "-d", BUILD / "doctrees", "-n", "-W", "--keep-going", "-q", *extra]
    status = run(
        *(venv_python(), "-m", "sphinx", *arguments, ROOT / "docs", html),
        SOURCE_DATE_EPOCH=EPOCH,
    )
    if status:
        shutil.rmtree(BUILD / "doctrees", ignore_errors=True)  # or the next build forgets to warn
        return status
    status = exports()
    if status == 0:
        print(f"The book is built. Open {html / 'index.html'}")
    return status


def exports():
    """Write the files that the pages link or load, in every format; what is up to date stays."""
    set_up()
    html = BUILD / "html"
    status = run(venv_python(), "-m", "aibyhand.pages.sized", html / "_static" / "sizes")
    return status or run(venv_python(), "-m", "aibyhand.export.site", html / "downloads")


def serve(*extra):
    """Show the pages on this machine until Ctrl+C: a change is built, and open pages reload.

    It has a folder of its own, since a build that goes on in spite of a warning is no book.
    """
    set_up()
    folder = BUILD / "serve"
    arguments = ["-c", ROOT, "-d", folder / "doctrees", "-n", "-q", "--host", "127.0.0.1"]
    for path in (ROOT / "aibyhand", ROOT / "conf.py"):
        arguments += ["--watch", path]
    arguments += ["--re-ignore", "__pycache__", *extra]
    return run(
        *(venv_python(), "-m", "sphinx_autobuild", *arguments, ROOT / "docs", folder / "html"),
        SOURCE_DATE_EPOCH=EPOCH,
    )


def fresh(*extra):
    """Throw the built book away and build it again."""
    shutil.rmtree(BUILD, ignore_errors=True)
    return book(*extra)


def test(*extra):
    """Run the fast tests on two cores, or what the arguments say."""
    set_up()
    parallel = () if extra else ("-n", "2", "--dist", "worksteal")
    return run(venv_python(), "-m", "pytest", *parallel, *extra)


def check():
    """Check style and types."""
    set_up()
    python = venv_python()
    ruff = (python, "-m", "ruff")
    return (
        run(*ruff, "check", ".")
        or run(*ruff, "format", "--check", ".")
        or run(python, "-m", "mypy")
    )


def setup():
    """Only set up."""
    set_up()
    return 0


def clean():
    """Throw away what this script made."""
    for folder in (BUILD, VENV):
        shutil.rmtree(folder, ignore_errors=True)
    return 0


COMMANDS = {f.__name__: f for f in (book, serve, test, check, fresh, exports, setup, clean)}


def main(arguments):
    """Run one command and return its exit status."""
    if not arguments or arguments[0] not in COMMANDS:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    try:
        require_python()
        return COMMANDS[arguments[0]](*arguments[1:])
    except Missing as missing:
        print(f"make.py: {missing}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
