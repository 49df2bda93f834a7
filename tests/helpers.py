"""What tests share: a reader of written-out sums, recomputed traces, and the references."""

import importlib.util
import math
import re
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from conftest import GATE
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

import aibyhand
from aibyhand import Matrix, Role, Stack, Trace, Walkthrough, given
from aibyhand.core import worked
from aibyhand.core.numbers import Array
from aibyhand.core.sizes import Size, sizes_of
from aibyhand.draw.glyphs import outline
from aibyhand.pictures.picture import Picture
from aibyhand.sheet.blocks import Label, Sheet

ROOT = Path(__file__).resolve().parent.parent


def opened(open_page: Callable[..., Any], **options: Any) -> Any:
    """Open a page as the fixture does, and wait until all of it is live."""
    page = open_page(**options)
    page.wait_for_selector("html[data-live=ready]")
    return page


_FUNCTIONS: dict[str, Any] = {
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "hand_sigmoid": lambda z: 1.0 if z >= 3 else 0.0 if z <= -3 else 0.5,
    "where": float,
    "floor": math.floor,
    "sqrt": math.sqrt,
    "exp": math.exp,
    "cos": math.cos,
    "sin": math.sin,
    "arctan": math.atan,
    "tanh": math.tanh,
    "log": math.log,
    "argmax": lambda *numbers: numbers.index(max(numbers)),
    "ln": math.log,
    "abs": abs,
    "max": max,
    "min": min,
    "e": math.e,
    "pi": math.pi,
}
_SPELLINGS = [
    (r"\\left|\\right|\\[,;:! ]", " "),
    (r"\|([^|]*)\|", r"abs(\1)"),
    (r"\\lfloor", "floor("),
    (r"\\rfloor", ")"),
    (r"\\[td]?frac\{([^{}]*)\}\{([^{}]*)\}", r"((\1)/(\2))"),
    (r"\\sqrt\{", "sqrt{"),
    (r"\^\{?\\top\}?", ""),
    (r"\^", "**"),
    (r"\\sigma_\{\\pm 3\}", "hand_sigmoid"),
    (r"\\sigma", "sigmoid"),
    (r"\\leq\b", "<="),
    (r"(\[[^\[\]<>=]+)=([^\[\]<>=]+\])", r"\1==\2"),
    (r"\\cdot|\\times|\\odot", "*"),
    (r"(\d)\s*\\pi", r"\1*pi"),
    (r"\\(?:mathrm|operatorname|text)\{(\w+)\}", r"\1"),
    (r"\\", ""),
    (r"\[", "where("),
    (r"\]", ")"),
    (r"\{", "("),
    (r"\}", ")"),
]


def evaluate(tex: str) -> float:
    """Compute what a written-out sum says, from its characters alone."""
    text = tex
    for pattern, spelling in _SPELLINGS:
        text = re.sub(pattern, spelling, text)
    return float(eval(text, {"__builtins__": {}}, _FUNCTIONS))


@dataclass(frozen=True)
class Precise:
    """An operand that is written with all its decimals."""

    matrix: Matrix
    digits: int = 17

    def __getattr__(self, name: str) -> Any:
        return getattr(self.matrix, name)


def written_in_full(matrix: Matrix, i: int, j: int) -> float:
    """Compute one cell from its written-out sum, with every term and every decimal in it."""
    made = matrix.made
    assert made is not None
    longest = worked.LONGEST_SUM
    worked.LONGEST_SUM = 10**6
    try:
        operands = [Precise(operand) for operand in made.operands]
        return evaluate(worked.worked(made.op, operands, made.settings, i, j).tex)
    finally:
        worked.LONGEST_SUM = longest


