"""What a registry is told of the package: one version, Pythons that are tested, true addresses."""

import re
import runpy
import shlex
import tomllib

import pytest
import yaml
from helpers import ROOT

import aibyhand
from aibyhand.__main__ import main

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
addresses = runpy.run_path(str(ROOT / "tools" / "addresses.py"))["addresses"]


def test_the_version_is_said_once_and_the_citation_and_the_changelog_agree():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert PROJECT["dynamic"] == ["version"]
    assert "version" not in PROJECT
    assert citation["version"] == aibyhand.__version__
    assert f"\n## [{aibyhand.__version__}]" in changes


def test_the_classifiers_name_the_pythons_that_the_tests_run_on():
    tests = yaml.safe_load((ROOT / ".github/workflows/tests.yml").read_text(encoding="utf-8"))
    tried = tests["jobs"]["fast"]["strategy"]["matrix"]["python"]
    named = [line.rpartition(" :: ")[2] for line in PROJECT["classifiers"] if ":: 3." in line]
    assert named == tried


def test_types_come_with_the_package():
    assert (ROOT / "aibyhand" / "py.typed").read_bytes() == b""
    assert "Typing :: Typed" in PROJECT["classifiers"]


def test_the_page_for_the_registry_needs_no_file_of_the_checkout():
    page = (ROOT / PROJECT["readme"]).read_text(encoding="utf-8")
    assert "](" not in page
    assert "make.py" not in page


def test_what_the_page_for_the_registry_shows_runs(tmp_path, monkeypatch, capsys):
    page = (ROOT / PROJECT["readme"]).read_text(encoding="utf-8")
    (program,) = re.findall(r"```python\n(.*?)```", page, re.S)
    commands = re.findall(r"^aibyhand (.+)$", page, re.M)
    monkeypatch.chdir(tmp_path)

    exec(program, {})
    assert capsys.readouterr().out
    assert len(commands) == 4
    for command in commands:
        assert main(shlex.split(command)) == 0, command
    assert list(tmp_path.rglob("*.xlsx"))


@pytest.mark.parametrize(
    ("environment", "urls"),
    [
        ({}, None),
        ({"SITE_URL": "", "SOURCE_URL": ""}, None),
        (
            {"SITE_URL": "https://book.example/by-hand/"},
            {"Documentation": "https://book.example/by-hand/"},
        ),
        (
            {"SOURCE_URL": "https://host.example/a/b"},
            {
                "Source": "https://host.example/a/b",
                "Issues": "https://host.example/a/b/issues",
                "Changelog": "https://host.example/a/b/blob/main/CHANGELOG.md",
            },
        ),
    ],
)
def test_a_release_adds_the_addresses_that_it_is_given_and_no_other(environment, urls):
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8") + addresses(environment)
    assert tomllib.loads(text)["project"].get("urls") == urls
