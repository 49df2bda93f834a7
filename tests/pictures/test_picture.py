"""A kind of picture is one module and its test."""

import importlib
from pathlib import Path

import pytest
from helpers import matrix

import aibyhand.pictures
from aibyhand.draw.drawing import frame
from aibyhand.pictures.picture import Picture, listed

HERE = Path(__file__).parent
MODULES = sorted(Path(aibyhand.pictures.__file__).parent.glob("*.py"))


def kinds() -> list[type[Picture]]:
    for path in MODULES:
        importlib.import_module(f"aibyhand.pictures.{path.stem}")
    return [kind for kind in Picture.__subclasses__() if kind.__module__.startswith("aibyhand")]


def test_every_kind_has_a_module_and_a_test_of_its_own():
    modules = [kind.__module__.split(".")[-1] for kind in kinds()]

    assert len(modules) == len(set(modules)) == 19
    for name in modules:
        assert (HERE / f"test_{name}.py").exists(), name


def test_what_says_or_draws_nothing_is_no_picture():
    class Silent(Picture):
        def drawing(self):
            return frame("", 1, 1, "")

    with pytest.raises(TypeError, match="words"):
        Silent()


def test_a_picture_is_no_sheet_and_no_exercise_unless_it_says_so():
    class Plain(Picture):
        title = "Plain"
        words = "Plain."

        def drawing(self):
            return frame("", 1, 1, self.words)

    assert (Plain().sheet(), Plain().to_fill_in(), Plain().grows) == (None, None, False)


def test_numbers_are_read_in_a_row():
    m = matrix("m", [[1, -2.5]])

    assert listed(m.values[0], m.digits) == "1.0, −2.5"
