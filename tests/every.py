"""What the contract tests share: every walkthrough in every lane, and their pages."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from helpers import (
    ROOT,
    evaluate,
    second_of,
    trace_of,
    written_in_full,
)

import aibyhand
from aibyhand import Matrix, Trace
from aibyhand.core.numbers import Array
from aibyhand.render.words import worked_tex
from aibyhand.sheet.telling import most_telling

SLUGS = aibyhand.slugs()
LANES = [(slug, lane) for slug in SLUGS for lane in aibyhand.find(slug).lanes]

every = pytest.mark.parametrize("slug", SLUGS)
every_lane = pytest.mark.parametrize(("slug", "lane"), LANES)
# What takes long and fails for all or for none: some in the fast suite, the others in the gate.
FEW = ("self-attention", "gcn", "td0")
a_few = pytest.mark.parametrize(
    ("slug", "lane"),
    [
        pytest.param(slug, lane, marks=() if slug in FEW else pytest.mark.slow)
        for slug, lane in LANES
    ],
)


def runs(slug: str, lane: str) -> list[Trace]:
    """Run on the source's numbers, and on our second set where there is one."""
    second = [second_of(slug, lane)] if aibyhand.find(slug).second else []
    return [trace_of(slug, lane), *second]


def variants(slug: str) -> list[Trace]:
    walkthrough = aibyhand.find(slug)
    return [
        trace_of(slug, lane, name) for name, _ in walkthrough.variants for lane in walkthrough.lanes
    ]


@cache
def pages() -> dict[str, list[Path]]:
    """Find the pages that show a walkthrough, by the slug that they name."""
    found: dict[str, list[Path]] = {}
    for path in sorted((ROOT / "docs").rglob("*.md")):
        for slug in re.findall(r"lesson\(\"([\w-]+)\"\)", path.read_text(encoding="utf-8")):
            if path.stem == slug or path.parent.name not in ("start", "about"):
                found.setdefault(slug, []).append(path)
    return found


@cache
def page_of(slug: str) -> str:
    found = [path for path in pages().get(slug, []) if path.stem == slug]
    assert found, f"{slug} has no page docs/PART/{slug}.md"
    return found[0].read_text(encoding="utf-8")


def check_worked(m: Matrix) -> None:
    """One cell worked in full: the sum is the cell, and = stands only where nothing was rounded."""
    cell = most_telling([m])
    if cell is None:
        return
    _, i, j, work = cell
    said = written_in_full(m, i, j)
    rounding = 0.05 if "decimal" in m.made.op.name else 0.0
    size = max(1.0, abs(m.values[i, j]))
    assert said is not None
    tex = worked_tex(m, i, j, work)
    if "e+" in work.tex:  # a million or more is written with three digits
        rounding += 0.005 * size
        assert r"\approx" in tex or said == m.values[i, j], tex
    assert abs(said - m.values[i, j]) <= rounding + 1e-7 * size, (m.name, work.tex)
    if r"\approx" in tex or r"\cdots" in tex or "e+" in tex:
        return
    right = tex.split(" = ")[-1]
    assert abs(evaluate(work.tex) - evaluate(right)) <= 1e-8 * size, tex


def check_agreement(trace: Trace, expected: Mapping[str, Array]) -> None:
    known = [name for name in expected if name in trace.matrices]
    assert known, f"{trace.walkthrough.slug}: reference() asserts no matrix"
    for name in known:
        np.testing.assert_allclose(
            trace[name].values, np.atleast_2d(expected[name]), rtol=1e-8, atol=1e-10, err_msg=name
        )


def cells(slug: str) -> list[str]:
    """List the code of every cell, without its options."""
    found = re.findall(r"^```\{code-cell\}[^\n]*\n(.*?)^```", page_of(slug), re.S | re.M)
    return [re.sub(r"^:.*\n", "", cell, flags=re.M) for cell in found]
