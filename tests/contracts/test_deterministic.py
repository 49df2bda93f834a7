"""The same sources give the same bytes: in another folder, time zone, locale and hash seed."""

import json
import os
import subprocess
import sys

import pytest
from helpers import ROOT

import aibyhand

FORMATS = ("json", "ipynb", "tex", "beamer", "xlsx", "svg")
# Without a UTF-8 mode the second process reads and writes ASCII wherever no encoding is named.
PLACES = [
    {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"},
    {
        "PYTHONHASHSEED": "2", "TZ": "XXX-13:45", "LC_ALL": "POSIX", "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
    },
]  # fmt: skip

PROGRAM = """
import hashlib, json, locale, sys
import aibyhand
from aibyhand.draw.sheets import draw_sheet
from aibyhand.export import files
from aibyhand.render.words import spoken_sheet
from aibyhand.sheet.layout import lay_out, poster, to_fill_in

locale.setlocale(locale.LC_ALL, "")
found = {}

def keep(name, data):
    found[name] = hashlib.sha256(data if isinstance(data, bytes) else data.encode()).hexdigest()

def keep_sheet(name, sheet):
    drawn = draw_sheet(sheet, spoken_sheet(sheet))
    keep(name, drawn.inline())

slugs, formats = json.loads(sys.argv[1])
for slug in slugs:
    for lane in aibyhand.find(slug).lanes:
        trace = aibyhand.find(slug).run(lane=lane)
        where = f"{slug} {lane.name}"
        for name, m in trace.matrices.items():
            keep(f"{where} {name}", m.values.tobytes() + repr(m).encode())
        for step in trace.steps:
            if step.shows:
                keep_sheet(f"{where} step {step.number}", lay_out(step.shows))
                keep_sheet(f"{where} blank {step.number}", to_fill_in(step.shows))
            for k, drawn in enumerate(step.draws):
                keep(f"{where} picture {step.number} {k}", drawn.drawing().inline())
        keep_sheet(f"{where} poster", poster(trace.parts))
        for to in formats:
            for name, data in files(trace, to).items():
                keep(f"{where} {name}", data)
print(json.dumps(found))
"""


def made(
    place: dict[str, str], folder: os.PathLike[str], asked: list[tuple[str, ...]]
) -> dict[str, str]:
    """Make everything in another process, and give a digest of each part by its name."""
    left_out = {"LANG", "LANGUAGE", "SOURCE_DATE_EPOCH"}
    kept = {k: v for k, v in os.environ.items() if k not in left_out and not k.startswith("LC_")}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps(asked)], cwd=folder, check=False,
        env={**kept, "PYTHONPATH": str(ROOT), **place}, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("slugs", "formats"),
    [
        (("softmax",), ("json", "tex")),
        pytest.param(tuple(aibyhand.slugs()), FORMATS, marks=pytest.mark.slow, id="everything"),
    ],
)
def test_two_processes_make_the_same(slugs, formats, tmp_path):
    folders = [tmp_path / "one", tmp_path / "an other ö"]
    for folder in folders:
        folder.mkdir()
    one, other = (
        made(place, folder, [slugs, formats]) for place, folder in zip(PLACES, folders, strict=True)
    )
    assert one.keys() == other.keys()
    assert len(one) > 30 * len(slugs)
    assert [name for name in one if one[name] != other[name]] == []
