"""Hosts run what everybody runs, and the form for a wrong number asks for what is needed."""

import re

import pytest
import yaml

import make


@pytest.fixture(scope="module")
def hosted(root):
    """Give every file that is written for a host, read."""
    paths = [root / ".readthedocs.yaml", *(root / ".github").rglob("*.yml")]
    return {path.name: yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths}


def commands(thing):
    """Find every command line in a file for a host."""
    if isinstance(thing, dict):
        for key, value in thing.items():
            yield from [value] if key == "run" else commands(value)
    elif isinstance(thing, list):
        for value in thing:
            yield from [value] if isinstance(value, str) else commands(value)


def test_hosts_call_commands_that_make_has_and_files_that_are_there(hosted, root):
    lines = [line for thing in hosted.values() for line in commands(thing)]
    called = [name for line in lines for name in re.findall(r"make\.py (\w+)", line)]
    assert {"book", "test"} <= set(called)
    assert all(callable(getattr(make, name)) for name in called)
    assert any(line == "bash .ci/run" for line in lines)
    assert (root / ".ci" / "run").is_file()


def test_the_tests_run_on_every_python_that_the_package_promises(hosted, root):
    tried = hosted["tests.yml"]["jobs"]["fast"]["strategy"]["matrix"]["python"]
    promised = re.search(r'requires-python = ">=3\.(\d+)"', (root / "pyproject.toml").read_text())
    assert tried[0] == f"3.{promised[1]}"
    assert tried == [f"3.{minor}" for minor in range(int(promised[1]), 15)]


def test_whoever_reports_a_wrong_number_is_asked_where_it_stands(hosted):
    fields = {field.get("id"): field for field in hosted["wrong-number.yml"]["body"]}
    for wanted in ("page", "step", "cell", "expected"):
        assert fields[wanted]["validations"]["required"] is True


def test_the_forms_have_the_shape_that_a_host_reads(root):
    forms = (root / ".github" / "ISSUE_TEMPLATE").glob("*.yml")
    kinds = {"input", "textarea", "dropdown", "checkboxes", "markdown"}
    read = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in forms}
    assert {"wrong-number", "something-else", "config"} <= set(read)
    del read["config"]
    for name, form in read.items():
        assert form["name"], name
        assert form["description"], name
        fields = form["body"]
        assert {field["type"] for field in fields} <= kinds, name
        ids = [field["id"] for field in fields if field["type"] != "markdown"]
        assert len(set(ids)) == len(ids), name
        assert all(field["attributes"]["label"] for field in fields if "id" in field), name
        assert all(
            field["attributes"]["options"] for field in fields if field["type"] == "dropdown"
        )


def test_pages_are_published_with_their_own_address(hosted):
    steps = hosted["book.yml"]["jobs"]["publish"]["steps"]
    build = next(step for step in steps if step.get("run") == "python make.py book")
    assert build["env"]["SITE_URL"].startswith("${{ steps.pages.outputs.base_url }}")


def test_a_release_needs_no_password_and_checks_what_it_publishes(hosted):
    jobs = hosted["package.yml"]["jobs"]
    assert jobs["publish"]["permissions"] == {"id-token": "write"}
    assert jobs["publish"]["needs"] == "build"
    lines = list(commands(jobs["build"]))
    assert lines.index("python -m build") < lines.index("twine check --strict dist/*")
    assert "secrets." not in str(jobs)