def examples(count: int) -> settings:
    """Take so many random examples in the gate and a tenth of them elsewhere, always the same."""
    return settings(
        max_examples=count if GATE else max(2, count // 10),
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


@cache
def trace_of(slug: str, lane: str = "exact", variant: str = "") -> Trace:
    """Run a walkthrough once for all tests."""
    return aibyhand.find(slug).run(lane=lane, variant=variant)


@cache
def second_of(slug: str, lane: str = "exact") -> Trace:
    """Run a walkthrough on its second set once for all tests."""
    return aibyhand.find(slug).run_second(lane=lane)


@cache
def own_tests_of(slug: str) -> ModuleType:
    """Import tests/walkthroughs/test_SLUG.py, where the walkthrough's reference is."""
    name = f"test_{slug.replace('-', '_')}"
    path = ROOT / "tests" / "walkthroughs" / f"{name}.py"
    assert path.exists(), f"{slug}: no {path.relative_to(ROOT)}"
    spec = importlib.util.spec_from_file_location(f"reference_{name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def reference_of(slug: str) -> Callable[[Mapping[str, Array]], Mapping[str, Array]]:
    """Find ``reference(given)`` in the walkthrough's own tests."""
    function = getattr(own_tests_of(slug), "reference", None)
    assert function, f"{slug}: tests/walkthroughs has no function reference(given)"
    return function


def given_of(trace: Trace) -> dict[str, Array]:
    """Take the arrays that a run started from."""
    return {name: trace[name].values for name in trace.given}


def recompute(trace: Trace, without: Matrix | None = None) -> dict[str, Array]:
    """Compute every named matrix again from what is remembered, one gate left out.

    Raises ValueError when the sizes no longer fit.
    """
    known: dict[int, Array] = {}

    def value(matrix: Matrix) -> Array:
        if id(matrix) not in known:
            made = matrix.made
            if made is None:
                known[id(matrix)] = matrix.values
            else:
                compute = made.op.dropped if matrix is without else made.op.compute
                assert compute is not None
                operands = [value(operand) for operand in made.operands]
                with np.errstate(all="ignore"):
                    known[id(matrix)] = np.asarray(compute(*operands, **made.settings), float)
        return known[id(matrix)]

    return {name: value(matrix) for name, matrix in trace.matrices.items()}


def everything(trace: Trace) -> list[Matrix]:
    """List every matrix of a trace, unnamed transposes too, each once, operands first."""
    found: dict[int, Matrix] = {}
    for matrix in trace.matrices.values():
        for one in (*matrix.ancestors(found), matrix):
            found.setdefault(id(one), one)
    for step in trace.steps:
        for shown in step.shows:
            found.setdefault(id(shown), shown)
    return list(found.values())


def matrix(name: str, values: Any, role: Role = Role.INPUT, tex: str = "") -> Matrix:
    """Give a matrix for a test."""
    return given(name, values, role, tex)


def overlaps(sheet: Sheet) -> list[str]:
    """Name the pairs of blocks that share a cell, or a name's place above a block."""
    taken: dict[tuple[int, int], str] = {}
    found = []
    for block in sheet.blocks:
        name = block.matrix.printed or "the ones"
        for i in range(block.row, block.row + block.height):
            for j in range(block.column, block.column + block.width):
                if (i, j) in taken:
                    found.append(f"{name} on {taken[i, j]}")
                taken[i, j] = name
    for block in sheet.blocks:
        above = (block.row - 1, block.column)
        if block.named and above in taken:
            found.append(f"the name of {block.matrix.printed} on {taken[above]}")
    for label in sheet.labels:
        for where in sorted(under(label)):
            if where in taken:
                found.append(f"{label.tex} on {taken[where]}")
    return found


def under(label: Label) -> set[tuple[int, int]]:
    """List the cells that a label's characters touch."""
    wide = 0.5 if label.sign else min(label.width, outline(label.tex).width * 18 / 40)
    room = label.width - wide
    start = label.column + {"start": 0.0, "middle": room / 2, "end": room}[label.align]
    middle = label.row + label.height / 2
    columns = range(math.floor(start + 0.1), math.ceil(start + wide - 0.1))
    return {(math.floor(middle + up), column) for up in (-0.2, 0.2) for column in columns}


def check_sheet(where: str, sheet: Sheet) -> None:
    """Check that nothing overlaps and that everything is inside."""
    assert not overlaps(sheet), f"{where}: {overlaps(sheet)}"
    for block in sheet.blocks:
        assert block.row >= 0, where
        assert block.column >= 0, where
        assert block.row + block.height <= sheet.height, where
        assert block.column + block.width <= sheet.width, where
    for label in sheet.labels:
        assert label.row >= -1e-9, (where, label)
        assert label.column >= -1e-9, (where, label)
        assert label.row + label.height / 2 + 0.25 <= sheet.height + 1e-9, (where, label)
        assert label.column + label.width <= sheet.width + 1e-9, (where, label)


def svg_of(drawn: Picture) -> str:
    """Give a picture as a page has it."""
    return drawn.drawing().inline()


def drawn_cells(svg: str) -> list[tuple[str, int, int, str]]:
    """Give every cell of a page's figure: its matrix, its row and column from 0, what it shows."""
    found = []
    for group in ET.fromstring(svg).iter("g"):
        if name := group.get("data-m"):
            wide, first = int(group.get("data-w", "")), int(group.get("data-j", "0"))
            for k, text in enumerate(group.iter("text")):
                i, j = k // wide, first + k % wide
                cell = (j, i) if group.get("data-t") else (i, j)
                found.append((name, *cell, text.text or ""))
    return found


def perturbed(trace: Trace, generator: np.random.Generator) -> dict[str, Array]:
    """Give what a run started from with a few of its numbers changed, matrix by matrix."""
    found = {}
    for name, values in given_of(trace).items():
        values = values.copy()
        for _ in range(generator.integers(0, 4)):
            cell = tuple(generator.integers(size) for size in values.shape)
            values[cell] = generator.choice(values.ravel()) + generator.choice([-1, 0, 0, 0.25, 1])
        found[name] = values
    return found


# Numbers of anybody's own.

# What may be any number, negative ones and fractions too; the rest is drawn from numbers like its
# own: whole where those are whole, not negative where those are not.
ANY_NUMBER = {
    Role.INPUT, Role.WEIGHT, Role.BIAS, Role.FROZEN_WEIGHT, Role.FROZEN_BIAS, Role.HIDDEN,
    Role.MEMORY, Role.SCORE, Role.TIME, Role.FREQUENCY, Role.NOISE, Role.CONDITION, Role.REWARD,
}  # fmt: skip


def random_given(walkthrough: Walkthrough, rng: np.random.Generator) -> dict[str, Any]:
    """Draw other sizes and other numbers for everything that a walkthrough takes.

    Numbers that it refuses, such as a spread of zero, are drawn again, with numbers like its own.
    """
    for any_number in (rng.random() < 0.5, *[False] * 30):
        drawn = _drawn(walkthrough, rng, any_number)
        try:
            walkthrough.run_on(drawn)
        except ValueError as refused:
            said = refused
        else:
            return drawn
    raise said


def anybodys(slug: str) -> st.SearchStrategy[dict[str, Any]]:
    """Give random sets of what a walkthrough takes, for ``@given``."""
    seeds = st.integers(0, 2**32 - 1)
    return seeds.map(lambda s: random_given(aibyhand.find(slug), np.random.default_rng(s)))


def _drawn(walkthrough: Walkthrough, rng: np.random.Generator, any_number: bool) -> dict[str, Any]:
    sizes = {s.name: int(rng.integers(s.least, s.most + 1)) for s in walkthrough.sizes}

    def grid(model: Matrix, written: tuple[Size, ...]) -> Array:
        for name in {name for size in written for name in size.names}:
            sizes.setdefault(name, int(rng.integers(1, 4)))  # that of a new member alone
        shape = tuple(size.length(sizes) for size in written)
        return _numbers(model, shape, sizes, rng, any_number)

    found: dict[str, Any] = {}
    for name, default in walkthrough.parameters.items():
        if isinstance(default, Stack):
            count = default.counts.length(sizes) if default.counts else len(default)
            each = [sizes_of(default.each(default.along.label(k))) for k in range(count)]
            found[name] = [grid(default[0], written) for written in each]
        elif isinstance(default, Matrix):
            found[name] = grid(default, default.sizes)
            if default.axes == 0:
                found[name] = found[name].item()
    return found


def _numbers(
    model: Matrix, shape: tuple[int, ...], sizes: Mapping[str, int],
    rng: np.random.Generator, any_number: bool,
) -> Array:  # fmt: skip
    """Draw numbers like those of a given matrix."""
    low, high = float(model.values.min()), float(model.values.max())
    if model.among:
        return rng.integers(0, Size(model.among).length(sizes), shape).astype(float)
    if model.role is Role.ADJACENCY:
        half = np.triu(rng.integers(0, 2, shape), 1).astype(float)
        return half + half.T
    if model.role is Role.PROBABILITY:  # of a state's moves one or none; of two actions, a half
        high, wide = shape
        one = np.eye(wide + 1)[rng.integers(0, wide + 1, high)][:, :wide]
        return one if high == wide else rng.integers(0, 3, shape) / 4
    if model.role is Role.TARGET and model.axes == 0:
        return rng.integers(0, 5, shape) / 4
    if model.role is Role.NUMBER:  # a size, a rate, a share: positive, and not larger than it is
        return (
            rng.integers(1, high + 1, shape) if high > 1 else high * rng.integers(1, 5, shape) / 4
        )
    if any_number and model.role in ANY_NUMBER:
        most = max(1.0, -low, high)
        return rng.uniform(-most, most, shape).round(3)
    if low == high:
        low, high = low - 2, high + 2
    if (model.values == model.values.round()).all():
        return rng.integers(int(low), int(high) + 1, shape).astype(float)
    return rng.integers(int(np.ceil(4 * low)), int(4 * high) + 1, shape) / 4
