"""Rooms stay small enough to be read: modules, functions, and the door of the package."""

import ast
from pathlib import Path

import aibyhand

PACKAGE = Path(aibyhand.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))


def lines(path):
    return path.read_text(encoding="utf-8").count("\n")


def test_no_module_is_longer_than_two_hundred_lines():
    assert {str(path): lines(path) for path in FILES if lines(path) > 200} == {}


def test_no_function_is_longer_than_fifty_lines():
    long = {
        f"{path.name}: {node.name}": node.end_lineno - node.lineno + 1
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= 50
    }
    assert long == {}


def test_few_modules_stand_at_the_door():
    assert len(list(PACKAGE.glob("*.py"))) <= 4


def test_the_mean_module_of_a_walkthrough_is_short():
    found = [lines(path) for path in (PACKAGE / "walkthroughs").rglob("*.py")]
    assert sum(found) / len(found) < 130
