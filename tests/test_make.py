"""The script behind the README's two commands."""

import ast
import re
import subprocess
import sys
import types
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def make(tmp_path, monkeypatch):
    """Give make.py as a module whose checkout is an empty folder."""
    module = types.ModuleType("make")
    module.__file__ = str(ROOT / "make.py")
    exec(compile((ROOT / "make.py").read_text("utf-8"), "make.py", "exec"), module.__dict__)
    for name, path in {
        "ROOT": tmp_path,
        "VENV": tmp_path / ".venv",
        "STAMP": tmp_path / ".venv" / "stamp",
        "REQUIREMENTS": tmp_path / "requirements.txt",
    }.items():
        monkeypatch.setattr(module, name, path)
    module.REQUIREMENTS.write_text("one\n", "utf-8")
    return module


def finish(make):
    """Make what a finished .venv looks like."""
    python = make.venv_python()
    python.parent.mkdir(parents=True)
    python.touch()
    make.STAMP.write_text(make.wanted_stamp(), "utf-8")
    return python


def test_an_old_python_can_read_the_script_and_is_told_what_it_needs(make):
    ast.parse((ROOT / "make.py").read_text("utf-8"), feature_version=(3, 7))
    assert (ROOT / "make.py").read_text("utf-8").isascii()  # its terminal may know nothing else
    with pytest.raises(make.Missing, match=r"3\.11 or newer is needed, and this is Python 3\.9"):
        make.require_python((3, 9, 2))
    make.require_python((3, 11))


def test_a_python_without_venv_is_told_the_package():
    code = (
        "import runpy, sys\n"
        "sys.modules['ensurepip'] = None\n"  # importing it now fails
        "runpy.run_path('make.py')['require_venv']()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert "no ensurepip module" in done.stderr
    assert "apt install python3-venv" in done.stderr


def test_a_finished_venv_is_not_set_up_again(make):
    assert not make.is_set_up()
    finish(make)
    assert make.is_set_up()


def test_a_half_made_venv_is_repaired(make):
    finish(make)
    make.STAMP.unlink()
    assert not make.is_set_up()


def test_changed_requirements_are_installed(make):
    finish(make)
    make.REQUIREMENTS.write_text("two\n", "utf-8")
    assert not make.is_set_up()


def test_a_venv_whose_python_is_gone_is_made_anew(make):
    finish(make).unlink()
    assert not make.is_set_up()


def test_a_link_to_another_environment_is_left_alone(make, tmp_path):
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "python").touch()
    make.VENV.symlink_to(theirs)

    with pytest.raises(make.Missing, match=r"\.venv is a link to .*theirs; remove it"):
        make.set_up()

    assert (theirs / "python").exists()


def test_windows_keeps_its_python_elsewhere(make):
    assert make.venv_python(windows=True) == make.VENV / "Scripts" / "python.exe"
    assert make.venv_python(windows=False) == make.VENV / "bin" / "python"


def test_an_unknown_command_is_wrong_use(make, capsys):
    assert make.main(["bok"]) == 2
    assert "make.py book" in capsys.readouterr().err


def test_a_failing_pip_is_one_clear_line(make, monkeypatch, capsys):
    monkeypatch.setattr(make, "run", lambda *command, **_: int("--require-hashes" in command))

    assert make.main(["book"]) == 1
    assert "pip could not install requirements.txt" in capsys.readouterr().err


def test_the_readme_begins_with_the_two_commands():
    first = re.search(r"```\w*\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    assert first[1] == "python3 make.py book\npython3 make.py test\n"


def named_in(requirements):
    """Return the packages that requirements.in names."""
    lines = (line.split("#")[0].strip() for line in requirements.splitlines())
    return {re.split(r"[=<>\[ ]", line)[0] for line in lines if line}


def test_every_dependency_earns_its_place_in_the_readme():
    names = named_in((ROOT / "requirements.in").read_text("utf-8"))
    part = (ROOT / "README.md").read_text("utf-8").split("## What it depends on")[1]
    table = re.findall(r"^\| `([^`]+)` \| \w", part, re.MULTILINE)

    assert sorted(names) == sorted(table)


def test_every_requirement_has_hashes():
    entries = re.split(r"\n(?=[a-z])", (ROOT / "requirements.txt").read_text("utf-8"))
    without = [entry.split()[0] for entry in entries[1:] if "--hash=sha256:" not in entry]

    assert without == []
